"""Third page: who looks like whom, and what people say of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from enrollment.errands import (
    ListedPair,
    OpenedPair,
    PairList,
    answer,
    listed_pairs,
    opened_pair,
    search_duplicates,
)
from enrollment.searching import Searched
from enrollment.store.pairs import Answer, Pair, Review
from enrollment.workbench import Failure
from models.manifest import ModelEntry
from ui.enrolment import words
from ui.enrolment.bridge import Bridge
from ui.enrolment.page import Page
from ui.enrolment.pair_list import PAIR, PairModel, PairView
from ui.enrolment.pair_pane import KEYS, PairPane
from ui.enrolment.task import Kind, Task
from ui.enrolment.widgets import Button, Empty, heading
from ui.labels import label
from ui.texts import translate
from ui.theme import GAP
from ui.view_state import Look

_LIST = 300
_PERMILLE = 1000


class DuplicatesPage(Page):
    """The list of pairs beside the one that is looked at."""

    def __init__(self, bridge: Bridge, task: Task, engine: ModelEntry, now: Callable[[], datetime]) -> None:
        super().__init__(bridge, task)
        self._engine, self._now = engine, now
        self._pairs = PairList((), None, 0, 0)
        self._early = False  # somebody answered before they could see the pair
        self._title, self.explanation = heading(), label(15, tone="secondary")
        self.explanation.setWordWrap(True)
        self.search = Button("Ctrl+Enter", main=True)
        self.open_only = QCheckBox()
        self.model = PairModel()
        self.view = PairView(self.model)
        self.view.setFixedWidth(_LIST)
        self.pane = PairPane()
        self._empty = Empty()
        self._stack = QStackedWidget()
        self._arrange()
        self.search.clicked.connect(self.main_action)
        self.open_only.toggled.connect(self._filter)
        self.view.selectionModel().currentChanged.connect(self._open)
        self.pane.answered.connect(self.answer)
        for part in (self.view, self.pane):
            part.installEventFilter(self)
        task.changed.connect(self._show_state)
        self.retranslate()
        self._show_state()

    def enter(self) -> None:
        """The page is shown: read the pairs."""
        self._bridge.ask(listed_pairs, self._show_pairs, self.fail)
        self.view.setFocus()

    def main_action(self) -> None:
        """Search, or go on searching."""
        if self._task.running or not self.search.isEnabled():
            return
        self.notice.hide()
        job = search_duplicates(self._engine)
        self._task.begin(Kind.SEARCH, job, self._show_searched, self._search_failed, _measure)

    def answer(self, given: Answer) -> None:
        """Store an answer about the pair that is shown, and go to the next."""
        opened = self.pane.opened
        index = self.view.currentIndex()
        if not index.isValid():
            return
        if opened is None or not self._is_current(opened.pair):
            self._early = True
            self.tell(Look.WAIT, lambda: (_ask_patience(), ""))
            return
        reviewer = self.pane.reviewer.text().strip()
        if not reviewer:
            self.tell(Look.CHECK, lambda: (_ask_name(), ""))
            self.pane.reviewer.setFocus()
            return
        self.notice.hide()
        listed: ListedPair = index.data(PAIR)

        def stored(review: Review) -> None:
            self.model.answered(listed, review)
            self._count()
            if self._is_current(listed.pair):
                self.step(1)

        job = answer(opened, given, reviewer, self.pane.note.text().strip(), self._now)
        self._bridge.ask(job, stored, self.fail)

    def step(self, by: int) -> None:
        """Go to the next pair, or the one before; at the end, show what was stored of this one."""
        row = self.view.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row))
        else:
            self._open()
        self.view.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The keys of this page, wherever in it the focus is, but not while something is typed."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take_key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of this page."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Enrolment", "Duplicates"))
        self.search.say(
            translate("Enrolment", "Search what is new") if self.model.total else translate("Enrolment", "Search")
        )
        self.open_only.setText(translate("Enrolment", "Only those without an answer"))
        self._count()
        self._say_empty()
        self.pane.retranslate(self._chance())
        self.view.viewport().update()

    def _take_key(self, event: QKeyEvent) -> bool:
        if (event.isAutoRepeat() and event.text()) or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        given = next((answer for answer, key in KEYS.items() if event.text() == key), None)
        if given is not None:
            self.answer(given)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.step(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.text().lower() == "n":
            self.pane.note.setFocus()
        elif event.text().lower() in ("q", "e"):
            self.pane.next_photo(0 if event.text().lower() == "q" else 1)
        else:
            return False
        return True

    def _show_pairs(self, found: PairList) -> None:
        current = self.view.currentIndex().data(PAIR) if self.view.currentIndex().isValid() else None
        self._pairs = found
        self.model.set_pairs(found.pairs)
        row = next(
            (
                row
                for row in range(self.model.rowCount())
                if current is not None and _ids(self.model.index(row).data(PAIR)) == _ids(current)
            ),
            0,
        )
        self.retranslate()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row))
        self._show_state()

    def _filter(self) -> None:
        self.model.show_open_only(self.open_only.isChecked())
        self._show_state()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))

    def _open(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            listed: ListedPair = index.data(PAIR)
            self._bridge.ask(opened_pair(listed.pair), self._show_pair, self.fail)

    def _show_pair(self, opened: OpenedPair | None) -> None:
        if opened is not None and self._is_current(opened.pair):
            self.pane.show_pair(opened, words.chance_pairs(self._pairs.chance, opened.pair.score))
            if self._early:
                self._early = False
                self.notice.hide()

    def _is_current(self, pair: Pair) -> bool:
        index = self.view.currentIndex()
        return index.isValid() and _ids(index.data(PAIR)) == (pair.one, pair.other)

    def _chance(self) -> str:
        opened = self.pane.opened
        return words.chance_pairs(self._pairs.chance, opened.pair.score) if opened else ""

    def _show_searched(self, found: Searched) -> None:
        self.tell(Look.ADMIT, lambda: (_searched(found), ""))
        self.enter()

    def _search_failed(self, failure: Failure) -> None:
        self.fail(failure)
        self.enter()

    def _count(self) -> None:
        arithmetic = translate(
            "Enrolment", "Arithmetic alone accuses nobody: strangers, siblings and twins look alike too. People decide."
        )
        waiting = words.say(
            translate("Enrolment", "Pairs: %1, without an answer: %2."), self.model.total, self.model.open_count
        )
        self.explanation.setText(f"{waiting} {arithmetic}" if self.model.total else arithmetic)

    def _say_empty(self) -> None:
        if self.model.total:
            self._empty.tell(
                translate("Enrolment", "Every pair has an answer"),
                translate("Enrolment", "Untick the box to see them all; another answer replaces the one before."),
            )
        elif self._pairs.compared:
            self._empty.tell(
                translate("Enrolment", "Nobody looks like anybody else"),
                words.say(translate("Enrolment", "Candidates compared: %1."), self._pairs.compared),
            )
        else:
            self._empty.tell(
                translate("Enrolment", "Not searched yet"),
                translate(
                    "Enrolment", "Every candidate is compared with every other; it can be stopped and goes on later."
                ),
            )

    def _show_state(self) -> None:
        self.search.setEnabled(not self._task.running and self._pairs.usable > 0)
        self.open_only.setVisible(self.model.total > 0)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addWidget(self.explanation)
        top.addLayout(names, 1)
        top.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        listed = QFrame()
        listed.setObjectName("card")
        column = QVBoxLayout(listed)
        column.setContentsMargins(2, 8, 2, 8)
        column.addWidget(self.view)
        column.addWidget(self.open_only, 0, Qt.AlignmentFlag.AlignHCenter)
        pairs = QWidget()
        middle = QHBoxLayout(pairs)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(GAP)
        middle.addWidget(listed)
        middle.addWidget(self.pane, 1)
        self._stack.addWidget(pairs)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP - 2)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self._stack, 1)


def _ask_name() -> str:
    return translate("Enrolment", "Who is looking? Write your name first; it stands with each answer.")


def _ask_patience() -> str:
    return translate("Enrolment", "This pair is still being opened. Answer when both photos are there.")


def _searched(found: Searched) -> str:
    return words.say(translate("Enrolment", "Compared: %1 candidates, %2 of them new"), found.people, found.new)


def _ids(listed: ListedPair) -> tuple[int, int]:
    return listed.pair.one, listed.pair.other


def _measure(share: float) -> tuple[int, int]:
    return round(share * _PERMILLE), _PERMILLE
