"""The long job that runs, if one does: how far, how fast, how long yet, and a way to stop it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from enrollment.workbench import Failure, Job
from ui.enrolment.bridge import Bridge
from ui.enrolment.widgets import Button
from ui.enrolment.words import duration, say
from ui.labels import label
from ui.texts import number, translate
from ui.theme import MARGIN

_Result = TypeVar("_Result")
_WINDOW = 20.0  # seconds that a rate is measured over
_SOON = 2.0  # seconds before there is a rate worth showing
_TICK = 500  # milliseconds
_SCALE = 1000  # steps of the bar


class Kind(Enum):
    """The long jobs there are, by what is said while they run."""

    CHECK = QT_TRANSLATE_NOOP("Enrolment", "Reading the roster and the photos")
    IMPORT = QT_TRANSLATE_NOOP("Enrolment", "Looking at photos")
    SEARCH = QT_TRANSLATE_NOOP("Enrolment", "Comparing everybody with everybody")
    TRIAGE = QT_TRANSLATE_NOOP("Enrolment", "Weighing what was found in the photos")
    REPORT = QT_TRANSLATE_NOOP("Enrolment", "Writing the report")
    PACK = QT_TRANSLATE_NOOP("Enrolment", "Building packs")


class Pace:
    """How fast something goes, over the last seconds."""

    def __init__(self) -> None:
        self._points: deque[tuple[float, int]] = deque()

    def add(self, done: int, now: float) -> None:
        """``done`` in all, at a time in seconds."""
        self._points.append((now, done))
        while len(self._points) > 2 and now - self._points[1][0] > _WINDOW:
            self._points.popleft()

    @property
    def rate(self) -> float | None:
        """How many a second; None while that cannot be said."""
        if len(self._points) < 2:
            return None
        (began, first), (ended, last) = self._points[0], self._points[-1]
        return (last - first) / (ended - began) if ended - began >= _SOON and last > first else None


class Task(QObject):
    """At most one long job at a time; the pages ask `running` before they offer another.

    Signals:
        changed: it began, is further, or ended.
    """

    changed = Signal()

    def __init__(self, bridge: Bridge, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._bridge = bridge
        self._monotonic = monotonic
        self._measure: Callable[[Any], tuple[int, int]] = lambda value: (0, 0)
        self._pace = Pace()
        self.kind: Kind | None = None
        self.stopping = False
        self.done, self.total = 0, 0

    @property
    def running(self) -> bool:
        """Whether one runs."""
        return self.kind is not None

    @property
    def rate(self) -> float | None:
        """How many a second; None while that cannot be said."""
        return self._pace.rate

    def begin(
        self,
        kind: Kind,
        job: Job[_Result],
        done: Callable[[_Result], None],
        failed: Callable[[Failure], None],
        measure: Callable[[Any], tuple[int, int]] = lambda value: (0, 0),
    ) -> None:
        """Begin a job. ``measure`` makes of what it reports how much is done, of how much."""
        if self.running:
            raise RuntimeError(f"{self.kind} is running")
        self.kind, self.stopping, self._measure = kind, False, measure
        self.done, self.total = 0, 0
        self._pace = Pace()
        self._bridge.ask(job, self._ended(done), self._ended(failed), self._further, long=True)
        self.changed.emit()

    def stop(self) -> None:
        """End it, soon; what was stored stays."""
        if self.running:
            self.stopping = True
            self._bridge.stop()
            self.changed.emit()

    def _further(self, value: object) -> None:
        self.done, self.total = self._measure(value)
        self._pace.add(self.done, self._monotonic())
        self.changed.emit()

    def _ended(self, listener: Callable[[_Result], None]) -> Callable[[_Result], None]:
        def tell(value: _Result) -> None:
            self.kind = None
            self.changed.emit()
            listener(value)

        return tell


class TaskBar(QFrame):
    """Stands above the footer while a long job runs, on every page."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._task = task
        self._title = label(15, QFont.Weight.DemiBold)
        self.state = label(14, tone="secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop_button = Button("Esc")
        self.stop_button.clicked.connect(task.stop)
        line = QHBoxLayout()
        line.addWidget(self._title)
        line.addStretch(1)
        line.addWidget(self.state)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addLayout(line)
        words.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 10, MARGIN, 10)
        layout.setSpacing(20)
        layout.addLayout(words, 1)
        layout.addWidget(self.stop_button)
        self._timer = QTimer(self)  # a search says little for a while: what is left of its time passes all the same
        self._timer.timeout.connect(self.show_state)
        task.changed.connect(self.show_state)
        self.hide()

    def show_state(self) -> None:
        """Show how far it is."""
        task = self._task
        self.setVisible(task.running)
        if task.kind is None:
            self._timer.stop()
            return
        if not self._timer.isActive():
            self._timer.start(_TICK)
        self._title.setText(translate("Enrolment", str(task.kind.value)))
        self.stop_button.say(translate("Enrolment", "Stop"))
        self.stop_button.setEnabled(not task.stopping)
        self._bar.setRange(0, _SCALE if task.total else 0)
        self._bar.setValue(task.done * _SCALE // task.total if task.total else 0)
        self.state.setText(self._state())

    def _state(self) -> str:
        task = self._task
        if task.stopping:
            return translate("Enrolment", "Stopping: what is being stored is finished first …")
        if not task.total:
            return translate("Enrolment", "Getting ready …")
        counted = task.kind in (Kind.CHECK, Kind.IMPORT, Kind.TRIAGE, Kind.PACK)
        percent = f"{number(100 * task.done / task.total)} %"
        parts = [say(translate("Enrolment", "%1 of %2"), task.done, task.total) if counted else percent]
        if task.rate is not None:
            if task.kind in (Kind.CHECK, Kind.IMPORT):
                rate = number(task.rate, 0 if task.rate >= 10 else 1)
                parts.append(say(translate("Enrolment", "%1 a second"), rate))
            left = duration((task.total - task.done) / task.rate)
            parts.append(say(translate("Enrolment", "about %1 left"), left))
        return " · ".join(parts)
