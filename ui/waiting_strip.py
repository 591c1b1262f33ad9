"""The card that was scanned while somebody is still being checked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.key_button import KeyButton
from ui.labels import ElidedLabel, label
from ui.texts import translate
from ui.theme import TARGET
from ui.view_state import ViewState


class WaitingStrip(QWidget):
    """In the place of the number's field: who comes next, and a way to let them go.

    Signals:
        dropped: the card is not to wait any more.
    """

    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(TARGET)
        self._title = label(13, QFont.Weight.DemiBold, tone="brand")
        self._who = ElidedLabel(16, QFont.Weight.DemiBold)
        self.drop = KeyButton("Del")
        self.drop.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.drop.clicked.connect(self.dropped)
        frame = QFrame()
        frame.setObjectName("waiting")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(16, 0, 14, 0)
        inside.setSpacing(12)
        inside.addWidget(self._title)
        inside.addWidget(self._who, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(frame, 1)
        layout.addWidget(self.drop)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        self._title.setText(translate("Desk", "Next in line"))
        known = f"{view.waiting_name} · {view.waiting}" if view.waiting_name else view.waiting
        self._who.set_whole(known)
        self.drop.say(translate("Desk", "Let go"))
        self.setAccessibleName(f"{self._title.text()}: {known}")
