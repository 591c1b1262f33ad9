"""How many pairs of strangers are as alike by chance, and from which score on a pair is worth a look.

A hundred thousand people are five thousand million comparisons: there, a score that would convict two of a hundred
people is reached by dozens of pairs of strangers. So a score is never shown without the number of chance pairs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from enrollment.duplicates.compare import DECIMALS, Stripe, compare_stripe, stripes
from models.manifest import OperatingPoint
from recognition import tail
from recognition.calibration import SUSPECTED_BELOW
from recognition.scoring import BINS, Counts, bin_of, count_from, threshold_at
from recognition.types import Vector

LEAST = 0.01  # pairs: rarer is not told apart, the tail that it would rest on is too far away
CHANCE_PAIRS = 200  # that a person can look through
MOST_CHANCE_PAIRS = 5_000
COMMONEST, RAREST = 1e-2, 1e-6  # share of the comparisons that are listed, for small and for large rosters
_SOME = 10  # comparisons
ONE_PHOTO = 0.99  # score of a photo with itself, made smaller or saved again
_SAMPLE = 16_384  # people; their 134 million comparisons take a second
# Scores in the tail for each person, so that double registrations are few among them: in a roster of up to so many
# scores even if every fifth person is one, in a larger one where so long a tail would err too far, every hundredth.
_TAIL_SHARE, _LONG_TAIL_SHARE, _LONG_TAIL = 0.1, 0.5, 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """The comparisons of strangers, as the comparisons made show them.

    Strangers are people who have no more to do with each other than any two of the roster. Siblings are not, and twins
    even less: no statistics clear or convict them.

    Attributes:
        comparisons: how many were made.
        ordinary: their scores (`recognition.scoring`), without those that are plainly beyond the tail.
        fitted: the tail of these.
    """

    comparisons: int
    ordinary: Counts
    fitted: tail.Tail

    def pairs_expected(self, score: float) -> float:
        """The chance pairs expected at or above a score, `counted_from` or more; never fewer than `LEAST`.

        Counted as far as the tail, from there on of a tail that is heavier than that of scores: it errs by saying more,
        and the farther out the more. Measured on simulated rosters of 200 to 100,000 people, up to one in a hundred of
        them registered twice: 100 pairs come out as 80 to 230, 10 as 7 to 45, 1 as 0.9 to 10, 0.1 as 0.15 to 3. In
        rosters of fewer people it may also be half. Many duplicates weigh on it: where two in five of 150 to 800
        people are registered twice, 4 to 13 in 100 of these pairs are told as one or more by chance, and should be for
        2 to 5 (`benchmarks.registered_twice`).
        """
        if score <= self.fitted.start:
            return float(count_from(self.ordinary, score))
        return max(self.comparisons * self.fitted.share(score), LEAST)

    def score_of(self, rate: float) -> float:
        """The score that a share ``rate`` of strangers reaches, counted where some do."""
        if rate * self.comparisons >= _SOME:
            return threshold_at(self.ordinary, rate)
        return self.fitted.threshold(rate)


def chance_of(counts: Counts) -> Chance | None:
    """What the scores of all comparisons say of strangers; None where they say too little, as fewer than 10,000 do.

    One photo under two numbers is left out. Then what lies where less than `SUSPECTED_BELOW` chance pairs belong, and
    the tail is taken again, until that changes nothing: first a long tail, in which even a great many duplicates are
    few, then a short one. The engine's own thresholds are no help here: in a large roster strangers reach all of them.

    Args:
        counts: the sum of those of each `StripeResult`.
    """
    ordinary = counts.copy()
    ordinary[int(bin_of(np.array([ONE_PHOTO]))[0]) :] = 0
    most_in_tail = tail.FITTED_RATE * int(ordinary.sum())
    if most_in_tail < tail.MIN_EXCEEDANCES or ordinary[1:].sum() < most_in_tail:
        return None
    people = math.sqrt(2 * int(counts.sum()))
    _leave_out_outliers(ordinary, math.inf)
    long = max(_TAIL_SHARE * people, min(_LONG_TAIL_SHARE * people, _LONG_TAIL))
    fitted = _leave_out_outliers(ordinary, max(tail.MOST, long))
    return Chance(int(counts.sum()), ordinary, fitted)


def _leave_out_outliers(ordinary: Counts, most: float) -> tail.Tail:
    """Take out of the counts what lies beyond a tail of at most so many scores; the tail of the others."""
    while True:
        fitted = tail.exponential(ordinary, most)
        suspected = min(fitted.threshold(SUSPECTED_BELOW / int(ordinary.sum())), 1.0)
        beyond = int(bin_of(np.array([suspected]))[0])
        if not ordinary[beyond:].any():
            return fitted
        ordinary[beyond:] = 0


def floor_for(vectors: Vector, engine: Sequence[OperatingPoint], before: float = -1.0) -> float:
    """The score from which pairs of these people are listed, a multiple of the last decimal that scores have.

    About `CHANCE_PAIRS` chance pairs are above it, more only in a roster so large that they would be less than `RAREST`
    of all comparisons, and never more than `MOST_CHANCE_PAIRS`; fewer where they would be more than `COMMONEST`. It is
    told from the comparisons of `_SAMPLE` people, before any others are made.

    Args:
        vectors: everybody's templates, (N, D) of length one.
        engine: the engine's own thresholds, for a roster too small to tell.
        before: the floor that earlier comparisons were listed from. It only rises, since what was below was not kept.
    """
    people = len(vectors)
    sample = vectors[np.linspace(0, people - 1, min(people, _SAMPLE)).astype(np.int64)]
    no_pairs = 2.0
    each = (compare_stripe(sample, stripe, no_pairs).counts for stripe in stripes(len(sample), 0))
    chance = chance_of(sum(each, np.zeros(BINS, dtype=np.int64)))
    if chance is None:
        own = max((point.threshold for point in engine if point.fmr >= COMMONEST), default=-1.0)
        return max(before, own)
    comparisons = Stripe(0, people).comparisons
    pairs = max(CHANCE_PAIRS, min(RAREST * comparisons, MOST_CHANCE_PAIRS))
    score = chance.score_of(min(pairs / comparisons, COMMONEST))
    return max(before, round(min(score, 1.0), DECIMALS))
