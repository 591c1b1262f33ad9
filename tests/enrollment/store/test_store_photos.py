"""What an engine made of a photo comes back as it went in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from enrollment.errors import PhotoProblem
from enrollment.photos.editing import EditSign
from enrollment.store import candidates, photos
from enrollment.store.photos import Outcome
from recognition.types import ModelId, Template
from tests.enrollment.makers import MODEL, facts, open_database, row
from vault import sqlite


@pytest.fixture
def database(tmp_path: Path) -> sqlite.Connection:
    connection = open_database(tmp_path)
    rows = [row("1", "a.jpg", "b.jpg"), row("2", "wall.jpg"), row("3", "edited.jpg")]
    candidates.put(connection, rows, {each.number: each.photos for each in rows})
    with connection:
        connection.execute("BEGIN")
        ids = [
            photos.add(connection, MODEL, each)
            for each in (facts("a", 1), facts("b", 2), facts("wall", 3, PhotoProblem.NO_FACE), facts("edited", 4))
        ]
        links = zip([(1, 0), (1, 1), (2, 0), (3, 0)], ids, strict=True)
        photos.link(connection, [Outcome(candidate, at, id_) for (candidate, at), id_ in links])
    return connection


def test_facts_come_back_whole_but_for_the_portrait_which_is_asked_for(database: sqlite.Connection) -> None:
    stored = photos.of_candidate(database, 1, MODEL)[0]
    want = facts("a", 1)
    assert stored.facts is not None
    assert stored.facts.template is not None
    assert want.template is not None
    assert np.array_equal(stored.facts.template.vector, want.template.vector)
    assert (stored.facts.digest, stored.facts.quality, stored.facts.problem) == (want.digest, want.quality, None)
    assert stored.photo_id is not None
    assert photos.portrait(database, stored.photo_id) == want.portrait
    assert photos.first_portrait(database, 1) == want.portrait
    edited = photos.of_candidate(database, 3, MODEL)[0].facts
    assert edited is not None
    assert edited.signs == (EditSign.EDITING_SOFTWARE,)


def test_a_photo_without_a_face_has_a_problem_and_is_shown_as_it_is(database: sqlite.Connection) -> None:
    (stored,) = photos.of_candidate(database, 2, MODEL)
    assert stored.facts is not None
    assert (stored.facts.problem, stored.facts.template) == (PhotoProblem.NO_FACE, None)
    assert photos.first_portrait(database, 2) == facts("wall").portrait


def test_the_portrait_of_a_photo_that_can_serve_goes_before_those_that_cannot(database: sqlite.Connection) -> None:
    candidates.put(database, [row("4", "wall.jpg", "b.jpg")], {"4": ("wall.jpg", "b.jpg")})
    known = photos.known(database, MODEL)
    with database:
        database.execute("BEGIN")
        photos.link(database, [Outcome(4, at, known[facts(name).digest]) for at, name in enumerate(("wall", "b"))])
    assert photos.first_portrait(database, 4) == facts("b").portrait


def test_templates_are_fused_for_each_candidate_who_has_one(database: sqlite.Connection) -> None:
    fused = photos.fused(database, MODEL)
    assert fused.ids == (1, 3)
    one, other = facts("a", 1).template, facts("b", 2).template
    assert one is not None
    assert other is not None
    assert np.allclose(fused.vectors[0], Template.fuse([one, other]).vector, atol=1e-6)
    assert len(set(fused.marks)) == 2


def test_everybody_comes_with_their_photos_also_those_who_have_none(
    database: sqlite.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidates.put(database, [row("4", name="No Photo")], {"4": ()})
    for at_a_time in (1, 3, 500):
        monkeypatch.setattr(photos, "_ALBUMS_AT_A_TIME", at_a_time)
        albums = list(photos.albums(database, MODEL))
        assert [(each.candidate_id, each.number, each.session_id) for each in albums] == [
            (id_, str(id_), "SKD-1") for id_ in (1, 2, 3, 4)
        ]
        assert [[photo.name for photo in each.photos] for each in albums] == [
            ["a.jpg", "b.jpg"],
            ["wall.jpg"],
            ["edited.jpg"],
            [],
        ]
        for each in albums:
            alone = photos.of_candidate(database, each.candidate_id, MODEL)
            assert [photo.photo_id for photo in each.photos] == [photo.photo_id for photo in alone]
            assert [photo.facts and photo.facts.digest for photo in each.photos] == [
                photo.facts and photo.facts.digest for photo in alone
            ]


def test_whoever_goes_through_everybody_may_write_meanwhile(
    database: sqlite.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "_ALBUMS_AT_A_TIME", 1)
    seen = []
    for each in photos.albums(database, MODEL):
        seen.append(each.number)
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE candidate SET seat = 'B-9' WHERE id = ?", (each.candidate_id,))
        database.execute("ROLLBACK" if len(seen) == 2 else "COMMIT")
    assert seen == ["1", "2", "3"]


def test_another_engine_knows_nothing_of_them(database: sqlite.Connection) -> None:
    other = ModelId("another")
    assert photos.known(database, other) == {}
    assert photos.fused(database, other).ids == ()
    assert [each.facts for each in photos.of_candidate(database, 1, other)] == [None, None]
