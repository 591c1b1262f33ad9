"""Why somebody is refused: a category, and a note in one's own words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import decision_words as words
from ui.key_button import KeyButton, Tone
from ui.sheet import Sheet
from ui.texts import translate
from ui.view_state import ViewState
from wire.decisions import Refusal, RefusalCategory

_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)


class RefusalSheet(Sheet):
    """Nobody is refused without a reason; what is none of the categories is written down.

    Signals:
        refused: a `Refusal`.
    """

    refused = Signal(object)

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(Tone.STOP, parent)
        self.category: RefusalCategory | None = None
        self.categories = {category: KeyButton(str(place)) for place, category in enumerate(RefusalCategory, 1)}
        grid = QGridLayout()
        grid.setSpacing(8)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        for place, (category, button) in enumerate(self.categories.items()):
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, chosen=category: self._choose(chosen))
            self.bind(_KEYS[place], button)
            grid.addWidget(button, place // 2, place % 2)
        self.content.addLayout(grid)
        self.note = self.note_field(monotonic)
        self.note.textChanged.connect(self._check)
        self.note.entered.connect(self._give)
        self.go.clicked.connect(self._give)

    def begin(self, view: ViewState) -> None:
        """Ask anew."""
        self.note.clear()
        self._choose(None)
        super().begin(view)

    def render_view(self, view: ViewState) -> None:
        """Show the words in the language in use."""
        super().render_view(view)
        self.title.setText(translate("Desk", "Why is this candidate refused?"))
        for category, button in self.categories.items():
            button.say(words.refusal(category))
        self._check()

    def _choose(self, category: RefusalCategory | None) -> None:
        self.category = category
        for each, button in self.categories.items():
            button.setChecked(each is category)
        self._check()
        if category is RefusalCategory.OTHER and not self.note.note:
            self.note.setFocus()

    def _check(self) -> None:
        required = self.category is RefusalCategory.OTHER
        self.note.setPlaceholderText(
            translate("Desk", "What is the reason?") if required else translate("Desk", "A note, if needed (N)")
        )
        self.note.setAccessibleName(self.note.placeholderText())
        self.go.say(translate("Desk", "Refuse"))
        self.go.setEnabled(self.category is not None and (not required or bool(self.note.note)))

    def _give(self) -> None:
        if self.category is not None and self.go.isEnabled():
            self.refused.emit(Refusal(category=self.category, note=self.note.note))
