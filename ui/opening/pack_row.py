"""One pack, at this station or on the server."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from station.shelf import ShelvedPack
from ui.opening import words
from ui.texts import translate
from ui.theme import BRAND, BUTTON_RADIUS, CARD, CHIP, INK, LINE, LOOKS, PAPER, SECONDARY, TINT, font
from ui.view_state import Look
from wire.pack_listing import ListedPack

_HEIGHT, _PADDING = 84, 18


class PackRow(QAbstractButton):
    """Title, venue and start, validity; amber where it is of no use now.

    Such a one can be chosen all the same: the clock may be what is wrong, and then the reason is told in full. What is
    on the server says so on the right.
    """

    def __init__(self, pack: ShelvedPack | ListedPack) -> None:
        super().__init__()
        self.pack = pack
        self._mark = ""
        self._lines = ("", "", "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        if isinstance(self.pack, ListedPack):
            self._lines = words.offered(self.pack)
            self._mark = words.fill(translate("Opening", "On the server · %1 MB"), *words.megabytes(self.pack.size))
        else:
            self._lines = words.shelved(self.pack)
            self.setToolTip(str(self.pack.path))
        self.setAccessibleName(". ".join(line for line in (*self._lines, self._mark) if line))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(480, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        of_use = isinstance(self.pack, ListedPack) or self.pack.problem is None
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
        room = box.width() - 2 * _PADDING - self._paint_mark(painter, box)
        step = 22.0
        top = box.center().y() - step * len(shown) / 2
        for text, face, colour in shown:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            area = QRectF(box.left() + _PADDING, top, room, step)
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
            top += step

    def _paint_mark(self, painter: QPainter, box: QRectF) -> float:
        """Where it is, on the right; returns how much room that takes."""
        if not self._mark:
            return 0.0
        painter.setFont(font(13, QFont.Weight.DemiBold))
        width = painter.fontMetrics().horizontalAdvance(self._mark) + 2 * _PADDING
        pill = QRectF(box.right() - _PADDING - width, box.center().y() - CHIP / 2, width, CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(TINT))
        painter.drawRoundedRect(pill, CHIP / 2, CHIP / 2)
        painter.setPen(QColor(BRAND))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._mark)
        return width + _PADDING
