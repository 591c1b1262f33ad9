"""Which reports of a journal are missing: the numbers below the highest that have not arrived. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arrived:
    """What has arrived of a journal: everything from 1 to ``last``, except the ``missing`` ranges, both ends included,
    in order and apart from each other."""

    last: int = 0
    missing: tuple[tuple[int, int], ...] = ()

    def add(self, numbers: Iterable[int]) -> Arrived:
        """With more numbers, none of which had arrived before."""
        last, missing = self.last, list(self.missing)
        for number in sorted(numbers):
            if number > last:
                if number > last + 1:
                    missing.append((last + 1, number - 1))
                last = number
            else:
                place = next(i for i, (first, end) in enumerate(missing) if first <= number <= end)
                first, end = missing[place]
                rest = [(first, number - 1), (number + 1, end)]
                missing[place : place + 1] = [(a, b) for a, b in rest if a <= b]
        return Arrived(last, tuple(missing))

    def missing_up_to(self, end: int) -> tuple[tuple[int, int], ...]:
        """The ranges that are missing of a journal whose last entry is ``end``."""
        return (*self.missing, (self.last + 1, end)) if end > self.last else self.missing
