"""Differences between groups of people, at one threshold for all (ISO/IEC 19795-10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recognition.evaluation.measuring import Genuine, fmr_at, fnmr_at
from recognition.scoring import Samples, count_impostors


@dataclass(frozen=True, slots=True)
class GroupRates:
    """One group: FMR among its own people, FNMR of its people with the 95 % interval. None: no such comparison."""

    group: str
    people: int
    impostor: int
    fmr: float | None
    genuine: int
    fnmr: float | None
    fnmr_ci: tuple[float, float] | None


def rates_by_group(
    references: Samples,
    probes: Samples | None,
    genuine: Genuine,
    names: Sequence[str],
    groups: Mapping[str, str],
    threshold: float,
) -> tuple[GroupRates, ...]:
    """The rates of each group; ``names`` are the people's names by their number."""
    of_person = np.array([groups.get(name, "") for name in names])
    return tuple(
        _rates(references, probes, genuine, group, np.flatnonzero(of_person == group), threshold)
        for group in sorted(set(groups.values()))
    )


def _rates(
    references: Samples,
    probes: Samples | None,
    genuine: Genuine,
    group: str,
    people: NDArray[np.int64],
    threshold: float,
) -> GroupRates:
    def only(samples: Samples) -> Samples:
        rows = np.isin(samples.people, people)
        return Samples(samples.vectors[rows], samples.people[rows])

    counts = count_impostors(only(references), None if probes is None else only(probes)).all
    own = np.isin(genuine.people, people)
    within = Genuine(genuine.scores[own], genuine.people[own], genuine.rows[own], genuine.columns[own])
    impostor = int(counts.sum())
    fnmr, interval = fnmr_at(threshold, within) if len(within.scores) else (None, None)
    return GroupRates(
        group,
        len(people),
        impostor,
        fmr_at(threshold, counts) if impostor else None,
        len(within.scores),
        fnmr,
        interval,
    )
