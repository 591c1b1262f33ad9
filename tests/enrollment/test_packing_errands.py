"""What whoever signs packs is told of their sessions, also of pairs with a candidate of another one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from enrollment.packing_errands import Outlook, outlooks
from enrollment.store import candidates, pairs, photos
from enrollment.store.pairs import Answer, Review, Search
from enrollment.store.photos import Outcome
from enrollment.workbench import Bench
from recognition.recogniser import Recogniser
from recognition.scoring import BINS
from tests.enrollment.makers import MODEL, MORNING, NOON, facts, open_database, row
from vault import sqlite

SEARCH = Search(MODEL, np.zeros(128, dtype=np.float32), 5, 0.3, np.zeros(BINS, dtype=np.int64))


@pytest.fixture
def database(tmp_path: Path) -> sqlite.Connection:
    """Three candidates in the morning and two at noon, each with a photo."""
    connection = open_database(tmp_path)
    rows = [row(str(number), "1.jpg", session=MORNING if number < 4 else NOON) for number in range(1, 6)]
    candidates.put(connection, rows, {each.number: each.photos for each in rows})
    with connection:
        connection.execute("BEGIN")
        for id_ in range(1, 6):
            photos.link(connection, [Outcome(id_, 0, photos.add(connection, MODEL, facts(str(id_), id_)))])
    return connection


def look(database: sqlite.Connection) -> tuple[Outlook, Outlook]:
    def engine() -> Recogniser:
        raise AssertionError("an outlook needs no engine")

    morning, noon = outlooks(Bench(database, engine, lambda progress: None))
    return morning, noon


def say(database: sqlite.Connection, one: str, other: str, answer: Answer) -> None:
    pairs.review(database, one, other, Review(answer, "Dian", datetime(2026, 10, 1, tzinfo=UTC), ""))


def test_candidates_whom_no_search_has_seen_are_counted(database: sqlite.Connection) -> None:
    assert [each.not_compared for each in look(database)] == [3, 2]
    pairs.store_compared(database, SEARCH, [(1, "a"), (2, "b"), (3, "c"), (4, "d")], [])
    assert [each.not_compared for each in look(database)] == [0, 1]


def test_a_candidate_without_a_usable_photo_cannot_be_compared_and_is_not_counted(database: sqlite.Connection) -> None:
    candidates.put(database, [row("6", "gone.jpg")], {"6": ("gone.jpg",)})
    assert look(database)[0].not_compared == 3


def test_pairs_are_told_within_a_session_and_across(database: sqlite.Connection) -> None:
    pairs.store_compared(database, SEARCH, [], [(1, 2, 0.6), (2, 4, 0.5), (3, 5, 0.4)])
    morning, noon = look(database)
    across = frozenset({("2", "4"), ("3", "5")})
    assert (morning.unreviewed, morning.unreviewed_across) == (1, across)
    assert (noon.unreviewed, noon.unreviewed_across) == (0, across)


def test_one_person_in_two_sessions_is_told_in_both(database: sqlite.Connection) -> None:
    pairs.store_compared(database, SEARCH, [], [(1, 2, 0.6), (2, 4, 0.5)])
    say(database, "2", "4", Answer.SAME)
    say(database, "1", "2", Answer.DIFFERENT)
    morning, noon = look(database)
    twice = frozenset({("2", "4")})
    assert [(each.same_person, each.same_person_across) for each in (morning, noon)] == [(0, twice)] * 2
    assert [(each.unreviewed, each.unreviewed_across) for each in (morning, noon)] == [(0, frozenset())] * 2


def test_twins_are_no_open_pair_and_link_both_within_their_session(database: sqlite.Connection) -> None:
    pairs.store_compared(database, SEARCH, [], [(1, 2, 0.6)])
    say(database, "1", "2", Answer.TWINS)
    morning, noon = look(database)
    assert [(each.twins, each.unreviewed) for each in (morning, noon)] == [(1, 0), (0, 0)]
