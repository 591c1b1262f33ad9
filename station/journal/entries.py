"""Writing a decision: journal entry and outbox row in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from wire.reports import CheckInReport, seal
from wire.vocabulary import Decision


def record(connection: sqlite3.Connection, make_report: Callable[[int], CheckInReport]) -> CheckInReport:
    """Store one decision and queue its report, or neither.

    ``make_report`` is called with the entry's ``station_seq``: one more than the last, so that the sequence has no
    gap. The write lock is taken before that number is read, so that no two entries get the same.

    Raises:
        sqlite3.Error: nothing was stored.
    """
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        (sequence,) = connection.execute("SELECT coalesce(max(station_seq), 0) + 1 FROM entry").fetchone()
        report = make_report(sequence)
        envelope = seal(report)
        connection.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                sequence,
                str(report.report_id),
                str(report.checkin_id),
                report.session_id,
                report.candidate_number,
                report.decision.value,
                report.occurred_at.isoformat(),
                envelope.digest,
                envelope.payload,
            ),
        )
        connection.execute(
            "INSERT INTO outbox (report_id, station_seq) VALUES (?, ?)", (str(report.report_id), sequence)
        )
    return report


def admitted_at(connection: sqlite3.Connection, session_id: str, candidate_number: str) -> datetime | None:
    """When a candidate was admitted to a session at this station, if they were."""
    row = connection.execute(
        "SELECT min(recorded_at) FROM entry WHERE session_id = ? AND candidate_number = ? AND decision IN (?, ?)",
        (session_id, candidate_number, Decision.ADMIT.value, Decision.ADMIT_MANUAL.value),
    ).fetchone()
    return datetime.fromisoformat(row[0]) if row[0] else None


def admitted_count(connection: sqlite3.Connection, session_id: str) -> int:
    """How many candidates of a session were admitted at this station."""
    (count,) = connection.execute(
        "SELECT count(DISTINCT candidate_number) FROM entry WHERE session_id = ? AND decision IN (?, ?)",
        (session_id, Decision.ADMIT.value, Decision.ADMIT_MANUAL.value),
    ).fetchone()
    return int(count)


def count(connection: sqlite3.Connection) -> int:
    """How many decisions were recorded at this station."""
    (entries,) = connection.execute("SELECT count(*) FROM entry").fetchone()
    return int(entries)
