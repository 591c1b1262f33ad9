"""Everybody is weighed in one go, just as each would be alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from enrollment.errors import PhotoProblem
from enrollment.store import candidates, photos
from enrollment.store.photos import Outcome
from enrollment.triage.agreement import Alike
from enrollment.triage.triage import Finding, Submission, SubmittedPhoto, Triaged, rank, triage_one
from enrollment.triaging import TriageProgress, triage_all, weigh_all
from models.manifest import read_manifest
from tests.enrollment.makers import MODEL, NOON, facts, open_database, row
from vault import sqlite

SFACE = read_manifest()["sface"]


def outcomes(connection: sqlite.Connection) -> Iterable[Outcome]:
    """Two who agree, one file of two people, one without a face, one missing, one not looked at yet, one with none."""
    same, wall = facts("same", 1), facts("wall", 3, PhotoProblem.NO_FACE)
    ids = [photos.add(connection, MODEL, each) for each in (same, facts("twice", 1), facts("other", 2), wall)]
    yield Outcome(1, 0, ids[0])
    yield Outcome(1, 1, ids[1])
    yield Outcome(2, 0, ids[2])
    yield Outcome(2, 1, ids[0])
    yield Outcome(3, 0, ids[3])
    yield Outcome(3, 1, None, PhotoProblem.MISSING, "not there")


@pytest.fixture
def database(tmp_path: Path) -> sqlite.Connection:
    connection = open_database(tmp_path)
    rows = [row(str(number), "a.jpg", "b.jpg") for number in (1, 2, 3, 4)] + [row("5", session=NOON)]
    candidates.put(connection, rows, {each.number: each.photos for each in rows})
    with connection:
        connection.execute("BEGIN")
        photos.link(connection, list(outcomes(connection)))
    return connection


def one_by_one(connection: sqlite.Connection) -> list[Triaged]:
    """With a query for each candidate."""
    shared = {facts("same").digest: ("1", "2")}
    found = []
    for each in candidates.all_candidates(connection):
        stored = photos.of_candidate(connection, each.id, MODEL)
        handed_in = [photo for photo in stored if photo.facts or photo.problem]
        submitted = tuple(SubmittedPhoto(photo.name, photo.facts, photo.problem) for photo in handed_in)
        found.append(triage_one(Submission(each.number, each.name, submitted), Alike.of(SFACE), shared))
    return sorted(found, key=rank)


def test_everybody_together_is_everybody_one_by_one(database: sqlite.Connection) -> None:
    found = triage_all(database, MODEL, SFACE)
    assert found == one_by_one(database)
    assert {each.number for each in found if Finding.SAME_PICTURE_ELSEWHERE in each.findings} == {"1", "2"}


def test_each_is_told_with_their_session(database: sqlite.Connection) -> None:
    found = weigh_all(database, MODEL, SFACE)
    assert {(each.candidate_id, each.triaged.number, each.session_id) for each in found} == {
        (1, "1", "SKD-1"),
        (2, "2", "SKD-1"),
        (3, "3", "SKD-1"),
        (4, "4", "SKD-1"),
        (5, "5", "SKD-2"),
    }


def test_it_says_how_far_it_is_and_ends_where_it_is_stopped(database: sqlite.Connection) -> None:
    def stop(progress: TriageProgress) -> None:
        assert progress == TriageProgress(0, 5)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        weigh_all(database, MODEL, SFACE, stop)
