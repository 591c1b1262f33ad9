"""Beyond what was counted: the tail of a distribution of scores, fitted and extrapolated.

Above a high threshold the excesses of almost any distribution follow a generalised Pareto distribution (J. Pickands,
Annals of Statistics 3, 1975). It is fitted by probability-weighted moments, which serve small samples better than
maximum likelihood does (J. R. M. Hosking, J. R. Wallis, Technometrics 29, 1987).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from recognition.scoring import BINS, Counts, bin_of, edge

FITTED_RATE = 1e-2  # the share of comparisons that is taken for the tail
MOST = 1000  # scores that are taken for it: farther up the shape is truer, and a thousand are steady enough
MIN_EXCEEDANCES = 100  # fewer say little
_STEEPEST = 0.5  # of the shape: a score has an upper end, so a heavier tail than this is an artefact


@dataclass(frozen=True, slots=True)
class Tail:
    """P(score > x) = rate * (1 + shape * (x - start) / scale) ** (-1 / shape) for x above ``start``."""

    start: float
    rate: float
    shape: float
    scale: float

    def threshold(self, rate: float) -> float:
        """The score that a share ``rate`` of the comparisons exceeds; ``rate`` is at most the tail's own."""
        ratio = rate / self.rate
        if abs(self.shape) < 1e-9:
            return self.start - self.scale * math.log(ratio)
        return self.start + self.scale / self.shape * (math.pow(ratio, -self.shape) - 1)

    def share(self, score: float) -> float:
        """The share of the comparisons that exceeds ``score``, which lies above ``start``; the inverse of threshold."""
        excess = (score - self.start) / self.scale
        if abs(self.shape) < 1e-9:
            return self.rate * math.exp(-excess)
        return self.rate * math.pow(max(1 + self.shape * excess, 0.0), -1 / self.shape)


def fit(counts: Counts) -> Tail:
    """Fit the tail of binned scores. Fewer than `MIN_EXCEEDANCES` in it tell little.

    Raises:
        ValueError: there are none.
    """
    total, start = int(counts.sum()), _start(counts, MOST)
    weights = counts[start:].astype(np.float64)
    exceedances = float(weights.sum())
    if not exceedances:
        raise ValueError("expected comparisons to fit a tail to, got none")
    excess = (np.arange(len(weights)) + 0.5) * 2 / BINS
    # First moment weighted with the probability to be exceeded: by rank from above, the middle of a bin's ranks.
    above = exceedances - np.cumsum(weights) + weights / 2
    mean = float(weights @ excess) / exceedances
    weighted = float(weights @ (excess * above)) / exceedances**2
    spread = mean - 2 * weighted
    # All excesses alike leave nothing to tell a shape by: the exponential then.
    shape = min(2 - mean / spread, _STEEPEST) if spread > 1e-6 * mean else 0.0
    return Tail(edge(start), exceedances / total, shape, mean * (1 - shape))


def exponential(counts: Counts, most: float) -> Tail:
    """An exponential tail with the median of the excesses of binned scores, at most ``most`` of them.

    The median is one that outliers hardly move, and the tail heavier than that of scores, since they have an upper end:
    it errs by taking more for ordinary, not less.

    Raises:
        ValueError: there are none.
    """
    start = _start(counts, most)
    reached = np.cumsum(counts[start:])
    if not counts[start:].any():
        raise ValueError("expected comparisons to fit a tail to, got none")
    middle = (int(np.searchsorted(reached, reached[-1] / 2)) + 0.5) * 2 / BINS
    return Tail(edge(start), float(reached[-1]) / int(counts.sum()), 0.0, middle / math.log(2))


def outlier_score(counts: Counts, expected: float) -> float | None:
    """The score above which fewer than ``expected`` of all comparisons belong, if all are of one kind.

    The tail is fitted without what is plainly beyond it, and again without what turns out to be, until that changes
    nothing: a few outliers in the first fit would hide the others. None where there is nothing to fit.
    """
    kept = without_outliers(counts, expected)
    score: float | None = None
    while kept.any():
        score = min(fit(kept).threshold(expected / int(counts.sum())), 1.0)
        beyond = int(bin_of(np.array([score]))[0])
        if not kept[beyond:].any():
            break
        kept = kept.copy()
        kept[beyond:] = 0
    return score


def without_outliers(counts: Counts, expected: float) -> Counts:
    """The counts without what lies where fewer than ``expected`` comparisons belong, judged by an exponential tail."""
    if not counts.any():
        return counts
    fitted = exponential(counts, MOST)
    rate = min(expected / int(counts.sum()), fitted.rate)
    kept = counts.copy()
    kept[int(bin_of(np.array([fitted.threshold(rate)]))[0]) :] = 0
    return kept


def _start(counts: Counts, most: float) -> int:
    """The bin that the tail begins with."""
    fitted = min(FITTED_RATE * int(counts.sum()), most)
    start = int(np.searchsorted(-np.cumsum(counts[::-1])[::-1], -fitted))
    there = np.flatnonzero(counts)
    # More scores may lie in the highest bin alone than the tail is to have.
    return min(start, int(there[-1])) if len(there) else 0
