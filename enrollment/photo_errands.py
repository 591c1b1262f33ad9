"""Candidates and their photos as jobs for the workbench: the gallery, one person, portraits, the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enrollment.duplicates.expected import ONE_PHOTO, chance_of
from enrollment.roster.sessions import ExamSessionRow
from enrollment.store import candidates, pairs, photos
from enrollment.store.candidates import StoredCandidate
from enrollment.store.photos import StoredPhoto
from enrollment.triage.csv_report import write_csv
from enrollment.triage.html_report import DuplicateView, Party, Report, write_html
from enrollment.triage.triage import UNUSABLE, Triaged
from enrollment.triaging import Weighed, weigh_all
from enrollment.workbench import Bench, Job
from models.manifest import ModelEntry
from recognition.types import ModelId
from vault import sqlite

_REPORTED_PAIRS = 200


@dataclass(frozen=True, slots=True)
class GalleryRow:
    """A candidate in the gallery. ``searched`` is what a search looks at."""

    id: int
    session_id: str
    triaged: Triaged
    searched: str

    @property
    def usable(self) -> bool:
        """Whether there is a photo to compare with."""
        return UNUSABLE.isdisjoint(self.triaged.findings)


@dataclass(frozen=True, slots=True)
class Gallery:
    """Everybody, the most likely to have trouble first, and the sessions."""

    rows: tuple[GalleryRow, ...]
    sessions: tuple[ExamSessionRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A photo of a candidate, and its portrait as JPEG, or the whole of it where it cannot serve, as `PhotoFacts`."""

    photo: StoredPhoto
    portrait: bytes

    @property
    def usable(self) -> bool:
        """Whether the photo can be compared with, so that the portrait is one of a face."""
        return self.photo.facts is not None and self.photo.facts.template is not None


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """A candidate with their photos."""

    candidate: StoredCandidate
    faces: tuple[Face, ...]


def gallery(engine: ModelEntry) -> Job[Gallery]:
    """Weigh everybody's photos, worst first. The job reports `TriageProgress`."""

    def job(bench: Bench) -> Gallery:
        weighed = weigh_all(bench.connection, bench.recogniser().model_id, engine, bench.report)
        return Gallery(tuple(map(_row, weighed)), tuple(candidates.exam_sessions(bench.connection)))

    return job


def _row(weighed: Weighed) -> GalleryRow:
    triaged = weighed.triaged
    searched = f"{triaged.name} {triaged.number}".casefold()
    return GalleryRow(weighed.candidate_id, weighed.session_id, triaged, searched)


def portraits(ids: Sequence[int]) -> Job[dict[int, bytes]]:
    """The first portraits of candidates, by their ids."""
    return lambda bench: {id_: photos.first_portrait(bench.connection, id_) for id_ in ids}


def person(id_: int) -> Job[Person | None]:
    """A candidate with their photos; None where they are gone."""
    return lambda bench: person_at(bench.connection, id_, bench.recogniser().model_id)


def person_at(connection: sqlite.Connection, id_: int, model_id: ModelId) -> Person | None:
    """A candidate with their photos as an engine saw them; None where they are gone."""
    candidate = candidates.by_id(connection, [id_]).get(id_)
    if candidate is None:
        return None
    stored = photos.of_candidate(connection, id_, model_id)
    faces = (Face(each, photos.portrait(connection, each.photo_id) if each.photo_id else b"") for each in stored)
    return Person(candidate, tuple(faces))


def csv_report(path: Path, triaged: Sequence[Triaged]) -> Job[Path]:
    """Write the list of whom to write to. The job raises ReportError."""

    def job(_: Bench) -> Path:
        write_csv(triaged, path)
        return path

    return job


def html_report(path: Path, title: str, triaged: Sequence[Triaged], now: datetime, *, measured: bool) -> Job[Path]:
    """Write the report with pictures, and with the pairs who look alike where somebody has searched for them.

    ``measured``: see `Report`. The job raises ReportError.
    """

    def job(bench: Bench) -> Path:
        connection = bench.connection
        ids = photos.known(connection, bench.recogniser().model_id)
        compared = len(pairs.compared(connection)) or None
        report = Report(title, now, triaged, _duplicates(connection), compared, measured)
        write_html(report, lambda digest: photos.portrait(connection, ids[digest]) if digest in ids else b"", path)
        return path

    return job


def _duplicates(connection: sqlite.Connection) -> list[DuplicateView]:
    search = pairs.search(connection)
    chance = chance_of(search.counts) if search is not None else None
    found = pairs.ranked(connection, _REPORTED_PAIRS)
    people = candidates.by_id(connection, sorted({id_ for pair in found for id_ in (pair.one, pair.other)}))
    return [
        DuplicateView(
            rank,
            pair.score,
            pair.score >= ONE_PHOTO,
            chance.pairs_expected(pair.score) if chance is not None else None,
            _party(connection, people[pair.one]),
            _party(connection, people[pair.other]),
            pair.review,
        )
        for rank, pair in enumerate(found, 1)
    ]


def _party(connection: sqlite.Connection, person: StoredCandidate) -> Party:
    return Party(person.number, person.name, person.session.title, photos.first_portrait(connection, person.id))
