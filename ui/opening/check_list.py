"""The checks, one a row: icon, name, one sentence, what to do, one word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from station.selftest.results import Check, CheckResult
from ui.labels import label
from ui.opening import words
from ui.opening.badge import OutcomeBadge
from ui.painting import ground_of, rounded
from ui.theme import BUTTON_RADIUS, LOOKS, SECONDARY, font
from ui.view_state import Look
from wire.reports import CheckOutcome

_BADGE = 26  # pixels
_NAME, _WORD = 132, 106  # pixels of the columns
_TINTED = (CheckOutcome.WARNED, CheckOutcome.FAILED)


class CheckRow(QWidget):
    """One check."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._check = check
        self._result: CheckResult | None = None
        self._badge = OutcomeBadge(_BADGE)
        self.name = label(15, QFont.Weight.DemiBold)
        self.sentence, self.remedy = label(14, tone="secondary"), label(13.5)
        self.word = label(13, QFont.Weight.DemiBold)
        self.name.setFixedWidth(_NAME)
        self.word.setFixedWidth(_WORD)
        self.word.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        said = QVBoxLayout()
        said.setSpacing(1)
        for part in (self.sentence, self.remedy):
            part.setWordWrap(True)
            said.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 7, 14, 7)
        layout.setSpacing(12)
        layout.addWidget(self._badge)
        layout.addWidget(self.name)
        layout.addLayout(said, 1)
        layout.addWidget(self.word)
        self.setMinimumHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)

    @property
    def result(self) -> CheckResult | None:
        """What is shown; None while the check runs."""
        return self._result

    def show_result(self, result: CheckResult | None) -> None:
        """Show what a check found; None: it runs."""
        self._result = result
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        result = self._result
        outcome = result.outcome if result else None
        look = words.LOOKS[result.outcome] if result else Look.WAIT
        tinted = outcome in _TINTED
        remedy = words.remedy(result) if result else ""
        self._badge.show_outcome(outcome)
        self.name.setText(words.check(self._check))
        self.word.setText(words.outcome(outcome))
        self.sentence.setText(words.sentence(result) if result else "")
        self.sentence.setVisible(result is not None)
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        self.sentence.setFont(font(14, QFont.Weight.DemiBold if tinted else QFont.Weight.Normal))
        self.word.setStyleSheet(f"color: {LOOKS[look].text};")
        self.sentence.setStyleSheet(f"color: {LOOKS[look].text if tinted else SECONDARY};")
        parts = (self.name.text(), self.word.text(), self.sentence.text(), remedy)
        self.setAccessibleName(". ".join(part.rstrip(".") for part in parts if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of what somebody should look at."""
        if self._result is None or self._result.outcome not in _TINTED:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.fillPath(rounded(box, BUTTON_RADIUS), ground_of(words.LOOKS[self._result.outcome]))


class CheckList(QScrollArea):
    """All checks in a card; it scrolls only where nearly everything is wrong at once."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = {check: CheckRow(check) for check in Check}
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(2)
        for row in self.rows.values():
            layout.addWidget(row, 1)
        layout.addStretch(4)
        self.setWidget(card)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.retranslate()

    def begin(self) -> None:
        """Every check runs anew."""
        for row in self.rows.values():
            row.show_result(None)

    def show_result(self, result: CheckResult) -> None:
        """Show what one check found."""
        self.rows[result.check].show_result(result)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for row in self.rows.values():
            row.retranslate()
