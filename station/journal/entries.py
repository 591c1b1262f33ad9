"""Writing to the journal: an entry, its pictures and their outbox rows in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from station.errors import JournalError
from vault import sqlite
from wire.envelopes import Envelope, seal
from wire.evidence import picture_digest
from wire.reports import FIRST_PREVIOUS, CheckInReport, OpeningReport, Report, ResolutionReport, UndoReport
from wire.signing import SigningKey
from wire.vocabulary import ADMITTING

AnyReport = TypeVar("AnyReport", bound=Report)

_ADMITTING = tuple(sorted(decision.value for decision in ADMITTING))


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a journal: its last entry. Sequence 0 and `FIRST_PREVIOUS` where it has none."""

    journal_id: UUID
    last_seq: int
    last_digest: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report is to stand: after the last entry of this station's journal."""

    station_id: str
    journal_id: UUID
    station_seq: int
    previous: str


def record(
    connection: sqlite.Connection, make_report: Callable[[Place], AnyReport], pictures: Sequence[bytes] = ()
) -> AnyReport:
    """Store one report with its pictures and queue them for the server, or nothing.

    ``make_report`` is called with the report's place. The write lock is taken before that is read, so that no two
    entries get the same place and the sequence has no gap.

    Raises:
        JournalError: the journal was not begun.
        sqlite.Error: nothing was stored.
    """
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        return append(connection, make_report, pictures)


def append(
    connection: sqlite.Connection, make_report: Callable[[Place], AnyReport], pictures: Sequence[bytes] = ()
) -> AnyReport:
    """As `record`, within a transaction of the caller's."""
    end = head(connection)
    named = connection.execute("SELECT id FROM station").fetchone()
    if end is None or named is None:
        raise JournalError("the journal was not begun")
    report = make_report(Place(named[0], end.journal_id, end.last_seq + 1, end.last_digest))
    position = insert(connection, report, seal(report, signing_key(connection, end.journal_id)))
    connection.execute("INSERT INTO outbox (position) VALUES (?)", (position,))
    for content in pictures:
        digest = picture_digest(content)
        # The same bytes twice are one picture, sent once.
        added = connection.execute("INSERT OR IGNORE INTO picture VALUES (?, ?, ?)", (digest, position, content))
        if added.rowcount:
            connection.execute(
                "INSERT INTO picture_outbox (digest, position, size) VALUES (?, ?, ?)", (digest, position, len(content))
            )
    return report


def insert(connection: sqlite.Connection, report: Report, envelope: Envelope) -> int:
    """Add one entry behind all others of the file, as its envelope has it; returns its position."""
    added = connection.execute(
        """
        INSERT INTO entry (
            journal_id, station_seq, report_id, station_id, digest, key_id, signature, payload,
            kind, recorded_at, session_id, checkin_id, candidate_number, decision, previous
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            str(envelope.journal_id),
            envelope.station_seq,
            str(envelope.report_id),
            envelope.station_id,
            envelope.digest,
            envelope.key_id,
            envelope.signature,
            envelope.payload,
            *columns_of(report),
        ),
    )
    return int(added.lastrowid or 0)


def columns_of(report: Report) -> tuple[str | None, ...]:
    """The columns of an entry that say again what stands in its report, for looking up."""
    checkin = report if isinstance(report, CheckInReport) else None
    opening = report if isinstance(report, OpeningReport) else None
    about = report if isinstance(report, CheckInReport | UndoReport | ResolutionReport) else None
    return (
        report.kind,
        report.occurred_at.isoformat(),
        about.session_id if about else opening.session.id if opening else None,
        str(checkin.checkin_id) if checkin else None,
        about.candidate_number if about else None,
        checkin.decision.value if checkin else None,
        report.previous,
    )


def head(connection: sqlite.Connection) -> Head | None:
    """The end of the journal that is written on; None where none was prepared yet."""
    row = connection.execute(
        """
        SELECT journal.id, coalesce(entry.station_seq, 0), coalesce(entry.digest, ?)
        FROM (SELECT id FROM journal ORDER BY number DESC LIMIT 1) AS journal
        LEFT JOIN entry ON entry.journal_id = journal.id
        ORDER BY entry.station_seq DESC LIMIT 1
        """,
        (FIRST_PREVIOUS,),
    ).fetchone()
    return Head(UUID(row[0]), row[1], row[2]) if row else None


def signing_key(connection: sqlite.Connection, journal_id: UUID) -> SigningKey:
    """The key that signs a journal's next entry; raises JournalError where there is none."""
    row = connection.execute(
        "SELECT secret FROM signing_key WHERE journal_id = ? ORDER BY first_seq DESC LIMIT 1", (str(journal_id),)
    ).fetchone()
    if row is None:
        raise JournalError(f"journal {journal_id} has no key to sign with")
    return SigningKey.from_bytes(row[0])


def admitted_at(connection: sqlite.Connection, session_id: str, candidate_number: str) -> datetime | None:
    """When a candidate was admitted to a session at this station, if they were."""
    row = connection.execute(
        "SELECT min(recorded_at) FROM entry WHERE session_id = ? AND candidate_number = ? AND decision IN (?, ?)",
        (session_id, candidate_number, *_ADMITTING),
    ).fetchone()
    return datetime.fromisoformat(row[0]) if row[0] else None


def admitted_count(connection: sqlite.Connection, session_id: str) -> int:
    """How many candidates of a session were admitted at this station."""
    (count,) = connection.execute(
        "SELECT count(DISTINCT candidate_number) FROM entry WHERE session_id = ? AND decision IN (?, ?)",
        (session_id, *_ADMITTING),
    ).fetchone()
    return int(count)


def decisions(connection: sqlite.Connection) -> list[tuple[str, str]]:
    """Every decision of this station in order: candidate number and what was decided."""
    return connection.execute(
        "SELECT candidate_number, decision FROM entry WHERE decision IS NOT NULL ORDER BY position"
    ).fetchall()


def envelopes(connection: sqlite.Connection) -> list[Envelope]:
    """Every entry of the file as it travels, in the order of writing."""
    rows = connection.execute(f"SELECT {ENVELOPE} FROM entry ORDER BY position").fetchall()  # noqa: S608
    return [envelope_of(row) for row in rows]


ENVELOPE = "report_id, station_id, journal_id, station_seq, key_id, digest, signature, payload"


def envelope_of(row: Sequence[object]) -> Envelope:
    """The envelope of a row of the columns `ENVELOPE`; raises ValidationError where it cannot be one."""
    return Envelope.model_validate(dict(zip(ENVELOPE.split(", "), row, strict=True)))
