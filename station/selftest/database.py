"""Can a decision be written, and is what was written sound?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from station.errors import JournalError
from station.journal import integrity
from station.journal.faults import StorageProblem, fault_of
from station.journal.probing import write_and_take_back
from station.selftest.results import Check, CheckResult, Finding
from vault import sqlite
from vault.errors import VaultError
from wire.reports import CheckOutcome

_PATIENCE = 1000  # milliseconds to wait for a lock: whoever holds it rightly only makes short changes

_FINDINGS = {
    StorageProblem.LOCKED: Finding.DATABASE_LOCKED,
    StorageProblem.FULL: Finding.DATABASE_FULL,
    StorageProblem.READ_ONLY: Finding.DATABASE_READ_ONLY,
    StorageProblem.DAMAGED: Finding.DATABASE_DAMAGED,
    StorageProblem.UNREADABLE: Finding.DATABASE_UNREADABLE,
}


def check(connect: Callable[[], sqlite.Connection], path: Path) -> CheckResult:
    """Open the local database on a connection of its own, write to it, take that back, and check it.

    The check is that of the station's start: every page's authentication code, the tables' structure, and the
    journal's last entry with its link and its signature; about a second for 100 MB.
    """
    try:
        connection = connect()
    except (JournalError, VaultError, sqlite.Error) as error:
        return _failed(_FINDINGS[fault_of(error).problem])
    with closing(connection):
        try:
            connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            write_and_take_back(connection)
        except sqlite.Error as error:
            return _failed(_FINDINGS[fault_of(error).problem])
        try:
            integrity.check(connection, path)
        except JournalError:
            return _failed(Finding.DATABASE_DAMAGED)
    return CheckResult(Check.DATABASE, CheckOutcome.PASSED, Finding.DATABASE_READY)


def _failed(finding: Finding) -> CheckResult:
    return CheckResult(Check.DATABASE, CheckOutcome.FAILED, finding)
