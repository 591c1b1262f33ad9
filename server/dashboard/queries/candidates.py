"""Candidates: finding them, where they stand, and lists of check-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from server.dashboard.viewers import Viewer
from server.tables import (
    Candidate,
    CandidateStatus,
    Case,
    CheckIn,
    ExamSession,
    Role,
    Settlement,
)
from wire.numbers import normalise_number

MIN_PREFIX = 4  # characters
MAX_FOUND = 50  # numbers
LATEST = 30  # check-ins


@dataclass(frozen=True, slots=True)
class CheckInLine:
    """One line of a list of check-ins."""

    id: int
    received_at: datetime
    occurred_at: datetime
    station_id: str
    session_id: str
    candidate_number: str
    verdict: str | None
    reason: str | None
    decision: str
    score: float | None
    threshold: float | None
    operator: str | None
    undone: bool
    resolution: str | None


@dataclass(frozen=True, slots=True)
class FoundCandidate:
    """A candidate in a session. ``deadline`` is until when a provisional admission must be settled."""

    number: str
    session_id: str
    title: str | None
    venue: str | None
    starts_at: datetime | None
    utc_offset: int | None
    status: str
    stations: int
    deadline: datetime | None


COLUMNS: Final = tuple(getattr(CheckIn, field.name) for field in fields(CheckInLine))


def latest_of_session(db: Session, viewer: Viewer, session_id: str, limit: int = LATEST) -> list[CheckInLine]:
    """The check-ins of a session that arrived last, newest first."""
    return _latest(db, (CheckIn.session_id == session_id) & viewer.checkins(), limit)


def latest_of_station(db: Session, station_id: str, limit: int = LATEST) -> list[CheckInLine]:
    """The check-ins at a station that arrived last, newest first."""
    return _latest(db, CheckIn.station_id == station_id, limit)


def checkins_of(db: Session, viewer: Viewer, session_id: str, number: str) -> list[CheckInLine]:
    """The check-ins of a candidate in a session, in the order in which they arrived."""
    own = viewer.checkins() & (CheckIn.session_id == session_id) & (CheckIn.candidate_number == number)
    return [CheckInLine(*row) for row in db.execute(select(*COLUMNS).where(own).order_by(CheckIn.id).limit(50))]


def find_candidates(db: Session, viewer: Viewer, typed: str) -> list[FoundCandidate]:
    """The candidates of that number, or whose number begins with what was typed if that is long enough."""
    wanted = normalise_number(typed)
    numbers = _beginning_with(db, viewer, wanted) if len(wanted) >= MIN_PREFIX else []
    return _found(db, viewer, [typed, wanted, *numbers]) if wanted else []


def standings(db: Session, viewer: Viewer, number: str) -> list[FoundCandidate]:
    """Where a candidate stands in each session that this viewer may see."""
    return _found(db, viewer, [number])


def count_overdue(db: Session, session_id: str, now: datetime) -> int:
    """How many provisional admissions of a session should have been settled by now."""
    late = (Candidate.session_id == session_id) & (Candidate.status == CandidateStatus.PROVISIONAL.value)
    return db.scalar(select(func.count()).select_from(Candidate).where(late, Candidate.deadline < now)) or 0


def settlements_of(db: Session, viewer: Viewer, number: str) -> list[tuple[Case, Sequence[Settlement]]]:
    """The cases about a candidate, with what was decided about each, the latest first."""
    sessions = select(CheckIn.session_id).where(CheckIn.candidate_number == number)
    cases = db.scalars(
        select(Case)
        .where(Case.session_id.in_(sessions), Case.candidate_number == number, viewer.cases())
        .order_by(Case.opened_at)
    ).all()
    return [
        (
            case,
            db.scalars(
                select(Settlement)
                .where(Settlement.kind == case.kind, Settlement.subject == case.subject)
                .order_by(Settlement.id.desc())
            ).all(),
        )
        for case in cases
    ]


def _latest(db: Session, where: ColumnElement[bool], limit: int) -> list[CheckInLine]:
    rows = db.execute(select(*COLUMNS).where(where).order_by(CheckIn.id.desc()).limit(limit))
    return [CheckInLine(*row) for row in rows]


def _beginning_with(db: Session, viewer: Viewer, prefix: str) -> list[str]:
    """Numbers that begin so. In whatever way the database sorts, they follow right after the prefix itself; where
    others stand between them, whatever comes after the limit is left out."""
    if viewer.role is Role.VENUE:  # the rest of the index may hold nobody whom they may see
        column = Candidate.number
        statement = (
            select(column).where(viewer.candidates(), column >= prefix).distinct().order_by(column).limit(2 * MAX_FOUND)
        )
    else:
        column = CheckIn.candidate_number
        statement = select(column).where(column >= prefix).distinct().order_by(column).limit(2 * MAX_FOUND)
    return [number for number in db.scalars(statement) if number.startswith(prefix)][:MAX_FOUND]


def _found(db: Session, viewer: Viewer, numbers: Sequence[str]) -> list[FoundCandidate]:
    seen = (
        select(CheckIn.session_id, CheckIn.candidate_number)
        .where(CheckIn.candidate_number.in_(numbers), viewer.checkins())
        .distinct()
        .subquery()
    )
    rows = db.execute(
        select(
            Candidate.number,
            Candidate.session_id,
            ExamSession.title,
            ExamSession.venue,
            ExamSession.starts_at,
            ExamSession.utc_offset,
            Candidate.status,
            Candidate.stations,
            Candidate.deadline,
        )
        .join(seen, (seen.c.session_id == Candidate.session_id) & (seen.c.candidate_number == Candidate.number))
        .join(ExamSession, ExamSession.id == Candidate.session_id)
        .order_by(Candidate.number, Candidate.session_id)
        .limit(2 * MAX_FOUND)
    )
    return [FoundCandidate(*row) for row in rows]
