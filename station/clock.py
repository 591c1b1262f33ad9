"""Time, passed in wherever it is needed, so that tests can turn it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol

_MOST_OFFSET = 1e9  # seconds, the most that a report can say: a clock that began at 1970 is further off


class Clock(Protocol):
    """Two times: one to measure with, one to write down."""

    def monotonic(self) -> float:
        """Seconds that never run backwards, from an arbitrary start."""

    def now(self) -> datetime:
        """The wall clock in UTC, which may jump."""


class SystemClock:
    """The computer's own clocks."""

    def monotonic(self) -> float:
        """Seconds since an arbitrary start."""
        return time.monotonic()

    def now(self) -> datetime:
        """The wall clock in UTC."""
        return datetime.now(UTC)


class ServerClock:
    """How far ahead the server's clock was when it was last seen, in seconds; None as long as it was not.

    The sender measures it, every report carries it. Reading and writing are of one reference, so any thread may.
    """

    def __init__(self) -> None:
        self.offset: float | None = None

    def measure(self, asked: datetime, answered: datetime, server_time: datetime) -> None:
        """Take in the server's time in an answer, by the station's own clock at asking and at the answer."""
        ahead = (server_time - asked - (answered - asked) / 2).total_seconds()
        self.offset = round(min(max(ahead, -_MOST_OFFSET), _MOST_OFFSET), 3)
