"""F4: finding a candidate whose card cannot be read, by name, number or NIK."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QScroller, QStackedWidget, QVBoxLayout, QWidget

from station.checkin.background import Admission
from station.search import MOST, CandidateSearch
from station.session import Candidate
from ui import texts
from ui.labels import key, label
from ui.overlay import Overlay
from ui.search_rows import ROW, Finding, FoundModel, FoundRow
from ui.texts import translate
from ui.theme import TARGET, font

_WIDTH, _ROWS = 820, 6
_MAX_QUERY = 120  # characters
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}


class SearchDialog(Overlay):
    """Type, arrows, Enter; or a finger. A card that is scanned meanwhile is searched for like anything typed.

    Signals:
        chosen: the number of a candidate; the sheet is closed by then.

    Args:
        search: the candidates of the session.
        admitted: how somebody was let in, by their number; None where they were not.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget, search: CandidateSearch, admitted: Callable[[str], Admission | None]) -> None:
        super().__init__(parent)
        self._search = search
        self._admitted = admitted
        self.field = _QueryField()
        self.view = _FoundView()
        self._model = FoundModel()
        self.view.setModel(self._model)
        self.view.setItemDelegate(FoundRow(self.view))
        self._title = label(18, QFont.Weight.Bold)
        self._count = label(13, tone="secondary")
        self._nobody = label(15, tone="secondary")
        self._nobody.setWordWrap(True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QStackedWidget()
        self._body.addWidget(self.view)
        self._body.addWidget(self._nobody)
        self._body.setFixedSize(_WIDTH, _ROWS * ROW)
        self._hints = [label(13, tone="secondary") for _ in range(3)]
        self.field.textChanged.connect(self._find)
        self.field.moved.connect(self._move)
        self.field.entered.connect(self._choose_current)
        self.view.clicked.connect(self._choose)
        self._arrange()
        self._show_texts()
        self.setFocusProxy(self.field)

    @property
    def found(self) -> tuple[Candidate, ...]:
        """Who is listed, the best first."""
        return tuple(finding.candidate for finding in self._model.findings)

    @property
    def message(self) -> str:
        """What stands in the place of a list without anybody; empty where there is somebody."""
        return "" if self._model.findings else self._nobody.text()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_texts()

    def _find(self) -> None:
        text = self.field.text()
        found = self._search.find(text)
        self._model.show([Finding(candidate, self._admitted(candidate.number)) for candidate in found])
        if found:
            self.view.setCurrentIndex(self._model.index(0, 0))
        self._body.setCurrentWidget(self.view if found else self._nobody)
        self._nobody.setText(self._nobody_text(text))
        self._count.setText(_count(len(found)))

    def _nobody_text(self, text: str) -> str:
        if text.strip():
            return translate(
                "Search",
                "Nobody in this session fits all of that.\n"
                "Try fewer letters, another part of the name, or the last digits of the number.\n"
                "Whoever is not here may belong to another session.",
            )
        return translate(
            "Search",
            "A few letters are enough, in any order: siti kusuma\nOr some digits of the number or the NIK: 0012345",
        )

    def _move(self, key_pressed: int) -> None:
        step = _ARROWS[Qt.Key(key_pressed)]
        row = min(max(self.view.currentIndex().row() + step, 0), self._model.rowCount() - 1)
        self.view.setCurrentIndex(self._model.index(row, 0))

    def _choose_current(self) -> None:
        self._choose(self.view.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and self._model.findings:
            number = self._model.findings[index.row()].candidate.number
            self.close()
            self.chosen.emit(number)

    def _show_texts(self) -> None:
        self._title.setText(translate("Search", "Search for a candidate"))
        self.setAccessibleName(self._title.text())
        self.field.setPlaceholderText(translate("Search", "Name, number or NIK"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.view.setAccessibleName(translate("Search", "Candidates who fit"))
        words = (translate("Search", "choose"), translate("Search", "check in"), translate("Search", "close"))
        for hint, word in zip(self._hints, words, strict=True):
            hint.setText(word)
        self._find()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for name, hint in zip(("↑ ↓", "Enter", "Esc"), self._hints, strict=True):
            foot.addWidget(key(name))
            foot.addWidget(hint)
            foot.addSpacing(14)
        foot.addStretch(1)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(26, 20, 26, 18)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(self.field)
        layout.addWidget(self._body)
        layout.addLayout(foot)


def _count(found: int) -> str:
    if not found:
        return ""
    if found == MOST:
        return translate("Search", "the first %1; type more to narrow it down").replace("%1", texts.number(MOST))
    return translate("Search", "%1 found").replace("%1", texts.number(found))


class _QueryField(QLineEdit):
    """One line that keeps Enter and the arrows to itself.

    Signals:
        entered: Enter was pressed.
        moved: an arrow key, which is for the list below.
    """

    entered = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("number")
        self.setFixedHeight(TARGET)
        self.setFont(font(18))
        self.setMaxLength(_MAX_QUERY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter and the arrows; Escape clears first, then is for the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if not event.isAutoRepeat():
                self.entered.emit()
        elif event.key() in _ARROWS:
            event.accept()
            self.moved.emit(event.key())
        elif event.key() == Qt.Key.Key_Escape and self.text():
            event.accept()
            self.clear()
        else:
            super().keyPressEvent(event)


class _FoundView(QListView):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("staff")  # the same quiet list, with the same bar for fingers
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
