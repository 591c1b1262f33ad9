"""An encrypted database opens with its key alone, moves to a newer schema whole or not at all, and is private."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from vault import opening, sqlite
from vault.errors import DatabaseFaultError, PassphraseError
from vault.keys import DatabaseKey

KEY = DatabaseKey(bytes(range(32)), bytes(range(16)))
FIRST = (("CREATE TABLE thing (name TEXT NOT NULL) STRICT",),)
SECOND = (*FIRST, ("ALTER TABLE thing ADD COLUMN note TEXT NOT NULL DEFAULT ''",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "things.sqlite3"


@pytest.fixture
def filled(path: Path) -> Path:
    connection = opening.connect(path, KEY, FIRST)
    with connection:
        connection.execute("INSERT INTO thing VALUES ('kursi')")
    connection.close()
    return path


def things(connection: sqlite.Connection) -> list[tuple[str, ...]]:
    found = connection.execute("SELECT * FROM thing").fetchall()
    connection.close()
    return found


def test_what_was_stored_is_there_again_and_nowhere_in_the_clear(filled: Path) -> None:
    assert things(opening.connect(filled, KEY, FIRST)) == [("kursi",)]
    assert b"kursi" not in filled.read_bytes()
    assert b"CREATE TABLE" not in filled.read_bytes()


def test_only_its_owner_may_read_the_file(filled: Path) -> None:
    assert stat.S_IMODE(filled.stat().st_mode) == 0o600


@pytest.mark.parametrize("key", [DatabaseKey(bytes(32), KEY.salt), DatabaseKey(KEY.secret, bytes(16))])
def test_another_key_opens_nothing_and_touches_nothing(filled: Path, key: DatabaseKey) -> None:
    before = filled.read_bytes()
    with pytest.raises(PassphraseError, match="does not open"):
        opening.connect(filled, key, SECOND)
    assert filled.read_bytes() == before


def test_a_newer_schema_is_moved_to_behind_a_backup_that_the_same_key_opens(filled: Path) -> None:
    assert things(opening.connect(filled, KEY, SECOND)) == [("kursi", "")]
    backup = filled.with_name("things.sqlite3.v1-backup")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert things(opening.connect(backup, KEY, FIRST)) == [("kursi",)]


def test_a_step_that_fails_leaves_the_version_before_whole(filled: Path) -> None:
    broken = (*FIRST, ("ALTER TABLE thing ADD COLUMN note TEXT", "no statement at all"))
    with pytest.raises(DatabaseFaultError, match="syntax error; ask venue IT"):
        opening.connect(filled, KEY, broken, "ask venue IT")
    assert things(opening.connect(filled, KEY, FIRST)) == [("kursi",)]


def test_a_database_of_a_newer_program_is_refused(filled: Path) -> None:
    opening.connect(filled, KEY, SECOND).close()
    with pytest.raises(DatabaseFaultError, match="is of version 2, this program knows 1: update Hadir"):
        opening.connect(filled, KEY, FIRST)


def test_one_that_is_to_be_there_is_not_made(path: Path) -> None:
    with pytest.raises(DatabaseFaultError, match="there is no local database"):
        opening.connect_existing(path, KEY, FIRST)
    assert not path.exists()


def test_a_free_name_is_never_one_that_is_taken(path: Path) -> None:
    for expected in ("things.sqlite3.old", "things.sqlite3.old-2", "things.sqlite3.old-3"):
        name = opening.free_name(path, "old")
        assert name.name == expected
        name.touch()
