"""Timing and printing."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from time import perf_counter


def milliseconds(work: Callable[[], object], rounds: int = 60, warm_up: int = 5) -> list[float]:
    """How long each of several rounds took, after some that do not count."""
    times = []
    for index in range(warm_up + rounds):
        start = perf_counter()
        work()
        if index >= warm_up:
            times.append((perf_counter() - start) * 1000)
    return times


def summary(times: Sequence[float]) -> tuple[str, str]:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(times)
    slow = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"{statistics.median(ordered):.1f}", f"{slow:.1f}"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """How many times as long the peer takes."""
    return f"{statistics.median(theirs) / statistics.median(ours):.2f}"
