"""F1: every key of the enrolment window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.labels import key, label
from ui.texts import translate


class HelpDialog(QDialog):
    """Closed by Esc or F1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Enrolment", "Help"))
        everywhere = translate("Enrolment", "Everywhere"), _everywhere()
        files = translate("Enrolment", "Import and packs"), _files()
        photos = translate("Enrolment", "Photos"), _photos()
        duplicates = translate("Enrolment", "Duplicates"), _duplicates()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 22, 28, 22)
        layout.setSpacing(40)
        for chapters in ((everywhere, photos), (files, duplicates)):
            column = QVBoxLayout()
            column.setSpacing(8)
            for title, rows in chapters:
                heading = label(16, QFont.Weight.Bold)
                heading.setText(title)
                column.addWidget(heading)
                column.addLayout(_grid(rows))
                column.addSpacing(10)
            column.addStretch(1)
            layout.addLayout(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 closes what F1 opened."""
        if event.key() == Qt.Key.Key_F1:
            self.close()
        else:
            super().keyPressEvent(event)


def _grid(rows: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    grid.setColumnMinimumWidth(0, 130)
    grid.setColumnStretch(1, 1)
    for row, (name, meaning) in enumerate(rows):
        grid.addWidget(key(name), row, 0, Qt.AlignmentFlag.AlignLeft)
        words = label(14)
        words.setText(meaning)
        grid.addWidget(words, row, 1)
    return grid


def _everywhere() -> tuple[tuple[str, str], ...]:
    return (
        ("F5 – F8", translate("Enrolment", "Import, photos, duplicates, packs")),
        ("Ctrl+Enter", translate("Enrolment", "The blue button of the page")),
        ("Esc", translate("Enrolment", "Stop what runs; go back")),
        ("F2", translate("Enrolment", "Change the language")),
        ("F11", translate("Enrolment", "Whole screen")),
        ("F1", translate("Enrolment", "This help")),
    )


def _files() -> tuple[tuple[str, str], ...]:
    return (
        ("Ctrl+O", translate("Enrolment", "Choose the roster, or the stations' key files")),
        ("Ctrl+D, Ctrl+T", translate("Enrolment", "Choose a folder, or a ZIP file")),
        ("Ctrl+M", translate("Enrolment", "More options of an import")),
        ("Space", translate("Enrolment", "Tick a session")),
        ("Ctrl+S", translate("Enrolment", "Save the list that is shown")),
    )


def _photos() -> tuple[tuple[str, str], ...]:
    return (
        ("Ctrl+F", translate("Enrolment", "Search by name or number")),
        ("← ↑ → ↓", translate("Enrolment", "Walk through the gallery")),
        ("Ctrl+K", translate("Enrolment", "Copy the sentence for the candidate")),
        ("Ctrl+E", translate("Enrolment", "Report with pictures")),
    )


def _duplicates() -> tuple[tuple[str, str], ...]:
    return (
        ("1, 2, 3, 4", translate("Enrolment", "Same person, different people, twins, unclear")),
        ("←, →", translate("Enrolment", "The pair before, the next pair")),
        ("Q, E", translate("Enrolment", "Another photo of the left, of the right person")),
        ("N", translate("Enrolment", "Write a note")),
    )
