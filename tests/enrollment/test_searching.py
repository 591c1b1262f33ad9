"""Whoever is new is compared with everybody before; whatever is stopped goes on; nothing is found twice."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from enrollment.duplicates.compare import Stripe, StripeResult, compare_stripe
from enrollment.duplicates.run import LocalRunner
from enrollment.photos.reference import PhotoFacts
from enrollment.searching import Searched, find_duplicates
from enrollment.store import candidates, pairs, photos
from enrollment.store.pairs import Answer, Review
from enrollment.store.photos import Outcome
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.types import Template, Vector
from tests.enrollment.makers import MODEL, NOON, facts, open_database, row
from vault import sqlite

TWICE = {3: 150, 40: 41}  # who is registered again as whom


class LocalParts:
    """The local runner in small parts, which breaks off after some of them."""

    def __init__(self, most: int) -> None:
        self._most = most

    def run(self, vectors: Vector, parts: Sequence[Stripe], floor: float) -> Generator[StripeResult]:
        small = [Stripe(at, min(at + 50, part.last)) for part in parts for at in range(part.first, part.last, 50)]
        for done, part in enumerate(small):
            if done == self._most:
                raise InterruptedError
            yield compare_stripe(vectors, part, floor)


@pytest.fixture
def database(tmp_path: Path) -> sqlite.Connection:
    return open_database(tmp_path)


def enrol(database: sqlite.Connection, numbers: Sequence[int]) -> None:
    """People with a photo each, made up; some of them again under another number."""
    rows = [row(f"{number:04}", f"{number}.jpg") for number in numbers]
    candidates.put(database, rows, {each.number: each.photos for each in rows})
    ids = {each.key: each.id for each in candidates.all_candidates(database)}
    again = {other: one for one, other in TWICE.items()}
    with database:
        database.execute("BEGIN")
        for number in numbers:
            made = facts(str(number), again.get(number, number))
            if number in again and made.template is not None:
                noise = np.random.default_rng(number).normal(size=128).astype(np.float32)
                vector = made.template.vector + 0.05 * noise
                made = facts_with(made, Template.from_raw(vector.astype(np.float32), MODEL))
            photos.link(database, [Outcome(ids[f"{number:04}"], 0, photos.add(database, MODEL, made))])


def facts_with(made: PhotoFacts, template: Template) -> PhotoFacts:
    return replace(made, template=template)


def found(database: sqlite.Connection) -> list[tuple[str, str]]:
    people = {each.id: each.key for each in candidates.all_candidates(database)}
    return [(people[pair.one], people[pair.other]) for pair in pairs.ranked(database)]


def test_who_is_registered_twice_comes_first(database: sqlite.Connection, registry: ModelRegistry) -> None:
    enrol(database, range(1, 201))
    done: list[float] = []
    entry = registry.entry(DEFAULT)
    assert find_duplicates(database, MODEL, entry, on_progress=done.append) == Searched(200, 200)
    assert set(found(database)[:2]) == {("0003", "0150"), ("0040", "0041")}
    assert done[-1] == 1.0
    assert find_duplicates(database, MODEL, entry) == Searched(200, 0)


def test_late_batches_and_stopped_searches_find_what_one_search_finds(
    database: sqlite.Connection, registry: ModelRegistry, tmp_path: Path
) -> None:
    entry = registry.entry(DEFAULT)
    (tmp_path / "other").mkdir()
    at_once = open_database(tmp_path / "other")
    enrol(at_once, range(1, 251))
    find_duplicates(at_once, MODEL, entry)
    enrol(database, range(1, 151))
    with pytest.raises(InterruptedError):
        find_duplicates(database, MODEL, entry, LocalParts(2))
    assert len(pairs.compared(database)) == 100
    assert find_duplicates(database, MODEL, entry, LocalParts(9)) == Searched(150, 50)
    enrol(database, range(151, 251))
    assert find_duplicates(database, MODEL, entry) == Searched(250, 100)
    assert found(database)[:2] == found(at_once)[:2]
    search = pairs.search(database)
    assert search is not None
    assert int(search.counts.sum()) == 250 * 249 // 2


def test_who_gets_another_photo_is_compared_again(database: sqlite.Connection, registry: ModelRegistry) -> None:
    enrol(database, range(1, 161))
    entry = registry.entry(DEFAULT)
    find_duplicates(database, MODEL, entry)
    with database:
        database.execute("BEGIN")
        photos.link(database, [Outcome(3, 0, photos.add(database, MODEL, facts("somebody else", 9999)))])
    assert find_duplicates(database, MODEL, entry) == Searched(160, 1)
    assert ("0003", "0150") not in found(database)
    assert found(database)[0] == ("0040", "0041")


def test_a_much_larger_roster_begins_anew_and_keeps_what_was_listed_and_what_people_said(
    database: sqlite.Connection, registry: ModelRegistry
) -> None:
    entry = registry.entry(DEFAULT)
    enrol(database, range(1, 149))
    find_duplicates(database, MODEL, entry, LocalRunner())
    listed = set(found(database))
    assert len(listed) > 50  # by chance, and few of them among the most alike of the larger roster
    pairs.review(database, "0040", "0041", Review(Answer.SAME, "Dian", datetime(2026, 10, 1, tzinfo=UTC), ""))
    enrol(database, range(149, 601))
    assert find_duplicates(database, MODEL, entry) == Searched(600, 600)
    search = pairs.search(database)
    assert search is not None
    assert search.people == 600
    assert listed <= set(found(database))
    settled = [pair for pair in pairs.ranked(database) if pair.review]
    assert [pair.review.answer for pair in settled if pair.review] == [Answer.SAME]


def test_nobody_to_compare_is_no_fault(database: sqlite.Connection, registry: ModelRegistry) -> None:
    candidates.put(database, [row("1", session=NOON)], {"1": ()})
    assert find_duplicates(database, MODEL, registry.entry(DEFAULT)) == Searched(0, 0)
    assert pairs.ranked(database) == []
