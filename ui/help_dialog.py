"""F1: the keys of the state at hand and of always, and what the colours mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import texts
from ui.decision_bar import KEYS
from ui.icons import draw_badge
from ui.labels import key, label
from ui.overlay import Overlay
from ui.texts import translate
from ui.view_state import Action, Look

KeyRow = tuple[str, str]
"""What stands on a key, and what it does."""

_KEY_COLUMN = 104  # pixels


class HelpDialog(Overlay):
    """Closed by Esc, F1, or a click beside it.

    Args:
        actions: what can be done now, in the order of their buttons; None for all that can ever be done.
        also: further keys of the state at hand.
    """

    def __init__(self, parent: QWidget, actions: Sequence[Action] | None = None, also: Sequence[KeyRow] = ()) -> None:
        super().__init__(parent, (Qt.Key.Key_F1,))
        self._actions = tuple(Action) if actions is None else tuple(actions)
        self._known = actions is not None
        self._also = tuple(also)
        self._content: QWidget | None = None
        self._frame = QVBoxLayout(self.card)
        self._frame.setContentsMargins(32, 26, 32, 24)
        self._build()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._build()

    def _build(self) -> None:
        if self._content is not None:
            self._frame.removeWidget(self._content)
            self._content.deleteLater()
        self._content = QWidget()
        self.setAccessibleName(translate("Desk", "Help"))
        columns = QHBoxLayout(self._content)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(48)
        now = _section(translate("Desk", "Now") if self._known else translate("Desk", "Decisions"), _keys(self._now()))
        always = _section(translate("Desk", "Always"), _keys(_always()))
        looks = _section(translate("Desk", "Colours"), _looks())
        left = QVBoxLayout()
        left.addLayout(now)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(22)
        right.addLayout(always)
        right.addLayout(looks)
        right.addStretch(1)
        columns.addLayout(left)
        columns.addLayout(right)
        self._frame.addWidget(self._content)

    def _now(self) -> list[KeyRow]:
        rows = _by_key([(KEYS[action][1], texts.action(action)) for action in self._actions if action in KEYS])
        rows += self._also
        if not rows:
            rows = [("–", translate("Desk", "Nothing to decide. Scan the next card."))]
        return rows


def _by_key(rows: Sequence[KeyRow]) -> list[KeyRow]:
    """Each key once, with all that it does."""
    meanings: dict[str, list[str]] = {}
    for name, meaning in rows:
        known = meanings.setdefault(name, [])
        if meaning not in known:
            known.append(meaning)
    return [(name, " · ".join(known)) for name, known in meanings.items()]


def _always() -> list[KeyRow]:
    return [
        ("0–9, Enter", translate("Desk", "Candidate number, typed or by a hand scanner")),
        ("F4", translate("Desk", "Search by name, number or NIK")),
        ("F2", translate("Desk", "Change the language")),
        ("F3", translate("Desk", "The number behind the similarity, and back")),
        ("F8", translate("Desk", "Receipt for the candidate, once it is recorded")),
        ("F7", translate("Desk", "Read: the note on the computer's clock")),
        ("F9", translate("Desk", "The candidate's own screen, on and off")),
        ("F11", translate("Desk", "Whole screen")),
        ("F1", translate("Desk", "This help")),
    ]


def _section(title: str, grid: QGridLayout) -> QVBoxLayout:
    section = QVBoxLayout()
    section.setSpacing(10)
    heading = label(18, QFont.Weight.Bold)
    heading.setText(title)
    section.addWidget(heading)
    section.addLayout(grid)
    return section


def _keys(rows: Sequence[KeyRow]) -> QGridLayout:
    grid = _grid()
    grid.setColumnMinimumWidth(0, _KEY_COLUMN)
    for row, (name, meaning) in enumerate(rows):
        grid.addWidget(key(name), row, 0, Qt.AlignmentFlag.AlignLeft)
        words = label(15)
        words.setText(meaning)
        words.setMinimumHeight(28)
        grid.addWidget(words, row, 1)
    return grid


class _Badge(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_badge(QPainter(self), self._look, QRectF(self.rect()))


def _looks() -> QGridLayout:
    grid = _grid()
    rows = (
        (Look.WAIT, translate("Desk", "Wait: nothing to decide yet.")),
        (Look.ADMIT, translate("Desk", "Match: the face is that of the registered photos.")),
        (Look.CHECK, translate("Desk", "Check: the machine cannot tell; a person looks.")),
        (Look.STOP, translate("Desk", "Stop: the face is not that of the registered photos; a person decides.")),
        (Look.FAULT, translate("Desk", "Fault: equipment fails. It says nothing about the person.")),
    )
    for row, (look, meaning) in enumerate(rows):
        grid.addWidget(_Badge(look), row, 0)
        words = label(15)
        words.setText(meaning)
        grid.addWidget(words, row, 1)
    return grid


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    return grid
