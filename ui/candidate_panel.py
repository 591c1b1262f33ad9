"""Who stands at the desk, by the roster."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from station.masking import masked_nik
from ui.labels import ElidedLabel, label
from ui.name_label import NameLabel
from ui.texts import translate
from ui.view_state import ViewState

_SHARES = (42, 24, 24, 10)


class CandidatePanel(QFrame):
    """Name, number, NIK and seat."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._titles = [label(12.5, tone="tertiary") for _ in _SHARES]
        self._values: tuple[NameLabel | ElidedLabel, ...] = (
            NameLabel(20, QFont.Weight.DemiBold),
            *(ElidedLabel(size, QFont.Weight.DemiBold) for size in (17, 17, 20)),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(19, 12, 19, 12)
        layout.setSpacing(18)
        for title, value, share in zip(self._titles, self._values, _SHARES, strict=True):
            value.setFixedHeight(self._values[0].height())
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(title)
            column.addWidget(value)
            layout.addLayout(column, share)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        words = (
            translate("Desk", "Name"),
            translate("Desk", "Candidate number"),
            translate("Desk", "NIK"),
            translate("Desk", "Seat"),
        )
        candidate = view.candidate
        number = view.checkin.number if view.checkin else ""
        known = (
            (candidate.name, number, masked_nik(candidate.nik), candidate.seat) if candidate else ("", number, "", "")
        )
        for title, word, label_, value in zip(self._titles, words, self._values, known, strict=True):
            title.setText(word)
            label_.set_whole(value or "–")
