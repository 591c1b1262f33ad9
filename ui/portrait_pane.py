"""A face in a frame, cut so that every portrait has the same eye distance and eye line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from recognition.portrait import EYE_LINE
from ui.painting import covering, rounded
from ui.theme import LINE, PAPER, TERTIARY, font

_SHOWN = 0.7  # of the portrait's side, in the pane's shorter direction
_CAPTION_HEIGHT = 27


class PortraitPane(QWidget):
    """Shows one portrait, or a quiet word in its place.

    Args:
        line: draw a line through the eyes, to lead the look from one face to the next.
    """

    def __init__(self, parent: QWidget | None = None, *, line: bool = False) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._word = ""
        self._caption = ""
        self._line = line
        self.setMinimumSize(80, 80)

    def show_image(self, image: QImage | None, word: str = "", caption: str = "") -> None:
        """Show a square portrait, or a word when there is none that can be shown; the caption stands on the picture."""
        if image is not None and image.isNull():
            image = None
        if image is not self._image or (word, caption) != (self._word, self._caption):
            self._image, self._word, self._caption = image, word, caption
            self.setAccessibleName(caption or word)
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
            return
        painter.fillRect(box, QColor(LINE))
        part = self.part_of(self._image, box)
        painter.drawImage(box, self._image, part)
        if self._line:
            eyes = (self._image.width() * EYE_LINE - part.top()) / part.height() * box.height()
            _paint_line(painter, box, eyes)
        if self._caption:
            _paint_caption(painter, box, self._caption)

    def part_of(self, image: QImage, box: QRectF) -> QRectF:
        """The part of a portrait that a box shows."""
        return _part(image, box)


class PicturePane(PortraitPane):
    """Shows a picture that was not cut about the eyes: as much of its middle as there is room for."""

    def part_of(self, image: QImage, box: QRectF) -> QRectF:
        """The part of a picture that a box shows."""
        return covering(image, box)


class PhotoPane(PortraitPane):
    """Leafs through photos of one person, by touch too."""

    def __init__(self, keys: str, parent: QWidget | None = None, *, line: bool = False) -> None:
        super().__init__(parent, line=line)
        self._keys = keys
        self._photos: tuple[bytes, ...] = ()
        self._images: list[QImage] = []
        self._words = ("", "")
        self.place = 0

    def show_photos(self, photos: tuple[bytes, ...], title: str, none: str) -> None:
        """Show some photos, the first one first; ``title`` has a place for which of how many, ``none`` is shown where
        there are none."""
        if photos is not self._photos:
            self._photos, self.place = photos, 0
            self._images = [QImage.fromData(photo) for photo in photos]
        self._words = (title, none)
        self._show()

    def turn(self, step: int) -> None:
        """Go on to another photo, round and round."""
        if self._images:
            self.place = (self.place + step) % len(self._images)
            self._show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch shows the next photo."""
        self.turn(1)

    def _show(self) -> None:
        title, none = self._words
        if not self._images:
            self.show_image(None, none)
            return
        caption = title.replace("%1", str(self.place + 1)).replace("%2", str(len(self._images)))
        more = f" · {self._keys}" if len(self._images) > 1 else ""
        self.show_image(self._images[self.place], none, caption + more)


def _paint_line(painter: QPainter, box: QRectF, height: float) -> None:
    """Light on dark, so that it is seen on any picture."""
    for colour, offset in ((QColor(0, 0, 0, 110), 1.0), (QColor(255, 255, 255, 210), 0.0)):
        painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(box.left(), height + offset), QPointF(box.right(), height + offset))


def _paint_caption(painter: QPainter, box: QRectF, text: str) -> None:
    painter.setFont(font(13))
    width = min(painter.fontMetrics().horizontalAdvance(text) + 22, round(box.width()) - 20)
    area = QRectF(box.left() + 10, box.top() + 10, width, _CAPTION_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 165))
    painter.drawRoundedRect(area, 7, 7)
    painter.setPen(QColor("#FFFFFF"))
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(area.width()) - 16)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, cut)


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
