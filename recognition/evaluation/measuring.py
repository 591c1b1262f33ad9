"""Error rates of a set of templates whose people are known.

FMR: the share of comparisons of different people that reach a threshold; FNMR: the share of comparisons of one person
with themselves that do not (ISO/IEC 19795-1). Comparisons of one person are not independent of each other, so every
interval comes from leaving out, or drawing again, whole people.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recognition.calibration import ENOUGH, RATES
from recognition.evaluation.fusion import Sides
from recognition.scoring import Counts, ImpostorCounts, Samples, blocks, count_from, count_impostors, threshold_at
from recognition.types import Vector

ENOUGH_A_DRAW = 10
WORST = 24  # pictures of each kind of error
_LOOKED_AT = 20_000  # of the most alike comparisons, among which the worst of each two people are looked for
_DRAWS = 1000  # of people, for an interval of FNMR


@dataclass(frozen=True, slots=True, eq=False)
class Genuine:
    """Comparisons of one person with themselves: score, person, and the rows that were compared, each (M,)."""

    scores: Vector
    people: NDArray[np.int64]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rows and their score."""

    row: int
    column: int
    score: float


@dataclass(frozen=True, slots=True)
class MeasuredPoint:
    """FNMR at the threshold for one FMR, with 95 % confidence intervals.

    ``fmr`` is the target. Where the set is too small to measure it, everything but ``fmr`` is None.
    """

    fmr: float
    threshold: float | None = None
    threshold_ci: tuple[float, float] | None = None
    fnmr: float | None = None
    fnmr_ci: tuple[float, float] | None = None


def compare_all(samples: Samples, on_progress: Callable[[float], None]) -> tuple[Genuine, ImpostorCounts]:
    """Every picture against every other."""
    return _genuine_among(samples), count_impostors(samples, on_progress=on_progress)


def compare_sides(sides: Sides, on_progress: Callable[[float], None]) -> tuple[Genuine, ImpostorCounts]:
    """Every reference against every probe."""
    row_of, column_of = (
        {int(person): row for row, person in enumerate(side.people)} for side in (sides.references, sides.probes)
    )
    rows = np.array([row_of[int(person)] for person in sides.apart], dtype=np.int64)
    columns = np.array([column_of[int(person)] for person in sides.apart], dtype=np.int64)
    scores = np.einsum("ij,ij->i", sides.references.vectors[rows], sides.probes.vectors[columns])
    genuine = Genuine(scores.astype(np.float32), sides.apart, rows, columns)
    return genuine, count_impostors(sides.references, sides.probes, on_progress)


def operating_points(genuine: Genuine, impostor: ImpostorCounts, draws: int = 1) -> tuple[MeasuredPoint, ...]:
    """FNMR at each of `RATES`; a rate is measured where at least `ENOUGH` impostor comparisons exceed its threshold.

    Further draws compare the same people, and so do not count in full: there must be `ENOUGH_A_DRAW` in each as well.
    """
    return tuple(_point(rate, genuine, impostor, draws) for rate in RATES)


def fnmr_at(threshold: float, genuine: Genuine) -> tuple[float, tuple[float, float]]:
    """FNMR and its 95 % interval, from drawing people again (bootstrap).

    Without a single error among P people, drawing again gives none either; the upper end is then what would still
    show none in P trials in one case of forty. Raises ValueError without genuine comparisons.
    """
    if not len(genuine.scores):
        raise ValueError("expected comparisons of one person, got none")
    _, person = np.unique(genuine.people, return_inverse=True)
    made = np.bincount(person).astype(np.float64)
    missed = np.bincount(person, weights=genuine.scores < threshold)
    random = np.random.default_rng(0)
    drawn = random.multinomial(len(made), np.full(len(made), 1 / len(made)), size=_DRAWS)
    low, high = np.quantile((drawn @ missed) / (drawn @ made), [0.025, 0.975])
    none_seen = 1 - 0.025 ** (1 / len(made))
    return float(missed.sum() / made.sum()), (float(low), max(float(high), none_seen if not missed.any() else 0.0))


def worst_impostors(references: Samples, probes: Samples | None, counts: Counts) -> list[Compared]:
    """The most alike comparisons of different people, one for each two people; ``counts`` are those of all."""
    best: dict[tuple[int, int], Compared] = {}
    columns = references if probes is None else probes
    total = int(counts.sum())
    floor = threshold_at(counts, min(_LOOKED_AT / total, 1.0)) if total else 1.0
    for block in blocks(references, probes):
        for index in np.argwhere(block.counted & (block.scores >= floor)):
            row, column = int(block.rows[index[0]]), int(block.columns[index[1]])
            found = Compared(row, column, float(block.scores[index[0], index[1]]))
            one, other = sorted((int(references.people[row]), int(columns.people[column])))
            if (one, other) not in best or found.score > best[one, other].score:
                best[one, other] = found
    return heapq.nlargest(WORST, best.values(), key=lambda compared: compared.score)


def worst_genuine(genuine: Genuine) -> list[Compared]:
    """The least alike comparisons of one person, one for each person."""
    worst: dict[int, Compared] = {}
    for index in np.argsort(genuine.scores):
        person = int(genuine.people[index])
        if person not in worst:
            row, column = int(genuine.rows[index]), int(genuine.columns[index])
            worst[person] = Compared(row, column, float(genuine.scores[index]))
        if len(worst) == WORST:
            break
    return list(worst.values())


def _genuine_among(samples: Samples) -> Genuine:
    parts: list[tuple[Vector, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = []
    order = np.argsort(samples.people, kind="stable")
    edges = np.flatnonzero(np.diff(samples.people[order], prepend=-1, append=-1))
    for start, end in pairwise(edges):
        rows = order[start:end]
        one, other = np.triu_indices(len(rows), 1)
        scores = np.einsum("ij,ij->i", samples.vectors[rows[one]], samples.vectors[rows[other]])
        parts.append((scores, np.full(len(one), samples.people[rows[0]]), rows[one], rows[other]))
    scores, people, rows, columns = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Genuine(scores.astype(np.float32), people, rows, columns)


def _point(rate: float, genuine: Genuine, impostor: ImpostorCounts, draws: int) -> MeasuredPoint:
    everything = impostor.all
    exceeding = rate * int(everything.sum())
    if exceeding < ENOUGH or exceeding / draws < ENOUGH_A_DRAW or not len(genuine.scores):
        return MeasuredPoint(rate)

    def estimate(counts: Counts) -> float:
        return threshold_at(counts, rate)

    threshold = estimate(everything)
    if fmr_at(threshold, everything) > rate:
        return MeasuredPoint(rate)  # more comparisons of different people than that have the highest score there is
    fnmr, interval = fnmr_at(threshold, genuine)
    return MeasuredPoint(rate, threshold, impostor.interval(estimate), fnmr, interval)


def fmr_at(threshold: float, counts: Counts) -> float:
    """The share of impostor comparisons that reach a threshold; NaN without any."""
    total = int(counts.sum())
    return count_from(counts, threshold) / total if total else float("nan")
