"""What the window asks for while it must not wait."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from enrollment.errands import OpenedPair, answer, listed_pairs, opened_pair
from enrollment.errors import StoreError
from enrollment.store import candidates, pairs, photos
from enrollment.store.pairs import Answer, Search
from enrollment.store.photos import Outcome
from enrollment.workbench import Bench
from recognition.recogniser import Recogniser
from recognition.scoring import BINS
from tests.enrollment.makers import MODEL, facts, open_database, row
from vault import sqlite

NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)


def engine() -> Recogniser:
    raise AssertionError("it takes seconds to open")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Two candidates who look alike, with a photo each."""
    database = open_database(tmp_path)
    rows = [row("1", "1.jpg"), row("2", "2.jpg")]
    candidates.put(database, rows, {each.number: each.photos for each in rows})
    for id_ in (1, 2):
        give(database, id_, str(id_))
    search = Search(MODEL, np.zeros(128, dtype=np.float32), 2, 0.3, np.zeros(BINS, dtype=np.int64))
    pairs.store_compared(database, search, [], [(1, 2, 0.6)])
    return Bench(database, engine, lambda progress: None)


def give(database: sqlite.Connection, id_: int, content: str) -> None:
    with database:
        database.execute("BEGIN")
        photos.link(database, [Outcome(id_, 0, photos.add(database, MODEL, facts(content, id_)))])


def opened(bench: Bench) -> OpenedPair:
    (listed,) = listed_pairs(bench).pairs
    found = opened_pair(listed.pair)(bench)
    assert found is not None
    return found


def test_pairs_are_listed_and_opened_with_their_portraits_without_the_engine(bench: Bench) -> None:
    people = (opened(bench).one, opened(bench).other)
    assert [person.candidate.number for person in people] == ["1", "2"]
    assert all(face.usable and face.portrait for person in people for face in person.faces)


def test_an_answer_is_stored_for_the_photos_that_were_shown_and_for_no_others(bench: Bench) -> None:
    shown = opened(bench)
    job = answer(shown, Answer.DIFFERENT, "Dian", "", lambda: NOW)
    give(bench.connection, 2, "another face")
    with pytest.raises(StoreError, match="have changed since; look at the pair again"):
        job(bench)
    assert pairs.history(bench.connection, "1", "2") == []
    given = answer(opened(bench), Answer.SAME, "Dian", "", lambda: NOW)(bench)
    assert pairs.history(bench.connection, "1", "2") == [given]
