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


def test_a_photo_without_a_face_has_a_problem_and_no_portrait(database: sqlite.Connection) -> None:
    (stored,) = photos.of_candidate(database, 2, MODEL)
    assert stored.facts is not None
    assert (stored.facts.problem, stored.facts.template) == (PhotoProblem.NO_FACE, None)
    assert photos.first_portrait(database, 2) == b""


def test_templates_are_fused_for_each_candidate_who_has_one(database: sqlite.Connection) -> None:
    fused = photos.fused(database, MODEL)
    assert fused.ids == (1, 3)
    one, other = facts("a", 1).template, facts("b", 2).template
    assert one is not None
    assert other is not None
    assert np.allclose(fused.vectors[0], Template.fuse([one, other]).vector, atol=1e-6)
    assert len(set(fused.marks)) == 2


def test_another_engine_knows_nothing_of_them(database: sqlite.Connection) -> None:
    other = ModelId("another")
    assert photos.known(database, other) == {}
    assert photos.fused(database, other).ids == ()
    assert [each.facts for each in photos.of_candidate(database, 1, other)] == [None, None]
