"""Verifying a local database: its journals, and what stands beside them: columns, pictures, outbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import ValidationError

from station.errors import JournalError
from station.journal import entries
from station.journal.verification import Account, ExpectedHead, Fault, Problem, Summary, Unreadable, pictures_of, verify
from vault import sqlite
from wire.envelopes import Envelope, unseal
from wire.errors import ReportError
from wire.evidence import picture_digest

_COLUMNS = "kind, recorded_at, session_id, checkin_id, candidate_number, decision, previous"


def verify_database(connection: sqlite.Connection, expected: ExpectedHead | None = None) -> Account:
    """Verify all journals of a local database, as it is at one moment.

    Raises:
        sqlite.Error: it cannot be read to its end.
    """
    with connection:
        connection.execute("BEGIN")
        account = verify(_entries(connection), expected)
        more = [
            *_columns(connection),
            *_pictures(connection),
            *_outbox(connection),
            *_key(connection, account.journals),
            *_empty(connection),
        ]
    return replace(account, problems=(*account.problems, *more))


def _entries(connection: sqlite.Connection) -> Iterator[Envelope | Unreadable]:
    rows = connection.execute(f"SELECT {entries.ENVELOPE} FROM entry ORDER BY position")  # noqa: S608
    for row in rows:
        try:
            yield entries.envelope_of(row)
        except ValidationError as error:
            yield Unreadable(str(row[2]), int(row[3]), f"{error.error_count()} faults")


def _columns(connection: sqlite.Connection) -> Iterator[Problem]:
    rows = connection.execute(f"SELECT {entries.ENVELOPE}, {_COLUMNS} FROM entry ORDER BY position")  # noqa: S608
    width = len(entries.ENVELOPE.split(", "))
    for row in rows:
        try:
            expected = entries.columns_of(unseal(entries.envelope_of(row[:width])))
        except (ValidationError, ReportError):
            continue  # told of already
        for name, found, want in zip(_COLUMNS.split(", "), row[width:], expected, strict=True):
            if found != want:
                yield Problem(row[2], row[3], Fault.COLUMN, name)


def _pictures(connection: sqlite.Connection) -> Iterator[Problem]:
    """Pictures that a report names and that are missing, or whose bytes are others."""
    named: set[str] = set()
    for item in _entries(connection):
        if isinstance(item, Unreadable):
            continue
        for picture in pictures_of(item):
            named.add(picture.digest)
            row = connection.execute("SELECT content FROM picture WHERE digest = ?", (picture.digest,)).fetchone()
            if row is None:
                yield Problem(str(item.journal_id), item.station_seq, Fault.PICTURE_MISSING, picture.digest)
            elif picture_digest(row[0]) != picture.digest or len(row[0]) != picture.size:
                yield Problem(str(item.journal_id), item.station_seq, Fault.PICTURE, picture.digest)
    for (digest,) in connection.execute("SELECT digest FROM picture ORDER BY position").fetchall():
        if digest not in named:
            yield Problem("-", 0, Fault.PICTURE, f"{digest} is named by no report")


def _outbox(connection: sqlite.Connection) -> Iterator[Problem]:
    rows = connection.execute(
        "SELECT position FROM outbox WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.position = outbox.position)"
    ).fetchall()
    for (position,) in rows:
        yield Problem("-", 0, Fault.OUTBOX, f"position {position}")


def _key(connection: sqlite.Connection, journals: Sequence[Summary]) -> Iterator[Problem]:
    """The key to sign the next entry with, if it is not there or not the one that the journal names last."""
    end = entries.head(connection)
    written = next((each for each in journals if end is not None and each.journal_id == end.journal_id), None)
    if written is None:
        return
    try:
        found = entries.signing_key(connection, written.journal_id).public.id
    except JournalError:
        found = "none"
    if found not in written.keys[-1:]:
        expected = "".join(written.keys[-1:]) or "none"
        yield Problem(str(written.journal_id), written.last_seq, Fault.KEY_OTHER, f"expected {expected}, got {found}")


def _empty(connection: sqlite.Connection) -> Iterator[Problem]:
    """Journals without an entry, at a station whose registration has begun them with one."""
    rows = connection.execute(
        """
        SELECT id FROM journal WHERE EXISTS (SELECT 1 FROM station WHERE token != '')
        AND NOT EXISTS (SELECT 1 FROM entry WHERE journal_id = journal.id) ORDER BY number
        """
    ).fetchall()
    for (journal,) in rows:
        yield Problem(journal, 0, Fault.NO_BEGINNING, "it has no entries")
