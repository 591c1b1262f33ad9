"""The registration PIN of whoever was just let in; or why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import decision_words as words
from ui.labels import label
from ui.texts import translate
from ui.view_state import Message, PinRelease, ViewState

_IN = (Message.ADMITTED, Message.PROVISIONAL)


class PinCard(QFrame):
    """There as long as the confirmation is, gone with the next card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = label(13, tone="secondary")
        self.pin = label(46, QFont.Weight.ExtraBold)
        self.pin.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint = label(14, tone="secondary")
        self._hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 16)
        layout.setSpacing(6)
        for part in (self._title, self.pin, self._hint):
            layout.addWidget(part)

    def render_view(self, view: ViewState) -> None:
        """Show a state, or hide when there is nothing to show."""
        withheld = view.message in _IN and not view.pin and view.pins is not PinRelease.NONE
        self.setVisible(bool(view.pin) or withheld)
        self.pin.setVisible(bool(view.pin))
        self.pin.setText(words.grouped(view.pin))
        self.pin.setAccessibleName(translate("Desk", "Registration PIN %1").replace("%1", " ".join(view.pin)))
        self._title.setText(translate("Desk", "Registration PIN"))
        self._hint.setText(
            translate("Desk", "Copy it onto the candidate's card, or hand it over. It goes with the next card.")
            if view.pin
            else words.pins_closed(view) + " " + translate("Desk", "The candidate was admitted without one.")
        )
