"""The desk's usual page: the person, the photos, the verdict, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recognition.types import Frame, FrameAnalysis
from ui.candidate_panel import CandidatePanel
from ui.decision_bar import DecisionBar
from ui.evidence_panel import EvidencePanel
from ui.live_view import LiveView
from ui.number_field import NumberField
from ui.open_cases_chip import OpenCasesChip
from ui.pin_card import PinCard
from ui.portrait_panel import PortraitPanel
from ui.sheets import Sheets
from ui.texts import translate
from ui.theme import GAP
from ui.time_notice import TimeNotice
from ui.verdict_panel import VerdictPanel
from ui.view_state import Action, ViewState
from ui.waiting_strip import WaitingStrip


class DeskPage(QWidget):
    """Panels in their places. What a decision takes is asked for on a sheet in the place of the buttons.

    Signals:
        action_chosen: an `Action` that needs nothing more.
        layout_changed: a sheet was opened or closed.
    """

    action_chosen = Signal(object)
    layout_changed = Signal()

    def __init__(
        self,
        peek: Callable[[], Frame | None],
        analysis: Callable[[], FrameAnalysis | None],
        monotonic: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view: ViewState | None = None
        self.live = LiveView(peek, analysis, monotonic)
        self.portraits = PortraitPanel(analysis)
        self.candidate = CandidatePanel()
        self.number = NumberField(monotonic)
        self.time_notice = TimeNotice()
        self.waiting = WaitingStrip()
        self.open_cases = OpenCasesChip()
        self.verdict = VerdictPanel()
        self.pin = PinCard()
        self.evidence = EvidencePanel()
        self.decisions = DecisionBar()
        self.sheets = Sheets(monotonic)
        self._next = QStackedWidget()
        self._below = QStackedWidget()
        self.decisions.chosen.connect(self._choose)
        self.sheets.changed.connect(self._show_sheet)
        self._arrange()

    def render_view(self, view: ViewState, now: datetime) -> None:
        """Show a state as of now."""
        self._view = view
        panels = (self.live, self.portraits, self.candidate, self.verdict, self.pin, self.evidence, self.decisions)
        for panel in panels:
            panel.render_view(view)
        self.sheets.render_view(view)
        self.waiting.render_view(view)
        self._next.setCurrentWidget(self.waiting if view.waiting else self.number)
        self.render_time(view, now)

    def render_time(self, view: ViewState, now: datetime) -> None:
        """Show what changes with time alone."""
        self.open_cases.render_view(view, now)
        self.time_notice.render_view(view, now)

    def show_number(self, takes_cards: bool, waits: bool) -> None:
        """Let a number be typed or not; ``waits``: a card that is scanned meanwhile waits for its turn."""
        waiting = translate("Desk", "The next card may be scanned; it waits its turn") if waits else ""
        scan = translate("Desk", "Scan the card, or type the number and press Enter")
        self.number.setPlaceholderText(scan if takes_cards else waiting)
        if not takes_cards and self.number.isEnabled():
            self.number.clear()
        self.number.setEnabled(takes_cards)

    def press(self, key: int) -> None:
        """Do what a key stands for here, if anything."""
        sheet = self.sheets.sheet
        if key == Qt.Key.Key_Delete and self._view is not None and self._view.waiting:
            self.waiting.drop.click()
        elif sheet is not None:
            sheet.press(key)
        else:
            self.decisions.choose_by_key(key)

    def stop(self) -> None:
        """Follow the camera no more."""
        self.live.stop()
        self.portraits.stop()

    def _choose(self, action: Action) -> None:
        if self._view is not None and not self.sheets.ask(action, self._view):
            self.action_chosen.emit(action)

    def _show_sheet(self) -> None:
        self._below.setCurrentIndex(0 if self.sheets.sheet is None else 1)
        self.layout_changed.emit()

    def _arrange(self) -> None:
        pictures = QHBoxLayout()
        pictures.setSpacing(GAP)
        pictures.addWidget(self.live, 64)
        pictures.addWidget(self.portraits, 36)
        self._next.addWidget(self.number)
        self._next.addWidget(self.waiting)
        self._next.setFixedHeight(self.number.height())
        next_ = QHBoxLayout()
        next_.setSpacing(GAP)
        next_.addWidget(self._next, 1)
        next_.addWidget(self.open_cases)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.time_notice)
        left.addLayout(pictures, 1)
        left.addWidget(self.candidate)
        left.addLayout(next_)
        usual = QWidget()
        below = QVBoxLayout(usual)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GAP)
        below.addWidget(self.pin)
        below.addWidget(self.evidence)
        below.addStretch(1)
        below.addWidget(self.decisions)
        self._below.addWidget(usual)
        self._below.addWidget(self.sheets)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.verdict)
        right.addWidget(self._below, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 67)
        layout.addLayout(right, 33)
