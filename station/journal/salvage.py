"""Repairing a damaged journal without ever discarding anything.

A new file is filled with every row that can be read out of the old one's pages, a new journal is begun in it that names
the last entry of the one before, and the old file is moved aside under a name of its own. Everything that was saved is
queued for the server again, which says of what it has that it has it.

Cut off at any moment and started again, it has lost nothing:

* before the new file has its final name (``.repaired``): nothing has happened, it is made anew;
* with that file and the old one in its place: the same, since the old one may have been written to meanwhile;
* with that file and the old one moved aside: only the renaming is finished.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from station.errors import JournalError
from station.journal import database, entries, journals
from station.journal.database import repaired_name
from station.journal.reading import verify_database
from station.journal.rows import Row, Value, rows_of
from station.journal.verification import Account
from vault import sqlite
from vault.keys import DatabaseKey, KeySource, find_key
from vault.opening import free_name
from vault.pages import Pages, index_of, log_of
from wire.envelopes import unseal
from wire.errors import ReportError
from wire.evidence import picture_digest
from wire.reports import Continued, KeyReport
from wire.signing import PublicKey, SigningKey

_Shape = tuple[type, ...]
_NONE = type(None)
_STATION: _Shape = (_NONE, str, str, str, str)
_JOURNAL: _Shape = (_NONE, str, str)
_KEY: _Shape = (str, int, str, bytes)
_PICTURE: _Shape = (str, int, bytes)
_PACK_IDENTITY: _Shape = (_NONE, bytes)
_PACK_SIGNER: _Shape = (_NONE, bytes, int, str)
_STAFF: _Shape = (str, str, str, str, str, _NONE, int)
_RETIRED_STAFF: _Shape = (str, str, str, str, str, str, int)
_PIN_FAILURE: _Shape = (str, int, str)
_ENTRY_COLUMNS = 16
_TOKEN = 4  # among the columns of a station
_JOURNAL_ID, _RECORDED_AT = 1, 6  # among those of an entry
_VERSION = 6  # among those of staff


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a repair has done.

    ``damaged_pages`` of the old file, now called ``aside``, could not be read. ``account`` is that of the new file:
    its problems are what could not be saved. That entries are missing at the very end only the server can tell.
    ``key_kept``: the new journal is signed with the key that the server knows. ``registered``: the token was saved.
    Where either is False the station is to be registered again.
    """

    aside: Path
    damaged_pages: int
    account: Account
    pictures: int
    key_kept: bool
    registered: bool


@dataclass(slots=True)
class _Found:
    """The rows of each table by what tells them apart; of those with one row the newest."""

    station: tuple[Value, ...] | None = None
    journals: dict[int, tuple[Value, ...]] = field(default_factory=dict)
    keys: dict[tuple[Value, Value], tuple[Value, ...]] = field(default_factory=dict)
    entries: dict[int, tuple[Value, ...]] = field(default_factory=dict)
    pictures: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    pack_identity: tuple[Value, ...] | None = None
    pack_signers: dict[int, tuple[Value, ...]] = field(default_factory=dict)
    staff: dict[Value, tuple[Value, ...]] = field(default_factory=dict)
    pin_failures: dict[Value, tuple[Value, ...]] = field(default_factory=dict)

    def add_person(self, shape: _Shape, values: tuple[Value, ...]) -> None:
        """Take in what is a row about a person. Of staff the newest version stays: an older one has a PIN that was
        replaced, or brings back who has left."""
        if shape in (_STAFF, _RETIRED_STAFF):
            known = self.staff.get(values[0])
            if known is None or _version_of(known) <= _version_of(values):
                self.staff[values[0]] = values
        elif shape == _PIN_FAILURE:
            self.pin_failures[values[0]] = values


def is_interrupted(path: Path) -> bool:
    """Whether a repair was cut off after the old file had been moved aside."""
    return repaired_name(path).exists() and not path.exists()


