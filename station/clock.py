"""Time, passed in wherever it is needed, so that tests can turn it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


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
