"""The round badge of a check: of the five looks', but that a fault here is not always one of the camera."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.icons import draw_badge
from ui.theme import LOOKS, TERTIARY
from ui.view_state import Look
from wire.reports import CheckOutcome


class OutcomeBadge(QWidget):
    """How a check ended; the look of waiting while it runs."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._outcome: CheckOutcome | None = None
        self.setFixedSize(side, side)

    def show_outcome(self, outcome: CheckOutcome | None) -> None:
        """Show how it ended; None: it has not."""
        self._outcome = outcome
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        match self._outcome:
            case CheckOutcome.PASSED:
                draw_badge(painter, Look.ADMIT, box)
            case CheckOutcome.WARNED:
                draw_badge(painter, Look.CHECK, box)
            case CheckOutcome.FAILED:
                _disc(painter, box, LOOKS[Look.FAULT].text, _wrench())
            case CheckOutcome.NOT_RUN:
                _disc(painter, box, TERTIARY, _dash())
            case None:
                draw_badge(painter, Look.WAIT, box)


def _disc(painter: QPainter, box: QRectF, colour: str, strokes: QPainterPath) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(box)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)  # strokes are laid out on a field of 24 units
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(QColor("#FFFFFF"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPath(strokes)


def _wrench() -> QPainterPath:
    """A spanner: its open jaw above, its handle down to the left."""
    path = QPainterPath()
    path.arcMoveTo(QRectF(11.2, 5.6, 7.2, 7.2), 75)
    path.arcTo(QRectF(11.2, 5.6, 7.2, 7.2), 75, 300)
    path.lineTo(QPointF(15.2, 8.8))
    path.closeSubpath()
    path.moveTo(12.3, 11.7)
    path.lineTo(7, 17)
    return path


def _dash() -> QPainterPath:
    path = QPainterPath(QPointF(8.2, 12))
    path.lineTo(15.8, 12)
    return path
