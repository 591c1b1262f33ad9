"""That the computer's clock has jumped, or that it slept: said until somebody has read it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import fault_words
from ui.key_button import KeyButton, Tone
from ui.notice_panel import NoticePanel
from ui.texts import translate
from ui.view_state import Look, ViewState


class TimeNotice(QWidget):
    """Hidden where nothing happened. It stops nobody from working.

    Signals:
        seen: somebody has read it.
    """

    seen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = NoticePanel(64)
        self.button = KeyButton("F7", Tone.FAULT)
        self.button.clicked.connect(self.seen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.notice, 1)
        layout.addWidget(self.button)
        self.hide()

    def render_view(self, view: ViewState, now: datetime) -> None:
        """Show a state as of now."""
        title = fault_words.time_title(view.clock_jump, view.stood_still)
        self.setVisible(bool(title))
        if title:
            at_venue = now.astimezone(view.pins_close_at.tzinfo if view.pins_close_at else None)
            self.notice.tell(Look.FAULT, title, fault_words.time_help(at_venue))
            self.button.say(translate("Desk", "Understood"))
            self.button.setFixedWidth(self.button.sizeHint().width())
