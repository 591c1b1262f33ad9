"""How fast the queue moves, and whether everybody will be in before the doors close. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
_FEWEST = 3  # admissions that a rate is told from; of two, the time between them says nothing yet


@dataclass(frozen=True, slots=True)
class Pace:
    """The state of a queue.

    ``per_minute`` is None before it can be told; ``finished_at`` where nobody comes in, or nobody is left. ``desks`` is
    how many desks as fast as one of these are needed until ``closes_at``; None where that cannot be told, or it is
    past.
    """

    admitted: int
    left: int
    per_minute: float | None
    finished_at: datetime | None
    desks: int | None


def pace(
    admitted_at: Sequence[datetime],
    admitted: int,
    expected: int,
    now: datetime,
    closes_at: datetime,
    desks: int = 1,
) -> Pace:
    """How things stand.

    Args:
        admitted_at: when somebody was let in, at all ``desks`` together, at least those of the last `WINDOW`, in any
            order. Moments after ``now``, of a clock that was set back, count for nothing.
        admitted: how many were let in in all.
        expected: how many the session has.
        now: the moment to tell it for.
        closes_at: until when everybody should be in.
        desks: how many desks are open.
    """
    left = max(expected - admitted, 0)
    rate = _per_minute([moment for moment in admitted_at if now - WINDOW < moment <= now], now)
    if rate is None or rate <= 0 or left == 0:
        return Pace(admitted, left, rate, None, None)
    minutes = (closes_at - now) / timedelta(minutes=1)
    needed = math.ceil(left / (rate / max(desks, 1) * minutes)) if minutes > 0 else None
    return Pace(admitted, left, rate, now + timedelta(minutes=left / rate), needed)


def _per_minute(recent: Sequence[datetime], now: datetime) -> float | None:
    """Admissions a minute since the first of the window; a lull since the last one counts."""
    if len(recent) < _FEWEST:
        return None
    minutes = (now - min(recent)) / timedelta(minutes=1)
    return (len(recent) - 1) / minutes if minutes > 0 else None
