"""The verdict: colour, icon, one word, one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import texts
from ui.icons import draw_badge
from ui.painting import ground_of, rounded
from ui.theme import LOOKS, font
from ui.view_state import Look, ViewState

_BADGE, _LEFT, _PADDING = 58.0, 22.0, 18.0
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class VerdictPanel(QWidget):
    """As tall as its words need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look.WAIT
        self._headline = ""
        self._detail = ""
        self._headline_font = font(30, QFont.Weight.ExtraBold)
        self._detail_font = font(15)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def headline(self) -> str:
        """The word that stands on the panel."""
        return self._headline

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        self._look = view.look
        self._headline, self._detail = texts.headline(view), texts.detail(view)
        self.setAccessibleName(f"{self._headline}. {self._detail}")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that the words need."""
        headline, detail = self._heights(width)
        return round(max(headline + detail + 2 * _PADDING, _BADGE + 2 * 26))

    def sizeHint(self) -> QSize:
        """Usual width, and the height for it."""
        return QSize(430, self.heightForWidth(self.width() or 430))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, badge and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.fillPath(rounded(box), ground_of(self._look))
        badge = QRectF(box.left() + _LEFT, box.center().y() - _BADGE / 2, _BADGE, _BADGE)
        draw_badge(painter, self._look, badge)
        headline, detail = self._heights(self.width())
        left, width = self._text_area(self.width())
        top = box.center().y() - (headline + detail) / 2
        painter.setPen(QColor(LOOKS[self._look].text))
        painter.setFont(self._headline_font)
        painter.drawText(QRectF(left, top, width, headline), _WRAP, self._headline)
        painter.setFont(self._detail_font)
        painter.drawText(QRectF(left, top + headline, width, detail), _WRAP, self._detail)

    def _text_area(self, width: int) -> tuple[float, float]:
        left = _LEFT + _BADGE + 18
        return left, max(width - left - _PADDING, 80.0)

    def _heights(self, width: int) -> tuple[float, float]:
        _, available = self._text_area(width)
        area = QRectF(0, 0, available, 1000)
        headline = QFontMetrics(self._headline_font).boundingRect(area.toRect(), _WRAP, self._headline).height()
        detail = QFontMetrics(self._detail_font).boundingRect(area.toRect(), _WRAP, self._detail).height()
        return float(headline), float(detail) + 2
