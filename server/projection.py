"""Turns accepted reports into the tables that pages read, in the transaction that keeps the reports.

Everything here can be made again from the facts with the same result (`rebuild`). So nothing may depend on how reports
of different stations were interleaved, and on PostgreSQL, where several transactions project at once:

* a journal is locked by whoever takes its reports in (`server.ingest`), so that its reports are projected in order;
* a candidate's row is locked before their check-ins are read, so that two desks that admit one candidate at the same
  moment see each other: the second waits for the first to commit;
* sums (sessions, minutes, rates) are added to, never read and written back.

Rows are locked in the order candidates, sessions, and each kind by its key, so that no two wait for each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, text, tuple_, update
from sqlalchemy.orm import Session, sessionmaker

from server.arrivals import count_arrivals
from server.cases import candidate_subject, case_row
from server.database import WRITING
from server.kept import Kept, plain
from server.rates import rate_rows
from server.standing import CheckInFacts, OpenedCase, Standing, standing_of
from server.tables import (
    PROJECTIONS,
    Candidate,
    CandidateStatus,
    Case,
    CaseKind,
    CheckIn,
    Contradiction,
    EvidencePicture,
    ExamSession,
    Minute,
    PictureUse,
    Rate,
    Report,
)
from server.upserts import Row, add_up, insert_missing, insert_rows, put
from wire.reports import REPORTS, CheckInReport, KeyReport, OpeningReport
from wire.reports import Report as WireReport
from wire.vocabulary import Decision

_UNCOUNTED = ""  # the status of a candidate's row that this transaction has just made
_CHUNK = 500  # reports that a rebuild projects at a time
_TALLY = {
    CandidateStatus.ADMITTED: "admitted",
    CandidateStatus.PROVISIONAL: "provisional",
    CandidateStatus.REFUSED: "refused",
    CandidateStatus.SEEN: "seen",
}
_CANDIDATES = (
    select(Candidate.session_id, Candidate.number, Candidate.status, Candidate.admitted_at)
    .where(tuple_(Candidate.session_id, Candidate.number).in_(bindparam("keys", expanding=True)))
    .order_by(Candidate.session_id, Candidate.number)
    .with_for_update()
)
_CHECKINS = select(
    CheckIn.session_id,
    CheckIn.candidate_number,
    CheckIn.id,
    CheckIn.station_id,
    CheckIn.occurred_at,
    CheckIn.received_at,
    CheckIn.decision,
).where(tuple_(CheckIn.session_id, CheckIn.candidate_number).in_(bindparam("keys", expanding=True)))
_WHOLE = select(EvidencePicture.digest).where(
    EvidencePicture.digest.in_(bindparam("digests", expanding=True)), EvidencePicture.completed_at.is_not(None)
)
_SESSIONS = (
    select(ExamSession.id)
    .where(ExamSession.id.in_(bindparam("names", expanding=True)))
    .order_by(ExamSession.id)
    .with_for_update()
)


def project(session: Session, kept: Sequence[Kept]) -> None:
    """Take reports into the projections. Those of one journal come in the order of their ids."""
    checkins = [(each, each.report) for each in kept if isinstance(each.report, CheckInReport)]
    openings = [(each, each.report) for each in kept if isinstance(each.report, OpeningReport)]
    _add_checkins(session, checkins)
    _stand(session, [report for _, report in checkins], openings)
    add_up(session, Rate, rate_rows(report for _, report in checkins))
    count_arrivals(session, kept)
    put(session, Case, [_replaced(each) for each in kept if _continues(each.report)])


def project_contradiction(session: Session, contradiction: Contradiction) -> None:
    """Open the case of a report that was turned away."""
    row = case_row(
        CaseKind.CONTRADICTION,
        str(contradiction.id),
        OpenedCase(contradiction.station_id, 1, contradiction.raised_at, None),
    )
    put(session, Case, [row])


def rebuild(sessions: sessionmaker[Session], on_progress: Callable[[int], None]) -> int:
    """Throw the projections away and make them again, in one transaction; returns how many reports there are.

    Reports that stations send meanwhile are answered RETRY, and come again.
    """
    with sessions() as session:
        session.connection(execution_options=WRITING)
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("LOCK TABLE report, contradiction IN SHARE ROW EXCLUSIVE MODE"))
        for model in PROJECTIONS:
            session.execute(delete(model))
        done, last = 0, 0
        while chunk := _reports_after(session, last):
            project(session, chunk)
            done, last = done + len(chunk), chunk[-1].id
            on_progress(done)
        for contradiction in session.scalars(select(Contradiction).order_by(Contradiction.id)):
            project_contradiction(session, contradiction)
        session.commit()
    return done


def _reports_after(session: Session, last: int) -> list[Kept]:
    rows = session.execute(
        select(Report.id, Report.received_at, Report.venue, Report.payload)
        .where(Report.id > last)
        .order_by(Report.id)
        .limit(_CHUNK)
    )
    return [Kept(row.id, row.received_at, row.venue, REPORTS.validate_json(row.payload)) for row in rows]


def _add_checkins(session: Session, checkins: Sequence[tuple[Kept, CheckInReport]]) -> None:
    insert_rows(session, CheckIn, [_checkin_row(kept, report) for kept, report in checkins])
    whole = _whole(session, {picture.digest for _, report in checkins for picture in report.pictures})
    uses: list[Row] = [
        {
            "report": kept.id,
            "position": position,
            "digest": picture.digest,
            "size": picture.size,
            "role": picture.role.value,
            "station_id": report.station_id,
            "awaited": picture.digest not in whole,
        }
        for kept, report in checkins
        for position, picture in enumerate(report.pictures)
    ]
    insert_rows(session, PictureUse, uses)


def _whole(session: Session, digests: set[str]) -> set[str]:
    """Those of the pictures that have arrived whole."""
    return set(session.connection().scalars(_WHOLE, {"digests": sorted(digests)})) if digests else set()


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
    }


def _stand(session: Session, checkins: Sequence[CheckInReport], openings: Sequence[tuple[Kept, OpeningReport]]) -> None:
    """Candidates, and what their standing changes about their sessions."""
    before = _lock_candidates(
        session, sorted({(plain(each.session_id), plain(each.candidate_number)) for each in checkins})
    )
    after = _standings(session, before)
    put(session, Candidate, [_candidate_row(key, standing) for key, standing in after.items()])
    put(session, Case, [row for key, standing in after.items() for row in _case_rows(key, standing)])
    _lock_sessions(session, sorted({name for name, _ in after} | {plain(report.session.id) for _, report in openings}))
    _add_to_sessions(session, before, after)
    for kept, opening in openings:
        _open_session(session, kept, opening)


_CandidateKey = tuple[str, str]


def _lock_candidates(
    session: Session, keys: Sequence[_CandidateKey]
) -> dict[_CandidateKey, tuple[str, datetime | None]]:
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
    return {(row.session_id, row.number): (row.status, row.admitted_at) for row in rows}


def _standings(session: Session, keys: Iterable[_CandidateKey]) -> dict[_CandidateKey, Standing]:
    wanted = list(keys)
    if not wanted:
        return {}
    rows = session.connection().execute(_CHECKINS, {"keys": wanted})
    found: dict[_CandidateKey, list[CheckInFacts]] = defaultdict(list)
    for name, number, id_, station, occurred, received, decision in rows:
        found[name, number].append(CheckInFacts(id_, station, occurred, received, Decision(decision)))
    return {key: standing_of(found[key]) for key in sorted(found)}


def _candidate_row(key: _CandidateKey, standing: Standing) -> Row:
    return {
        "session_id": key[0],
        "number": key[1],
        "status": standing.status.value,
        "admitted_at": standing.admitted_at,
        "stations": standing.stations,
    }


def _case_rows(key: _CandidateKey, standing: Standing) -> Iterable[Row]:
    subject = candidate_subject(*key)
    for kind, opened in (
        (CaseKind.ADMITTED_TWICE, standing.admitted_twice),
        (CaseKind.PROVISIONAL, standing.provisional),
    ):
        if opened is not None:
            yield case_row(kind, subject, opened, *key)


def _lock_sessions(session: Session, names: Sequence[str]) -> None:
    """The sessions' rows, made where there was none, are nobody else's until the end of the transaction."""
    if names:
        empty = {"admitted": 0, "provisional": 0, "refused": 0, "seen": 0}
        insert_missing(session, ExamSession, [{"id": name, **empty} for name in names])
        session.connection().execute(_SESSIONS, {"names": names}).all()


def _add_to_sessions(
    session: Session,
    before: dict[_CandidateKey, tuple[str, datetime | None]],
    after: dict[_CandidateKey, Standing],
) -> None:
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    minutes: Counter[tuple[str, int]] = Counter()
    for key, standing in after.items():
        old_status, old_moment = before[key]
        tallies[key[0]][_TALLY[standing.status]] += 1
        if old_status != _UNCOUNTED:
            tallies[key[0]][_TALLY[CandidateStatus(old_status)]] -= 1
        for moment, sign in ((standing.admitted_at, 1), (old_moment, -1)):
            if moment is not None:
                minutes[key[0], int(moment.timestamp() // 60)] += sign
    for name, tally in sorted(tallies.items()):
        changes = {column: getattr(ExamSession, column) + number for column, number in tally.items() if number}
        if changes:
            session.execute(update(ExamSession).where(ExamSession.id == name).values(changes))
    rows: list[Row] = [
        {"session_id": name, "minute": minute, "admitted": number}
        for (name, minute), number in sorted(minutes.items())
        if number
    ]
    add_up(session, Minute, rows)
    if any(number < 0 for number in minutes.values()):
        session.execute(delete(Minute).where(Minute.session_id.in_(tallies), Minute.admitted == 0))


def _open_session(session: Session, kept: Kept, opening: OpeningReport) -> None:
    """What the session is called, where and when it is: see `server.tables.ExamSession`."""
    facts, name = opening.session, plain(opening.session.id)
    offset = facts.starts_at.utcoffset()
    there = plain(facts.venue) == kept.venue
    row = session.execute(select(ExamSession.opened_there, ExamSession.opened_id).where(ExamSession.id == name)).one()
    if row.opened_id is not None and (row.opened_there, row.opened_id) > (there, kept.id):
        return
    session.execute(
        update(ExamSession)
        .where(ExamSession.id == name)
        .values(
            title=plain(facts.title),
            venue=plain(facts.venue),
            starts_at=facts.starts_at,
            utc_offset=int(offset.total_seconds() // 60) if offset is not None else 0,
            expected=facts.expected,
            opened_id=kept.id,
            opened_there=there,
        )
    )


def _continues(report: WireReport) -> bool:
    return isinstance(report, KeyReport) and report.continues is not None


def _replaced(kept: Kept) -> Row:
    report = kept.report
    return case_row(
        CaseKind.JOURNAL_REPLACED, report.journal_id.hex, OpenedCase(report.station_id, 1, kept.received_at, None)
    )
