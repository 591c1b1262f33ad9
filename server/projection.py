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

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, select, text, tuple_, update
from sqlalchemy.orm import Session, sessionmaker

from server.database import WRITING
from server.gaps import Arrived
from server.standing import CheckInFacts, OpenedCase, Standing, standing_of
from server.tables import (
    PROJECTIONS,
    Candidate,
    CandidateStatus,
    Case,
    CaseKind,
    CheckIn,
    Contradiction,
    ExamSession,
    Gap,
    JournalHead,
    Minute,
    PictureUse,
    Rate,
    Report,
)
from server.upserts import Row, add_up, insert_missing, insert_rows, put
from wire.reports import REPORTS, CheckInReport, KeyReport, OpeningReport
from wire.reports import Report as WireReport
from wire.vocabulary import ADMITTING, Decision, Verdict

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
_SESSIONS = (
    select(ExamSession.id)
    .where(ExamSession.id.in_(bindparam("names", expanding=True)))
    .order_by(ExamSession.id)
    .with_for_update()
)
_HEAD = select(JournalHead.last_seq).where(JournalHead.journal_id == bindparam("journal_id"))
_GAPS = select(Gap.first_seq, Gap.last_seq).where(Gap.journal_id == bindparam("journal_id")).order_by(Gap.first_seq)
_JUDGED = frozenset({Decision.ADMIT, Decision.ADMIT_MANUAL, Decision.PROVISIONAL, Decision.REFUSE})


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that was kept, with the id of its row and the venue of its station."""

    id: int
    received_at: datetime
    venue: str
    report: WireReport


def project(session: Session, kept: Sequence[Kept]) -> None:
    """Take reports into the projections. Those of one journal come in the order of their ids."""
    checkins = [(each, each.report) for each in kept if isinstance(each.report, CheckInReport)]
    openings = [(each, each.report) for each in kept if isinstance(each.report, OpeningReport)]
    _add_checkins(session, checkins)
    _stand(session, [report for _, report in checkins], openings)
    add_up(session, Rate, _rates(report for _, report in checkins))
    _count_arrivals(session, kept)
    put(session, Case, [_replaced(each) for each in kept if _continues(each.report)])


def project_contradiction(session: Session, contradiction: Contradiction) -> None:
    """Open the case of a report that was turned away."""
    row = _case_row(
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


def candidate_subject(session_id: str, number: str) -> str:
    """What a case about a candidate in a session is called: fit for an address, and tells nothing by itself."""
    return hashlib.sha256(f"{session_id}\0{number}".encode()).hexdigest()[:32]


def plain(value: str) -> str:
    """A text without the one character that not every database can hold; the payload keeps it, escaped."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}")


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
    uses: list[Row] = [
        {
            "report": kept.id,
            "position": position,
            "digest": picture.digest,
            "size": picture.size,
            "role": picture.role.value,
            "station_id": report.station_id,
        }
        for kept, report in checkins
        for position, picture in enumerate(report.pictures)
    ]
    insert_rows(session, PictureUse, uses)


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
            yield _case_row(kind, subject, opened, *key)


def _case_row(
    kind: CaseKind, subject: str, opened: OpenedCase, session_id: str | None = None, number: str | None = None
) -> Row:
    return {
        "kind": kind.value,
        "subject": subject,
        "revision": opened.revision,
        "is_open": opened.closed_at is None,
        "opened_at": opened.opened_at,
        "closed_at": opened.closed_at,
        "station_id": opened.station_id,
        "session_id": session_id,
        "candidate_number": number,
    }


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


def _rates(checkins: Iterable[CheckInReport]) -> list[Row]:
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for report in checkins:
        sums[report.station_id, plain(report.session_id)].update(_rate(report))
    names = ("checkins", "genuine", "missed", "impostor", "false_matches", "decisions", "overrides")
    return [
        {"station_id": station, "session_id": name, **{each: counter[each] for each in names}}
        for (station, name), counter in sorted(sums.items())
    ]


