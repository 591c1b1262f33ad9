"""Whether people who are registered twice stand on top of the list of duplicates, on a folder with one folder a person.

    python -m benchmarks.registered_twice FOLDER

The first photo of everybody is the roster, and the second photos of 20 people stand in it under other numbers. That a
hundred times, each time for other people. Templates are as enrolment makes them, one photo a number, which is the
hardest case; they are kept in the temporary folder. A second table is of small rosters in which many are registered
twice: how many of these pairs are said to come up once or more by chance, and how many would be by all strangers of the
folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from enrollment.duplicates.compare import StripeResult
from enrollment.duplicates.expected import chance_of, floor_for
from enrollment.duplicates.run import LocalRunner, search
from models.manifest import read_manifest
from models.registry import ModelRegistry
from recognition.centring import centre_of, centred
from recognition.engines import DEFAULT
from recognition.evaluation.cache import TemplateCache
from recognition.evaluation.datasets import Photo, read_folder
from recognition.evaluation.extraction import extract
from recognition.recogniser import open_recogniser
from recognition.scoring import BINS
from recognition.types import Vector

TWICE, DRAWS = 20, 100
SMALL, MANY, SMALL_DRAWS = (150, 200, 400, 800), 0.4, 8
_SHOWN = 40  # people
_POINTS = read_manifest()[DEFAULT].centred_operating_points


def main(root: Path) -> None:
    """Measure and print."""
    console = Console(width=110)
    names, firsts, seconds = templates_of(root)
    several = sorted(seconds)
    on_top: Counter[int] = Counter()
    chances: list[float] = []
    lost: Counter[str] = Counter()
    for seed in range(DRAWS):
        twice = np.random.default_rng(seed).choice(several, TWICE, replace=False).tolist()
        hidden = {(person, len(names) + place) for place, person in enumerate(twice)}
        found = searched(np.array([*firsts, *(seconds[person] for person in twice)]))
        top = list(found)[:TWICE]
        missing = hidden - set(top)
        on_top[TWICE - len(missing)] += 1
        lost.update(names[person] for person, _ in missing)
        chances.append(found[top[-1]])
    table = Table(f"{len(names):,} people, {TWICE} of {len(several)} twice, {DRAWS} draws", "figure")
    table.add_row("draws with all of them on top", f"{on_top[TWICE]}")
    table.add_row("of them on top, mean and least", f"{sum(n * k for n, k in on_top.items()) / DRAWS}, {min(on_top)}")
    table.add_row("chance pairs said to be expected at the last of them, median", f"{np.median(chances):.2g}")
    table.add_row("people who were ever missing", f"{len(lost)}: {', '.join(sorted(lost)[:_SHOWN])}")
    console.print(table)
    console.print(small_rosters(np.array(firsts), seconds))


def small_rosters(firsts: Vector, seconds: dict[int, Vector]) -> Table:
    """What is told of true pairs in rosters of which two in five are registered twice."""
    table = Table("people", "pairs", "told once or more by chance", "by all strangers", "not listed")
    strangers = np.sort(_scores(centred(firsts, centre_of(firsts))))
    for people in (each for each in SMALL if each <= len(firsts)):
        told: list[tuple[bool, bool, bool]] = []
        for seed in range(SMALL_DRAWS):
            draw = np.random.default_rng(seed)
            twice = draw.choice(sorted(seconds), min(int(people * MANY), len(seconds)), replace=False)
            others = draw.choice(np.setdiff1d(np.arange(len(firsts)), twice), people - len(twice), replace=False)
            raw = np.array([*firsts[twice], *firsts[others], *(seconds[person] for person in twice.tolist())])
            vectors = centred(raw, centre_of(raw))
            chance = chance_of(sum((part.counts for part in _compared(vectors)), np.zeros(BINS, dtype=np.int64)))
            floor = floor_for(vectors, _POINTS)
            for place in range(len(twice)):
                score = float(vectors[place] @ vectors[people + place])
                higher = len(strangers) - int(np.searchsorted(strangers, score))
                expected = higher / len(strangers) * len(raw) * (len(raw) - 1) / 2
                told.append((chance is None or chance.pairs_expected(score) >= 1, expected >= 1, score < floor))
        shares = np.mean(told, axis=0)
        table.add_row(f"{people}", f"{len(told):,}", *(f"{100 * share:.0f} %" for share in shares))
    return table


def _scores(vectors: Vector) -> Vector:
    return (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]


def _compared(vectors: Vector) -> list[StripeResult]:
    results: list[StripeResult] = []
    search(vectors, 0, 2.0, LocalRunner(), results.append)
    return results


def templates_of(root: Path) -> tuple[list[str], Vector, dict[int, Vector]]:
    """Names, the template of everybody's first photo, and by place that of the second where there is one."""
    by_person: dict[str, list[Photo]] = {}
    for photo in read_folder(root):
        by_person.setdefault(photo.person, []).append(photo)
    folder = Path(tempfile.gettempdir()) / "hadir-benchmarks"
    recogniser = open_recogniser(ModelRegistry(folder / "models", threads=1), portraits=True, mirrored=False)
    cache = TemplateCache(folder / "registered-twice", recogniser.model_id)
    wanted = [photo for photos in by_person.values() for photo in photos[:2]]
    templates = extract(wanted, recogniser, cache, os.cpu_count() or 1)
    vectors: dict[str, list[Vector]] = {}
    for photo, vector in zip(templates.photos, templates.vectors, strict=True):
        vectors.setdefault(photo.person, []).append(vector)
    seconds = {place: own[1] for place, own in enumerate(vectors.values()) if len(own) > 1}
    return list(vectors), np.array([own[0] for own in vectors.values()]), seconds


def searched(raw: Vector) -> dict[tuple[int, int], float]:
    """The pairs that the search lists, the most alike first, with the chance pairs expected."""
    vectors = centred(raw, centre_of(raw))
    results: list[StripeResult] = []
    search(vectors, 0, floor_for(vectors, _POINTS), LocalRunner(), results.append)
    chance = chance_of(np.sum([result.counts for result in results], axis=0))
    if chance is None:
        sys.exit("too few people to say what chance does")
    pairs = [
        (score, one, other)
        for result in results
        for one, other, score in zip(result.one.tolist(), result.other.tolist(), result.scores.tolist(), strict=True)
    ]
    return {(one, other): chance.pairs_expected(score) for score, one, other in sorted(pairs, reverse=True)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