def key_for(path: Path, *sources: KeySource) -> DatabaseKey:
    """The key of a damaged journal, not proved to fit; raises JournalError, VaultError."""
    file = repaired_name(path) if is_interrupted(path) else path
    if not file.exists() or not file.stat().st_size:
        raise JournalError(f"there is no local database {path} to repair")
    return find_key(file, sources)


def find_damage(path: Path, key: DatabaseKey) -> int:
    """How many pages of a database and its log cannot be read.

    Raises:
        JournalError: the file cannot be read at all, or no page opens with that key.
    """
    return _damage(_pages(path, key))


def repair(path: Path, key: DatabaseKey, now: datetime) -> Salvaged | None:
    """Make a new database of what can be read, and begin a new journal in it; None where one cut off was finished.

    Raises:
        JournalError: the old file cannot be read at all, or no page opens with that key; nothing was touched.
        sqlite.Error, OSError: the new file cannot be written; the old one is where it was.
    """
    repaired = repaired_name(path)
    if is_interrupted(path):
        moved = sorted(file for file in path.parent.glob(f"{path.name}.damaged-*") if not file.name.endswith("-wal"))
        _put_in_place(path, repaired, moved[-1] if moved else path)
        return None
    pages = _pages(path, key)
    found = _sort(rows_of(pages))
    unfinished = path.with_name(f"{path.name}.unfinished")
    for leftover in (repaired, unfinished, log_of(unfinished), index_of(unfinished)):
        leftover.unlink(missing_ok=True)
    connection = database.connect(unfinished, key)
    try:
        key_kept = _fill(connection, found, now)
        account = verify_database(connection)
    finally:
        connection.close()  # which takes the log into the file
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.rename(repaired)
    aside = free_name(path, f"damaged-{now:%Y%m%dT%H%M%S}")
    path.rename(aside)
    _put_in_place(path, repaired, aside)
    registered = bool(found.station and found.station[_TOKEN])
    return Salvaged(aside, _damage(pages), account, len(found.pictures), key_kept, registered)


def _put_in_place(path: Path, repaired: Path, aside: Path) -> None:
    """The old log must be gone before the new file is there: SQLite would take it for the new one's."""
    if log_of(path).exists():
        log_of(path).rename(log_of(aside))
    index_of(path).unlink(missing_ok=True)  # made anew from the log whenever it is needed
    repaired.rename(path)


def _pages(path: Path, key: DatabaseKey) -> Pages:
    try:
        pages = Pages(path, key)
    except OSError as error:
        raise JournalError(f"local database {path} cannot be read: {error.strerror}") from error
    if next(iter(pages), None) is None:
        raise JournalError(
            f"no page of local database {path} opens: the passphrase is wrong, its keyring is another user's, or its "
            f"first 16 bytes are damaged. To begin anew, move it away; keep it"
        )
    return pages


def _damage(pages: Pages) -> int:
    return pages.damaged + pages.log_damaged


def _sort(rows: Iterable[Row]) -> _Found:
    """Tell the tables apart by the shapes of their rows, which are all different."""
    found = _Found()
    for row in rows:
        shape, values = tuple(type(value) for value in row.values), row.values
        if len(values) == _ENTRY_COLUMNS and shape[0] is _NONE:
            found.entries[row.number] = values
        elif shape == _STATION:
            found.station = values
        elif shape == _JOURNAL:
            found.journals[row.number] = values
        elif shape == _KEY:
            found.keys[values[0], values[1]] = values
        elif shape == _PICTURE and picture_digest(bytes(values[2])) == values[0]:  # type: ignore[arg-type]
            found.pictures[str(values[0])] = values
        elif shape == _PACK_IDENTITY:
            found.pack_identity = values
        elif shape == _PACK_SIGNER:
            found.pack_signers[row.number] = values
        else:
            found.add_person(shape, values)
    return found


def _version_of(staff: tuple[Value, ...]) -> int:
    version = staff[_VERSION]
    return version if isinstance(version, int) else 0


