"""The desk's window: panels in their places, keys to actions, one state in and intentions out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recognition.types import Frame, FrameAnalysis
from ui import texts
from ui.candidate_panel import CandidatePanel
from ui.decision_bar import DecisionBar
from ui.evidence_panel import EvidencePanel
from ui.footer import Footer
from ui.header import Header
from ui.help_dialog import HelpDialog
from ui.keys import QUIET, BurstFilter
from ui.live_view import LiveView
from ui.number_field import NumberField
from ui.portrait_panel import PortraitPanel
from ui.theme import GAP, MARGIN
from ui.verdict_panel import VerdictPanel
from ui.view_state import Message, ViewState
from wire.gallery import SessionInfo

_TAKES_CARDS = (Message.NEXT, Message.ADMITTED, Message.SENT_TO_SUPERVISOR, Message.REFUSED, Message.CANCELLED)
_FOOTER_INTERVAL = 1000  # milliseconds


class DeskWindow(QWidget):
    """Shows a `ViewState`.

    Signals:
        card_entered: the text of a number that was typed, or typed by a hand scanner.
        action_chosen: an `Action`.
        language_asked: the operator wants the other language.
        closed: the window was closed.
    """

    card_entered = Signal(str)
    action_chosen = Signal(object)
    language_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        station_id: str,
        session: SessionInfo,
        peek: Callable[[], Frame | None],
        analysis: Callable[[], FrameAnalysis | None],
        monotonic: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setMinimumSize(1180, 700)
        self._peek = peek
        self._monotonic = monotonic
        self._now = now
        self._view: ViewState | None = None
        self._burst = BurstFilter()
        self.header = Header(station_id, session)
        self.live = LiveView(peek, analysis, monotonic)
        self.portraits = PortraitPanel(analysis)
        self.candidate = CandidatePanel()
        self.number = NumberField()
        self.number.entered.connect(self._number_entered)
        self.verdict = VerdictPanel()
        self.evidence = EvidencePanel()
        self.decisions = DecisionBar()
        self.footer = Footer()
        self.header.language_asked.connect(self.language_asked)
        self.decisions.chosen.connect(self.action_chosen)
        self._arrange()
        self._footer_timer = QTimer(self)
        self._footer_timer.timeout.connect(self._refresh_footer)
        self._footer_timer.start(_FOOTER_INTERVAL)

    @property
    def view(self) -> ViewState | None:
        """The state that is shown."""
        return self._view

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        self._view = view
        self.setWindowTitle(texts.translate("Desk", "Hadir · check-in"))
        frame = self._peek()
        self.header.show_texts(injected=frame is not None and frame.injected)
        for panel in (self.live, self.portraits, self.candidate, self.verdict, self.evidence, self.decisions):
            panel.render_view(view)
        self._refresh_footer()
        self._open_or_close_entry(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for everything that is not typed into the number's field."""
        match event.key():
            case Qt.Key.Key_F1:
                self._show_help()
            case Qt.Key.Key_F2:
                self.language_asked.emit()
            case Qt.Key.Key_F3:
                self.evidence.ask_number()
            case Qt.Key.Key_F11:
                self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
            case _ if event.isAutoRepeat() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            case key:
                if self._burst.press(key, self._monotonic()):
                    QTimer.singleShot(round(QUIET * 1000) + 10, self, self._settle_key)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._view is not None:
            self.render_view(self._view)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the timers, then tell."""
        self.live.stop()
        self.portraits.stop()
        self._footer_timer.stop()
        super().closeEvent(event)
        self.closed.emit()

    def _settle_key(self) -> None:
        key = self._burst.settled(self._monotonic())
        if key is not None:
            self.decisions.choose_by_key(key)

    def _number_entered(self, text: str) -> None:
        if text:
            self.card_entered.emit(text)
        else:
            self.decisions.choose_by_key(Qt.Key.Key_Return)

    def _open_or_close_entry(self, view: ViewState) -> None:
        """A number can be typed only while no decision is pending."""
        idle = view.checkin is None and view.message is not Message.PROGRAM_FAULT
        takes_cards = view.message in _TAKES_CARDS or idle
        self.number.setPlaceholderText(
            texts.translate("Desk", "Scan the card, or type the number and press Enter")
            if takes_cards
            else texts.translate("Desk", "The next card can be scanned once this decision is recorded")
        )
        if takes_cards and not self.number.isEnabled():
            self.number.setEnabled(True)
        # The window takes the keys only while the field does not: a click beside the field must not lose a number.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if takes_cards else Qt.FocusPolicy.StrongFocus)
        if takes_cards:
            self.number.setFocus()
        elif self.number.isEnabled():
            self.number.clear()
            self.number.setEnabled(False)
            self.setFocus()

    def _refresh_footer(self) -> None:
        if self._view is not None:
            self.footer.render_view(self._view, self._now())

    def _show_help(self) -> None:
        dialog = HelpDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _arrange(self) -> None:
        pictures = QHBoxLayout()
        pictures.setSpacing(GAP)
        pictures.addWidget(self.live, 64)
        pictures.addWidget(self.portraits, 36)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addLayout(pictures, 1)
        left.addWidget(self.candidate)
        left.addWidget(self.number)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.verdict)
        right.addWidget(self.evidence)
        right.addStretch(1)
        right.addWidget(self.decisions)
        middle = QHBoxLayout()
        middle.setContentsMargins(MARGIN, 16, MARGIN, 16)
        middle.setSpacing(16)
        middle.addLayout(left, 67)
        middle.addLayout(right, 33)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(middle, 1)
        layout.addWidget(self.footer)
