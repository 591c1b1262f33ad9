"""Person, ID card and registered photos, compared two at a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import review_words
from ui.key_button import KeyButton
from ui.labels import label
from ui.texts import translate
from wire.decisions import ReviewAnswer, ThreeWay


class ThreeWayRows(QWidget):
    """Three questions with three answers each. The keys answer the one that is marked, and the mark moves on.

    Signals:
        changed: an answer was given or taken back.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: list[ReviewAnswer | None] = [None, None, None]
        self.place = 0
        self._titles = [label(14, QFont.Weight.DemiBold) for _ in self.answers]
        self.rows = [[KeyButton() for _ in ReviewAnswer] for _ in self.answers]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for place, (title, row) in enumerate(zip(self._titles, self.rows, strict=True)):
            buttons = QHBoxLayout()
            buttons.setSpacing(8)
            for answer, button in zip(ReviewAnswer, row, strict=True):
                button.setCheckable(True)
                button.clicked.connect(lambda _=False, at=place, what=answer: self._set(at, what))
                buttons.addWidget(button)
            layout.addWidget(title)
            layout.addLayout(buttons)
            layout.addSpacing(8)
        layout.addStretch(1)

    @property
    def compared(self) -> ThreeWay | None:
        """All three answers, once they are given."""
        card, photos, both = self.answers
        if card is None or photos is None or both is None:
            return None
        return ThreeWay(person_card=card, person_photos=photos, card_photos=both)

    @property
    def contradicted(self) -> bool:
        """Whether somebody was seen to be different."""
        return ReviewAnswer.DIFFERENT in self.answers

    def clear(self) -> None:
        """Ask anew."""
        self.answers = [None, None, None]
        self.place = 0
        self._mark()

    def answer(self, answer: ReviewAnswer) -> None:
        """Answer the question that is marked."""
        self._set(min(self.place, len(self.answers) - 1), answer)

    def take_back(self) -> None:
        """Go back to the question before."""
        self.place = max(self.place - 1, 0)
        self.answers[self.place] = None
        self._mark()

    def show_texts(self) -> None:
        """Show the words in the language in use."""
        self._mark()

    def _set(self, place: int, answer: ReviewAnswer) -> None:
        self.answers[place] = answer
        self.place = next((at for at, given in enumerate(self.answers) if given is None), len(self.answers))
        self._mark()

    def _mark(self) -> None:
        questions = (
            translate("Desk", "Person and ID card"),
            translate("Desk", "Person and registered photos"),
            translate("Desk", "ID card and registered photos"),
        )
        for place, (title, row) in enumerate(zip(self._titles, self.rows, strict=True)):
            marked = place == self.place
            title.setText(("▸ " if marked else "") + questions[place])
            for key, (answer, button) in enumerate(zip(ReviewAnswer, row, strict=True), 1):
                button.key = str(key) if marked else ""
                button.setChecked(self.answers[place] is answer)
                button.say(review_words.answer(answer))
        self.changed.emit()
