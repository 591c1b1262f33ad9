"""How many provisional admissions nobody has settled, and until when. It cannot be missed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import decision_words as words
from ui.icons import draw_badge
from ui.texts import number, translate
from ui.theme import BUTTON_RADIUS, LOOKS, TARGET, font
from ui.view_state import Look, ViewState

_BADGE, _PADDING, _KEY = 28.0, 14.0, "F6"


class OpenCasesChip(QAbstractButton):
    """Amber while there is time, red once a deadline has passed; hidden where there is nothing to settle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look.CHECK
        self._when = ""
        self.setFixedHeight(TARGET)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def render_view(self, view: ViewState, now: datetime) -> None:
        """Show a state as of now."""
        self.setVisible(bool(view.open_cases))
        if not view.open_cases:
            return
        count = len(view.open_cases)
        nearest = view.open_cases[0]
        self._look = Look.STOP if nearest.overdue(now) else Look.CHECK
        one = translate("Desk", "1 admission to settle")
        self.setText(one if count == 1 else translate("Desk", "%1 admissions to settle").replace("%1", number(count)))
        deadline = nearest.past.deadline
        self._when = words.until(deadline, now) if deadline else ""
        self.setAccessibleName(f"{self.text()}, {self._when} ({_KEY})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for its words."""
        title, when = QFontMetrics(_title_font()), QFontMetrics(_when_font())
        wide = max(title.horizontalAdvance(self.text()), when.horizontalAdvance(self._when))
        return QSize(round(3 * _PADDING + _BADGE + wide + 14) + self._key_width(), TARGET)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, badge, words and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = LOOKS[self._look]
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = QColor(colours.ground)
        painter.setPen(QPen(QColor(colours.text), 1.5))
        painter.setBrush(ground.darker(104) if self.underMouse() or self.isDown() else ground)
        painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        draw_badge(painter, self._look, QRectF(_PADDING, box.center().y() - _BADGE / 2, _BADGE, _BADGE))
        painter.setPen(QColor(colours.text))
        left = 2 * _PADDING + _BADGE - 2
        painter.setFont(_title_font())
        painter.drawText(QRectF(left, 6, box.width(), 21), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(_when_font())
        painter.drawText(QRectF(left, 26, box.width(), 20), Qt.AlignmentFlag.AlignVCenter, self._when)
        key = QRectF(box.right() - _PADDING - self._key_width(), box.center().y() - 11, self._key_width(), 22)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.text), 1))
        painter.drawRoundedRect(key, 5, 5)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, _KEY)

    def _key_width(self) -> int:
        return QFontMetrics(_when_font()).horizontalAdvance(_KEY) + 16


def _title_font() -> QFont:
    return font(15, QFont.Weight.Bold)


def _when_font() -> QFont:
    return font(13, QFont.Weight.DemiBold)
