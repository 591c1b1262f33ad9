"""Fused templates as the desk makes them: several pictures of a person on either side of a comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recognition.errors import DatasetError
from recognition.scoring import Samples
from recognition.types import Vector


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """One reference and one probe a person, and a picture of each, to be shown: its row among the samples.

    ``apart`` are the people whose reference and probe are of different pictures: only they can be compared with
    themselves.
    """

    references: Samples
    probes: Samples
    apart: NDArray[np.int64]
    reference_rows: NDArray[np.int64]
    probe_rows: NDArray[np.int64]


def draw_sides(samples: Samples, references: int, probes: int, draws: int) -> Iterator[Sides]:
    """Draw pictures for either side: first in the order of the set, then at random.

    Someone with too few pictures for both sides takes part in comparisons with others only.

    Raises:
        DatasetError: nobody has enough pictures for both sides.
    """
    order = np.argsort(samples.people, kind="stable")
    edges = np.flatnonzero(np.diff(samples.people[order], prepend=-1, append=-1))
    people = [order[start:end] for start, end in pairwise(edges)]
    needed = references + probes
    if max(len(rows) for rows in people) < needed:
        most = max(len(rows) for rows in people)
        raise DatasetError(
            f"expected somebody with {needed} pictures ({references} references, {probes} probes); the most is {most}"
        )
    random = np.random.default_rng(0)
    for draw in range(draws):
        drawn = [rows if draw == 0 else random.permutation(rows) for rows in people]
        left = [rows[:references] for rows in drawn if len(rows) >= references]
        right = [rows[-probes:] for rows in drawn if len(rows) >= probes]
        yield Sides(
            _fuse(samples, left),
            _fuse(samples, right),
            np.array([samples.people[rows[0]] for rows in people if len(rows) >= needed]),
            np.array([rows[0] for rows in left]),
            np.array([rows[0] for rows in right]),
        )


def _fuse(samples: Samples, rows: list[NDArray[np.int64]]) -> Samples:
    sums: Vector = samples.vectors[np.array(rows)].sum(axis=1)
    fused = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return Samples(fused.astype(np.float32), samples.people[[each[0] for each in rows]])
