"""The same photos, the same run: enrolment, one verification, search, and errors at an equal false match rate."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks import rivals as rivals_
from benchmarks.rivals import Rival, Vectors
from benchmarks.timing import milliseconds, ratio, summary
from enrollment.photos.reference import PhotoFacts, assess_photo
from models.registry import ModelRegistry
from recognition.evaluation.datasets import Photo
from recognition.parallel import in_parallel
from recognition.recogniser import open_recogniser

SIZES = (1_000, 100_000, 1_000_000)
_TURNS = 3  # after one that does not count
_ENOUGH = 30  # impostor comparisons above a threshold


@dataclass(frozen=True, slots=True)
class Speed:
    """Photos a second."""

    name: str
    photos_a_second: float


def enrolment(registry: ModelRegistry, others: Sequence[Rival], photos: Sequence[Path], cores: int) -> list[Speed]:
    """Photos a second, in turns, the median of several.

    Hadir as `hadir enroll import` looks at photos, with measures, portrait and signs of editing. The others only make
    templates, one photo after the other as they are documented; and `face_recognition` as its own command line does
    with all cores, a process for each.

    Args:
        registry: gives models of one thread.
        others: the packages to hold it against.
        photos: each with one face.
        cores: photos at a time.
    """
    recogniser = open_recogniser(registry, portraits=True, mirrored=False)

    def look(photo: Path) -> PhotoFacts:
        return assess_photo(photo.read_bytes(), recogniser)

    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as processes:
        ways: dict[str, Callable[[], Iterable[object]]] = {
            f"Hadir, {cores} photos at a time": lambda: in_parallel(look, photos, cores)
        }
        for rival in others:
            ways[f"{rival.name}, one photo after the other"] = partial(map, rival.template, photos)
            if rival.name == "face_recognition":
                ways[f"{rival.name}, {cores} processes"] = lambda: processes.map(_face_recognition, photos)
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(1 + _TURNS):  # in turns, so that whatever else the computer does slows all of them down
            for name, way in ways.items():
                start = perf_counter()
                deque(way(), maxlen=0)
                times[name].append(perf_counter() - start)
    return [Speed(name, len(photos) / median(taken[1:])) for name, taken in times.items()]


def verification(all_rivals: Sequence[Rival], photos: Sequence[Path]) -> list[tuple[str, ...]]:
    """Name, median, 95th percentile and ratio of one photo against one enrolled vector, from file to score."""
    rows: list[tuple[str, ...]] = []
    first: list[float] = []
    for rival in all_rivals:
        enrolled = rival.template(photos[0])
        if enrolled is None:
            rows.append((rival.name, "no face found", "", ""))
            continue
        times = milliseconds(partial(_verify, rival, photos[1], enrolled), rounds=20)
        first = first or times
        rows.append((rival.name, *summary(times), ratio(first, times)))
    return rows


def search(all_rivals: Sequence[Rival]) -> list[tuple[str, ...]]:
    """Size, name, median milliseconds of one search, and the ratio to Hadir's."""
    rows: list[tuple[str, ...]] = []
    random = np.random.default_rng(3)
    for size in SIZES:
        many = random.normal(size=(size, 128)).astype(np.float32)
        many /= np.linalg.norm(many, axis=1, keepdims=True)
        first: list[float] = []
        for rival in all_rivals:
            find = rival.finder(many)
            times = milliseconds(partial(find, many[size // 2]), rounds=5 if size > SIZES[0] else 50, warm_up=1)
            first = first or times
            rows.append((f"1:{size:,}", rival.name, f"{median(times):.2f}", ratio(first, times)))
            del find
    return rows


def accuracy(all_rivals: Sequence[Rival], photos: Sequence[Photo], rate: float) -> list[tuple[str, ...]]:
    """Name, photos without a face, threshold and FNMR at the threshold that a share ``rate`` of strangers reach.

    Hadir's templates are compared as they are, and centred on their mean as a calibrated roster's are.
    """
    rows: list[tuple[str, ...]] = []
    for rival in all_rivals:
        made = [(photo.person, rival.template(photo.path)) for photo in photos]
        found = [(person, vector) for person, vector in made if vector is not None]
        people = np.array([person for person, _ in found])
        vectors = np.array([vector for _, vector in found])
        lost = str(len(made) - len(found))
        rows.append((rival.name, lost, *_errors(_scores(rival, vectors), people, rate)))
        if rival.name == "Hadir":
            moved = vectors - vectors.mean(axis=0)
            moved /= np.linalg.norm(moved, axis=1, keepdims=True)
            rows.append((f"{rival.name}, centred", lost, *_errors(_scores(rival, moved), people, rate)))
    return rows


def _verify(rival: Rival, photo: Path, known: Vectors) -> Vectors:
    vector = rival.template(photo)
    return rival.compare(known if vector is None else vector, known[None])


def _face_recognition(photo: Path) -> Vectors | None:
    return _own_face_recognition().template(photo)


@cache
def _own_face_recognition() -> Rival:
    """The package in this process, which is one of several."""
    package = rivals_.module("face_recognition")
    if package is None:
        raise RuntimeError("face_recognition was there in the process that started this one")
    return rivals_.face_recognition_rival(package)


def _scores(rival: Rival, vectors: Vectors) -> Vectors:
    return np.array([rival.compare(vector, vectors) for vector in vectors])


def _errors(scores: Vectors, people: Vectors, rate: float) -> tuple[str, str]:
    upper = np.triu_indices(len(scores), 1)
    same = people[upper[0]] == people[upper[1]]
    genuine, impostor = scores[upper][same], np.sort(scores[upper][~same])[::-1]
    if rate * len(impostor) < _ENOUGH:
        return "too few comparisons", ""
    threshold = impostor[int(rate * len(impostor))]
    return f"{threshold:.3f}", f"{(genuine <= threshold).mean():.2%}"
