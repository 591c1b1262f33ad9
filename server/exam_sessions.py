"""The rows of exam sessions: how many candidates stand where, and what the session is called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from server.kept import AboutCandidate, Kept, plain
from server.standing import Standing
from server.tables import CandidateStatus, ExamSession, Minute
from server.upserts import Row, add_up, insert_missing
from wire.reports import OpeningReport, Report

CandidateKey = tuple[str, str]  # session, number

_TALLY = {
    CandidateStatus.ADMITTED: "admitted",
    CandidateStatus.PROVISIONAL: "provisional",
    CandidateStatus.REFUSED: "refused",
    CandidateStatus.SEEN: "seen",
}
_SESSIONS = (
    select(ExamSession.id)
    .where(ExamSession.id.in_(bindparam("names", expanding=True)))
    .order_by(ExamSession.id)
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How a candidate was counted in their session; ``status`` is empty for one who was not."""

    status: str
    admitted_at: datetime | None


def hold_sessions(session: Session, reports: Iterable[Report]) -> None:
    """Keep the rows of the exam sessions that reports are about, made where there was none, from everybody else until
    the transaction ends. To be called before the reports get their ids.

    So the reports of one session are committed in the order of their ids, and whoever has read a session up to an id
    has missed nothing before it (`server.venues`). Without this, on PostgreSQL:

    * desk A's report gets id 10, desk B's gets 11 and is committed first: who reads now sees 11 and goes on from it;
    * then 10 is committed, and is never read.

    With it, B waits for A before it has an id. On SQLite there is one writer at a time anyway.
    """
    names = sorted({plain(name) for report in reports if (name := _session_of(report)) is not None})
    if names:
        empty = {"admitted": 0, "provisional": 0, "refused": 0, "seen": 0}
        insert_missing(session, ExamSession, [{"id": name, **empty} for name in names])
        session.connection().execute(_SESSIONS, {"names": names}).all()


def count_standings(
    session: Session, before: Mapping[CandidateKey, Counted], after: Mapping[CandidateKey, Standing]
) -> None:
    """What the standings of candidates change about their sessions' sums."""
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    minutes: Counter[tuple[str, int]] = Counter()
    for key, standing in after.items():
        old = before[key]
        for status, moment, sign in ((standing.status, standing.admitted_at, 1), (old.status, old.admitted_at, -1)):
            if status and CandidateStatus(status) in _TALLY:
                tallies[key[0]][_TALLY[CandidateStatus(status)]] += sign
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
    if emptied := {name for (name, _), number in minutes.items() if number < 0}:
        session.execute(delete(Minute).where(Minute.session_id.in_(emptied), Minute.admitted == 0))


def open_session(session: Session, kept: Kept, opening: OpeningReport) -> None:
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


def _session_of(report: Report) -> str | None:
    if isinstance(report, OpeningReport):
        return report.session.id
    return report.session_id if isinstance(report, AboutCandidate) else None
