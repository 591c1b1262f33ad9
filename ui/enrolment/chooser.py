"""Where a roster and its photos are chosen, by dropping them or by dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from enrollment.errands import ImportChoice
from ui.enrolment.file_card import FileCard
from ui.enrolment.unusual import Unusual
from ui.enrolment.widgets import Button, Choice, Fold
from ui.labels import label
from ui.texts import translate
from ui.theme import GAP

_ZONES = (("WIB", "Asia/Jakarta"), ("WITA", "Asia/Makassar"), ("WIT", "Asia/Jayapura"))
_ROSTERS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")


class Chooser(QWidget):
    """Two cards, what is unusual about them, and the button to go on.

    Signals:
        changed: another file or folder was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choose_roster, self.choose_folder, self.choose_zip = Button("Ctrl+O"), Button("Ctrl+D"), Button("Ctrl+T")
        self.roster = FileCard(lambda path: path.is_file() and path.suffix.lower() in _ROSTERS, self.choose_roster)
        self.photos = FileCard(_photos_fit, self.choose_folder, self.choose_zip)
        self._zone_title, self._sheet_title = label(12.5, tone="secondary"), label(12.5, tone="secondary")
        self.zone, self.sheet = Choice(), Choice()
        self.more, self.unusual = Fold("Ctrl+M"), Unusual()
        for name, city in _ZONES:
            self.zone.addItem(name, city)
        self.look = Button("Ctrl+Enter", main=True)
        self._arrange()
        for card in (self.roster, self.photos):
            card.chosen.connect(self.changed)
        self.choose_roster.clicked.connect(self._ask_roster)
        self.choose_folder.clicked.connect(self._ask_folder)
        self.choose_zip.clicked.connect(self._ask_zip)
        self.roster.chosen.connect(lambda _: self.offer_sheets(()))
        self.more.toggled.connect(self.unusual.setVisible)
        self.more.toggled.connect(self._say_more)
        self.unusual.changed.connect(self._say_more)
        self.unusual.hide()
        self.offer_sheets(())
        self.retranslate()

    @property
    def choice(self) -> ImportChoice | None:
        """What was chosen; None while something is missing."""
        if self.roster.path is None or self.photos.path is None:
            return None
        return ImportChoice(
            self.roster.path,
            self.photos.path,
            ZoneInfo(self.zone.currentData()),
            self.unusual.pattern.text().strip(),
            self.unusual.mapping,
            self.sheet.currentText() or None,
        )

    def offer_sheets(self, names: Sequence[str]) -> None:
        """Offer the sheets of the roster, if there are several to choose from."""
        self.sheet.clear()
        several = len(names) > 1
        if several:
            self.sheet.addItems(names)
        for part in (self._sheet_title, self.sheet):
            part.setVisible(several)

    def show_busy(self, busy: bool) -> None:
        """Take no other choice while one is worked on."""
        self.look.setEnabled(self.choice is not None and not busy)
        for part in (self.roster, self.photos, self.zone, self.sheet, self.unusual):
            part.setEnabled(not busy)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.roster.say(
            translate("Enrolment", "Roster"),
            translate("Enrolment", "Drop a CSV or Excel file here"),
            translate(
                "Enrolment", "Number, name, venue, date and start; NIK, seat, PIN and photos where there are any."
            ),
        )
        self.photos.say(
            translate("Enrolment", "Photos"),
            translate("Enrolment", "Drop a folder or ZIP file here"),
            translate("Enrolment", "JPEG, PNG or WebP, named in the roster or by the candidate's number."),
        )
        self.choose_roster.say(translate("Enrolment", "Choose file …"))
        self.choose_folder.say(translate("Enrolment", "Folder …"))
        self.choose_zip.say(translate("Enrolment", "ZIP file …"))
        self.look.say(translate("Enrolment", "Check first"))
        self._zone_title.setText(translate("Enrolment", "Time zone of the sessions"))
        self._sheet_title.setText(translate("Enrolment", "Sheet of the workbook"))
        self.unusual.retranslate()
        self._say_more()

    def _say_more(self) -> None:
        """What is given stays in force while it is folded away, so it is counted."""
        words = translate("Enrolment", "More options")
        self.more.say(f"{words} ({self.unusual.given})" if self.unusual.given else words)

    def _ask_roster(self) -> None:
        pattern = " ".join(f"*{suffix}" for suffix in _ROSTERS)
        title = translate("Enrolment", "Choose the roster")
        name, _ = QFileDialog.getOpenFileName(self, title, "", f"CSV, Excel ({pattern})")
        if name:
            self.roster.choose(Path(name))

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, translate("Enrolment", "Choose the folder of the photos"))
        if name:
            self.photos.choose(Path(name))

    def _ask_zip(self) -> None:
        title = translate("Enrolment", "Choose the ZIP file of the photos")
        name, _ = QFileDialog.getOpenFileName(self, title, "", "ZIP (*.zip)")
        if name:
            self.photos.choose(Path(name))

    def _arrange(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(GAP)
        cards.addWidget(self.roster, 1)
        cards.addWidget(self.photos, 1)
        options = QHBoxLayout()
        options.setSpacing(GAP)
        for title, part, width in ((self._zone_title, self.zone, 190), (self._sheet_title, self.sheet, 260)):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(title)
            column.addWidget(part)
            part.setFixedWidth(width)
            options.addLayout(column)
        options.addStretch(1)
        for button in (self.more, self.look):
            options.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP - 2)
        layout.addLayout(cards)
        layout.addLayout(options)
        layout.addWidget(self.unusual)


def _photos_fit(path: Path) -> bool:
    return path.is_dir() or (path.is_file() and path.suffix.lower() == ".zip")
