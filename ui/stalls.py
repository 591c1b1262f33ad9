"""How long the window's thread was ever busy with one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

_INTERVAL = 10  # milliseconds


@dataclass(frozen=True, slots=True)
class Stalls:
    """``longest`` in milliseconds; ``over_50`` counts those over 50 ms; ``seconds`` is how long it was measured."""

    longest: float
    over_50: int
    seconds: float


class StallMeter(QObject):
    """A timer that is late by as long as the thread was held up."""

    def __init__(self, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._began = self._last = clock()
        self._longest = 0.0
        self._over_50 = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_INTERVAL)

    @property
    def stalls(self) -> Stalls:
        """What was measured since the start."""
        return Stalls(self._longest, self._over_50, self._last - self._began)

    def forget(self) -> None:
        """Leave out the time since the last look: the thread was busy with something that no desk does."""
        self._last = self._clock()

    def _tick(self) -> None:
        now = self._clock()
        late = (now - self._last) * 1000 - _INTERVAL
        self._last = now
        self._longest = max(self._longest, late)
        self._over_50 += late > 50
