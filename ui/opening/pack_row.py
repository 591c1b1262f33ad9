"""One pack that lies at this station."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from station.shelf import ShelvedPack
from ui.opening import words
from ui.theme import BRAND, BUTTON_RADIUS, CARD, INK, LINE, LOOKS, PAPER, SECONDARY, font
from ui.view_state import Look

_HEIGHT, _PADDING = 84, 18


class PackRow(QAbstractButton):
    """Title, venue and start, validity; amber where it is of no use now.

    Such a one can be chosen all the same: the clock may be what is wrong, and then the reason is told in full.
    """

    def __init__(self, pack: ShelvedPack) -> None:
        super().__init__()
        self.pack = pack
        self._lines = ("", "", "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._lines = words.shelved(self.pack)
        self.setAccessibleName(". ".join(line for line in self._lines if line))
        self.setToolTip(str(self.pack.path))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(480, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        of_use = self.pack.problem is None
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = QColor(CARD if of_use else PAPER)
        if self.isDown() or self.underMouse():
            ground = ground.darker(108 if self.isDown() else 103)
        painter.setPen(QPen(QColor(BRAND if self.hasFocus() else LINE), 2 if self.hasFocus() else 1.5))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        title, where, validity = self._lines
        colours = (INK if of_use else SECONDARY, SECONDARY, SECONDARY if of_use else LOOKS[Look.CHECK].text)
        fonts = (font(16, QFont.Weight.DemiBold), font(14), font(13.5, QFont.Weight.Normal))
        shown = [each for each in zip((title, where, validity), fonts, colours, strict=True) if each[0]]
        step = 22.0
        top = box.center().y() - step * len(shown) / 2
        for text, face, colour in shown:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            area = QRectF(box.left() + _PADDING, top, box.width() - 2 * _PADDING, step)
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
            top += step
