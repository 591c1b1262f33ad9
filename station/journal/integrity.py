"""Whether the local database is sound: looked at once, by the program that takes the station's lock."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from station.errors import JournalError
from station.journal import database, entries
from station.journal.database import REPAIR_HINT
from station.journal.verification import check_end
from vault import sqlite
from vault.keys import DatabaseKey
from vault.pages import Pages
from wire.errors import WireError
from wire.signing import SigningKey


def open_sound(path: Path, key: DatabaseKey) -> sqlite.Connection:
    """Open the database, as `database.connect` does, and check it: every page's authentication code, the structure of
    the tables, the last entry with its link.

    Takes about a second for 100 MB. The whole chain is for `hadir journal verify`.

    Raises:
        JournalError: it cannot be opened or is damaged; the message says what to do.
    """
    check_log(path, key)
    connection = database.connect(path, key)
    try:
        check(connection, path)
    except JournalError:
        connection.close()
        raise
    return connection


def check_log(path: Path, key: DatabaseKey) -> None:
    """Check the log before SQLite sees it, which would quietly drop what stands behind a damaged page.

    Raises:
        JournalError: a page of it is damaged that a later commit stands behind.
    """
    damaged = Pages(path, key).log_damaged
    if damaged:
        raise JournalError(f"local database {path} is damaged ({damaged} pages of its log); {REPAIR_HINT}")


def check(connection: sqlite.Connection, path: Path) -> None:
    """Check an open database; raises JournalError where it is damaged."""
    try:
        pages = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        structure = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
        damage = pages + [line for line in structure if line != "ok"]
        if not damage:
            damage = _end(connection)
    except (sqlite.Error, ValidationError, WireError) as error:
        damage = [str(error)]
    if damage:
        first = damage[0].splitlines()[-1]  # SQLite names the database in a line before
        more = f" and {len(damage) - 1} more" if len(damage) > 1 else ""
        raise JournalError(f"local database {path} is damaged ({first}{more}); {REPAIR_HINT}")


def _end(connection: sqlite.Connection) -> list[str]:
    end = entries.head(connection)
    if end is None or end.last_seq == 0:
        return []
    rows = connection.execute(
        f"SELECT {entries.ENVELOPE} FROM entry WHERE journal_id = ? ORDER BY station_seq DESC LIMIT 2",  # noqa: S608
        (str(end.journal_id),),
    ).fetchall()
    last, *before = [entries.envelope_of(row) for row in rows]
    row = connection.execute(
        "SELECT secret FROM signing_key WHERE journal_id = ? AND first_seq <= ? ORDER BY first_seq DESC LIMIT 1",
        (str(end.journal_id), last.station_seq),
    ).fetchone()
    key = SigningKey.from_bytes(row[0]).public if row else None
    return check_end(last, before[0] if before else None, key)
