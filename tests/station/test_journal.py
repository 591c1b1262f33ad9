"""A decision is on disk whole or not at all, encrypted, and never changes."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from uuid import uuid4

import pytest

from station.errors import JournalError
from station.journal import database, entries, history, identity, integrity, journals
from station.journal.entries import Place
from station.journal.reading import verify_database
from station.journal.schema import MIGRATIONS
from station.outbox import store
from tests.station.makers import KEY, NOW, fill, open_journal, report, with_pictures
from vault import sqlite
from vault.errors import PassphraseError
from vault.keys import DatabaseKey
from wire.envelopes import unseal
from wire.reports import FIRST_PREVIOUS, KeyReport

PAGE = 4096
SECRET = b"2430011001"  # of a candidate's number


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite3"


@pytest.fixture
def journal(path: Path) -> Iterator[sqlite.Connection]:
    connection = open_journal(path)
    yield connection
    connection.close()


def test_a_second_connection_and_another_program_leave_the_write_ahead_log_alone(path: Path) -> None:
    """Closing any descriptor of the file would drop this process's locks on it, and the other program its log."""
    connections = [open_journal(path) for _ in range(2)]
    entries.record(connections[0], report)
    reading = (
        "import sys; from pathlib import Path; from station.journal import database; "
        "from tests.station.makers import KEY; "
        "print(database.connect(Path(sys.argv[1]), KEY).execute('SELECT count(*) FROM entry').fetchone()[0])"
    )
    for expected in ("2", "3"):
        seen = subprocess.run(
            [sys.executable, "-c", reading, str(path)], capture_output=True, text=True, check=True, env=_environment()
        )
        assert seen.stdout.strip() == expected
        assert path.with_name("station.sqlite3-wal").exists()
        entries.record(connections[1], report)
    for connection in connections:
        connection.close()


def test_the_file_is_for_its_owner_only(journal: sqlite.Connection, path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_commit_is_on_disk_before_it_returns(journal: sqlite.Connection) -> None:
    assert journal.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert journal.execute("PRAGMA synchronous").fetchone() == (2,)


def test_nothing_that_was_recorded_stands_in_the_clear_in_any_file(journal: sqlite.Connection, path: Path) -> None:
    picture = b"a face" * 3000
    entries.record(journal, lambda place: report(place, number=SECRET.decode(), pictures=(picture,)), [picture])
    files = [file for file in path.parent.iterdir() if file.is_file()]
    assert len(files) >= 2
    for file in files:
        content = file.read_bytes()
        assert SECRET not in content
        assert b"a face" not in content
        assert b"CREATE TABLE" not in content


def test_the_first_bytes_of_the_file_are_the_salt(journal: sqlite.Connection, path: Path) -> None:
    assert path.read_bytes()[:16] == KEY.salt


def test_the_first_entry_names_the_key_and_is_written_once(journal: sqlite.Connection) -> None:
    journals.begin(journal, "station-1", NOW)
    (envelope,) = entries.envelopes(journal)
    first = unseal(envelope)
    assert isinstance(first, KeyReport)
    assert (first.station_seq, first.previous, first.continues) == (1, FIRST_PREVIOUS, None)
    assert entries.signing_key(journal, first.journal_id).public.text == first.public_key


def test_each_entry_names_the_one_before_it(journal: sqlite.Connection) -> None:
    fill(journal, 3)
    envelopes = entries.envelopes(journal)
    previous = [unseal(envelope).previous for envelope in envelopes]
    assert previous == [FIRST_PREVIOUS, *(envelope.digest for envelope in envelopes[:-1])]
    assert entries.head(journal) == entries.Head(envelopes[0].journal_id, 4, envelopes[-1].digest)


def test_a_decision_its_report_and_its_pictures_are_stored_together(journal: sqlite.Connection) -> None:
    pictures = (b"one", b"two")
    made = entries.record(journal, with_pictures(*pictures), pictures)
    assert store.counts(journal) == store.OutboxCounts(pending=2, quarantined=0, pictures=2)
    assert journal.execute("SELECT content FROM picture ORDER BY rowid").fetchall() == [(b"one",), (b"two",)]
    assert entries.admitted_at(journal, "SKD-1", "C0") == made.occurred_at


def test_picture_and_digest_of_a_decision_are_found_by_its_check_in(journal: sqlite.Connection) -> None:
    shown = entries.record(journal, with_pictures(b"a face"), [b"a face"])
    unseen = entries.record(journal, lambda place: report(place, number="C1"))
    assert history.capture(journal, shown.checkin_id) == b"a face"
    assert history.report_digest(journal, shown.checkin_id) == entries.envelopes(journal)[1].digest
    assert history.capture(journal, unseen.checkin_id) is None
    assert history.capture(journal, uuid4()) is None
    assert history.report_digest(journal, uuid4()) == ""


def test_sequence_numbers_have_no_gap_even_after_a_failure(journal: sqlite.Connection) -> None:
    fill(journal, 1)

    def fail(place: Place) -> None:
        raise RuntimeError(f"no report {place.station_seq}")

    with pytest.raises(RuntimeError, match="no report 3"):
        entries.record(journal, fail)  # type: ignore[type-var]
    assert fill(journal, 1)[0].station_seq == 3
    assert store.counts(journal).pending == 3


def test_an_entry_that_clashes_stores_neither_entry_nor_report_nor_picture(journal: sqlite.Connection) -> None:
    (first,) = fill(journal, 1)
    with pytest.raises(sqlite.IntegrityError):
        entries.record(
            journal,
            lambda place: report(place, pictures=(b"p",)).model_copy(update={"checkin_id": first.checkin_id}),
            [b"p"],
        )
    assert store.counts(journal) == store.OutboxCounts(2, 0, 0)
    assert journal.execute("SELECT count(*) FROM picture").fetchone() == (0,)


@pytest.mark.parametrize("table", ["entry", "picture", "journal", "signing_key"])
def test_what_was_recorded_can_be_neither_changed_nor_removed(journal: sqlite.Connection, table: str) -> None:
    entries.record(journal, with_pictures(b"p"), [b"p"])
    (column,) = journal.execute(f"SELECT name FROM pragma_table_info('{table}') LIMIT 1").fetchone()  # noqa: S608
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):  # noqa: S608
        with pytest.raises(sqlite.IntegrityError, match="journal entries"):
            journal.execute(statement)


