"""Can a decision be written, and is what was written sound?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from station.errors import JournalError
from station.journal import integrity
from station.selftest.results import Check, CheckResult, Finding
from vault import sqlite
from vault.errors import VaultError
from wire.reports import CheckOutcome

_PATIENCE = 1000  # milliseconds to wait for a lock: whoever holds it rightly only makes short changes
_CACHE = 8  # pages: so small that what is written below goes to the disk although it is never committed
_WRITTEN = 256 * 1024  # bytes

_BY_CODE = {
    "SQLITE_BUSY": Finding.DATABASE_LOCKED,
    "SQLITE_LOCKED": Finding.DATABASE_LOCKED,
    "SQLITE_FULL": Finding.DATABASE_FULL,
    "SQLITE_READONLY": Finding.DATABASE_READ_ONLY,
    "SQLITE_PERM": Finding.DATABASE_READ_ONLY,
    "SQLITE_CORRUPT": Finding.DATABASE_DAMAGED,
    "SQLITE_NOTADB": Finding.DATABASE_DAMAGED,
}


def check(connect: Callable[[], sqlite.Connection], path: Path) -> CheckResult:
    """Open the local database on a connection of its own, write to it, take that back, and check it.

    The check is that of the station's start: every page's authentication code, the tables' structure, and the
    journal's last entry with its link and its signature; about a second for 100 MB.
    """
    try:
        connection = connect()
    except (JournalError, VaultError, sqlite.Error) as error:
        return _failed(_finding(error.__cause__ or error))
    with closing(connection):
        try:
            connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            write_and_take_back(connection)
        except sqlite.Error as error:
            return _failed(_finding(error))
        try:
            integrity.check(connection, path)
        except JournalError:
            return _failed(Finding.DATABASE_DAMAGED)
    return CheckResult(Check.DATABASE, CheckOutcome.PASSED, Finding.DATABASE_READY)


def write_and_take_back(connection: sqlite.Connection) -> None:
    """Write in a transaction that is rolled back, enough that it reaches the disk; raises sqlite.Error."""
    connection.execute(f"PRAGMA cache_size = {_CACHE}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("CREATE TABLE self_test (content BLOB NOT NULL) STRICT")
        connection.execute("INSERT INTO self_test VALUES (randomblob(?))", (_WRITTEN,))
    finally:
        # A full disk makes SQLite roll back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _finding(error: BaseException) -> Finding:
    name = str(getattr(error, "sqlite_errorname", ""))
    known = next((finding for code, finding in _BY_CODE.items() if name.startswith(code)), None)
    return known or Finding.DATABASE_UNREADABLE


def _failed(finding: Finding) -> CheckResult:
    return CheckResult(Check.DATABASE, CheckOutcome.FAILED, finding)
