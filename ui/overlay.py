"""A sheet over the desk: what is below shows through, dimmed, and takes no keys and no clicks until it is closed."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ui.labels import card

_VEIL = QColor(15, 27, 45, 150)


class Overlay(QWidget):
    """Covers its parent, as large as that is, with a card in the middle. Esc, or a click beside the card, closes it.

    A widget of the window, no window of its own: nothing can come between them, and nothing waits for it.

    Signals:
        closed: it was closed, and will be gone.

    Args:
        keys: further keys that close it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, keys: tuple[Qt.Key, ...] = ()) -> None:
        super().__init__(parent)
        self._desk = parent
        self._keys = (Qt.Key.Key_Escape, *keys)
        self._before: QWidget | None = None
        self.card: QFrame = card(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.addWidget(self.card, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def open(self) -> None:
        """Show it, and take the keys."""
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Cover the window, and remember who had the keys."""
        super().showEvent(event)
        self._before = QApplication.focusWidget()
        self._desk.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_keys)
        self.setGeometry(self._desk.rect())
        self.raise_()
        self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the keys back to where they were."""
        super().closeEvent(event)
        self._desk.removeEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._keep_keys)
        before = self._before
        there = before is not None and shiboken6.isValid(before) and before.isVisible() and before.isEnabled()
        (before if before is not None and there else self._desk).setFocus()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._desk.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep every key from the desk below: nobody decides what they cannot see."""
        event.accept()
        if event.key() in self._keys:
            self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes; one on it does nothing."""
        event.accept()
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close()

    def _keep_keys(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Take the keys back from a desk that goes on below and hands them to its own fields."""
        if now is not None and self._is_below(now):
            self.setFocus()

    def _is_below(self, widget: QWidget) -> bool:
        """Whether a widget is the desk's, and on no sheet over it, this one or another."""
        each: QWidget | None = widget
        while each is not None and each is not self._desk:
            if isinstance(each, Overlay):
                return False
            each = each.parentWidget()
        return each is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what is below."""
        QPainter(self).fillRect(self.rect(), _VEIL)
