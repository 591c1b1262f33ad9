"""The words of header and footer: some are bold, some may be cut when room is short, rounded or bare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import BRAND, CHIP, INK, LINE, LOOKS, PAPER, SECONDARY, TINT, font
from ui.view_state import Look

_PADDING = 12
_LEAST = 48  # pixels that a piece which may be cut keeps
_SIZE = 13
_PLACES = re.compile("(%[1-9])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a chip. ``cut``: they give way, with an ellipsis, where there is no room for all."""

    text: str
    bold: bool = False
    cut: bool = False


class Chip(QAbstractButton):
    """Some words in a rounded frame, or ``bare``, without one. ``clickable``: it looks like a button, and is one."""

    def __init__(self, *, clickable: bool = False, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bare = bare
        self._padding = 0 if bare else _PADDING
        self._pieces: tuple[Piece, ...] = ()
        self._look: Look | None = None
        self.setFixedHeight(CHIP)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys belong to the window, which filters a scanner's
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._clickable = clickable

    def show_pieces(self, pieces: Sequence[Piece], name: str = "", look: Look | None = None) -> None:
        """Show some words.

        Args:
            pieces: in order.
            name: what a screen reader says in their place, and the tool tip.
            look: whose colours they have; without, they are quiet.
        """
        shown = (tuple(pieces), look)
        said = name or self.words(pieces)
        if shown == (self._pieces, self._look) and said == self.accessibleName():
            return
        self._pieces, self._look = shown
        self.setAccessibleName(said)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    @staticmethod
    def words(pieces: Sequence[Piece]) -> str:
        """All that a chip says, in one line."""
        return "".join(piece.text for piece in pieces)

    @property
    def text_shown(self) -> str:
        """All that it says."""
        return self.words(self._pieces)

    @property
    def urgent(self) -> bool:
        """Whether it has the colours of a look."""
        return self._look is not None

    @property
    def natural(self) -> int:
        """The width at which nothing is cut, in pixels."""
        return round(sum(_width(piece) for piece in self._pieces)) + 2 * self._padding + 2

    @property
    def least(self) -> int:
        """The width below which it would say too little, in pixels."""
        kept = sum(min(_width(piece), _LEAST) if piece.cut else _width(piece) for piece in self._pieces)
        return round(kept) + 2 * self._padding + 2

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(self.natural, CHIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if not self._bare:
            self._paint_frame(painter, box)
        left = box.left() + self._padding
        missing = max(self.natural - self.width(), 0)
        for piece in self._pieces:
            text, face = piece.text, _font(piece)
            if piece.cut and missing:
                room = max(_width(piece) - missing, 0)
                text = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            width = QFontMetrics(face).horizontalAdvance(text)
            painter.setFont(face)
            colour = LOOKS[self._look].text if self._look else INK if piece.bold else SECONDARY
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(left, box.top(), width + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
            left += width

    def _paint_frame(self, painter: QPainter, box: QRectF) -> None:
        hovered = self._clickable and self.underMouse()
        ground = QColor(LOOKS[self._look].ground if self._look else TINT if hovered else PAPER)
        edge = QColor(LOOKS[self._look].text if self._look else BRAND if hovered else LINE)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, CHIP / 2 - 1, CHIP / 2 - 1)


def filled(sentence: str, *values: str) -> list[Piece]:
    """A sentence with bold values in its places ``%1``, ``%2`` and so on, wherever a language puts them."""
    pieces = []
    for part in _PLACES.split(sentence):
        place = _PLACES.fullmatch(part)
        if place:
            pieces.append(Piece(values[int(part[1]) - 1], bold=True))
        elif part:
            pieces.append(Piece(part))
    return pieces


def shares(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths for chips that share some room: the widest gives way first, none below its least."""
    widths = list(natural)
    while sum(widths) > room:
        wide = [i for i, width in enumerate(widths) if width > least[i]]
        if not wide:
            return widths
        longest = max(widths[i] for i in wide)
        second = max((widths[i] for i in wide if widths[i] < longest), default=0)
        top = [i for i in wide if widths[i] == longest]
        step = min(longest - second, -((room - sum(widths)) // len(top)), *(longest - least[i] for i in top))
        for i in top:
            widths[i] -= max(step, 1)
    return widths


def _font(piece: Piece) -> QFont:
    return font(_SIZE, QFont.Weight.DemiBold if piece.bold else QFont.Weight.Normal)


def _width(piece: Piece) -> float:
    return float(QFontMetrics(_font(piece)).horizontalAdvance(piece.text))