def test_it_is_known_when_a_candidate_was_first_admitted(journal: sqlite.Connection) -> None:
    assert entries.admitted_at(journal, "SKD-1", "C0") is None
    (made,) = fill(journal, 1)
    assert entries.admitted_at(journal, "SKD-1", "C0") == made.occurred_at
    assert entries.admitted_at(journal, "SKD-2", "C0") is None
    assert entries.admitted_count(journal, "SKD-1") == 1
    assert entries.decisions(journal) == [("C0", "ADMIT")]


def test_a_journal_that_was_not_begun_takes_no_decision(path: Path) -> None:
    connection = database.connect(path, KEY)
    with pytest.raises(JournalError, match="not begun"):
        entries.record(connection, report)
    journals.prepare(connection, NOW)
    with pytest.raises(JournalError, match="not begun"):
        entries.record(connection, report)
    connection.close()


def test_a_key_is_replaced_by_an_entry_that_the_old_one_signs(journal: sqlite.Connection) -> None:
    fill(journal, 1)
    old = entries.signing_key(journal, entries.envelopes(journal)[0].journal_id).public.id
    new = journals.rotate(journal, NOW).public.id
    fill(journal, 1)
    assert [envelope.key_id for envelope in entries.envelopes(journal)] == [old, old, old, new]
    assert verify_database(journal).problems == ()


def test_another_stations_database_is_refused(journal: sqlite.Connection) -> None:
    with pytest.raises(JournalError, match="belongs to station station-1, this station is station-2"):
        journals.begin(journal, "station-2", NOW)
    assert identity.read(journal) == identity.Identity("station-1")


def test_a_database_of_a_newer_program_is_refused(journal: sqlite.Connection, path: Path) -> None:
    journal.execute("PRAGMA user_version = 99")
    with pytest.raises(JournalError, match=f"is of version 99, this program knows {len(MIGRATIONS)}: update Hadir"):
        database.connect(path, KEY)


@pytest.mark.parametrize("key", [DatabaseKey(bytes(32), KEY.salt), DatabaseKey(KEY.secret, bytes(16))])
def test_another_key_opens_nothing_and_touches_nothing(
    journal: sqlite.Connection, path: Path, key: DatabaseKey
) -> None:
    journal.close()
    before = path.read_bytes()
    with pytest.raises(PassphraseError, match="does not open"):
        database.connect(path, key)
    assert path.read_bytes() == before
    open_journal(path).close()


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("a shopping list, not a database, long enough to be read as one" * 80)
    with pytest.raises(PassphraseError, match="does not open"):
        database.connect(path, KEY)


