"""Pictures and grounds, painted."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QTransform

from recognition.types import Image
from ui.theme import LOOKS, RADIUS
from ui.view_state import Look


def image_of(bgr: Image) -> QImage:
    """A Qt picture that owns its pixels, from a BGR array."""
    height, width = bgr.shape[:2]
    return QImage(bgr.tobytes(), width, height, 3 * width, QImage.Format.Format_BGR888).copy()


def rounded(box: QRectF, radius: float = RADIUS) -> QPainterPath:
    """A box with round corners."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path


def ground_of(look: Look) -> QBrush:
    """The ground of a look: plain, or stripes at 45 degrees for a fault."""
    colours = LOOKS[look]
    if colours.stripe is None:
        return QBrush(QColor(colours.ground))
    tile = QImage(32, 32, QImage.Format.Format_RGB32)
    tile.fill(QColor(colours.ground))
    painter = QPainter(tile)
    painter.fillRect(0, 0, 16, 32, QColor(colours.stripe))
    painter.end()
    brush = QBrush(tile)
    brush.setTransform(QTransform().rotate(45))
    return brush


def covering(image: QImage, box: QRectF) -> QRectF:
    """The largest part of a picture's middle that has a box's shape."""
    scale = max(box.width() / image.width(), box.height() / image.height())
    width, height = box.width() / scale, box.height() / scale
    return QRectF((image.width() - width) / 2, (image.height() - height) / 2, width, height)


def draw_cover(painter: QPainter, image: QImage, box: QRectF) -> QRectF:
    """Fill a box with a picture, cutting what does not fit; return the part of the picture that shows."""
    shown = covering(image, box)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, image, shown)
    return shown
