"""Comparison scores of everybody with everybody: counted as they stream by, never held.

The scores of strangers are counted in narrow bins, apart for every pair of groups of people. Leaving out one group
after the other then tells how much a threshold depends on who happened to be there. Comparisons of one person are not
independent, so neither their number nor the comparisons themselves could tell (delete-a-group jackknife; B. Efron,
C. Stein: "The Jackknife Estimate of Variance", Annals of Statistics 9, 1981; for biometrics R. M. Bolle et al.: "The
relation between the ROC curve and the CMC", AutoID 2005, on resampling people instead of comparisons).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from recognition.types import Vector

BINS = 1 << 16  # over -1 to 1: a threshold is exact to 3e-5, and always rounded to the strict side
GROUPS = 10
_BLOCK = 2048  # rows and columns compared at a time: 16 MiB of scores
# 97.5 % of Student's t by its degrees of freedom, which are the groups less one.
_T_QUANTILE = {2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ImpostorCounts:
    """How many comparisons of different people gave which score.

    ``counts`` is (GROUPS, GROUPS, BINS); a pair of groups is counted once, in its upper triangle.
    """

    counts: Counts

    @property
    def all(self) -> Counts:
        """(BINS,), over all groups."""
        return np.asarray(self.counts.sum(axis=(0, 1)))

    def without(self, group: int) -> Counts:
        """(BINS,), over the comparisons that nobody of a group takes part in."""
        kept = [index for index in range(GROUPS) if index != group]
        return np.asarray(self.counts[np.ix_(kept, kept)].sum(axis=(0, 1)))

    def interval(self, estimate: Callable[[Counts], float]) -> tuple[float, float] | None:
        """95 % confidence interval of what is estimated from counts, by leaving out group after group.

        None where there are too few people: fewer than three groups of them, or nothing left without one.
        """
        present = [group for group in range(GROUPS) if self.counts[group].any() or self.counts[:, group].any()]
        others = [self.without(group) for group in present]
        if len(present) < 3 or not all(counts.any() for counts in others):
            return None
        left_out = np.array([estimate(counts) for counts in others])
        spread = (len(present) - 1) / len(present) * np.sum((left_out - left_out.mean()) ** 2)
        half = _T_QUANTILE[len(present) - 1] * float(np.sqrt(spread))
        middle = estimate(self.all)
        return middle - half, middle + half


def edge(index: int) -> float:
    """The lowest score of a bin."""
    return index * 2 / BINS - 1


def count_from(counts: Counts, threshold: float) -> int:
    """How many scores lie in the bins from the one of ``threshold`` on."""
    return int(counts[int(bin_of(np.array([threshold]))[0]) :].sum())


def highest(counts: Counts) -> float | None:
    """The highest score, rounded up to the end of its bin; None without any."""
    there = np.flatnonzero(counts)
    return edge(int(there[-1]) + 1) if len(there) else None


def threshold_at(counts: Counts, rate: float) -> float:
    """The lowest score that at most a share ``rate`` of the comparisons reaches. Raises ValueError without any."""
    total = int(counts.sum())
    if not total:
        raise ValueError("expected comparisons of different people, got none")
    reached = np.cumsum(counts[::-1])[::-1]
    index = int(np.searchsorted(-reached, -rate * total))
    return edge(index)


def bin_of(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """The bin of each score; what rounding took beyond -1 or 1 goes into the outermost ones."""
    scaled = (scores + np.float32(1)) * np.float32(BINS / 2)
    return np.clip(scaled.astype(np.int64), 0, BINS - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some of the comparisons: ``scores[i, j]`` is of the reference ``rows[i]`` and the probe ``columns[j]``.

    ``counted`` marks those of different people, each pair once; ``groups`` are those of the rows and of the columns;
    ``done`` is the share of all comparisons up to here, 0 to 1.
    """

    scores: Vector
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    counted: NDArray[np.bool_]
    groups: tuple[int, int]
    done: float


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Templates with their people: ``vectors`` (N, D) of length one, ``people`` (N,) numbers from 0."""

    vectors: Vector
    people: NDArray[np.int64]

    def of_group(self, group: int) -> NDArray[np.int64]:
        """The rows of a group. All of a person's are in one."""
        return np.flatnonzero(self.people % GROUPS == group)


def blocks(references: Samples, probes: Samples | None = None) -> Iterator[Block]:
    """Every reference with every probe, piece by piece; without probes, all references among themselves, once each."""
    among = probes is None
    probes = references if probes is None else probes
    total, done = len(references.people) * len(probes.people), 0
    for row_group, column_group in product(range(GROUPS), range(GROUPS)):
        if among and row_group > column_group:
            continue
        all_rows, all_columns = references.of_group(row_group), probes.of_group(column_group)
        for rows, columns in product(_pieces(all_rows), _pieces(all_columns)):
            scores = references.vectors[rows] @ probes.vectors[columns].T
            # People of two groups are different people.
            counted = np.ones(scores.shape, dtype=np.bool_)
            if row_group == column_group:
                counted = references.people[rows][:, None] != probes.people[columns][None, :]
                if among:
                    counted &= rows[:, None] < columns[None, :]
            done += scores.size * (2 if among and row_group < column_group else 1)
            yield Block(scores, rows, columns, counted, (row_group, column_group), done / total)


def count_impostors(
    references: Samples, probes: Samples | None = None, on_progress: Callable[[float], None] = lambda done: None
) -> ImpostorCounts:
    """Count the scores of different people; ``on_progress`` is told the share that is done, 0 to 1."""
    counts = np.zeros((GROUPS, GROUPS, BINS), dtype=np.int64)
    for block in blocks(references, probes):
        pair = min(block.groups), max(block.groups)
        counts[pair] += np.bincount(bin_of(block.scores[block.counted]), minlength=BINS)
        on_progress(block.done)
    return ImpostorCounts(counts)


def _pieces(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK))
