"""Small pieces that several panels use."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.theme import CHIP, font

_SMALLEST = 0.62  # of the usual size


def label(
    pixels: float,
    weight: QFont.Weight = QFont.Weight.Normal,
    tone: str = "ink",
    name: str = "",
    parent: QWidget | None = None,
) -> QLabel:
    """A label of plain text in one of the theme's tones: ink, secondary, tertiary or amber."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(pixels, weight))
    made.setProperty("tone", tone)
    if name:
        made.setObjectName(name)
    return made


def chip(parent: QWidget | None = None) -> QLabel:
    """A small rounded label of the header."""
    made = label(13, name="chip", parent=parent)
    made.setFixedHeight(CHIP)
    return made


def key(text: str, parent: QWidget | None = None) -> QLabel:
    """The picture of a key."""
    made = label(12, QFont.Weight.DemiBold, name="key", parent=parent)
    made.setFixedHeight(24)
    made.setText(text)
    return made


def card(parent: QWidget | None = None) -> QFrame:
    """A white panel with round corners."""
    made = QFrame(parent)
    made.setObjectName("card")
    return made


class ElidedLabel(QLabel):
    """One line: written smaller where it is too long, then cut with an ellipsis and the whole text as tool tip."""

    def __init__(self, pixels: float, weight: QFont.Weight = QFont.Weight.Normal, tone: str = "ink") -> None:
        super().__init__()
        self._whole = ""
        self._pixels = pixels
        self._weight = weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(pixels, weight))
        self.setProperty("tone", tone)
        self.setMinimumSize(40, self.fontMetrics().height())

    def set_whole(self, text: str) -> None:
        """Show a text, or as much of it as there is room for."""
        self._whole = text
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(self.width(), 40)
        natural = QFontMetrics(font(self._pixels, self._weight)).horizontalAdvance(self._whole)
        share = min(max((width - 2) / max(natural, 1), _SMALLEST), 1.0)
        self.setFont(font(int(self._pixels * share), self._weight))
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, width)
        self.setText(cut)
        self.setToolTip(self._whole if cut != self._whole else "")
