"""What the window asks for while it must not wait."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from enrollment.errands import listed_pairs, opened_pair
from enrollment.store import candidates, pairs, photos
from enrollment.store.pairs import Search
from enrollment.store.photos import Outcome
from enrollment.workbench import Bench
from recognition.recogniser import Recogniser
from recognition.scoring import BINS
from tests.enrollment.makers import MODEL, facts, open_database, row


def test_pairs_are_listed_and_opened_with_their_portraits_without_the_engine(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    rows = [row("1", "1.jpg"), row("2", "2.jpg")]
    candidates.put(database, rows, {each.number: each.photos for each in rows})
    with database:
        database.execute("BEGIN")
        for id_ in (1, 2):
            photos.link(database, [Outcome(id_, 0, photos.add(database, MODEL, facts(str(id_), id_)))])
    search = Search(MODEL, np.zeros(128, dtype=np.float32), 2, 0.3, np.zeros(BINS, dtype=np.int64))
    pairs.store_compared(database, search, [], [(1, 2, 0.6)])

    def engine() -> Recogniser:
        raise AssertionError("it takes seconds to open")

    bench = Bench(database, engine, lambda progress: None)
    (listed,) = listed_pairs(bench).pairs
    opened = opened_pair(listed.pair)(bench)
    assert opened is not None
    assert [person.candidate.number for person in (opened.one, opened.other)] == ["1", "2"]
    assert all(face.usable and face.portrait for person in (opened.one, opened.other) for face in person.faces)
