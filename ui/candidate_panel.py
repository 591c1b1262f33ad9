"""Who stands at the desk, by the roster."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import texts
from ui.labels import ElidedLabel, label
from ui.view_state import ViewState


class CandidatePanel(QFrame):
    """Name, number and seat."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._titles = [label(12.5, tone="tertiary") for _ in range(3)]
        self._values = [ElidedLabel(20, QFont.Weight.DemiBold) for _ in range(3)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(19, 12, 19, 12)
        layout.setSpacing(18)
        for title, value, stretch in zip(self._titles, self._values, (5, 4, 1), strict=True):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(title)
            column.addWidget(value)
            layout.addLayout(column, stretch)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        words = (
            texts.translate("Desk", "Name"),
            texts.translate("Desk", "Candidate number"),
            texts.translate("Desk", "Seat"),
        )
        candidate = view.candidate
        number = view.checkin.number if view.checkin else "–"
        values = (candidate.name, number, candidate.seat or "–") if candidate else ("–", number, "–")
        for title, word, label_, value in zip(self._titles, words, self._values, values, strict=True):
            title.setText(word)
            label_.set_whole(value)
