"""Time at the desk when the computer's clock cannot be relied on: set by hand, or still while a laptop slept."""

from __future__ import annotations

from datetime import datetime, timedelta

from station.clock import Clock

JUMP = timedelta(seconds=5)  # what time servers correct by themselves is less
STILL = timedelta(seconds=10)  # longer than the desk ever waits for the database


class Timekeeper:
    """Compares the clock of the wall with that of the processor, which nobody can set."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = clock.now()
        self._last_monotonic = clock.monotonic()
        self._least = self._last
        self._passed = timedelta(0)

    @property
    def still(self) -> timedelta:
        """How long the program stood still between the last two calls of `jump`; zero below `STILL`. On some systems
        the processor's clock goes on in a sleep, and a program that was stopped finds no jump either."""
        return self._passed if self._passed >= STILL else timedelta(0)

    def jump(self) -> timedelta:
        """By how much the clock has jumped since the last call; zero below `JUMP`. A sleep is a jump ahead."""
        now, monotonic = self._clock.now(), self._clock.monotonic()
        passed = timedelta(seconds=monotonic - self._last_monotonic)
        jumped = (now - self._last) - passed
        self._least = max(self._least + passed, now)
        self._last, self._last_monotonic, self._passed = now, monotonic, passed
        return jumped if abs(jumped) >= JUMP else timedelta(0)

    def latest(self) -> datetime:
        """The latest that it can be: a clock that was set back does not open again what its time has closed."""
        passed = timedelta(seconds=self._clock.monotonic() - self._last_monotonic)
        return max(self._clock.now(), self._least + passed)
