"""Comparing people with those before them, a stripe of rows at a time.

Everybody stands in one order. A stripe is some of them, compared with everybody before and among themselves: so each
pair is compared once, whoever was compared in an earlier run is not compared with his like again, and what a stripe
found can be stored as soon as it is done.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recognition.scoring import BINS, Counts, bin_of
from recognition.types import Vector

ROWS, COLUMNS = 2048, 512  # of a stripe, and of a block of it: 4 MiB of scores at a time
MOST_PAIRS = 10_000  # that a stripe returns: one photo for everybody would be millions of pairs
DECIMALS = 5  # of a score: those that every machine agrees on
_SLACK = 1e-4  # more than a score in float32 is off, for any template of up to a thousand dimensions
_NONE = np.float32(-2)  # lower than any score

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stripe:
    """The people from ``first`` up to ``last``, without it."""

    first: int
    last: int

    @property
    def comparisons(self) -> int:
        """With everybody before, and among themselves."""
        return (self.last * (self.last - 1) - self.first * (self.first - 1)) // 2


@dataclass(frozen=True, slots=True, eq=False)
class StripeResult:
    """What the comparisons of a stripe gave, the most alike first.

    ``one``, ``other`` and ``scores`` are (P,): the places in the order of two people, ``one`` before ``other``, and
    their comparison score, rounded to `DECIMALS`. At most `MOST_PAIRS`; ``cut`` when there were more, then the highest
    are here. ``counts`` holds every score of the stripe in the bins of `recognition.scoring`, not only those returned.
    """

    stripe: Stripe
    one: Indices
    other: Indices
    scores: NDArray[np.float64]
    cut: bool
    counts: Counts


def stripes(count: int, known: int) -> list[Stripe]:
    """What is left to compare among ``count`` people, of whom the first ``known`` were compared with each other.

    Raises:
        ValueError: more are known than there are.
    """
    if not 0 <= known <= count:
        raise ValueError(f"expected between 0 and {count} people to be known, got {known}")
    return [Stripe(first, min(first + ROWS, count)) for first in range(known, count, ROWS)]


def counted_from(dimensions: int) -> float:
    """The score from which each is counted.

    Unrelated directions score with a deviation of ``dimensions ** -0.5``, and people, who have something in common,
    with one that is at least as large. So at least 1.4 % of all scores are counted, which are those that a tail is
    fitted to (`recognition.tail`), and those are few enough to cost nothing.
    """
    return 2.2 / math.sqrt(dimensions)


def compare_stripe(vectors: Vector, stripe: Stripe, floor: float) -> StripeResult:
    """Compare a stripe of ``vectors``, (N, D) of length one; pairs that score ``floor`` or more are returned."""
    lowest = counted_from(vectors.shape[1])
    counts = np.zeros(BINS, dtype=np.int64)
    highest = _Highest(vectors, floor)
    rows = vectors[stripe.first : stripe.last]
    for start in range(0, stripe.last, COLUMNS):
        columns = vectors[start : min(start + COLUMNS, stripe.last)]
        scores = rows @ columns.T
        if start + len(columns) > stripe.first:  # the stripe's own are among them: each pair once, nobody with himself
            before = np.tri(len(rows), len(columns), stripe.first - start - 1, dtype=np.bool_)
            scores = np.where(before, scores, _NONE)
        found = np.flatnonzero(scores >= min(lowest, highest.bar))
        alike = scores.ravel()[found]
        counts += np.bincount(bin_of(alike[alike >= lowest]), minlength=BINS)
        row, column = np.divmod(found[alike >= highest.bar], len(columns))
        highest.add(start + column, stripe.first + row, alike[alike >= highest.bar])
    counts[0] += stripe.comparisons - int(counts.sum())
    return StripeResult(stripe, highest.one, highest.other, highest.scores, highest.cut, counts)


class _Highest:
    """The pairs at or above a floor, the most alike first, as blocks of scores come by.

    A score in float32 depends a little on which others it was computed with. It only says who may be a pair; their
    score is computed again, in float64 and each on its own, so that any machine and any stripes give the same.
    """

    def __init__(self, vectors: Vector, floor: float) -> None:
        self._vectors, self._floor = vectors, floor
        self.one, self.other = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        self.scores = np.zeros(0)
        self.cut = False

    @property
    def bar(self) -> float:
        """The score in float32 from which a pair is looked at. It rises when there are too many."""
        return float(self.scores[-1]) + _SLACK if self.cut else self._floor - _SLACK

    def add(self, one: Indices, other: Indices, scores: Vector) -> None:
        """Take those of some pairs that are high enough; ``scores`` is in float32."""
        for start in range(0, len(scores), MOST_PAIRS):
            piece = slice(start, start + MOST_PAIRS)
            high = scores[piece] >= self.bar
            self._merge(one[piece][high], other[piece][high])

    def _merge(self, one: Indices, other: Indices) -> None:
        left, right = (self._vectors[side].astype(np.float64) for side in (one, other))
        scores = np.round(np.einsum("ij,ij->i", left, right), DECIMALS)
        kept = scores >= self._floor
        one, other = np.append(self.one, one[kept]), np.append(self.other, other[kept])
        scores = np.append(self.scores, scores[kept])
        best = np.lexsort((other, one, -scores))
        self.cut = self.cut or len(best) > MOST_PAIRS
        best = best[:MOST_PAIRS]
        self.one, self.other, self.scores = one[best], other[best], scores[best]
