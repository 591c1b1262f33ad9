"""Where a candidate number is typed, by a person or by a hand scanner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.keys import QUIET, BurstFilter
from ui.theme import TARGET, font

_MAX_NUMBER = 120  # characters


class NumberField(QLineEdit):
    """One line that keeps its Enter to itself.

    Qt's own line edit passes Enter on to the window, where it would count as a decision about whoever stands at
    the desk by then. A letter of `letters`, pressed alone while nothing is typed, is a key of the desk's and no number.

    Signals:
        entered: the text, without white space around it; empty when Enter was pressed on nothing.
        key_pressed: one of `letters`.
    """

    entered = Signal(str)
    key_pressed = Signal(int)

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letters: frozenset[int] = frozenset()
        self._monotonic = monotonic
        self._burst = BurstFilter()
        self.setObjectName("number")
        self.setFixedHeight(TARGET)
        self.setFont(font(17))
        self.setMaxLength(_MAX_NUMBER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the number; everything else is as usual."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            alone = not self.text() and not event.isAutoRepeat()
            counts = self._burst.press(event.key(), self._monotonic(), event.text())
            if alone and counts and event.key() in self.letters:
                QTimer.singleShot(round(QUIET * 1000) + 10, self, self._settle_key)
            super().keyPressEvent(event)
            return
        event.accept()
        if not event.isAutoRepeat():
            text = self.text().strip()
            self.clear()
            self.entered.emit(text)

    def _settle_key(self) -> None:
        """A letter was typed, and nothing after it: it was meant for the desk."""
        key = self._burst.settled(self._monotonic())
        if key is not None and key in self.letters and len(self.text()) == 1:
            self.clear()
            self.key_pressed.emit(key)