def _fill(connection: sqlite.Connection, found: _Found, now: datetime) -> bool:
    """Write everything that was found, and begin a new journal; returns whether the old one's key was found."""
    connection.execute("PRAGMA foreign_keys = OFF")  # a picture is kept though its entry may be lost
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        _insert_journals(connection, found)
        _insert(connection, "signing_key", found.keys.values())
        _insert(connection, "entry", ((position, *values[1:]) for position, values in sorted(found.entries.items())))
        _insert(connection, "picture", sorted(found.pictures.values(), key=lambda values: str(values[1])))
        _insert(connection, "pack_identity", [(1, *found.pack_identity[1:])] if found.pack_identity else [])
        _insert(connection, "pack_signer", ((number, *row[1:]) for number, row in sorted(found.pack_signers.items())))
        _insert(connection, "staff", found.staff.values())
        _insert(connection, "pin_failure", (row for of, row in found.pin_failures.items() if of in found.staff))
        connection.execute("INSERT INTO outbox (position) SELECT position FROM entry")
        connection.execute(
            "INSERT INTO picture_outbox (digest, position, size) "
            "SELECT digest, position, length(content) FROM picture WHERE position IN (SELECT position FROM entry)"
        )
        station = found.station or _station_of(connection)
        if station is not None:
            _insert(connection, "station", [(1, *station[1:])])
        return _go_on(connection, now)


def _insert(connection: sqlite.Connection, table: str, rows: Iterable[tuple[Value, ...]]) -> None:
    """Add rows. Two that claim one place, which only tampering makes, are one: the old file has both."""
    for row in rows:
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", row)  # noqa: S608


def _insert_journals(connection: sqlite.Connection, found: _Found) -> None:
    """The journals in their order; one whose own row is lost, as its entries and keys name it."""
    _insert(connection, "journal", ((number, *values[1:]) for number, values in sorted(found.journals.items())))
    begun: dict[str, str] = {}
    for _, values in sorted(found.entries.items()):
        begun.setdefault(str(values[_JOURNAL_ID]), str(values[_RECORDED_AT]))
    for journal_id, _ in found.keys:
        begun.setdefault(str(journal_id), "")
    for row in begun.items():
        connection.execute("INSERT OR IGNORE INTO journal (id, begun_at) VALUES (?, ?)", row)


def _station_of(connection: sqlite.Connection) -> tuple[Value, ...] | None:
    """The station's name, as its last entry has it; what it was registered with is lost."""
    row = connection.execute("SELECT station_id FROM entry ORDER BY position DESC LIMIT 1").fetchone()
    return (None, row[0], "", "", "") if row else None


def _go_on(connection: sqlite.Connection, now: datetime) -> bool:
    """Begin the journal that continues the last one; returns whether it is signed with the key that was in force."""
    end = entries.head(connection)
    if end is None or not connection.execute("SELECT 1 FROM station").fetchone():
        return end is not None  # nothing was begun, or not a single entry is left
    newest = connection.execute(
        "SELECT key_id, first_seq, secret FROM signing_key WHERE journal_id = ? ORDER BY first_seq DESC LIMIT 1",
        (str(end.journal_id),),
    ).fetchone()
    # The newest key that was found may have been replaced by one that was not: its last entry knows.
    kept = newest is not None and (newest[1] > end.last_seq or newest[0] == _key_in_force(connection, end))
    key = SigningKey.from_bytes(newest[2]) if kept else SigningKey.generate()
    continues = Continued(journal_id=end.journal_id, last_seq=end.last_seq, last_digest=end.last_digest)
    journals.go_on(connection, key, continues, now)
    return kept


def _key_in_force(connection: sqlite.Connection, end: entries.Head) -> str:
    """The id of the key that is to sign what follows the last entry."""
    row = connection.execute(
        f"SELECT {entries.ENVELOPE} FROM entry WHERE journal_id = ? AND station_seq = ?",  # noqa: S608
        (str(end.journal_id), end.last_seq),
    ).fetchone()
    try:
        envelope = entries.envelope_of(row)
        report = unseal(envelope)
    except (ValidationError, ReportError):
        return ""
    return PublicKey.parse(report.public_key).id if isinstance(report, KeyReport) else envelope.key_id
