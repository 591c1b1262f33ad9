"""For whom, by whom, where to and how long: what packs need besides their sessions."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from enrollment.packing import AFTER, BEFORE
from enrollment.packing_errands import PackOrder, read_station_file
from ui.enrolment.signer import Signer
from ui.enrolment.widgets import Button
from ui.enrolment.words import say
from ui.labels import ElidedLabel, label
from ui.texts import translate
from wire.pack_keys import StationKey

WIDTH = 400
_MOST_DAYS, _MOST_HOURS = 60, 24 * 14


class PackSettings(QFrame):
    """The side of the page.

    Signals:
        changed: something that packs depend on.
        stations_asked, key_asked, export_asked: a button.
    """

    changed = Signal()
    stations_asked = Signal()
    key_asked = Signal()
    export_asked = Signal()

    def __init__(self, signer: Signer, folder: Path) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(WIDTH)
        self._signer = signer
        self.folder = folder
        self.stations: dict[str, StationKey] = {}
        self._titles = {name: label(15, QFont.Weight.DemiBold) for name in ("stations", "signer", "folder", "valid")}
        self.stations_text, self.signer_text = label(14, tone="secondary"), label(14, tone="secondary")
        for part in (self.stations_text, self.signer_text):
            part.setWordWrap(True)
        self.folder_text = ElidedLabel(14, tone="secondary")
        self.add, self.clear = Button("Ctrl+O"), Button()
        self.make_key, self.export_key = Button(), Button()
        self.choose_folder = Button("Ctrl+D")
        self._from, self._until = label(14, tone="secondary"), label(14, tone="secondary")
        self.days, self.hours = _box(0, _MOST_DAYS, BEFORE.days), _box(1, _MOST_HOURS, AFTER // timedelta(hours=1))
        self.build = Button("Ctrl+Enter", main=True)
        self._arrange()
        self.add.clicked.connect(self.stations_asked)
        self.clear.clicked.connect(self._clear)
        self.make_key.clicked.connect(self.key_asked)
        self.export_key.clicked.connect(self.export_asked)
        self.choose_folder.clicked.connect(self._ask_folder)

    def add_stations(self, paths: list[Path]) -> None:
        """Take the key files of stations; a station that is there already gets its new key.

        Raises:
            PackingError: one is none; those before it are taken.
        """
        try:
            for path in paths:
                station = read_station_file(path)
                self.stations[station.station_id] = station
        finally:
            self.changed.emit()

    def order_for(self, session_ids: tuple[str, ...]) -> PackOrder:
        """What is to be built for these sessions."""
        before, after = timedelta(days=self.days.value()), timedelta(hours=self.hours.value())
        return PackOrder(session_ids, tuple(self.stations.values()), self.folder, before, after)

    def show_state(self, sessions: int, busy: bool) -> None:
        """Show what is there, and whether that is enough for the packs of so many sessions."""
        there = self._signer.there
        self.stations_text.setText(
            ", ".join(sorted(self.stations)) or translate("Enrolment", "none yet; each station exports its key file")
        )
        self.signer_text.setText(
            translate("Enrolment", "the key of this computer")
            if there
            else translate("Enrolment", "no key yet; make one, and hand its public half to the stations")
        )
        self.clear.setEnabled(bool(self.stations))
        self.make_key.setVisible(not there)
        self.export_key.setVisible(there)
        self.folder_text.set_whole(str(self.folder))
        self.build.say(say(translate("Enrolment", "Build packs (%1)"), sessions))
        self.build.setEnabled(bool(sessions and self.stations and there) and not busy)

    def retranslate(self) -> None:
        """Say everything in the language in use; `show_state` says the rest."""
        self._titles["stations"].setText(translate("Enrolment", "For stations"))
        self._titles["signer"].setText(translate("Enrolment", "Signed by"))
        self._titles["folder"].setText(translate("Enrolment", "Into the folder"))
        self._titles["valid"].setText(translate("Enrolment", "Valid"))
        self._from.setText(translate("Enrolment", "days before the start"))
        self._until.setText(translate("Enrolment", "hours after it"))
        self.add.say(translate("Enrolment", "Add"))
        self.clear.say(translate("Enrolment", "Clear"))
        self.make_key.say(translate("Enrolment", "Make a key"))
        self.export_key.say(translate("Enrolment", "Export …"))
        self.choose_folder.say(translate("Enrolment", "Choose …"))

    def _clear(self) -> None:
        self.stations.clear()
        self.changed.emit()

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, translate("Enrolment", "Choose the folder for the packs"))
        if name:
            self.folder = Path(name)
            self.changed.emit()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(8)
        rows: tuple[tuple[str, QLabel, tuple[Button, ...]], ...] = (
            ("stations", self.stations_text, (self.add, self.clear)),
            ("signer", self.signer_text, (self.make_key, self.export_key)),
            ("folder", self.folder_text, (self.choose_folder,)),
        )
        for name, text, buttons in rows:
            layout.addLayout(_row(self._titles[name], None, *buttons))
            layout.addWidget(text)
            layout.addSpacing(4)
        layout.addWidget(self._titles["valid"])
        layout.addLayout(_row(self.days, self._from, None))
        layout.addLayout(_row(self.hours, self._until, None))
        layout.addStretch(1)
        layout.addWidget(self.build)


def _box(least: int, most: int, value: int) -> QSpinBox:
    made = QSpinBox()
    made.setFixedSize(84, 38)
    made.setRange(least, most)
    made.setValue(value)
    return made


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; None takes the room that is left."""
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return layout
