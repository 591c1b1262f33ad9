"""Where a candidate number is typed, by a person or by a hand scanner."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import TARGET, font

_MAX_NUMBER = 120  # characters


class NumberField(QLineEdit):
    """One line that keeps its Enter to itself.

    Qt's own line edit passes Enter on to the window, where it would count as a decision about whoever stands at
    the desk by then.

    Signals:
        entered: the text, without white space around it; empty when Enter was pressed on nothing.
    """

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("number")
        self.setFixedHeight(TARGET)
        self.setFont(font(17))
        self.setMaxLength(_MAX_NUMBER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the number; everything else is as usual."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        if not event.isAutoRepeat():
            text = self.text().strip()
            self.clear()
            self.entered.emit(text)
