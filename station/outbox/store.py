"""The rows of the outbox. A row goes when its report has arrived; a rejected one stays, quarantined, to be seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wire.reports import Envelope, EnvelopeOutcome
from wire.vocabulary import ReportOutcome

_MAX_ERROR = 500


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many reports wait, and how many the server refused."""

    pending: int
    quarantined: int


def waiting(connection: sqlite3.Connection, limit: int) -> list[Envelope]:
    """The next reports to send: oldest first, with those that failed before behind those that did not."""
    rows = connection.execute(
        """
        SELECT entry.report_id, station.id, entry.station_seq, entry.digest, entry.payload
        FROM outbox JOIN entry USING (report_id) CROSS JOIN station
        WHERE outbox.state = 'PENDING'
        ORDER BY outbox.attempts, outbox.station_seq
        LIMIT ?
        """,
        (limit,),
    ).fetchall()
    return [
        Envelope(report_id=UUID(report_id), station_id=station, station_seq=sequence, digest=digest, payload=payload)
        for report_id, station, sequence, digest, payload in rows
    ]


def settle(connection: sqlite3.Connection, outcomes: Iterable[EnvelopeOutcome]) -> None:
    """Take in what the server said of each report, in one transaction."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for outcome in outcomes:
            report_id = str(outcome.report_id)
            match outcome.outcome:
                case ReportOutcome.ACCEPTED | ReportOutcome.DUPLICATE:
                    connection.execute("DELETE FROM outbox WHERE report_id = ?", (report_id,))
                case ReportOutcome.REJECTED:
                    connection.execute(
                        "UPDATE outbox SET state = 'QUARANTINED', last_error = ? WHERE report_id = ?",
                        (outcome.detail[:_MAX_ERROR], report_id),
                    )
                case ReportOutcome.RETRY | ReportOutcome.UNAUTHORISED:
                    connection.execute(
                        "UPDATE outbox SET attempts = attempts + 1, last_error = ? WHERE report_id = ?",
                        (outcome.detail[:_MAX_ERROR], report_id),
                    )


def counts(connection: sqlite3.Connection) -> OutboxCounts:
    """How many reports wait, and how many are quarantined."""
    rows = dict(connection.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
    return OutboxCounts(rows.get("PENDING", 0), rows.get("QUARANTINED", 0))
