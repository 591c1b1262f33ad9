"""F1: every key, and what the colours mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from ui import texts
from ui.decision_bar import KEYS
from ui.icons import draw_badge
from ui.labels import key, label
from ui.view_state import Action, Look


class _Badge(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(34, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_badge(QPainter(self), self._look, QRectF(self.rect()))


class HelpDialog(QDialog):
    """Closed by Esc or F1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts.translate("Desk", "Help"))
        self.setMinimumWidth(640)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(12)
        for title, grid in (
            (texts.translate("Desk", "Keys"), self._keys()),
            (texts.translate("Desk", "Colours"), self._looks()),
        ):
            heading = label(18, QFont.Weight.Bold)
            heading.setText(title)
            layout.addWidget(heading)
            layout.addLayout(grid)
            layout.addSpacing(6)

    def _keys(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        rows = [("0–9, Enter", texts.translate("Desk", "Candidate number, typed or by a hand scanner"))]
        shown = (Action.ADMIT, Action.RETAKE, Action.SUPERVISOR, Action.REFUSE, Action.CANCEL)
        rows += [(KEYS[action][1], texts.action(action)) for action in shown]
        rows += [
            ("F2", texts.translate("Desk", "Change the language")),
            ("F3", texts.translate("Desk", "The number behind the similarity, and back")),
            ("F11", texts.translate("Desk", "Whole screen")),
            ("F1", texts.translate("Desk", "This help")),
        ]
        for row, (name, meaning) in enumerate(rows):
            grid.addWidget(key(name), row, 0, Qt.AlignmentFlag.AlignLeft)
            words = label(15)
            words.setText(meaning)
            grid.addWidget(words, row, 1)
        return grid

    def _looks(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        rows = (
            (Look.WAIT, texts.translate("Desk", "Wait: nothing to decide yet.")),
            (Look.ADMIT, texts.translate("Desk", "Match: the face is that of the registered photos.")),
            (Look.CHECK, texts.translate("Desk", "Check: the machine cannot tell; a person looks.")),
            (
                Look.STOP,
                texts.translate("Desk", "Stop: the face is not that of the registered photos; a person decides."),
            ),
            (Look.FAULT, texts.translate("Desk", "Fault: equipment fails. It says nothing about the person.")),
        )
        for row, (look, meaning) in enumerate(rows):
            grid.addWidget(_Badge(look), row, 0)
            words = label(15)
            words.setText(meaning)
            words.setWordWrap(True)
            grid.addWidget(words, row, 1)
        return grid

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 closes what F1 opened."""
        if event.key() == Qt.Key.Key_F1:
            self.close()
        else:
            super().keyPressEvent(event)
