"""The five icons, drawn in lines, so that they are sharp at any size and need no file."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.theme import LOOKS
from ui.view_state import Look


def draw_badge(painter: QPainter, look: Look, box: QRectF) -> None:
    """The round badge of a look, filling a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LOOKS[look].text))
    painter.drawEllipse(box)
    # Strokes are laid out on a field of 24 units.
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    pen = QPen(QColor("#FFFFFF"), 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_STROKES[look]())
    painter.restore()


def _wait() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(12, 12), 5.6, 5.6)
    path.moveTo(12, 8.8)
    path.lineTo(12, 12.2)
    path.lineTo(14.3, 13.4)
    return path


def _admit() -> QPainterPath:
    path = QPainterPath(QPointF(7.6, 12.4))
    path.lineTo(10.7, 15.4)
    path.lineTo(16.4, 9)
    return path


def _check() -> QPainterPath:
    path = QPainterPath(QPointF(12, 6.6))
    path.lineTo(17.8, 16.6)
    path.lineTo(6.2, 16.6)
    path.closeSubpath()
    path.moveTo(12, 10.4)
    path.lineTo(12, 13)
    path.moveTo(12, 14.9)
    path.lineTo(12, 14.95)
    return path


def _stop() -> QPainterPath:
    path = QPainterPath(QPointF(8.4, 8.4))
    path.lineTo(15.6, 15.6)
    path.moveTo(15.6, 8.4)
    path.lineTo(8.4, 15.6)
    return path


def _fault() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(6.6, 8.4, 10.8, 8), 1.4, 1.4)
    path.addEllipse(QPointF(12, 12.4), 2, 2)
    path.moveTo(6.2, 6.6)
    path.lineTo(17.8, 18)
    return path


_STROKES = {Look.WAIT: _wait, Look.ADMIT: _admit, Look.CHECK: _check, Look.STOP: _stop, Look.FAULT: _fault}
