"""Pairs are kept, reviewed and ranked; reviews outlive searches."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from enrollment.errors import StoreError
from enrollment.store import candidates, pairs, photos
from enrollment.store.pairs import Answer, Review, Search
from enrollment.store.photos import Outcome
from recognition.scoring import BINS
from tests.enrollment.makers import MODEL, NOON, facts, open_database, row
from vault import sqlite

SEARCH = Search(MODEL, np.zeros(128, dtype=np.float32), 4, 0.3, np.ones(BINS, dtype=np.int64))


@pytest.fixture
def database(tmp_path: Path) -> sqlite.Connection:
    connection = open_database(tmp_path)
    rows = [row("30"), row("4"), row("5"), row("6", session=NOON)]
    candidates.put(connection, rows, {each.number: () for each in rows})
    found = [(2, 1, 0.9), (1, 3, 0.5), (2, 4, 0.4)]
    pairs.store_compared(connection, SEARCH, [(id_, f"mark {id_}") for id_ in (1, 2, 3, 4)], found)
    return connection


def say(answer: Answer, minute: int = 0) -> Review:
    return Review(answer, "Dian", datetime(2026, 10, 1, 8, minute, tzinfo=UTC), "")


def test_pairs_are_ranked_and_each_stands_once(database: sqlite.Connection) -> None:
    assert [(each.one, each.other, each.score) for each in pairs.ranked(database)] == [
        (1, 2, 0.9),
        (1, 3, 0.5),
        (2, 4, 0.4),
    ]
    assert [each.score for each in pairs.ranked(database, limit=1, offset=1)] == [0.5]
    assert pairs.compared(database) == {id_: f"mark {id_}" for id_ in (1, 2, 3, 4)}
    found = pairs.search(database)
    assert found is not None
    assert (found.model_id, found.people, found.floor) == (MODEL, 4, 0.3)
    assert np.array_equal(found.counts, SEARCH.counts)


def test_the_last_answer_counts_and_all_of_them_stay(database: sqlite.Connection) -> None:
    pairs.review(database, "4", "30", say(Answer.UNCLEAR))
    assert [each.score for each in pairs.ranked(database, open_only=True)] == [0.9, 0.5, 0.4]
    pairs.review(database, "30", "4", say(Answer.TWINS, 5))
    first = pairs.ranked(database)[0]
    assert first.review == say(Answer.TWINS, 5)
    assert [each.score for each in pairs.ranked(database, open_only=True)] == [0.5, 0.4]
    assert [each.answer for each in pairs.history(database, "4", "30")] == [Answer.UNCLEAR, Answer.TWINS]
    with pytest.raises(sqlite.IntegrityError, match="never change"):
        database.execute("UPDATE review SET answer = 'DIFFERENT'")
    with pytest.raises(sqlite.IntegrityError, match="never removed"):
        database.execute("DELETE FROM review")


def test_twins_of_one_session_are_told_for_its_pack(database: sqlite.Connection) -> None:
    pairs.review(database, "4", "30", say(Answer.TWINS))
    pairs.review(database, "4", "6", say(Answer.TWINS))
    assert pairs.reviewed(database, Answer.TWINS) == [("30", "4"), ("4", "6")]
    assert pairs.reviewed(database, Answer.TWINS, "SKD-1") == [("30", "4")]
    pairs.review(database, "4", "30", say(Answer.DIFFERENT, 9))
    assert pairs.reviewed(database, Answer.TWINS, "SKD-1") == []


def test_an_answer_counts_for_the_photos_that_it_was_given_for(database: sqlite.Connection) -> None:
    def give(id_: int, content: str) -> None:
        with database:
            database.execute("BEGIN")
            photos.link(database, [Outcome(id_, 0, photos.add(database, MODEL, facts(content)))])

    candidates.put(database, [row("4", "4.jpg"), row("30", "30.jpg")], {"4": ("4.jpg",), "30": ("30.jpg",)})
    give(1, "a face")
    give(2, "another")
    pairs.review(database, "4", "30", say(Answer.DIFFERENT))
    assert 0.9 not in [each.score for each in pairs.ranked(database, open_only=True)]
    give(2, "a copy of the first")
    assert pairs.ranked(database, open_only=True)[0].score == 0.9
    assert pairs.history(database, "4", "30") == [say(Answer.DIFFERENT)]
    pairs.review(database, "30", "4", say(Answer.SAME, 5))
    assert pairs.ranked(database)[0].review == say(Answer.SAME, 5)


def test_what_was_listed_stays_where_the_floor_has_risen_since(database: sqlite.Connection) -> None:
    listed = pairs.ranked(database)
    risen = Search(MODEL, SEARCH.centre, 4, 0.6, SEARCH.counts)
    pairs.store_compared(database, risen, [], [])
    assert pairs.ranked(database) == listed


def test_who_has_other_photos_is_forgotten_but_what_was_said_is_not(database: sqlite.Connection) -> None:
    pairs.review(database, "30", "4", say(Answer.SAME))
    pairs.forget(database, [1])
    assert [each.score for each in pairs.ranked(database)] == [0.4]
    assert 1 not in pairs.compared(database)
    pairs.begin_again(database, SEARCH)
    assert pairs.ranked(database) == []
    assert pairs.history(database, "30", "4") == [say(Answer.SAME)]


@pytest.mark.parametrize(("one", "other", "reviewer"), [("4", "4", "Dian"), ("4", "5", "  "), ("4", "5", "x" * 501)])
def test_what_is_no_review_is_refused(database: sqlite.Connection, one: str, other: str, reviewer: str) -> None:
    with pytest.raises(StoreError, match="expected"):
        pairs.review(database, one, other, Review(Answer.SAME, reviewer, datetime.now(UTC), ""))
