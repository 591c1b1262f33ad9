"""Triage of everybody in the enrolment database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from enrollment.store import candidates, photos
from enrollment.store.photos import Album
from enrollment.triage.agreement import Alike
from enrollment.triage.triage import Submission, SubmittedPhoto, Triaged, rank, shared_digests, triage_one
from models.manifest import ModelEntry
from recognition.types import ModelId
from vault import sqlite

_TOLD_EVERY = 200  # candidates: several times a second


@dataclass(frozen=True, slots=True)
class TriageProgress:
    """``done`` of ``total`` candidates are weighed."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What triage says of a candidate of the database."""

    candidate_id: int
    session_id: str
    triaged: Triaged


def weigh_all(
    connection: sqlite.Connection,
    model_id: ModelId,
    engine: ModelEntry,
    on_progress: Callable[[TriageProgress], None] = lambda progress: None,
) -> list[Weighed]:
    """Everybody, worst first. Photos that were not looked at yet are left out."""
    alike, shared = Alike.of(engine), shared_digests(photos.shared(connection, model_id))

    def weighed() -> Iterator[Weighed]:
        total = candidates.count(connection)
        for done, album in enumerate(photos.albums(connection, model_id)):
            if done % _TOLD_EVERY == 0:
                on_progress(TriageProgress(done, total))
            yield Weighed(album.candidate_id, album.session_id, triage_one(_submission(album), alike, shared))

    return sorted(weighed(), key=lambda each: rank(each.triaged))


def triage_all(connection: sqlite.Connection, model_id: ModelId, engine: ModelEntry) -> list[Triaged]:
    """As `weigh_all`, and nothing else of the candidates."""
    return [each.triaged for each in weigh_all(connection, model_id, engine)]


def _submission(album: Album) -> Submission:
    looked_at = (photo for photo in album.photos if photo.facts is not None or photo.problem is not None)
    submitted = tuple(SubmittedPhoto(photo.name, photo.facts, photo.problem) for photo in looked_at)
    return Submission(album.number, album.name, submitted)
