"""Where a person writes a reason in their own words, and a hand scanner must not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.keys import BurstFilter
from ui.theme import TARGET, font
from wire.decisions import MAX_NOTE


class NoteField(QLineEdit):
    """One line. A card that is scanned while it is written on leaves it as it was.

    Signals:
        entered: Enter was pressed by a person.
        scanned: the number of a card.
        left: Escape was pressed.
    """

    entered = Signal()
    scanned = Signal(str)
    left = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._burst = BurstFilter()
        self._before = ""  # what was written before a burst may have begun
        self.setObjectName("number")
        self.setFixedHeight(TARGET)
        self.setFont(font(15))
        self.setMaxLength(MAX_NOTE)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def note(self) -> str:
        """What is written, without white space around it."""
        return self.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape are told; everything else is as usual."""
        counts = self._burst.press(event.key(), self._monotonic(), event.text())
        if counts:
            self._before = self.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            number = self._burst.scanned()
            if number:
                self.setText(self._before)
                self.scanned.emit(number)
            elif not event.isAutoRepeat():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
        else:
            super().keyPressEvent(event)
