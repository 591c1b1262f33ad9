"""Every provisional admission that nobody has settled, and settling one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.case_list import CaseList
from ui.labels import label
from ui.settle_form import SettleForm
from ui.texts import translate
from ui.view_state import ViewState


class OpenCasesPage(QWidget):
    """The list on the left, the one that is settled on the right.

    Signals:
        sign_asked, closed, scanned, written: those of `SettleForm`.
    """

    sign_asked = Signal(object, object, object, str)
    closed = Signal()
    scanned = Signal(str)
    written = Signal()

    def __init__(
        self,
        monotonic: Callable[[], float],
        capture_of: Callable[[UUID], bytes | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = label(22, QFont.Weight.Bold)
        self._hint = label(14, tone="secondary")
        self._hint.setWordWrap(True)
        self.cases = CaseList()
        self.form = SettleForm(monotonic, capture_of)
        self.cases.chosen.connect(self.form.show_case)
        self.form.sign_asked.connect(self.sign_asked)
        self.form.closed.connect(self.closed)
        self.form.scanned.connect(self.scanned)
        self.form.written.connect(self.written)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._title)
        left.addWidget(self._hint)
        left.addWidget(self.cases, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 34)
        layout.addWidget(self.form, 66)

    def render_view(self, view: ViewState, now: datetime) -> None:
        """Show a state as of now."""
        self._title.setText(translate("Desk", "To be settled"))
        self._hint.setText(translate("Desk", "Call the candidate with their ID card. ↑ ↓ chooses, F6 goes back."))
        self.cases.show_cases(view.open_cases, now)
        self.form.show_case(self.cases.case)

    def press(self, key: int) -> None:
        """Do what a key stands for here, if anything."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.cases.step(1 if key == Qt.Key.Key_Down else -1)
        else:
            self.form.press(key)
