"""Measures an engine's own thresholds on a folder that holds one folder per person.

    python -m benchmarks.operating_points FOLDER [ENGINE]

Three times: every picture against every other; fused templates as the desk compares them, three pictures of one person
against three others of another; and those again, centred on the mean of all. Prints the tables of
`models/manifest.toml` and, for each threshold, its 95 % interval and the share of genuine comparisons below it. Where
too few comparisons lie above a threshold it is extrapolated, at the strict end of its interval.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np

from cli.context import Context
from cli.paths import find_paths
from recognition import tail
from recognition.calibration import ENOUGH, FARTHEST, RATES
from recognition.centring import centred
from recognition.engines import DEFAULT
from recognition.evaluation.cache import TemplateCache
from recognition.evaluation.datasets import read_folder
from recognition.evaluation.extraction import Templates, extract
from recognition.evaluation.fusion import draw_sides
from recognition.evaluation.measuring import ENOUGH_A_DRAW, compare_all, compare_sides
from recognition.recogniser import open_recogniser
from recognition.scoring import Counts, ImpostorCounts, Samples, count_from, threshold_at
from recognition.types import Vector

FUSED = 3  # pictures on each side
DRAWS = 30  # of which pictures of a person are references and which are probes


def main(root: Path, engine: str = DEFAULT) -> None:
    """Measure and print."""
    templates = templates_of(root, engine)
    people = np.unique([photo.person for photo in templates.photos], return_inverse=True)[1].astype(np.int64)
    plain = Samples(templates.vectors, people)
    firsts = np.unique(people, return_index=True)[1]
    moved = Samples(centred(templates.vectors, templates.vectors[firsts].mean(axis=0)), people)
    genuine, impostor = compare_all(plain, lambda done: None)
    single = _print("operating_points", genuine.scores, impostor, 1)
    fused = _fused(plain)
    _print("fused_operating_points", *fused, DRAWS)
    _print("centred_operating_points", *_fused(moved), DRAWS)
    for fmr, threshold in single.items():
        passing = count_from(fused[1].all, threshold) / int(fused[1].all.sum())
        print(f"# fused templates pass the single-picture threshold for FMR {fmr:g} at {passing:.2g}")


def templates_of(root: Path, engine: str = DEFAULT) -> Templates:
    """The templates of a folder, made once and kept; models, accepted licences and templates are those of `hadir`."""
    hadir = Context(find_paths(None, os.environ))
    config = hadir.config(recognition={"threads": 1}).recognition
    recogniser = open_recogniser(hadir.registry(config), engine, portraits=True)
    cache = TemplateCache(hadir.paths.evaluation_cache, recogniser.model_id)
    return extract(read_folder(root), recogniser, cache, os.cpu_count() or 1)


def _fused(samples: Samples) -> tuple[Vector, ImpostorCounts]:
    """Genuine scores and impostor counts of fused templates."""
    compared = [compare_sides(sides, lambda done: None) for sides in draw_sides(samples, FUSED, FUSED, DRAWS)]
    genuine = np.concatenate([each.scores for each, _ in compared])
    return genuine, ImpostorCounts(np.sum([impostor.counts for _, impostor in compared], axis=0))


def _print(name: str, genuine: Vector, impostor: ImpostorCounts, draws: int) -> dict[float, float]:
    """Print a table and return it: threshold by rate."""
    table: dict[float, float] = {}
    total = int(impostor.all.sum())
    print(f"# {len(genuine):,} genuine and {total:,} impostor comparisons; lowest genuine {genuine.min():.4f}")
    print(f"{name} = [")
    for rate in RATES:
        counted = rate * total >= ENOUGH and rate * total / draws >= ENOUGH_A_DRAW
        if not counted and rate * total / draws * FARTHEST < ENOUGH_A_DRAW:
            continue

        def estimate(counts: Counts, rate: float = rate, counted: bool = counted) -> float:
            return threshold_at(counts, rate) if counted else tail.fit(counts).threshold(rate)

        low, high = impostor.interval(estimate) or (np.nan, np.nan)
        threshold = table[rate] = estimate(impostor.all) if counted else high
        how = "" if counted else "extrapolated, "
        missed = (genuine < threshold).mean()
        print(
            f"    {{ fmr = {rate:g}, threshold = {threshold:.4f} }}, # {how}{low:.4f} to {high:.4f}; FNMR {missed:.2%}"
        )
    print("]")
    return table


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
