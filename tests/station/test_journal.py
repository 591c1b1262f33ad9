"""A decision is on disk whole or not at all, and never changes."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.errors import JournalError
from station.journal import database, entries
from station.outbox import store
from tests.station.makers import report


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = database.connect(tmp_path / "station.sqlite3", "station-1")
    yield connection
    connection.close()


def test_a_second_connection_and_another_program_leave_the_write_ahead_log_alone(tmp_path: Path) -> None:
    """Closing any descriptor of the file would drop this process's locks on it, and the other program its log."""
    path = tmp_path / "station.sqlite3"
    connections = [database.connect(path, "station-1") for _ in range(2)]
    entries.record(connections[0], report)
    reading = (
        "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM entry').fetchone()[0])"
    )
    for expected in ("1", "2"):
        seen = subprocess.run([sys.executable, "-c", reading, str(path)], capture_output=True, text=True, check=True)
        assert seen.stdout.strip() == expected
        assert path.with_name("station.sqlite3-wal").exists()
        entries.record(connections[1], report)
    for connection in connections:
        connection.close()


def test_the_file_is_for_its_owner_only(journal: sqlite3.Connection, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "station.sqlite3").stat().st_mode) == 0o600


def test_every_commit_is_on_disk_before_it_returns(journal: sqlite3.Connection) -> None:
    assert journal.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert journal.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_decision_and_its_report_are_stored_together(journal: sqlite3.Connection) -> None:
    entries.record(journal, report)
    assert entries.count(journal) == 1
    assert store.counts(journal).pending == 1


def test_sequence_numbers_have_no_gap_even_after_a_failure(journal: sqlite3.Connection) -> None:
    entries.record(journal, report)

    def fail(sequence: int) -> None:
        raise RuntimeError(f"no report {sequence}")

    with pytest.raises(RuntimeError, match="no report 2"):
        entries.record(journal, fail)  # type: ignore[arg-type]
    assert entries.record(journal, report).station_seq == 2
    assert store.counts(journal).pending == 2


def test_an_entry_that_clashes_stores_neither_entry_nor_report(journal: sqlite3.Connection) -> None:
    first = entries.record(journal, report)
    with pytest.raises(sqlite3.IntegrityError):
        entries.record(journal, lambda seq: report(seq).model_copy(update={"checkin_id": first.checkin_id}))
    assert (entries.count(journal), store.counts(journal).pending) == (1, 1)


@pytest.mark.parametrize("statement", ["UPDATE entry SET decision = 'REFUSE'", "DELETE FROM entry"])
def test_entries_can_be_neither_changed_nor_removed(journal: sqlite3.Connection, statement: str) -> None:
    entries.record(journal, report)
    with pytest.raises(sqlite3.IntegrityError, match="journal entries"):
        journal.execute(statement)


def test_it_is_known_when_a_candidate_was_first_admitted(journal: sqlite3.Connection) -> None:
    assert entries.admitted_at(journal, "SKD-1", "C0") is None
    made = entries.record(journal, report)
    assert entries.admitted_at(journal, "SKD-1", "C0") == made.occurred_at
    assert entries.admitted_at(journal, "SKD-2", "C0") is None
    assert entries.admitted_count(journal, "SKD-1") == 1


def test_another_stations_database_is_refused(journal: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="belongs to station station-1, this station is station-2"):
        database.connect(tmp_path / "station.sqlite3", "station-2")


def test_a_database_of_a_newer_program_is_refused(journal: sqlite3.Connection, tmp_path: Path) -> None:
    journal.execute("PRAGMA user_version = 99")
    with pytest.raises(JournalError, match="is of version 99, this program knows 1: update Hadir"):
        database.connect(tmp_path / "station.sqlite3", "station-1")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "station.sqlite3").write_text("a shopping list, not a database, long enough to be read as one" * 40)
    with pytest.raises(JournalError, match="cannot be opened: file is not a database"):
        database.connect(tmp_path / "station.sqlite3", "station-1")


def test_killed_at_any_moment_every_entry_has_its_report_and_none_is_half_there(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from station.journal import database, entries
from tests.station.makers import report
connection = database.connect(Path(sys.argv[1]), "station-1")
while True:
    print(entries.record(connection, report).station_seq, flush=True)
"""
    path = tmp_path / "station.sqlite3"
    told = 0
    for lines in (1, 7, 40):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        with process:
            assert process.stdout is not None
            for _ in range(lines):
                told = int(process.stdout.readline())
            process.kill()
    connection = database.connect(path, "station-1")
    sequences = [row[0] for row in connection.execute("SELECT station_seq FROM entry ORDER BY station_seq")]
    queued = [row[0] for row in connection.execute("SELECT station_seq FROM outbox ORDER BY station_seq")]
    connection.close()
    assert sequences == list(range(1, len(sequences) + 1))
    assert queued == sequences
    assert len(sequences) >= told
