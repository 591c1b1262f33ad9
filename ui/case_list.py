"""Provisional admissions that nobody has settled, one row each, the nearest deadline first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import case_words, decision_words
from ui.icons import draw_badge
from ui.theme import BRAND, BUTTON_RADIUS, CARD, INK, LINE, LOOKS, SECONDARY, TINT, font
from ui.view_state import Look, OpenCase

_HEIGHT, _BADGE, _PADDING = 92, 30.0, 14.0


class CaseRow(QAbstractButton):
    """One admission: whose, why, until when."""

    def __init__(self, case: OpenCase, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look.STOP if case.overdue(now) else Look.CHECK
        deadline = case.past.deadline
        self._name = decision_words.name_of(case)
        self._why = f"{case.past.number} · {case_words.why(case.past)}"
        self._when = decision_words.until(deadline, now) if deadline else ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self._name}, {self._why}, {self._when}")

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(300, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, badge and lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(BRAND if self.isChecked() else LINE), 2 if self.isChecked() else 1.5))
        painter.setBrush(QColor(TINT if self.isChecked() else CARD))
        painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        draw_badge(painter, self._look, QRectF(_PADDING, box.center().y() - _BADGE / 2, _BADGE, _BADGE))
        left = 2 * _PADDING + _BADGE - 2
        lines = (
            (self._name, font(16, QFont.Weight.Bold), INK, 12),
            (self._why, font(13.5), SECONDARY, 36),
            (self._when, font(13.5, QFont.Weight.DemiBold), LOOKS[self._look].text, 58),
        )
        for text, face, colour, top in lines:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            width = box.width() - left - _PADDING
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(width))
            painter.drawText(QRectF(left, top, width, 22), Qt.AlignmentFlag.AlignVCenter, cut)


class CaseList(QScrollArea):
    """Rows to choose from.

    Signals:
        chosen: an `OpenCase`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases: tuple[OpenCase, ...] = ()
        self._rows: list[CaseRow] = []
        self._place = 0
        inside = QWidget()
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(0, 0, 4, 0)
        self._layout.setSpacing(8)
        self._layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.setStyleSheet("background: transparent;")
        self.setStyleSheet("QScrollArea { background: transparent; }")

    @property
    def case(self) -> OpenCase | None:
        """The one that is chosen."""
        return self._cases[self._place] if self._cases else None

    def show_cases(self, cases: tuple[OpenCase, ...], now: datetime) -> None:
        """Show some admissions; whoever was chosen stays so, if they are still among them."""
        before = self.case
        self._cases = cases
        ids = [case.past.checkin_id for case in cases]
        self._place = ids.index(before.past.checkin_id) if before and before.past.checkin_id in ids else 0
        rows = [CaseRow(case, now) for case in cases]
        if [row.accessibleName() for row in rows] != [row.accessibleName() for row in self._rows]:
            self._replace(rows)
        self._mark()

    def step(self, by: int) -> None:
        """Choose the next one, or the one before."""
        if self._rows:
            self._choose((self._place + by) % len(self._rows))

    def _replace(self, rows: list[CaseRow]) -> None:
        for row in self._rows:
            self._layout.removeWidget(row)
            row.deleteLater()
        self._rows = rows
        for place, row in enumerate(rows):
            row.clicked.connect(lambda _=False, chosen=place: self._choose(chosen))
            self._layout.insertWidget(place, row)

    def _choose(self, place: int) -> None:
        self._place = place
        self._mark()
        self.chosen.emit(self.case)

    def _mark(self) -> None:
        for place, row in enumerate(self._rows):
            row.setChecked(place == self._place)
        if self._rows:
            self.ensureWidgetVisible(self._rows[self._place])
