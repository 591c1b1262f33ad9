"""Whether people who are registered twice stand on top of the list of duplicates, on a folder with one folder a person.

    python -m benchmarks.registered_twice FOLDER

The first photo of everybody is the roster, and the second photos of 20 people stand in it under other numbers. That a
hundred times, each time for other people. Templates are as enrolment makes them, one photo a number, which is the
hardest case; they are kept in the temporary folder.
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
from recognition.types import Vector

TWICE, DRAWS = 20, 100
_SHOWN = 40  # people


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
    search(
        vectors, 0, floor_for(vectors, read_manifest()[DEFAULT].centred_operating_points), LocalRunner(), results.append
    )
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
