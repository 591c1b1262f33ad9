"""Which sheet is open, and about whom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.ids import CheckInId
from ui.refusal_sheet import RefusalSheet
from ui.sheet import Sheet
from ui.signature_sheets import ProvisionalSheet, ReleaseSheet
from ui.undo_sheet import UndoSheet
from ui.view_state import Action, PinRelease, ViewState

_ADMITS = (Action.ADMIT, Action.ADMIT_MANUAL)


class Sheets(QWidget):
    """A sheet stands where the buttons were. It closes by itself as soon as what it asks about cannot be done any more,
    or somebody else is at the desk.

    Signals:
        refused: a `Refusal`.
        provisional_asked: with the reason to show a PIN after closing, or empty.
        released: an admitting `Action`, with the reason to show a PIN after closing, or empty.
        undo_confirmed: the last decision is taken back.
        scanned: a card was scanned where a note is written.
        written: the keys belong to the window again.
        changed: a sheet was opened or closed.
    """

    refused = Signal(object)
    provisional_asked = Signal(str)
    released = Signal(object, str)
    undo_confirmed = Signal()
    scanned = Signal(str)
    written = Signal()
    changed = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.refusal = RefusalSheet(monotonic)
        self.provisional = ProvisionalSheet(monotonic)
        self.release = ReleaseSheet(monotonic)
        self.undo = UndoSheet()
        self._about: tuple[Action, CheckInId] | None = None
        self._open: Sheet | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        self.refusal.refused.connect(self.refused)
        self.provisional.asked.connect(self.provisional_asked)
        self.release.chosen.connect(self._release)
        self.undo.confirmed.connect(self.undo_confirmed)
        for sheet in (self.refusal, self.provisional, self.release, self.undo):
            layout.addWidget(sheet)
            sheet.hide()
            sheet.closed.connect(self.close_sheet)
            sheet.scanned.connect(self.scanned)
            sheet.written.connect(self.written)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is open."""
        return self._open

    def ask(self, action: Action, view: ViewState) -> bool:
        """Open the sheet of an action; False where it needs none."""
        sheet, who = self._sheet_for(action, view), _about(action, view)
        if sheet is None or who is None:
            return False
        self.close_sheet()
        self._about, self._open = (action, who), sheet
        sheet.begin(view)
        sheet.show()
        self.changed.emit()
        return True

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        if self._about is None or self._open is None:
            return
        action, who = self._about
        if action in view.actions and _about(action, view) == who:
            self._open.render_view(view)
        else:
            self.close_sheet()

    def close_sheet(self) -> None:
        """Ask nothing any more."""
        if self._open is not None:
            self._open.hide()
            self._about, self._open = None, None
            self.changed.emit()

    def _sheet_for(self, action: Action, view: ViewState) -> Sheet | None:
        if action in _ADMITS:
            return self.release if view.pins is PinRelease.CLOSED else None
        sheets = {Action.REFUSE: self.refusal, Action.PROVISIONAL: self.provisional, Action.UNDO: self.undo}
        return sheets.get(action)

    def _release(self, reason: str) -> None:
        if self._about is not None:
            self.released.emit(self._about[0], reason)


def _about(action: Action, view: ViewState) -> CheckInId | None:
    checkin = view.checkin
    if action is Action.UNDO:
        checkin = view.undoable.checkin if view.undoable else None
    return checkin.id if checkin else None
