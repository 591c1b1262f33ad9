"""Everybody with everybody: how long, in how much memory, whether every duplicate is found, and what others take.

    python -m benchmarks duplicates
    python -m benchmarks.duplicates [--people 100000]

Templates are invented: random directions with something in common, as those of faces have, of which one in a hundred
person is there twice, as alike as two photos of one person are (0.55 to 0.9; below, strangers are as alike among so
many). What is found is held against multiplying everybody with everybody in float64. The peers: what `face_distance` of
`face_recognition` computes, one against all before, timed for 200 people; and the exact search of `faiss` for all pairs
above the same score, where it is installed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.rivals import module
from enrollment.duplicates.compare import DECIMALS, ROWS, StripeResult
from enrollment.duplicates.expected import chance_of, floor_for
from enrollment.duplicates.run import LocalRunner, search
from models.manifest import read_manifest
from recognition.centring import centre_of, centred
from recognition.engines import DEFAULT
from recognition.types import Vector

PEOPLE = 100_000
_SIZE = 128
_IN_COMMON = 0.45  # of length one: strangers then score 0.2 before centring, as on LFW
_DOUBLED = 100  # one in so many
_TIMED = 200  # people that the slow peer is timed for
_CHUNK = 256  # rows of float64 scores

Pairs = dict[tuple[int, int], float]


def measure(console: Console, people: int) -> None:
    """Measure and print."""
    vectors, planted = roster(people)
    start = perf_counter()
    floor = floor_for(vectors, read_manifest()[DEFAULT].centred_operating_points)
    results: list[StripeResult] = []
    search(vectors, 0, floor, LocalRunner(), results.append)
    seconds = perf_counter() - start
    memory = peak_memory()
    pairs = {
        (one, other): score
        for result in results
        for one, other, score in zip(result.one.tolist(), result.other.tolist(), result.scores.tolist(), strict=True)
    }
    chance = chance_of(np.sum([result.counts for result in results], axis=0))
    ranked = sorted(pairs, key=lambda pair: -pairs[pair])
    exact = by_brute_force(vectors, floor)
    table = Table(f"duplicates among {people:,} people, {_SIZE} dimensions", "figure")
    table.add_row("comparisons", f"{people * (people - 1) // 2:,}")
    table.add_row("time", f"{seconds:.1f} s")
    table.add_row("peak memory of the process", "not known on this system" if memory is None else f"{memory:,.0f} MiB")
    table.add_row(f"pairs listed, scores from {floor:.3f} on", f"{len(pairs):,}")
    table.add_row("planted duplicates found", f"{len(planted & pairs.keys()):,} of {len(planted):,}")
    table.add_row("of them on top of the list", f"{len(planted & set(ranked[: len(planted)])):,}")
    if chance is not None:
        strangers = max((score for pair, score in pairs.items() if pair not in planted), default=floor)
        expected = chance.pairs_expected(strangers)
        table.add_row(f"chance pairs expected from the highest one's {strangers:.3f} on", f"{expected:.1f}")
    table.add_row("recall against float64 brute force", f"{len(exact.keys() & pairs.keys()) / len(exact):.4f}")
    table.add_row("the same scores to the last decimal", "yes" if exact == pairs else "no")
    for name, took in peers(vectors, floor):
        table.add_row(name, f"{took:.1f} s, {took / seconds:.1f} times as long")
    console.print(table)


def peak_memory() -> float | None:
    """The most memory that this process had at a time, in MiB; None where the system does not say.

    Not by `resource.getrusage`: on Linux its figure begins with the memory of whoever started the process.
    """
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), None)


def roster(people: int) -> tuple[Vector, set[tuple[int, int]]]:
    """Centred templates, and who is whom of those that are there twice."""
    random = np.random.default_rng(0)
    persons = people - people // _DOUBLED
    own = unit(random.standard_normal((persons, _SIZE), dtype=np.float32))
    first = random.choice(persons, people - persons, replace=False)
    alike = random.uniform(0.55, 0.9, (len(first), 1)).astype(np.float32)
    other = random.standard_normal((len(first), _SIZE), dtype=np.float32)
    other = unit(other - np.sum(other * own[first], axis=1, keepdims=True) * own[first])
    own = np.concatenate([own, alike * own[first] + np.sqrt(1 - alike**2) * other])
    common = unit(random.standard_normal((1, _SIZE), dtype=np.float32))
    raw = unit(np.sqrt(np.float32(1 - _IN_COMMON**2)) * own + np.float32(_IN_COMMON) * common)
    planted = {(int(one), persons + index) for index, one in enumerate(first)}
    return centred(raw, centre_of(raw)), planted


def unit(vectors: Vector) -> Vector:
    """At length one."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def by_brute_force(vectors: Vector, floor: float) -> Pairs:
    """The pairs at or above a floor by plain multiplication in float64."""
    exact = vectors.astype(np.float64)
    pairs: Pairs = {}
    for start in range(0, len(exact), _CHUNK):
        scores = exact[start : start + _CHUNK] @ exact[: start + _CHUNK].T
        rows, columns = np.nonzero(scores >= floor - 10**-DECIMALS)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            score = round(float(scores[row, column]), DECIMALS)
            if column < start + row and score >= floor:
                pairs[column, start + row] = score
    return pairs


def peers(vectors: Vector, floor: float) -> Iterator[tuple[str, float]]:
    """Name and seconds for everybody."""
    timed = np.linspace(1, len(vectors) - 1, _TIMED).astype(np.int64)
    start = perf_counter()
    for row in timed:
        np.flatnonzero(np.linalg.norm(vectors[:row] - vectors[row], axis=1) <= np.sqrt(2 - 2 * floor))
    yield f"face_distance, from {_TIMED} people", (perf_counter() - start) * len(vectors) / _TIMED
    faiss = module("faiss")
    if faiss is not None:
        start = perf_counter()
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        for row in range(0, len(vectors), ROWS):
            index.range_search(vectors[row : row + ROWS], floor)
        yield "faiss, IndexFlatIP.range_search", perf_counter() - start


def main() -> None:
    """Measure as many people as are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duplicates")
    parser.add_argument("--people", type=int, default=PEOPLE)
    measure(Console(width=110), parser.parse_args().people)


if __name__ == "__main__":
    main()
