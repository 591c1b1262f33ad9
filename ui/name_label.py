"""A person's name, however long it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import font

_SMALLER = (0.92, 0.84, 0.76, 0.7)  # of the usual size, where one line does not hold it
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class NameLabel(QLabel):
    """One line, or two smaller ones; what even they do not hold is cut, and the whole name is the tool tip."""

    def __init__(self, pixels: float, weight: QFont.Weight, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels = pixels
        self._weight = weight
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(font(pixels, weight))
        self.setFixedHeight(2 * QFontMetrics(font(pixels * _SMALLER[-2], weight)).height())
        self.setMinimumWidth(40)

    def set_whole(self, text: str) -> None:
        """Show a name."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit it anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(self.width(), 40)
        metrics = QFontMetrics(font(self._pixels, self._weight))
        one_line = metrics.horizontalAdvance(self._whole) <= width - 2
        self.setWordWrap(not one_line)
        face = font(self._pixels, self._weight)
        if not one_line:
            sizes = [font(self._pixels * share, self._weight) for share in _SMALLER]
            fitting = (each for each in sizes if _height(each, self._whole, width) <= self.height())
            face = next(fitting, sizes[-1])
        self.setFont(face)
        metrics = QFontMetrics(face)
        held = one_line or _height(face, self._whole, width) <= self.height()
        # Two lines of words never fill their width: what is cut is cut early enough.
        cut = self._whole if held else metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, round(1.7 * width))
        self.setText(cut)
        self.setToolTip("" if held else self._whole)


def _height(face: QFont, text: str, width: int) -> int:
    return QFontMetrics(face).boundingRect(QRect(0, 0, width, 1000), _WRAP, text).height()
