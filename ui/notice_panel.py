"""What just happened, in the colours of a look: an icon, a line, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_badge
from ui.painting import ground_of, rounded
from ui.theme import BUTTON_RADIUS, LOOKS, font
from ui.view_state import Look

_BADGE, _LEFT, _PADDING = 30.0, 14.0, 10.0
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class NoticePanel(QWidget):
    """Keeps its place when there is nothing to say, so that nothing jumps under a finger; taller if words need it."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._look = Look.WAIT
        self._title = ""
        self._detail = ""
        self._title_font = font(15, QFont.Weight.DemiBold)
        self._detail_font = font(13.5)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        """Everything that it says."""
        return f"{self._title} {self._detail}".strip()

    def tell(self, look: Look, title: str, detail: str = "") -> None:
        """Say something."""
        self._look, self._title, self._detail = look, title, detail
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    def be_silent(self) -> None:
        """Say nothing."""
        self.tell(Look.WAIT, "")

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that the words need, or the place that is kept."""
        title, detail = self._heights(width)
        return max(round(title + detail + 2 * _PADDING), self._least)

    def sizeHint(self) -> QSize:
        """Usual width, and the height for it."""
        width = self.width() or 360
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, badge and words."""
        if not self._title:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.fillPath(rounded(box, BUTTON_RADIUS), ground_of(self._look))
        draw_badge(painter, self._look, QRectF(box.left() + _LEFT, box.center().y() - _BADGE / 2, _BADGE, _BADGE))
        title, detail = self._heights(self.width())
        left, width = _text_area(self.width())
        top = box.center().y() - (title + detail) / 2
        painter.setPen(QColor(LOOKS[self._look].text))
        painter.setFont(self._title_font)
        painter.drawText(QRectF(left, top, width, title), _WRAP, self._title)
        painter.setFont(self._detail_font)
        painter.drawText(QRectF(left, top + title, width, detail), _WRAP, self._detail)

    def _heights(self, width: int) -> tuple[float, float]:
        area = QRect(0, 0, round(_text_area(width)[1]), 1000)
        heights = [
            float(QFontMetrics(face).boundingRect(area, _WRAP, text).height()) + 1 if text else 0.0
            for face, text in ((self._title_font, self._title), (self._detail_font, self._detail))
        ]
        return heights[0], heights[1]


def _text_area(width: int) -> tuple[float, float]:
    left = _LEFT + _BADGE + 12
    return left, max(width - left - _PADDING, 80.0)
