"""The rows of the outbox. A row goes when its report has arrived; a rejected one stays, quarantined, to be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from station.journal.entries import ENVELOPE, envelope_of
from vault import sqlite
from wire.base import MAX_SEQUENCE
from wire.envelopes import Envelope, EnvelopeOutcome
from wire.vocabulary import ReportOutcome

_MAX_ERROR = 500


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many reports wait, how many the server refused, and how many pictures wait."""

    pending: int
    quarantined: int
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A report that the server refused, or a picture, with the reason. ``station_seq`` is that of its report."""

    journal_id: str
    station_seq: int
    what: str
    code: str
    detail: str


def waiting(connection: sqlite.Connection, limit: int) -> list[Envelope]:
    """The next reports to send: oldest first, with those that failed before behind those that did not."""
    rows = connection.execute(
        f"""
        SELECT {ENVELOPE} FROM outbox JOIN entry USING (position)
        WHERE outbox.state = 'PENDING'
        ORDER BY outbox.attempts, outbox.position
        LIMIT ?
        """,  # noqa: S608
        (limit,),
    ).fetchall()
    return [envelope_of(row) for row in rows]


def settle(connection: sqlite.Connection, outcomes: Iterable[EnvelopeOutcome]) -> None:
    """Take in what the server said of each report, in one transaction."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for outcome in outcomes:
            position = connection.execute(
                "SELECT position FROM entry WHERE report_id = ?", (str(outcome.report_id),)
            ).fetchone()
            code = outcome.code.value if outcome.code else ""
            said = (code, outcome.detail[:_MAX_ERROR], *position)
            match outcome.outcome:
                case ReportOutcome.ACCEPTED | ReportOutcome.DUPLICATE:
                    connection.execute("DELETE FROM outbox WHERE position = ?", position)
                case ReportOutcome.REJECTED:
                    connection.execute(
                        "UPDATE outbox SET state = 'QUARANTINED', code = ?, last_error = ? WHERE position = ?", said
                    )
                case ReportOutcome.RETRY | ReportOutcome.UNAUTHORISED:
                    connection.execute(
                        "UPDATE outbox SET attempts = attempts + 1, code = ?, last_error = ? WHERE position = ?", said
                    )


def counts(connection: sqlite.Connection) -> OutboxCounts:
    """How many reports wait, how many are quarantined, and how many pictures wait."""
    rows = dict(connection.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
    (pictures,) = connection.execute("SELECT count(*) FROM picture_outbox WHERE state = 'PENDING'").fetchone()
    return OutboxCounts(rows.get("PENDING", 0), rows.get("QUARANTINED", 0), pictures)


def quarantined(connection: sqlite.Connection) -> list[Quarantined]:
    """Every report and picture that was put aside, in order."""
    rows = connection.execute(
        """
        SELECT journal_id, station_seq, what, code, last_error FROM (
            SELECT position, 'report' AS what, code, last_error FROM outbox WHERE state = 'QUARANTINED'
            UNION ALL
            SELECT position, 'picture', '', last_error FROM picture_outbox WHERE state = 'QUARANTINED'
        ) JOIN entry USING (position) ORDER BY position, what
        """
    ).fetchall()
    return [Quarantined(*row) for row in rows]


def send_again(connection: sqlite.Connection, journal_id: UUID, first: int, last: int) -> int:
    """Queue entries ``first`` to ``last`` of a journal and their pictures that no longer wait, since the server says
    that it does not have them; returns how many reports that were. One that it has after all, it calls a duplicate.
    """
    entry = "FROM entry WHERE journal_id = ? AND station_seq BETWEEN ? AND ?"
    chosen = (str(journal_id), first, last)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            f"""
            INSERT OR IGNORE INTO picture_outbox (digest, position, size)
            SELECT digest, position, length(content) FROM picture
            WHERE position IN (SELECT position {entry} AND position NOT IN (SELECT position FROM outbox))
            """,  # noqa: S608
            chosen,
        )
        return connection.execute(
            f"INSERT OR IGNORE INTO outbox (position) SELECT position {entry}",
            chosen,
        ).rowcount


def send_pictures_again(connection: sqlite.Connection, digests: Iterable[str]) -> int:
    """Queue those of the pictures that are here and neither wait nor stand aside, since the server says that it does
    not have them; returns how many that were."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        return connection.executemany(
            """
            INSERT OR IGNORE INTO picture_outbox (digest, position, size)
            SELECT digest, position, length(content) FROM picture WHERE digest = ?
            """,
            [(digest,) for digest in digests],
        ).rowcount


def send_everything_again(connection: sqlite.Connection) -> int:
    """Queue every entry and picture of every journal that does not wait; returns how many reports that were."""
    journals = connection.execute("SELECT id FROM journal ORDER BY number").fetchall()
    return sum(send_again(connection, UUID(journal), 1, MAX_SEQUENCE) for (journal,) in journals)


def requeue(connection: sqlite.Connection) -> int:
    """Put everything that was put aside back into the queue; returns how many rows that were."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        moved = 0
        for table in ("outbox", "picture_outbox"):
            moved += connection.execute(
                f"UPDATE {table} SET state = 'PENDING', attempts = 0 WHERE state = 'QUARANTINED'"  # noqa: S608
            ).rowcount
    return moved
