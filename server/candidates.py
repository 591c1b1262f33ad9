"""The rows of candidates and of what was reported about them, and the cases that they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, bindparam, select, tuple_, update
from sqlalchemy.orm import Session

from server.cases import candidate_subject, case_row
from server.exam_sessions import CandidateKey, Counted, count_standings
from server.kept import AboutCandidate, Kept, plain
from server.rates import Measured
from server.standing import AmendmentFacts, CheckInFacts, Outcome, Standing, outcomes_of, standing_of
from server.tables import Amendment, AmendmentKind, Candidate, Case, CaseKind, CheckIn, Report
from server.upserts import Row, insert_missing, insert_rows, put
from wire.decisions import Resolution
from wire.reports import REPORTS, CheckInReport, ResolutionReport, UndoReport
from wire.vocabulary import Decision

_UNCOUNTED = ""  # the status of a candidate's row that this transaction has just made
_WANTED: BindParameter[CandidateKey] = bindparam("keys", expanding=True)
_CANDIDATES = (
    select(Candidate.session_id, Candidate.number, Candidate.status, Candidate.admitted_at)
    .where(tuple_(Candidate.session_id, Candidate.number).in_(_WANTED))
    .order_by(Candidate.session_id, Candidate.number)
    .with_for_update()
)
_CHECKINS = select(
    CheckIn.session_id,
    CheckIn.candidate_number,
    CheckIn.undone,
    CheckIn.resolution,
    CheckIn.id,
    CheckIn.station_id,
    CheckIn.checkin_id,
    CheckIn.occurred_at,
    CheckIn.received_at,
    CheckIn.decision,
    CheckIn.operator,
    CheckIn.deadline,
).where(tuple_(CheckIn.session_id, CheckIn.candidate_number).in_(_WANTED))
_AMENDMENTS = select(
    Amendment.session_id,
    Amendment.candidate_number,
    Amendment.id,
    Amendment.station_id,
    Amendment.checkin_id,
    Amendment.occurred_at,
    Amendment.received_at,
    Amendment.kind,
    Amendment.operator,
).where(tuple_(Amendment.session_id, Amendment.candidate_number).in_(_WANTED))
_REPORTS = select(Report.id, Report.payload).where(Report.id.in_(bindparam("ids", expanding=True)))


@dataclass(slots=True)
class _Facts:
    """What was reported about a candidate, and what is noted beside each check-in of what became of it."""

    checkins: list[CheckInFacts] = field(default_factory=list)
    amendments: list[AmendmentFacts] = field(default_factory=list)
    noted: dict[int, tuple[bool, Resolution | None]] = field(default_factory=dict)


def project_candidates(session: Session, kept: Sequence[Kept]) -> list[Measured]:
    """Take check-ins, undos and resolutions in: what they say, and where their candidates stand now.

    Returns:
        What has to be counted into the rates: each check-in that is new, and each that became something else, taken out
        as it was and put in as it is.
    """
    about = [(each, each.report) for each in kept if isinstance(each.report, AboutCandidate)]
    insert_rows(session, CheckIn, [_checkin_row(at, said) for at, said in about if isinstance(said, CheckInReport)])
    insert_rows(
        session, Amendment, [_amendment_row(at, said) for at, said in about if not isinstance(said, CheckInReport)]
    )
    keys = sorted({(plain(said.session_id), plain(said.candidate_number)) for _, said in about})
    before = _lock_candidates(session, keys)
    facts = _facts(session, keys)
    outcomes = {key: outcomes_of(facts[key].checkins, facts[key].amendments) for key in keys}
    after = {key: standing_of(outcomes[key], facts[key].amendments) for key in keys}
    put(session, Candidate, [_candidate_row(key, standing) for key, standing in after.items()])
    put(session, Case, [row for key, standing in after.items() for row in _case_rows(key, standing)])
    count_standings(session, before, after)
    new = {at.id: said for at, said in about if isinstance(said, CheckInReport)}
    amended = [each for key in keys for each in outcomes[key] if _noted(each) != facts[key].noted[each.checkin.id]]
    noted = {id_: each for key in keys for id_, each in facts[key].noted.items()}
    return [Measured(report) for report in new.values()] + _note(session, amended, noted, new)


def _checkin_row(kept: Kept, report: CheckInReport) -> Row:
    return {
        "id": kept.id,
        "station_id": report.station_id,
        "session_id": plain(report.session_id),
        "candidate_number": plain(report.candidate_number),
        "checkin_id": report.checkin_id,
        "occurred_at": report.occurred_at,
        "received_at": kept.received_at,
        "decision": report.decision.value,
        "verdict": report.verdict and report.verdict.value,
        "reason": report.reason and report.reason.value,
        "score": report.score,
        "threshold": report.threshold,
        "operator": report.operator and plain(report.operator.name),
        "second": report.second and plain(report.second.name),
        "deadline": report.deadline,
    }


def _amendment_row(kept: Kept, report: UndoReport | ResolutionReport) -> Row:
    kind = AmendmentKind(report.resolution.value) if isinstance(report, ResolutionReport) else AmendmentKind.UNDONE
    return {
        "id": kept.id,
        "station_id": report.station_id,
        "session_id": plain(report.session_id),
        "candidate_number": plain(report.candidate_number),
        "checkin_id": report.checkin_id,
        "kind": kind.value,
        "occurred_at": report.occurred_at,
        "received_at": kept.received_at,
        "operator": report.operator and plain(report.operator.name),
    }


def _lock_candidates(session: Session, keys: Sequence[CandidateKey]) -> dict[CandidateKey, Counted]:
    """The candidates' rows as they were, made where there was none, and nobody else's until the end of the
    transaction."""
    if not keys:
        return {}
    insert_missing(
        session,
        Candidate,
        [{"session_id": name, "number": number, "status": _UNCOUNTED, "stations": 0} for name, number in keys],
    )
    rows = session.connection().execute(_CANDIDATES, {"keys": keys})
    return {(row.session_id, row.number): Counted(row.status, row.admitted_at) for row in rows}


def _facts(session: Session, keys: Sequence[CandidateKey]) -> dict[CandidateKey, _Facts]:
    found: dict[CandidateKey, _Facts] = defaultdict(_Facts)
    if not keys:
        return found
    connection, wanted = session.connection(), {"keys": keys}
    for row in connection.execute(_CHECKINS, wanted):
        name, number, undone, resolution, id_, station, checkin, occurred, received, decision, operator, deadline = row
        said = CheckInFacts(id_, station, checkin, occurred, received, Decision(decision), operator, deadline)
        found[name, number].checkins.append(said)
        found[name, number].noted[said.id] = (undone, Resolution(resolution) if resolution else None)
    for name, number, id_, station, checkin, occurred, received, kind, operator in connection.execute(
        _AMENDMENTS, wanted
    ):
        found[name, number].amendments.append(
            AmendmentFacts(id_, station, checkin, occurred, received, AmendmentKind(kind), operator)
        )
    return found


def _noted(outcome: Outcome) -> tuple[bool, Resolution | None]:
    return outcome.is_undone, outcome.resolution


def _note(
    session: Session,
    amended: Sequence[Outcome],
    noted: dict[int, tuple[bool, Resolution | None]],
    new: dict[int, CheckInReport],
) -> list[Measured]:
    """Note beside check-ins what became of them, and say what that changes about the rates."""
    reports = new | _read(session, [each.checkin.id for each in amended if each.checkin.id not in new])
    measured = []
    for each in amended:
        id_ = each.checkin.id
        resolution = each.resolution and each.resolution.value
        session.execute(update(CheckIn).where(CheckIn.id == id_).values(undone=each.is_undone, resolution=resolution))
        measured += [Measured(reports[id_], *noted[id_], sign=-1), Measured(reports[id_], *_noted(each))]
    return measured


def _read(session: Session, ids: Sequence[int]) -> dict[int, CheckInReport]:
    """Check-in reports that were kept."""
    if not ids:
        return {}
    rows = session.connection().execute(_REPORTS, {"ids": ids})
    reports = {id_: REPORTS.validate_json(payload) for id_, payload in rows}
    return {id_: report for id_, report in reports.items() if isinstance(report, CheckInReport)}


def _candidate_row(key: CandidateKey, standing: Standing) -> Row:
    return {
        "session_id": key[0],
        "number": key[1],
        "status": standing.status.value,
        "admitted_at": standing.admitted_at,
        "stations": standing.stations,
        "changed": standing.changed,
        "decided_at": standing.decided_at,
        "station_id": standing.station_id,
        "operator": standing.operator,
        "deadline": standing.deadline,
    }


def _case_rows(key: CandidateKey, standing: Standing) -> Iterable[Row]:
    subject = candidate_subject(*key)
    for kind, opened in (
        (CaseKind.ADMITTED_TWICE, standing.admitted_twice),
        (CaseKind.PROVISIONAL, standing.provisional),
    ):
        if opened is not None:
            yield case_row(kind, subject, opened, *key)
