"""Takes reports in: each exactly once, whatever is sent how often, by whom and in which order.

Knows nothing of HTTP. A batch is one transaction with a savepoint for each report, so that a report that cannot be
kept leaves the others alone, and one wait for the disk serves the batch.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker

from server.database import WRITING, Alarm, AlarmKind, Report
from wire.errors import ReportError
from wire.reports import CheckInReport, Envelope, EnvelopeOutcome, unseal
from wire.vocabulary import ReportOutcome

_log = logging.getLogger(__name__)
_MAX_DETAIL = 500  # characters, the bound of EnvelopeOutcome.detail


def ingest(
    session_factory: sessionmaker[Session], envelopes: Sequence[Envelope], now: datetime
) -> list[EnvelopeOutcome]:
    """Keep the reports of a batch.

    Returns:
        One outcome for each envelope, in their order. ACCEPTED and DUPLICATE mean that the report is on disk.
        RETRY means that the database did not take it this time; REJECTED, that it never will.
    """
    opened = [_open(envelope) for envelope in envelopes]
    reports = [
        (envelope, report)
        for envelope, report in zip(envelopes, opened, strict=True)
        if isinstance(report, CheckInReport)
    ]
    try:
        kept = iter(_keep_all(session_factory, reports, now))
    except (DBAPIError, PoolTimeoutError) as error:
        # Nothing of the transaction is on disk, its alarms neither. If only the answer to the commit was lost,
        # all of it is, and the next attempt will find duplicates.
        _log.warning("a batch of %d reports was not kept: %s", len(reports), type(error).__name__)
        kept = iter([_retry(envelope) for envelope, _ in reports])
    return [next(kept) if isinstance(result, CheckInReport) else result for result in opened]


def rejected(report_id: UUID, detail: str) -> EnvelopeOutcome:
    """The outcome of a report that will never be taken; the detail is cut to what an outcome holds."""
    return EnvelopeOutcome(report_id=report_id, outcome=ReportOutcome.REJECTED, detail=detail[:_MAX_DETAIL])


def _retry(envelope: Envelope) -> EnvelopeOutcome:
    return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.RETRY, detail="the database is busy")


def _open(envelope: Envelope) -> CheckInReport | EnvelopeOutcome:
    try:
        report = unseal(envelope)
        report.occurred_at.astimezone(UTC)
    except ReportError as error:
        return rejected(envelope.report_id, str(error))
    except OverflowError:
        return rejected(envelope.report_id, "occurred_at: is not a moment of this calendar in UTC")
    return report


def _keep_all(
    session_factory: sessionmaker[Session], reports: Sequence[tuple[Envelope, CheckInReport]], now: datetime
) -> list[EnvelopeOutcome]:
    if not reports:
        return []
    with session_factory() as session:
        session.connection(execution_options=WRITING)
        outcomes = [_keep(session, envelope, report, now) for envelope, report in reports]
        session.commit()
    return outcomes


def _keep(session: Session, envelope: Envelope, report: CheckInReport, now: datetime) -> EnvelopeOutcome:
    """Insert first and ask afterwards: the unique keys decide, so that no moment lies between look and leap.

    Two processes with the same report at the same time end in one of these ways:

    * the other has committed: our insert breaks a unique key, its row is found, this is a DUPLICATE;
    * the other has committed, but another text or another report in that place: REJECTED and an alarm;
    * the other has not committed: our insert waits for it, and goes on as above when it has;
    * the other was rolled back or killed: our insert goes through, this is ACCEPTED;
    * the other waited too long for us: it has answered RETRY, and will find our row the next time.
    """
    try:
        with session.begin_nested():
            session.execute(insert(Report).values(_row(envelope, report, now)))
    except IntegrityError:
        return _explain(session, envelope, now)
    return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.ACCEPTED)


def _explain(session: Session, envelope: Envelope, now: datetime) -> EnvelopeOutcome:
    """Why the unique keys refused a report."""
    same_station = select(Report.report_id, Report.digest).where(Report.station_id == envelope.station_id)
    same_id = session.execute(same_station.where(Report.report_id == envelope.report_id)).one_or_none()
    if same_id is None:
        same_seq = session.execute(same_station.where(Report.station_seq == envelope.station_seq)).one_or_none()
        if same_seq is None:
            return _retry(envelope)  # the row that was in the way is gone: its transaction was rolled back
        _raise_alarm(session, AlarmKind.SEQUENCE_CONFLICT, envelope, now)
        return rejected(envelope.report_id, f"station_seq belongs to report {same_seq.report_id}")
    if same_id.digest == envelope.digest:
        return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.DUPLICATE)
    _raise_alarm(session, AlarmKind.DIGEST_CONFLICT, envelope, now)
    return rejected(envelope.report_id, f"this report was received before with digest {same_id.digest}")


def _raise_alarm(session: Session, kind: AlarmKind, envelope: Envelope, now: datetime) -> None:
    row = {
        "kind": kind.value,
        "station_id": envelope.station_id,
        "report_id": envelope.report_id,
        "station_seq": envelope.station_seq,
        "digest": envelope.digest,
        "payload": envelope.payload,
        "raised_at": now,
    }
    try:
        with session.begin_nested():
            session.execute(insert(Alarm).values(row))
    except IntegrityError:
        return  # raised before, or by another process just now: one contradiction, one alarm
    _log.warning("%s: station %s, number %d in its sequence", kind.value, envelope.station_id, envelope.station_seq)


def _row(envelope: Envelope, report: CheckInReport, now: datetime) -> dict[str, object]:
    return {
        "station_id": envelope.station_id,
        "report_id": envelope.report_id,
        "station_seq": envelope.station_seq,
        "digest": envelope.digest,
        "payload": envelope.payload,
        "received_at": now,
        "occurred_at": report.occurred_at,
        "session_id": _plain(report.session_id),
        "candidate_number": _plain(report.candidate_number),
        "verdict": report.verdict and report.verdict.value,
        "reason": report.reason and report.reason.value,
        "decision": report.decision.value,
        "score": report.score,
        "threshold": report.threshold,
    }


def _plain(text: str) -> str:
    """The text without the one character that not every database can hold; the payload keeps it, escaped."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
