"""Beginning a journal, and replacing the key that signs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from station.errors import JournalError
from station.ids import uuid7
from station.journal import entries
from station.journal.entries import Place
from vault import sqlite
from wire.reports import Continued, KeyReport
from wire.signing import SigningKey


@dataclass(frozen=True, slots=True)
class Prepared:
    """A journal's name and the key that signs its next entry, which the server is to learn of."""

    journal_id: UUID
    key: SigningKey


def prepare(connection: sqlite.Connection, now: datetime) -> Prepared:
    """The journal that is written on; where there is none, one of a new key is made ready, without an entry yet.

    So a registration that was cut off is made again with the same journal and key.
    """
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        there = entries.head(connection)
        if there is None:
            return add(connection, SigningKey.generate(), now)
        return Prepared(there.journal_id, entries.signing_key(connection, there.journal_id))


def begin(connection: sqlite.Connection, station_id: str, now: datetime) -> None:
    """Write the first entry, which names the key, in the station's name, unless that was done before.

    Raises:
        JournalError: the journal belongs to a station of another name.
        sqlite.Error: nothing was stored.
    """
    prepare(connection, now)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        begin_within(connection, station_id, now)


def begin_within(connection: sqlite.Connection, station_id: str, now: datetime) -> None:
    """As `begin`, of a prepared journal, within a transaction of the caller's."""
    connection.execute("INSERT OR IGNORE INTO station (only, id) VALUES (1, ?)", (station_id,))
    (owner,) = connection.execute("SELECT id FROM station").fetchone()
    if owner != station_id:
        raise JournalError(f"the journal belongs to station {owner}, this station is {station_id}")
    end = entries.head(connection)
    if end is not None and end.last_seq == 0:
        key = entries.signing_key(connection, end.journal_id)
        entries.append(connection, lambda place: _key_report(place, key, now, None, None))


def rotate(connection: sqlite.Connection, now: datetime, clock_offset: float | None = None) -> SigningKey:
    """Replace the signing key: the old one signs an entry that names the new one, which signs from the next one on.

    Raises:
        JournalError: the journal was not begun.
        sqlite.Error: nothing was stored, and the old key goes on.
    """
    key = SigningKey.generate()
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        report = entries.append(connection, lambda place: _key_report(place, key, now, clock_offset, None))
        _add_key(connection, report.journal_id, report.station_seq + 1, key)
    return key


def add(connection: sqlite.Connection, key: SigningKey, now: datetime) -> Prepared:
    """Make a journal ready behind all others of the file, within a transaction of the caller's."""
    journal_id = uuid7(now)
    connection.execute("INSERT INTO journal (id, begun_at) VALUES (?, ?)", (str(journal_id), now.isoformat()))
    _add_key(connection, journal_id, 1, key)
    return Prepared(journal_id, key)


def go_on(connection: sqlite.Connection, key: SigningKey, continues: Continued, now: datetime) -> Prepared:
    """Begin a new journal after one that cannot be written on, within a transaction of the caller's."""
    prepared = add(connection, key, now)
    entries.append(connection, lambda place: _key_report(place, key, now, None, continues))
    return prepared


def _add_key(connection: sqlite.Connection, journal_id: UUID, first_seq: int, key: SigningKey) -> None:
    connection.execute(
        "INSERT INTO signing_key VALUES (?, ?, ?, ?)", (str(journal_id), first_seq, key.public.id, key.secret_bytes())
    )


def _key_report(
    place: Place, key: SigningKey, now: datetime, clock_offset: float | None, continues: Continued | None
) -> KeyReport:
    return KeyReport(
        report_id=uuid7(now),
        station_id=place.station_id,
        journal_id=place.journal_id,
        station_seq=place.station_seq,
        previous=place.previous,
        occurred_at=now,
        clock_offset=clock_offset,
        public_key=key.public.text,
        continues=continues,
    )
