"""Beside the faces: whose they are, what helps and what deceives, and who has to look."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import review_words
from ui.labels import ElidedLabel, card, label
from ui.name_label import NameLabel
from ui.texts import translate
from ui.view_state import ViewState
from wire.decisions import MAX_REVIEWS


class PeopleCard(QFrame):
    """The candidate, and the other one whom the face resembles, if there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = label(12.5, tone="tertiary")
        self._name = NameLabel(19, QFont.Weight.Bold)
        self._number = label(14, tone="secondary")
        self._rival_title = label(12.5, tone="tertiary")
        self._rival_name = ElidedLabel(16, QFont.Weight.Bold)
        self._rival_number = label(14, tone="secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(2)
        gap = QWidget()
        gap.setFixedHeight(6)
        self._rival_parts: tuple[QWidget, ...] = (gap, self._rival_title, self._rival_name, self._rival_number)
        for part in (self._title, self._name, self._number, *self._rival_parts):
            layout.addWidget(part)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        candidate = view.candidate
        self._title.setText(translate("Desk", "Candidate"))
        self._name.set_whole(candidate.name if candidate else "–")
        self._number.setText(_number_and_seat(candidate.number, candidate.seat) if candidate else "")
        for part in self._rival_parts:
            part.setVisible(view.rival is not None)
        if view.rival is not None:
            twin = translate("Desk", "The other candidate, a registered twin")
            other = translate("Desk", "The other candidate, no registered twin")
            self._rival_title.setText(twin if view.twins else other)
            self._rival_name.set_whole(view.rival.name)
            self._rival_number.setText(_number_and_seat(view.rival.number, view.rival.seat))


class LookingCards(QWidget):
    """What helps, what deceives; the reviewers; what follows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints = [(label(15, QFont.Weight.DemiBold), label(14.5)) for _ in range(2)]
        self._lines = [(label(14.5, QFont.Weight.DemiBold), label(14.5)) for _ in range(MAX_REVIEWS)]
        self._follows = label(13, tone="secondary")
        self._follows.setWordWrap(True)
        hints, people = card(), card()
        inner = _padded(hints)
        for title, text in self._hints:
            text.setWordWrap(True)
            inner.addWidget(title)
            inner.addWidget(text)
        inner = _padded(people)
        for title, text in self._lines:
            text.setWordWrap(True)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(title)
            row.addWidget(text, 1)
            inner.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(hints)
        layout.addWidget(people)
        layout.addStretch(1)
        layout.addWidget(self._follows)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        words = (
            (
                translate("Desk", "What helps"),
                translate("Desk", "ears · distance of the eyes · shape of the nose · moles"),
            ),
            (translate("Desk", "What deceives"), translate("Desk", "hair · make-up · glasses · weight")),
        )
        for (title, text), (head, body) in zip(self._hints, words, strict=True):
            title.setText(head)
            text.setText(body)
        people = review_words.reviewers(view)
        for index, (title, text) in enumerate(self._lines):
            there = index < len(people)
            title.setVisible(there)
            text.setVisible(there)
            if there:
                place, who, tone = people[index]
                title.setText(place)
                _say(text, who, tone)
        self._follows.setText(review_words.what_follows(view))


def _number_and_seat(number: str, seat: str) -> str:
    return f"{number} · " + translate("Desk", "seat %1").replace("%1", seat or "–")


def _padded(frame: QFrame) -> QVBoxLayout:
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(18, 14, 18, 14)
    layout.setSpacing(6)
    return layout


def _say(text: QLabel, words: str, tone: str) -> None:
    text.setText(words)
    if text.property("tone") != tone:
        text.setProperty("tone", tone)
        text.style().polish(text)
