"""A card to drop a file or folder on, or to choose one by a button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.enrolment.widgets import Button
from ui.labels import ElidedLabel, label


class FileCard(QFrame):
    """Shows what was chosen. What does not fit is not taken.

    Signals:
        chosen: a path.
    """

    chosen = Signal(object)

    def __init__(self, fits: Callable[[Path], bool], *buttons: Button) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._fits = fits
        self.path: Path | None = None
        self._title = label(12.5, tone="secondary")
        self._name = ElidedLabel(16, QFont.Weight.DemiBold)
        self._hint = ElidedLabel(13, tone="secondary")
        self._words = ("", "", "")
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 14)
        layout.setSpacing(4)
        for part in (self._title, self._name, self._hint):
            layout.addWidget(part)
        layout.addSpacing(6)
        layout.addLayout(row)

    def say(self, title: str, empty: str, hint: str) -> None:
        """Its words: what it is for, what stands there while nothing is chosen, and what may be chosen."""
        self._words = (title, empty, hint)
        self._show()

    def choose(self, path: Path) -> None:
        """Take a file or folder, if it fits."""
        if self._fits(path):
            self.path = path
            self._show()
            self.chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what fits."""
        if any(self._fits(path) for path in _paths(event)):
            self._mark(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose the first that fits."""
        self._mark(False)
        for path in _paths(event):
            if self._fits(path):
                self.choose(path)
                event.acceptProposedAction()
                return

    def _show(self) -> None:
        title, empty, hint = self._words
        self._title.setText(title)
        self._name.set_whole(self.path.name if self.path else empty)
        self._hint.set_whole(str(self.path.parent) if self.path else hint)

    def _mark(self, over: bool) -> None:
        self.setProperty("over", "true" if over else "false")
        self.style().polish(self)


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
