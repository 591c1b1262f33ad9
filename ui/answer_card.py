"""What a reviewer's answer rests on, before it is given."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import review_words as words
from ui.key_button import KeyButton, Tone
from ui.sheet import Sheet
from ui.texts import translate
from ui.view_state import ViewState
from wire.decisions import Feature, ReviewAnswer

_KEYS = "ABCDEFGH"


class AnswerCard(Sheet):
    """Features to tick, and a note.

    Signals:
        given: the answer is given.
    """

    given = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(Tone.PLAIN, parent)
        self.features = {feature: KeyButton(key) for feature, key in zip(Feature, _KEYS, strict=True)}
        grid = QGridLayout()
        grid.setSpacing(8)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        for place, (feature, button) in enumerate(self.features.items()):
            button.setCheckable(True)
            self.bind(getattr(Qt.Key, f"Key_{_KEYS[place]}"), button)
            grid.addWidget(button, place // 2, place % 2)
            button.setObjectName(feature.value)
        self.content.addLayout(grid)
        self.note = self.note_field(monotonic)
        self.note.entered.connect(self.given)
        self.go.clicked.connect(self.given)

    @property
    def chosen(self) -> tuple[Feature, ...]:
        """What is ticked."""
        return tuple(feature for feature, button in self.features.items() if button.isChecked())

    def begin(self, view: ViewState) -> None:
        """Nothing is ticked."""
        self.note.clear()
        for button in self.features.values():
            button.setChecked(False)
        super().begin(view)

    def render_view(self, view: ViewState) -> None:
        """Show the words in the language in use."""
        super().render_view(view)
        self.title.setText(translate("Desk", "What does your answer rest on?"))
        for feature, button in self.features.items():
            button.say(words.feature(feature))
        self.note.setPlaceholderText(translate("Desk", "A note, if needed (N)"))
        self.note.setAccessibleName(self.note.placeholderText())

    def show_answer(self, answer: ReviewAnswer) -> None:
        """Say on the button which answer is given."""
        self.go.say(translate("Desk", "Answer: %1").replace("%1", words.answer(answer)))
