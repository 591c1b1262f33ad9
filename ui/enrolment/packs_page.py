"""Fourth page: sessions become signed packs for the stations of their venue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from enrollment.errors import PackingError
from enrollment.packing_errands import BuiltPack, Outlook, PackProgress, build_packs, outlooks
from enrollment.workbench import Failure, trouble_of
from models.manifest import ModelEntry
from ui.enrolment import words
from ui.enrolment.bridge import Bridge
from ui.enrolment.outlook import OutlookModel, outlook_sentences
from ui.enrolment.pack_settings import PackSettings
from ui.enrolment.page import Page
from ui.enrolment.signer import Signer
from ui.enrolment.tables import TableModel, table
from ui.enrolment.task import Kind, Task
from ui.enrolment.widgets import Choice, Empty, heading
from ui.labels import label
from ui.texts import number, translate
from ui.theme import GAP
from ui.view_state import Look
from vault.errors import VaultError
from wire.signing import SigningKey

_TICKS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Dice:
    """What differs each time."""

    now: Callable[[], datetime]
    new_id: Callable[[], UUID]


class PacksPage(Page):
    """Sessions to tick, stations and signer beside them, what was built below."""

    def __init__(
        self, bridge: Bridge, task: Task, engine: ModelEntry, signer: Signer, folder: Path, dice: Dice
    ) -> None:
        super().__init__(bridge, task)
        self._engine, self._signer, self._dice = engine, signer, dice
        self._title, self._explanation = heading(), label(15, tone="secondary")
        self.venue = Choice()
        self.sessions = OutlookModel()
        self.table = table(self.sessions, (40, 210, 152, 120, 118), 1)
        self.remarks = label(14)
        self.remarks.setWordWrap(True)
        self.settings = PackSettings(signer, folder)
        self.built: TableModel[BuiltPack] = TableModel(_built_titles, _built_cells, frozenset({1}))
        self._built_title = label(15, QFont.Weight.DemiBold)
        self._empty = Empty()
        self._stack = QStackedWidget()
        self._arrange()
        self.table.installEventFilter(self)
        self.venue.activated.connect(self._filter)
        self.sessions.ticked.connect(self._show_state)
        self.settings.changed.connect(self._show_state)
        self.settings.stations_asked.connect(self._ask_stations)
        self.settings.key_asked.connect(self.make_key)
        self.settings.export_asked.connect(self._ask_export)
        self.settings.build.clicked.connect(self.main_action)
        task.changed.connect(self._show_state)
        self.retranslate()

    def enter(self) -> None:
        """Read what packs would hold."""
        self._bridge.ask(outlooks, self._show_outlooks, self.fail)
        self.table.setFocus()

    def main_action(self) -> None:
        """Build the packs of the sessions that are ticked."""
        if self.settings.build.isEnabled():
            self.notice.hide()
            key = self._load_key()
            if key is not None:
                self.build_with(key)

    def build_with(self, key: SigningKey) -> None:
        """Build them with a key that is open."""
        order = self.settings.order_for(tuple(each.summary.session.id for each in self.sessions.chosen))
        job = build_packs(order, self._engine, key, self._dice.now, self._dice.new_id)
        self._task.begin(Kind.PACK, job, self._show_built, self.fail, _measure)

    def add_stations(self, paths: list[Path]) -> None:
        """Take the key files of stations, or say which is none."""
        self.notice.hide()
        try:
            self.settings.add_stations(paths)
        except PackingError as error:
            detail = str(error)
            self.tell(Look.STOP, lambda: (_no_station_key(), detail))

    def make_key(self) -> None:
        """Make the key that signs packs."""
        try:
            public = self._signer.make(self)
        except (VaultError, OSError) as error:
            self.fail(Failure(trouble_of(error), str(error)))
            return
        if public is not None:
            self.tell(Look.ADMIT, lambda: (_key_made(), public.fingerprint))
        self._show_state()

    def export(self, path: Path) -> None:
        """Write the public half of the signing key."""
        key = self._load_key()
        if key is None:
            return
        try:
            self._signer.export(key.public, path)
        except OSError as error:
            self.fail(Failure(trouble_of(error), str(error)))
            return
        self.tell(Look.ADMIT, lambda: (_key_exported(), f"{key.public.fingerprint}\n{path}"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space and Enter tick the row that the cursor is in, whichever of its cells it is."""
        if watched is not self.table or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in _TICKS or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if self.table.currentIndex().isValid():
            self.sessions.toggle(self.table.currentIndex().row())
        return True

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Enrolment", "Packs"))
        self._explanation.setText(
            translate("Enrolment", "One signed file for each session, which only the stations you name can open.")
        )
        self._built_title.setText(translate("Enrolment", "Built now · Ctrl+C copies the cell that you are in"))
        self._empty.tell(
            translate("Enrolment", "No sessions yet"),
            translate("Enrolment", "Import a roster and its photos first (F5)."),
        )
        self.built.retranslate()
        self.settings.retranslate()
        self._fill_venues()
        self._show_state()

    def _load_key(self) -> SigningKey | None:
        try:
            return self._signer.load(self)
        except VaultError as error:
            self.fail(Failure(trouble_of(error), str(error)))
            return None

    def _show_outlooks(self, found: list[Outlook]) -> None:
        self.sessions.set_outlooks(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self._fill_venues()
        self._show_state()

    def _fill_venues(self) -> None:
        chosen = self.venue.currentData()
        self.venue.clear()
        self.venue.addItem(translate("Enrolment", "All venues"), None)
        for venue in sorted({each.summary.session.venue for each in self.sessions.all}):
            self.venue.addItem(venue, venue)
        self.venue.setCurrentIndex(max(self.venue.findData(chosen), 0))
        self._filter()

    def _filter(self) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.sessions.show_venue(self.venue.currentData())
        if self.sessions.rowCount():
            self.table.setCurrentIndex(self.sessions.index(min(row, self.sessions.rowCount() - 1), 0))

    def _ask_stations(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, translate("Enrolment", "Choose the stations' key files"))
        if names:
            self.add_stations([Path(name) for name in names])

    def _ask_export(self) -> None:
        title = translate("Enrolment", "Export the public key")
        name, _ = QFileDialog.getSaveFileName(self, title, "hadir-signer.txt")
        if name:
            self.export(Path(name))

    def _show_built(self, built: list[BuiltPack]) -> None:
        self.built.set_rows(built)
        self._built_card.show()
        self.tell(Look.ADMIT, lambda: (_packs_built(len(built)), str(built[0].path.parent)))

    def _show_state(self) -> None:
        chosen = self.sessions.chosen
        tone, sentence = outlook_sentences(chosen)
        self.remarks.setText(sentence)
        self.remarks.setProperty("tone", tone)
        self.remarks.style().polish(self.remarks)
        self.settings.show_state(len(chosen), self._task.running)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(_card(self.venue, self.table, self.remarks), 1)
        built = table(self.built, (184, 120, 300, 174), 2)
        built.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # a file's name and a session's room are at the end
        self._built_card = _card(self._built_title, built)
        self._built_card.setFixedHeight(176)
        self._built_card.hide()
        left.addWidget(self._built_card)
        page = QWidget()
        middle = QHBoxLayout(page)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(GAP)
        middle.addLayout(left, 1)
        middle.addWidget(self.settings)
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentIndex(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP - 2)
        for part in (self._title, self._explanation, self.notice):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)


def _card(*parts: QWidget) -> QFrame:
    made = QFrame()
    made.setObjectName("card")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(18, 14, 18, 14)
    layout.setSpacing(8)
    for part in parts:
        layout.addWidget(part)
    return made


def _no_station_key() -> str:
    return translate("Enrolment", "This is no key file of a station. Ask the venue to export it again.")


def _key_made() -> str:
    return translate("Enrolment", "The key is made. Export it and hand it to the stations.")


def _key_exported() -> str:
    return translate("Enrolment", "Saved. Read this fingerprint to the stations by phone:")


def _packs_built(count: int) -> str:
    return words.say(translate("Enrolment", "Packs built: %1. Send them to their venues."), count)


def _measure(progress: PackProgress) -> tuple[int, int]:
    return progress.done, progress.total


def _built_titles() -> tuple[str, ...]:
    return (
        translate("Enrolment", "Session"),
        translate("Enrolment", "Candidates"),
        translate("Enrolment", "File"),
        translate("Enrolment", "Content, SHA-256"),
    )


def _built_cells(built: BuiltPack) -> tuple[str, ...]:
    return built.session_id, number(built.candidates), str(built.path), built.content_digest
