"""Opening the local database: SQLite in WAL mode, every commit on disk before it returns.

Schema versions are SQLite's ``user_version``; `MIGRATIONS` holds the statements from each version to the next, and
each is one transaction, so that an interrupted one leaves the version before.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from station.errors import JournalError

BUSY_TIMEOUT = 5.0  # seconds; only the sender's short updates ever hold the lock

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE station (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            id TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE entry (
            station_seq INTEGER PRIMARY KEY CHECK (station_seq >= 1),
            report_id TEXT NOT NULL UNIQUE,
            checkin_id TEXT NOT NULL UNIQUE,
            session_id TEXT NOT NULL,
            candidate_number TEXT NOT NULL,
            decision TEXT NOT NULL,
            recorded_at TEXT NOT NULL,
            digest TEXT NOT NULL,
            payload TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX entry_candidate ON entry (session_id, candidate_number)",
        """
        CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'journal entries never change'); END
        """,
        """
        CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'journal entries are never removed'); END
        """,
        """
        CREATE TABLE outbox (
            report_id TEXT PRIMARY KEY REFERENCES entry (report_id),
            station_seq INTEGER NOT NULL UNIQUE,
            state TEXT NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'QUARANTINED')),
            attempts INTEGER NOT NULL DEFAULT 0,
            last_error TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        "CREATE INDEX outbox_order ON outbox (state, attempts, station_seq)",
    ),
)


def connect(path: Path, station_id: str) -> sqlite3.Connection:
    """Open the database of a station, making or migrating it.

    The connection is for one thread at a time. Transactions are explicit (`BEGIN IMMEDIATE`).

    Raises:
        JournalError: it cannot be opened, is damaged, of a newer version, or another station's.
    """
    try:
        _make_private_file(path)
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        _migrate(connection, path)
        _claim(connection, path, station_id)
    except (OSError, sqlite3.Error) as error:
        raise JournalError(f"local database {path} cannot be opened: {error}") from error
    return connection


def _make_private_file(path: Path) -> None:
    """Make an empty file for its owner only, before SQLite would make one for everybody.

    A file that is there is left alone: on POSIX, closing any descriptor of a file drops all locks that this process
    holds on it, those of a connection that is already open included. Another program would then take the database for
    unused and delete its write-ahead log, with committed decisions in it.
    """
    if not path.exists():
        with contextlib.suppress(FileExistsError):  # another program was faster, with the same intent
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Two programs opening a new file at once: the second waits for the first's lock and finds nothing to do."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise JournalError(
                f"local database {path} is of version {version}, this program knows {len(MIGRATIONS)}: update Hadir"
            )
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _claim(connection: sqlite3.Connection, path: Path, station_id: str) -> None:
    with connection:
        connection.execute("INSERT OR IGNORE INTO station (only, id) VALUES (1, ?)", (station_id,))
    (owner,) = connection.execute("SELECT id FROM station").fetchone()
    if owner != station_id:
        raise JournalError(f"local database {path} belongs to station {owner}, this station is {station_id}")
