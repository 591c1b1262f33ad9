"""The curve of admissions a minute, as the points of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 120
_MAX_POINTS = 240


@dataclass(frozen=True, slots=True)
class Curve:
    """``line`` are the points of the curve and ``area`` those of what lies under it, in SVG's words, on a drawing of
    `WIDTH` by `HEIGHT`; minutes are since 1970, ``peak`` is the most in one of them."""

    line: str
    area: str
    first: int
    last: int
    peak: int
    peak_at: int


def draw(minutes: Sequence[tuple[int, int]]) -> Curve | None:
    """The curve over minutes in order and how many were admitted in each; None if nobody was.

    Where there are more minutes than points, a point is the mean of several. A station whose clock is wrong may stretch
    the curve over years; it costs no more for that.
    """
    if not minutes:
        return None
    first, last = minutes[0][0] - 1, minutes[-1][0] + 1  # it begins and ends at nothing
    peak_at, peak = max(minutes, key=lambda pair: (pair[1], -pair[0]))
    step = -(-(last - first + 1) // _MAX_POINTS)
    means = [0.0] * -(-(last - first + 1) // step)
    for minute, count in minutes:
        means[(minute - first) // step] += count / step
    highest = max(means)
    points = [
        (index * WIDTH / max(1, len(means) - 1), HEIGHT - 2 - (HEIGHT - 6) * mean / highest)
        for index, mean in enumerate(means)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return Curve(line, f"0,{HEIGHT} {line} {WIDTH},{HEIGHT}", first, last, peak, peak_at)


def pace(minutes: Sequence[tuple[int, int]], now_minute: int, window: int = 5) -> int:
    """How many were admitted a minute, rounded, over the last ``window`` whole minutes."""
    recent = sum(admitted for minute, admitted in minutes if now_minute - window <= minute < now_minute)
    return round(recent / window)
