"""How well a roster's calibration foretells, on a folder that holds one folder per person.

    python -m benchmarks.calibration FOLDER

Rosters of one photo a person are drawn from the folder. Three tables: how far a tail fitted to a roster is from the
thresholds counted on everybody; how many double registrations are found, and what they do to the thresholds; and
what it is worth to centre on the mean of other people. The decisions are in docs/decisions/0011.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.operating_points import templates_of
from benchmarks.photos import orl
from models.manifest import read_manifest
from models.registry import ModelRegistry
from recognition import tail
from recognition.calibration import Calibration, calibrate
from recognition.centring import centred
from recognition.engines import DEFAULT
from recognition.evaluation.cache import TemplateCache
from recognition.evaluation.extraction import extract
from recognition.evaluation.measuring import compare_all, fnmr_at
from recognition.recogniser import open_recogniser
from recognition.scoring import Samples, count_impostors, threshold_at
from recognition.types import CandidateNumber, ModelId, Template, Vector

ROSTERS = 20  # drawn of each kind
_MODEL = ModelId("calibration benchmark")


def main(root: Path) -> None:
    """Measure and print."""
    templates = templates_of(root)
    people = np.unique([photo.person for photo in templates.photos], return_inverse=True)[1].astype(np.int64)
    everybody = Samples(templates.vectors, people)
    console = Console(width=110)
    table = Table("people", "rate", "counted on all", "fitted tail, too lax by", "deviation")
    for row in tails(everybody):
        table.add_row(*row)
    console.print(table)
    table = Table("people", "doubled", "times", "pairs found", "suspects of an honest roster", "moved at 1e-4", "1e-5")
    for row in doubles(everybody):
        table.add_row(*row)
    console.print(table)
    table = Table("centred on", "FNMR at FMR 1e-4")
    for row in centres(everybody):
        table.add_row(*row)
    console.print(table)


def tails(everybody: Samples) -> Iterator[tuple[str, ...]]:
    """What is fitted to some people, against what is counted on all."""
    random = np.random.default_rng(0)
    everywhere = Samples(_own_centre(everybody.vectors, everybody.people), everybody.people)
    truth = count_impostors(everywhere).all
    for count in (200, 300, 500, 1000):
        fitted = []
        for _ in range(ROSTERS):
            rows = np.array([random.choice(own) for own in _some(everybody, count, random)])
            vectors = _own_centre(everybody.vectors[rows], np.arange(count))
            fitted.append(tail.fit(count_impostors(Samples(vectors, np.arange(count))).all))
        for rate in (1e-4, 1e-5):
            counted = threshold_at(truth, rate)
            found = np.array([each.threshold(rate) for each in fitted])
            yield str(count), f"{rate:g}", f"{counted:.3f}", f"{counted - found.mean():.3f}", f"{found.std():.3f}"


def doubles(everybody: Samples) -> Iterator[tuple[str, ...]]:
    """Some people are registered again, by other photos of theirs."""
    random = np.random.default_rng(1)
    for count, doubled, times in ((160, 5, 1), (160, 1, 4), (600, 30, 1), (1000, 30, 1), (1000, 1, 4)):
        found, honest, moved = [], [], []
        for _ in range(ROSTERS):
            own = _some(everybody, count, random, several=times + 1)
            roster = {str(person): rows[0] for person, rows in enumerate(own)}
            again = {f"{person}/{k}": own[person][k] for person in range(doubled) for k in range(1, times + 1)}
            clean, poisoned = (_calibrated(everybody, each) for each in (roster, roster | again))
            pairs = [frozenset(each.split("/")[0] for each in (pair.one, pair.other)) for pair in poisoned.suspects]
            found.append(sum(len(pair) == 1 for pair in pairs) / (doubled * times * (times + 1) / 2))
            honest.append(len(clean.suspects))
            moved.append([b.threshold - a.threshold for a, b in zip(clean.points, poisoned.points, strict=True)][2:4])
        least, most = np.min(moved, axis=0), np.max(moved, axis=0)
        shares = f"{np.mean(found):.0%}", f"{np.mean(honest):.2f}"
        yield (
            str(count),
            str(doubled),
            str(times),
            *shares,
            *(f"{low:+.3f} to {high:+.3f}" for low, high in zip(least, most, strict=True)),
        )


def centres(everybody: Samples) -> Iterator[tuple[str, str]]:
    """FNMR with the set's own mean, another set's, and none."""
    with tempfile.TemporaryDirectory() as folder:
        recogniser = open_recogniser(ModelRegistry(Path(folder) / "models"), portraits=True)
        others = extract(orl(), recogniser, TemplateCache(Path(folder), recogniser.model_id), 1).vectors
    vectors, people = everybody.vectors, everybody.people
    for name, moved in (
        ("nothing", vectors),
        ("the mean of the 40 AT&T/ORL people", centred(vectors, others.mean(axis=0))),
        ("the mean of the set itself", _own_centre(vectors, people)),
    ):
        genuine, impostor = compare_all(Samples(moved, people), lambda done: None)
        yield name, f"{fnmr_at(threshold_at(impostor.all, 1e-4), genuine)[0]:.2%}"


def _some(everybody: Samples, count: int, random: np.random.Generator, several: int = 1) -> list[NDArray[np.int64]]:
    """The rows of so many people, those with several photos first, each person's in any order."""
    rows = [np.flatnonzero(everybody.people == person) for person in random.permutation(np.unique(everybody.people))]
    rows.sort(key=lambda own: len(own) < several)
    return [random.permutation(own) for own in rows[:count]]


def _calibrated(everybody: Samples, roster: dict[str, int]) -> Calibration:
    references = {
        CandidateNumber(number): [Template(everybody.vectors[row].copy(), _MODEL)] for number, row in roster.items()
    }
    return calibrate(references, _MODEL, read_manifest()[DEFAULT])


def _own_centre(vectors: Vector, people: NDArray[np.int64]) -> Vector:
    return centred(vectors, vectors[np.unique(people, return_index=True)[1]].mean(axis=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
