"""Triage of everybody in the enrolment database."""

from __future__ import annotations

from collections.abc import Iterator

from enrollment.store import candidates, photos
from enrollment.triage.agreement import Alike
from enrollment.triage.triage import Submission, SubmittedPhoto, Triaged, shared_digests, triage
from models.manifest import ModelEntry
from recognition.types import ModelId
from vault import sqlite


def triage_all(connection: sqlite.Connection, model_id: ModelId, engine: ModelEntry) -> list[Triaged]:
    """Everybody, worst first. Photos that were not looked at yet are left out."""
    return triage(_submissions(connection, model_id), Alike.of(engine), shared_digests(_owners(connection, model_id)))


def _submissions(connection: sqlite.Connection, model_id: ModelId) -> Iterator[Submission]:
    for each in candidates.all_candidates(connection):
        stored = photos.of_candidate(connection, each.id, model_id)
        looked_at = (photo for photo in stored if photo.facts is not None or photo.problem is not None)
        submitted = tuple(SubmittedPhoto(photo.name, photo.facts, photo.problem) for photo in looked_at)
        yield Submission(each.number, each.name, submitted)


def _owners(connection: sqlite.Connection, model_id: ModelId) -> Iterator[tuple[str, str]]:
    digests = {id_: digest for digest, id_ in photos.known(connection, model_id).items()}
    for photo, owners in photos.shared(connection).items():
        if photo in digests:
            people = candidates.by_id(connection, owners)
            yield from ((digests[photo], person.number) for person in people.values())
