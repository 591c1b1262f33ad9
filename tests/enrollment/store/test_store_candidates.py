"""Candidates come in once, are brought up to date, and leave without a trace of their photos."""

from __future__ import annotations

from pathlib import Path

import pytest

from enrollment.errors import PhotoProblem, StoreError
from enrollment.roster.rows import RosterRow
from enrollment.roster.sessions import exam_session
from enrollment.store import candidates, photos
from enrollment.store.database import open_enrolment
from enrollment.store.photos import Outcome
from tests.enrollment.makers import KEY, MODEL, MORNING, NOON, facts, open_database, row
from vault import sqlite
from vault.errors import PassphraseError
from vault.keys import DatabaseKey
from wire.numbers import normalise_number


@pytest.fixture
def database(tmp_path: Path) -> sqlite.Connection:
    return open_database(tmp_path)


def put(database: sqlite.Connection, *rows: RosterRow) -> None:
    candidates.put(database, rows, {normalise_number(each.number): each.photos for each in rows})


def test_a_candidate_is_found_by_the_number_however_it_is_written(database: sqlite.Connection) -> None:
    put(database, row("ab 12", "a.jpg", "b.jpg", name="Budi", nik="1671010101900001", seat="A-1", pin="4711"))
    found = candidates.find(database, " AB12 ")
    assert (found.number, found.name, found.nik, found.seat, found.pin) == (
        "ab 12",
        "Budi",
        "1671010101900001",
        "A-1",
        "4711",
    )
    assert found.session == MORNING
    assert found.photos == ("a.jpg", "b.jpg")
    with pytest.raises(StoreError, match="expected the number of a candidate who was imported, got '7'"):
        candidates.find(database, "7")


def test_importing_again_updates_and_never_doubles(database: sqlite.Connection) -> None:
    put(database, row("1", "a.jpg"), row("2", "b.jpg"))
    put(database, row("1", "c.jpg", name="Another Name", session=NOON))
    assert [(each.key, each.name, each.session.id, each.photos) for each in candidates.all_candidates(database)] == [
        ("1", "Another Name", "SKD-2", ("c.jpg",)),
        ("2", "Siti Rahma", "SKD-1", ("b.jpg",)),
    ]
    assert [each.key for each in candidates.all_candidates(database, "SKD-1")] == ["2"]


def test_a_photo_that_keeps_its_name_keeps_what_is_known_of_it(database: sqlite.Connection) -> None:
    put(database, row("1", "a.jpg", "b.jpg"))
    id_ = candidates.find(database, "1").id
    with database:
        database.execute("BEGIN")
        photo = photos.add(database, MODEL, facts("a"))
        photos.link(database, [Outcome(id_, 0, photo), Outcome(id_, 1, None, PhotoProblem.MISSING)])
    put(database, row("1", "new.jpg", "b.jpg", "a.jpg"))
    found = [(each.name, each.photo_id, each.problem) for each in photos.of_candidate(database, id_, MODEL)]
    assert found == [("new.jpg", None, None), ("b.jpg", None, PhotoProblem.MISSING), ("a.jpg", photo, None)]


def test_a_session_tells_how_many_are_ready_and_how_many_photos_wait(database: sqlite.Connection) -> None:
    put(database, row("1", "a.jpg"), row("2", "b.jpg", "c.jpg"), row("3", session=NOON))
    with database:
        database.execute("BEGIN")
        photos.link(database, [Outcome(candidates.find(database, "1").id, 0, photos.add(database, MODEL, facts("a")))])
    found = candidates.sessions(database)
    summaries = {each.session.id: (each.candidates, each.usable, each.waiting) for each in found}
    assert summaries == {"SKD-1": (2, 1, 2), "SKD-2": (1, 0, 0)}


def test_a_session_that_everybody_has_left_is_not_listed(database: sqlite.Connection) -> None:
    put(database, row("1"), row("2", session=NOON))
    assert candidates.exam_sessions(database) == [MORNING, NOON]
    put(database, row("1", session=NOON))
    assert candidates.exam_sessions(database) == [NOON]
    assert candidates.count(database) == 2
    put(database, row("1"))
    assert candidates.exam_sessions(database) == [MORNING, NOON]


def test_a_session_is_found_by_its_id_or_by_a_name_that_it_has_alone(database: sqlite.Connection) -> None:
    here, there = (exam_session("Sesi 1", "Palembang", room, MORNING.starts_at) for room in ("A", "B"))
    put(database, row("1", session=here), row("2", session=there), row("3", session=NOON))
    assert candidates.find_session(database, there.id) == there
    assert candidates.find_session(database, NOON.title) == NOON
    with pytest.raises(StoreError) as several:
        candidates.find_session(database, "Sesi 1")
    assert str(several.value).splitlines() == [
        "expected one session, got 'Sesi 1', which 2 are called; name one of:",
        "  Sesi 1 · Palembang · A · 2026-10-12",
        "  Sesi 1 · Palembang · B · 2026-10-12",
    ]
    with pytest.raises(StoreError) as none:
        candidates.find_session(database, "Sesi 9")
    assert str(none.value).splitlines()[0] == "expected a session that was imported, got 'Sesi 9'; there are:"
    assert len(str(none.value).splitlines()) == 4


def test_of_many_sessions_that_could_be_meant_some_are_listed(database: sqlite.Connection) -> None:
    put(database, *(row(str(room), session=exam_session("S", "V", str(room), MORNING.starts_at)) for room in range(25)))
    with pytest.raises(StoreError, match=r"(?s)which 25 are called.*and 5 more$"):
        candidates.find_session(database, "S")


def test_who_is_removed_takes_their_photos_along_but_not_those_that_others_have(database: sqlite.Connection) -> None:
    put(database, row("1", "a.jpg", "own.jpg"), row("2", "a.jpg", session=NOON))
    one, other = candidates.find(database, "1").id, candidates.find(database, "2").id
    with database:
        database.execute("BEGIN")
        shared, own = photos.add(database, MODEL, facts("a")), photos.add(database, MODEL, facts("own"))
        photos.link(database, [Outcome(one, 0, shared), Outcome(one, 1, own), Outcome(other, 0, shared)])
    assert photos.shared(database, MODEL) == [(facts("a").digest, "1"), (facts("a").digest, "2")]
    candidates.remove(database, "1")
    assert photos.known(database, MODEL) == {facts("a").digest: shared}
    assert [each.session.id for each in candidates.sessions(database)] == ["SKD-2"]
    with pytest.raises(StoreError):
        candidates.remove(database, "1")


def test_the_file_is_encrypted(tmp_path: Path) -> None:
    connection = open_database(tmp_path)
    put(connection, row("1", name="Somebody Very Special"))
    connection.close()
    for file in tmp_path.iterdir():
        assert b"Somebody" not in file.read_bytes()
    with pytest.raises(PassphraseError):
        open_enrolment(tmp_path / "enrolment.sqlite3", DatabaseKey(b"x" * 32, KEY.salt))
