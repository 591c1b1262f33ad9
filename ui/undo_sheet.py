"""Taking back the last decision: one more question, since the next person may stand there already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from ui import decision_words as words
from ui.key_button import Tone
from ui.labels import ElidedLabel
from ui.sheet import Sheet
from ui.texts import translate
from ui.view_state import ViewState


class UndoSheet(Sheet):
    """Names whom and what it is about.

    Signals:
        confirmed: the decision is taken back.
    """

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Tone.CAUTION, parent)
        self._name = ElidedLabel(17, QFont.Weight.DemiBold)
        self.content.addWidget(self._name)
        self._what = self.sentence()
        self._record = self.sentence("secondary", 14)
        self.go.clicked.connect(self.confirmed)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        super().render_view(view)
        self.title.setText(translate("Desk", "Take back the last decision?"))
        self.go.say(translate("Desk", "Take back"))
        self._record.setText(translate("Desk", "It stays on record, with a new entry that takes it back."))
        if view.undoable is not None:
            checkin = view.undoable.checkin
            self._name.set_whole(checkin.candidate.name if checkin.candidate else checkin.number)
            said = translate("Desk", "%1 · was %2").replace("%1", checkin.number)
            self._what.setText(said.replace("%2", words.decided(view.undoable.choice.decision)))