def _rate(report: CheckInReport) -> Counter[str]:
    """What one check-in adds to the rates: see `server.tables.Rate`."""
    admitted = report.decision in ADMITTING
    scores = [attempt.score for attempt in report.earlier_attempts] + [report.score]
    first = next((score for score in scores if score is not None), None)
    judged = report.verdict is not None and report.decision in _JUDGED
    against = (report.verdict is Verdict.MATCH) != (admitted or report.decision is Decision.PROVISIONAL)
    found: Counter[str] = Counter(checkins=1)
    if admitted and first is not None and report.threshold is not None:
        found.update(genuine=1, missed=int(first < report.threshold))
    if report.others is not None:
        found.update(impostor=report.others.compared, false_matches=report.others.above)
    if judged:
        found.update(decisions=1, overrides=int(against and report.decision is not Decision.PROVISIONAL))
    return found


def _count_arrivals(session: Session, kept: Sequence[Kept]) -> None:
    """Heads and gaps of the journals, and the cases of those that miss reports."""
    by_journal: dict[UUID, list[Kept]] = defaultdict(list)
    for each in kept:
        by_journal[each.report.journal_id].append(each)
    for journal_id, arrived in by_journal.items():
        _count_journal(session, journal_id, arrived)


def _count_journal(session: Session, journal_id: UUID, kept: Sequence[Kept]) -> None:
    """One journal's arrivals. Each is counted by itself: that a gap opened is a fact even if it closed soon after."""
    station_id = kept[0].report.station_id
    before = state = _arrived(session, journal_id)
    turns: list[Kept] = []
    for each in kept:
        had_gaps = bool(state.missing)
        state = state.add([each.report.station_seq])
        if bool(state.missing) != had_gaps:
            turns.append(each)
    put(session, JournalHead, [{"journal_id": journal_id, "station_id": station_id, "last_seq": state.last}])
    if turns:
        _turn_missing(session, journal_id, station_id, bool(before.missing), [each.received_at for each in turns])
    if state.missing != before.missing:
        session.execute(delete(Gap).where(Gap.journal_id == journal_id))
        rows: list[Row] = [
            {"journal_id": journal_id, "station_id": station_id, "first_seq": first, "last_seq": end}
            for first, end in state.missing
        ]
        insert_rows(session, Gap, rows)


def _arrived(session: Session, journal_id: UUID) -> Arrived:
    connection = session.connection()
    last = connection.scalar(_HEAD, {"journal_id": journal_id})
    gaps = connection.execute(_GAPS, {"journal_id": journal_id})
    return Arrived(last or 0, tuple((first, end) for first, end in gaps))


def _turn_missing(
    session: Session, journal_id: UUID, station_id: str, is_open: bool, moments: Sequence[datetime]
) -> None:
    """Open and close the case of a journal's missing reports by turns; opening it again is a new revision."""
    subject = journal_id.hex
    found = session.execute(
        select(Case.revision, Case.opened_at).where(Case.kind == CaseKind.MISSING.value, Case.subject == subject)
    ).one_or_none()
    revision, opened_at = (found.revision, found.opened_at) if found else (0, moments[0])
    closed_at: datetime | None = None
    for moment in moments:
        is_open = not is_open
        revision, opened_at, closed_at = (revision + 1, moment, None) if is_open else (revision, opened_at, moment)
    put(session, Case, [_case_row(CaseKind.MISSING, subject, OpenedCase(station_id, revision, opened_at, closed_at))])


def _continues(report: WireReport) -> bool:
    return isinstance(report, KeyReport) and report.continues is not None


def _replaced(kept: Kept) -> Row:
    report = kept.report
    return _case_row(
        CaseKind.JOURNAL_REPLACED, report.journal_id.hex, OpenedCase(report.station_id, 1, kept.received_at, None)
    )