NEXT = (*MIGRATIONS, ("ALTER TABLE station ADD COLUMN note TEXT NOT NULL DEFAULT ''",))


def test_before_a_migration_an_encrypted_backup_is_made_that_is_never_overwritten(
    journal: sqlite.Connection, path: Path
) -> None:
    fill(journal, 3)
    journal.close()
    older = path.with_name("older")
    shutil.copy(path, older)
    backup_of = f"station.sqlite3.v{len(MIGRATIONS)}-backup"
    for name in (backup_of, f"{backup_of}-2"):
        database.connect(path, KEY, NEXT).close()
        backup = path.with_name(name)
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600
        restored = database.connect(backup, KEY)
        assert len(entries.envelopes(restored)) == 4
        restored.close()
        shutil.copy(older, path)
    assert len(list(path.parent.glob("*backup*"))) == 2


def test_a_new_file_and_one_of_the_newest_version_get_no_backup(path: Path) -> None:
    for _ in range(2):
        database.connect(path, KEY, NEXT).close()
    assert [file.name for file in path.parent.iterdir()] == ["station.sqlite3"]


def test_a_migration_that_fails_leaves_the_version_before_whole(journal: sqlite.Connection, path: Path) -> None:
    fill(journal, 1)
    journal.close()
    broken = (*MIGRATIONS, ("ALTER TABLE station ADD COLUMN note TEXT", "no statement at all"))
    with pytest.raises(JournalError, match="syntax error"):
        database.connect(path, KEY, broken)
    again = database.connect(path, KEY)
    assert [row[1] for row in again.execute("PRAGMA table_info(station)")] == ["only", "id", "venue", "server", "token"]
    assert len(entries.envelopes(again)) == 2
    again.close()


def test_a_sound_database_passes_the_check_at_opening(journal: sqlite.Connection, path: Path) -> None:
    fill(journal, 3)
    integrity.check(journal, path)


def test_a_flipped_bit_anywhere_is_noticed_at_opening(journal: sqlite.Connection, path: Path) -> None:
    for _ in range(20):
        entries.record(journal, report, [os.urandom(9000)])
    journal.close()
    whole = path.read_bytes()
    for offset in range(PAGE + 7, len(whole), len(whole) // 23):
        damaged = bytearray(whole)
        damaged[offset] ^= 4
        path.write_bytes(damaged)
        with pytest.raises(JournalError, match="hadir journal repair"):  # noqa: PT012
            connection = database.connect(path, KEY)
            try:
                integrity.check(connection, path)
            finally:
                connection.close()


def test_an_end_that_was_written_by_somebody_else_is_noticed_at_opening(journal: sqlite.Connection, path: Path) -> None:
    fill(journal, 2)
    journal.execute("DROP TRIGGER entry_never_changes")
    journal.execute("UPDATE entry SET signature = (SELECT signature FROM entry WHERE station_seq = 1)")
    with pytest.raises(JournalError, match="the signature is not the key's"):
        integrity.check(journal, path)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


RECORDING = """
import os, sys
from pathlib import Path
from station.journal import entries
from tests.station.makers import open_journal, report
connection = open_journal(Path(sys.argv[1]))
while True:
    picture = os.urandom(3000)
    made = entries.record(connection, lambda place: report(place, pictures=(picture,)), [picture])
    print(made.station_seq, flush=True)
"""


def test_killed_at_any_moment_no_decision_that_was_told_is_lost_and_none_is_half_there(path: Path) -> None:
    told = 0
    for instant in (0, 3, 17, 40, 77, 130):  # milliseconds
        process = subprocess.Popen(
            [sys.executable, "-c", RECORDING, str(path)], stdout=subprocess.PIPE, text=True, env=_environment()
        )
        with process:
            assert process.stdout is not None
            told = int(process.stdout.readline())
            overdue = Timer(instant / 1000, process.kill)  # at an instant that nothing decides
            overdue.start()
            for line in process.stdout:
                told = int(line) if line.endswith("\n") else told
            overdue.join()
        connection = integrity.open_sound(path, KEY)
        account = verify_database(connection)
        assert account.problems == ()
        (summary,) = account.journals
        assert summary.last_seq == summary.entries >= told
        counts = store.counts(connection)
        connection.close()
        assert counts.pending == summary.entries
        assert counts.pictures == summary.entries - 1
