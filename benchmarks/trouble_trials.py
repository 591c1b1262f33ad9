"""The trials of `benchmarks.trouble`: references of every quality against probes of the same people."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.spoiling import SPOILS
from enrollment.triage.agreement import Agreements, Alike
from enrollment.triage.chance import Agreement, Seen
from models.manifest import read_manifest
from models.registry import ModelRegistry
from recognition.centring import centre_of, centred
from recognition.engines import DEFAULT
from recognition.evaluation.datasets import read_folder
from recognition.evaluation.extraction import choose_subject
from recognition.images import read_image
from recognition.parallel import in_parallel
from recognition.quality import sharpness, unified_quality
from recognition.recogniser import Recogniser, open_recogniser, quality_of
from recognition.scoring import Samples, count_impostors, threshold_at
from recognition.types import Image, Template, Vector

FMR = 1e-4
WAYS = 3  # in which every photo is made worse
DRAWS = 30  # of several photos of each person
MOST = 3  # photos drawn
SPOILED = (0.0, 0.5, 1.0)  # of the photos of a draw
STRANGERS = 0.1  # of the draws have one photo of somebody else among them


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """A photo as it would be enrolled; components by measure, without those that could not be taken."""

    person: int
    photo: int
    spoiled: bool
    template: Template
    components: Mapping[str, int]

    @property
    def seen(self) -> Seen:
        """What the chance depends on."""
        return Seen(self.components.get(unified_quality.NAME), self.components.get(sharpness.NAME))


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A person's own references, one or several, fused, against one probe.

    ``untouched``: no photo was made worse, and none is somebody else's.
    """

    person: int
    references: tuple[Reference, ...]
    agreement: Agreement
    untouched: bool
    missed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Photos:
    """Everything that was made of the photos: ``people`` (N,) and their ``probes`` (N, D), in the order of the folder,
    and their ``references``, of each photo first as it is; none of a photo without a face."""

    people: NDArray[np.int64]
    probes: Vector
    references: tuple[tuple[Reference, ...], ...]


def look(root: Path, cache: Path) -> Photos:
    """Make the templates of all photos that show a face."""
    photos = read_folder(root)
    people = np.unique([photo.person for photo in photos], return_inverse=True)[1].astype(np.int64)
    registry = ModelRegistry(cache, threads=1)
    desk, enrolment = (open_recogniser(registry, portraits=True, mirrored=mirrored) for mirrored in (True, False))

    def work(index: int) -> tuple[Vector, tuple[Reference, ...]] | None:
        image, person = read_image(photos[index].path), int(people[index])
        probe = _reference(image, desk, person, index)
        first = _reference(image, enrolment, person, index)
        if probe is None or first is None:
            return None
        worse = (_reference(each, enrolment, person, index, spoiled=True) for each in _spoiled(image, index))
        return probe.template.vector, (first, *(each for each in worse if each is not None))

    made = list(in_parallel(work, range(len(photos)), os.cpu_count() or 1))
    there = [index for index, each in enumerate(made) if each is not None]
    found = [each for each in made if each is not None]
    return Photos(people[there], np.stack([probe for probe, _ in found]), tuple(each for _, each in found))


def _spoiled(image: Image, seed: int) -> Iterator[Image]:
    random = np.random.default_rng(seed)
    for way in random.choice(len(SPOILS), WAYS, replace=False):
        yield SPOILS[way](image, random.uniform(), random)


def _reference(
    image: Image, recogniser: Recogniser, person: int, photo: int, *, spoiled: bool = False
) -> Reference | None:
    faces = recogniser.faces(image)
    if not faces:
        return None
    chosen = choose_subject(faces, image)
    subject = recogniser.align(image, chosen)
    embedding = recogniser.embed(subject)
    quality = quality_of((chosen, *(face for face in faces if face is not chosen)), subject, embedding)
    components = {each.measure: each.component for each in quality if each.component is not None}
    return Reference(person, photo, spoiled, embedding.template, components)


class Desk:
    """Compares as a station does: centred on everybody, at the threshold that strangers reach once in 10,000 times."""

    def __init__(self, photos: Photos) -> None:
        self._photos = photos
        firsts = np.unique(photos.people, return_index=True)[1]
        own = np.array([each[0].template.vector for each in photos.references])
        self._centre = centre_of(own[firsts])
        self._probes = centred(photos.probes, self._centre)
        self._thresholds = {count: self._threshold(count) for count in range(1, MOST + 1)}

    def misses(self, references: Sequence[Reference], probe: int) -> bool:
        """Whether a probe is below the threshold for as many references."""
        fused = self._fused([each.template for each in references])
        return bool(fused @ self._probes[probe] < self._thresholds[len(references)])

    def _threshold(self, count: int) -> float:
        rows = [rows[:count] for rows in rows_of(self._photos).values() if len(rows) >= count]
        fused = [self._fused([self._photos.references[row][0].template for row in each]) for each in rows]
        whose = self._photos.people[[each[0] for each in rows]]
        counts = count_impostors(Samples(np.array(fused), whose), Samples(self._probes, self._photos.people))
        return threshold_at(counts.all, FMR)

    def _fused(self, templates: list[Template]) -> Vector:
        return centred(Template.fuse(templates).vector, self._centre)


def rows_of(photos: Photos) -> dict[int, NDArray[np.int64]]:
    """The rows of each person."""
    return {int(person): np.flatnonzero(photos.people == person) for person in np.unique(photos.people)}


def single_trials(photos: Photos, desk: Desk) -> Iterator[Trial]:
    """Every reference against every probe of another photo of the same person."""
    for rows in rows_of(photos).values():
        for row in rows:
            for each in photos.references[row]:
                for probe in rows[rows != row]:
                    missed = desk.misses([each], int(probe))
                    yield Trial(each.person, (each,), Agreement.GOOD, not each.spoiled, missed)


def several_trials(photos: Photos, desk: Desk) -> Iterator[Trial]:
    """Draws of two and of three references and a probe, of everybody with photos enough."""
    alike = Alike.of(read_manifest()[DEFAULT])
    random = np.random.default_rng(0)
    rows = {person: own for person, own in rows_of(photos).items() if len(own) > 2}
    for _ in range(DRAWS):
        for person, own in rows.items():
            for count in range(2, min(MOST, len(own) - 1) + 1):
                *drawn, probe = random.permutation(own)[: count + 1].tolist()
                share = random.choice(SPOILED)
                chosen = [_drawn(photos.references[row], share, random) for row in drawn]
                stranger = random.uniform() < STRANGERS
                if stranger:
                    other = random.choice(np.flatnonzero(photos.people != person))
                    chosen[0] = photos.references[other][0]
                templates = {str(index): each.template for index, each in enumerate(chosen)}
                untouched = not stranger and not any(each.spoiled for each in chosen)
                level = Agreements.among(templates).level(alike)
                yield Trial(person, tuple(chosen), level, untouched, desk.misses(chosen, probe))


def _drawn(references: Sequence[Reference], share: float, random: np.random.Generator) -> Reference:
    first, *worse = references
    return worse[random.integers(len(worse))] if worse and random.uniform() < share else first
