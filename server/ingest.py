"""Takes reports in: each exactly once, whatever is sent how often, by whom and in which order.

Knows nothing of HTTP. A batch is one transaction, which locks the journals that it is about, and then their exam
sessions: so what is looked up in it still holds when it is written, and one wait for the disk serves the batch.
`server.judging` says what becomes of a report, `server.projection` what it means.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, insert, or_, select, tuple_
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker

from server.database import WRITING
from server.exam_sessions import hold_sessions
from server.judging import JournalFacts, KnownKey, KnownReport, NewKey, Registry, judge
from server.kept import Kept
from server.notices import notify
from server.projection import project, project_contradiction
from server.tables import Contradiction, Journal, Station, StationKey
from server.tables import Report as ReportRow
from wire.envelopes import Envelope, EnvelopeOutcome, unseal
from wire.errors import KeyFormatError, ReportError
from wire.reports import KeyReport, Report
from wire.signing import PublicKey
from wire.vocabulary import ReportOutcome, ReportProblem

_log = logging.getLogger(__name__)
_MAX_DETAIL = 500  # characters, the bound of EnvelopeOutcome.detail
_INSERT_REPORTS = insert(ReportRow).returning(ReportRow.id, sort_by_parameter_order=True)
_JOURNALS = (
    select(Journal.id, Station.venue)
    .join(Station, Station.id == Journal.station_id)
    .where(Journal.id.in_(bindparam("wanted", expanding=True)), Journal.station_id == bindparam("station_id"))
    .order_by(Journal.id)
    .with_for_update(of=Journal)
)
_KEYS = (
    select(StationKey.journal_id, StationKey.first_seq, StationKey.public_key)
    .where(StationKey.journal_id.in_(bindparam("journals", expanding=True)))
    .order_by(StationKey.first_seq)
)
_KNOWN = select(
    ReportRow.journal_id, ReportRow.station_seq, ReportRow.report_id, ReportRow.digest, ReportRow.previous
).where(
    or_(
        tuple_(ReportRow.journal_id, ReportRow.station_seq).in_(bindparam("places", expanding=True)),
        (ReportRow.station_id == bindparam("station_id"))
        & ReportRow.report_id.in_(bindparam("report_ids", expanding=True)),
    )
)
_CONTRADICTIONS = frozenset(
    {ReportProblem.DIGEST_CONFLICT, ReportProblem.SEQUENCE_CONFLICT, ReportProblem.CHAIN_CONFLICT}
)


@dataclass(frozen=True, slots=True)
class _Opened:
    envelope: Envelope
    report: Report


def ingest(
    session_factory: sessionmaker[Session], station_id: str, envelopes: Sequence[Envelope], now: datetime
) -> list[EnvelopeOutcome]:
    """Keep the reports of a batch that the station of that id has sent.

    Returns:
        One outcome for each envelope, in their order. ACCEPTED and DUPLICATE mean that the report is on disk.
        RETRY means that it could not be taken this time; REJECTED, that it never will.
    """
    opened = [_open(station_id, envelope) for envelope in envelopes]
    good = [each for each in opened if isinstance(each, _Opened)]
    try:
        kept = iter(_keep_all(session_factory, station_id, good, now))
    except DataError:
        if len(good) == 1:
            _log.warning("a report that the database cannot hold")
            kept = iter([rejected(good[0].envelope.report_id, ReportProblem.SCHEMA_INVALID, "cannot be stored")])
        else:  # one by one, so that it does not cost the others
            kept = iter([ingest(session_factory, station_id, [each.envelope], now)[0] for each in good])
    except (DBAPIError, PoolTimeoutError) as error:
        # Nothing of the transaction is on disk, its alarms neither. If only the answer to the commit was lost,
        # all of it is, and the next attempt will find duplicates.
        _log.warning("a batch of %d reports was not kept: %s", len(good), type(error).__name__)
        kept = iter([_busy(each.envelope) for each in good])
    return [next(kept) if isinstance(each, _Opened) else each for each in opened]


def rejected(report_id: UUID, problem: ReportProblem, detail: str) -> EnvelopeOutcome:
    """The outcome of a report that will never be taken; the detail is cut to what an outcome holds."""
    return EnvelopeOutcome(
        report_id=report_id, outcome=ReportOutcome.REJECTED, code=problem, detail=detail[:_MAX_DETAIL]
    )


def _busy(envelope: Envelope) -> EnvelopeOutcome:
    return EnvelopeOutcome(
        report_id=envelope.report_id,
        outcome=ReportOutcome.RETRY,
        code=ReportProblem.DATABASE_BUSY,
        detail="the database is busy",
    )


def _open(station_id: str, envelope: Envelope) -> _Opened | EnvelopeOutcome:
    if envelope.station_id != station_id:
        return rejected(envelope.report_id, ReportProblem.STATION_MISMATCH, "the token is another station's")
    try:
        report = unseal(envelope)
        if isinstance(report, KeyReport):
            PublicKey.parse(report.public_key)
    except ReportError as error:
        return rejected(envelope.report_id, error.problem, str(error))
    except KeyFormatError as error:
        return rejected(envelope.report_id, ReportProblem.SCHEMA_INVALID, f"public_key: {error}")
    return _Opened(envelope, report)


def _keep_all(
    session_factory: sessionmaker[Session], station_id: str, opened: Sequence[_Opened], now: datetime
) -> list[EnvelopeOutcome]:
    if not opened:
        return []
    with session_factory() as session:
        session.connection(execution_options=WRITING)
        registry = _look_up(session, station_id, opened)
        outcomes, accepted = [], []
        for each in opened:
            outcome = judge(registry, each.envelope, each.report)
            outcomes.append(outcome)
            if outcome.outcome is ReportOutcome.ACCEPTED:
                accepted.append(each)
            elif outcome.code in _CONTRADICTIONS:
                _keep_contradiction(session, each.envelope, outcome.code, now)
        _keep_keys(session, station_id, registry.new_keys, now)
        if accepted:
            _write(session, accepted, registry.venue, now)
            if session.get_bind().dialect.name == "postgresql":
                notify(session, len(accepted))
        session.commit()
    return outcomes


def _look_up(session: Session, station_id: str, opened: Sequence[_Opened]) -> Registry:
    """Lock the journals of a batch, and read what its reports have to be compared with.

    A journal that goes on where another ended is not there yet; the one that it names is locked in its place.
    """
    wanted = {each.envelope.journal_id for each in opened}
    wanted |= {
        each.report.continues.journal_id
        for each in opened
        if isinstance(each.report, KeyReport) and each.report.continues
    }
    connection = session.connection()
    found = connection.execute(_JOURNALS, {"wanted": list(wanted), "station_id": station_id}).all()
    journals = [row.id for row in found]
    keys = connection.execute(_KEYS, {"journals": journals}).all()
    places = {(each.envelope.journal_id, each.envelope.station_seq + step) for each in opened for step in (-1, 0, 1)}
    report_ids = [each.envelope.report_id for each in opened]
    known = connection.execute(
        _KNOWN, {"places": list(places), "station_id": station_id, "report_ids": report_ids}
    ).all()
    return Registry(
        journals={
            journal: JournalFacts(
                [KnownKey(key.first_seq, PublicKey.parse(key.public_key)) for key in keys if key.journal_id == journal]
            )
            for journal in journals
        },
        by_place={(each.journal_id, each.station_seq): KnownReport(*each[2:]) for each in known},
        by_id={each.report_id: KnownReport(*each[2:]) for each in known},
        venue=found[0].venue if found else "",
    )


def _keep_keys(session: Session, station_id: str, new_keys: Sequence[NewKey], now: datetime) -> None:
    """The keys that reports of this batch have named, and the journals that begin with one."""
    for new in new_keys:
        if new.first_seq == 1:
            session.execute(
                insert(Journal).values(id=new.journal_id, station_id=station_id, begun_at=now, continues=new.continues)
            )
        session.execute(
            insert(StationKey).values(
                journal_id=new.journal_id,
                first_seq=new.first_seq,
                key_id=new.key.id,
                public_key=new.key.text,
                registered_at=now,
            )
        )


def _keep_contradiction(session: Session, envelope: Envelope, problem: ReportProblem, now: datetime) -> None:
    """The same contradiction, sent again, is one alarm. Its journal is locked, so nobody else raises it meanwhile."""
    row = Contradiction
    there = session.scalar(
        select(row.id).where(
            row.problem == problem.value,
            row.station_id == envelope.station_id,
            row.report_id == envelope.report_id,
            row.digest == envelope.digest,
        )
    )
    if there is None:
        contradiction = Contradiction(**_columns(envelope), problem=problem.value, raised_at=now)
        session.add(contradiction)
        session.flush()
        project_contradiction(session, contradiction)
        _log.warning("%s: station %s, report %d of its journal", problem, envelope.station_id, envelope.station_seq)


def _write(session: Session, accepted: Sequence[_Opened], venue: str, now: datetime) -> None:
    rows = [
        _columns(each.envelope) | {"previous": each.report.previous, "venue": venue, "received_at": now}
        for each in accepted
    ]
    hold_sessions(session, [each.report for each in accepted])  # before the reports have ids
    ids = session.connection().scalars(_INSERT_REPORTS, rows).all()
    project(session, [Kept(id_, now, venue, each.report) for id_, each in zip(ids, accepted, strict=True)])


def _columns(envelope: Envelope) -> dict[str, object]:
    return {
        "station_id": envelope.station_id,
        "journal_id": envelope.journal_id,
        "report_id": envelope.report_id,
        "station_seq": envelope.station_seq,
        "digest": envelope.digest,
        "key_id": envelope.key_id,
        "signature": envelope.signature,
        "payload": envelope.payload,
    }
