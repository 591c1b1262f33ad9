"""A face in a frame, cut so that every portrait has the same eye distance and eye line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from recognition.portrait import EYE_LINE
from ui.painting import rounded
from ui.theme import LINE, PAPER, TERTIARY, font

_SHOWN = 0.7  # of the portrait's side, in the pane's shorter direction


class PortraitPane(QWidget):
    """Shows one portrait, or a quiet word in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._word = ""
        self.setMinimumSize(80, 80)

    def show_image(self, image: QImage | None, word: str = "") -> None:
        """Show a square portrait, or a word when there is none."""
        if image is not self._image or word != self._word:
            self._image, self._word = image, word
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the portrait about its eye line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        painter.setClipPath(rounded(box, 10))
        if self._image is None:
            painter.fillRect(box, QColor(PAPER))
            painter.setPen(QColor(TERTIARY))
            painter.setFont(font(13))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box.adjusted(12, 8, -12, -8), flags, self._word)
        else:
            painter.fillRect(box, QColor(LINE))
            painter.drawImage(box, self._image, _part(self._image, box))


def _part(image: QImage, box: QRectF) -> QRectF:
    """The part of a portrait with the pane's shape and the eyes at the same share of its height."""
    side = image.width()
    scale = _SHOWN * side / min(box.width(), box.height())
    width, height = min(box.width() * scale, side), min(box.height() * scale, side)
    if box.width() > box.height():
        height = width * box.height() / box.width()
    else:
        width = height * box.width() / box.height()
    top = min(max(side * EYE_LINE - 0.42 * height, 0.0), side - height)
    return QRectF((side - width) / 2, top, width, height)
