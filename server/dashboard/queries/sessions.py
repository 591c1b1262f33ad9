"""Exam sessions, their figures and their curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from server.dashboard.days import Day
from server.dashboard.intervals import Estimate, estimate
from server.dashboard.viewers import Viewer
from server.tables import CheckIn, ExamSession, Minute, Rate, Role


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session. Title, venue, start and the number expected are None until an opening report has arrived.

    ``desks`` stations have reported; ``fnmr`` is None where nobody was compared and admitted.
    """

    id: str
    title: str | None
    venue: str | None
    starts_at: datetime | None
    utc_offset: int | None
    expected: int | None
    admitted: int
    provisional: int
    refused: int
    desks: int
    fnmr: Estimate | None

    @property
    def left(self) -> int | None:
        """How many are still to come, as far as it is known; never below 0, though people off the roster count."""
        if self.expected is None:
            return None
        return max(0, self.expected - self.admitted - self.provisional - self.refused)


def sessions_of_day(db: Session, viewer: Viewer, day: Day) -> list[SessionLine]:
    """The sessions that begin on a day; with them those without a start whose latest check-in arrived on it."""
    dated = viewer.sessions() & _begins_on(day)
    lines = _lines(db, dated, select(ExamSession.id).where(dated))
    if viewer.role is Role.VENUE:
        return lines  # a session without an opening report belongs to no venue yet
    unopened = _unopened(db, day)
    return lines + _lines(db, ExamSession.id.in_(unopened), unopened) if unopened else lines


def sessions_of_venue(db: Session, viewer: Viewer, venue: str, limit: int = 50) -> list[SessionLine]:
    """The latest sessions of a venue, newest first."""
    wanted = list(
        db.scalars(
            select(ExamSession.id)
            .where(ExamSession.venue == venue, viewer.sessions())
            .order_by(ExamSession.starts_at.desc())
            .limit(limit)
        )
    )
    lines = _lines(db, ExamSession.id.in_(wanted), wanted)
    return sorted(lines, key=lambda line: wanted.index(line.id))


def session_line(db: Session, viewer: Viewer, session_id: str) -> SessionLine | None:
    """One session, None if there is none that this viewer may see."""
    found = _lines(db, (ExamSession.id == session_id) & viewer.sessions(), [session_id])
    return found[0] if found else None


def minutes_of_day(db: Session, viewer: Viewer, day: Day) -> list[tuple[int, int]]:
    """Minutes since 1970 and how many were admitted in each, over the sessions of a day."""
    sessions = select(ExamSession.id).where(viewer.sessions(), _begins_on(day))
    return _minutes(db, Minute.session_id.in_(sessions))


def minutes_of_session(db: Session, session_id: str) -> list[tuple[int, int]]:
    """Minutes since 1970 and how many were admitted in each, of one session."""
    return _minutes(db, Minute.session_id == session_id)


def board(db: Session, day: Day) -> list[SessionLine]:
    """The sessions of a day for everybody: those that have a name."""
    columns = (ExamSession.id, ExamSession.title, ExamSession.venue, ExamSession.starts_at, ExamSession.utc_offset)
    counts = (ExamSession.expected, ExamSession.admitted)
    rows = db.execute(select(*columns, *counts).where(_begins_on(day)))
    return [SessionLine(*row, provisional=0, refused=0, desks=0, fnmr=None) for row in rows]


def _begins_on(day: Day) -> ColumnElement[bool]:
    return (ExamSession.starts_at >= day.start) & (ExamSession.starts_at < day.end)


def _unopened(db: Session, day: Day) -> list[str]:
    last = (
        select(func.max(CheckIn.id))
        .where(CheckIn.session_id == ExamSession.id)
        .correlate(ExamSession)
        .scalar_subquery()
    )
    rows = db.execute(
        select(ExamSession.id, CheckIn.received_at)
        .join(CheckIn, CheckIn.id == last)
        .where(ExamSession.starts_at.is_(None))
    )
    return [row.id for row in rows if day.start <= row.received_at < day.end]


def _lines(db: Session, where: ColumnElement[bool], ids: Select[str] | Sequence[str]) -> list[SessionLine]:
    sums = {
        row.session_id: row
        for row in db.execute(
            select(
                Rate.session_id,
                func.count().label("desks"),
                func.sum(Rate.genuine).label("genuine"),
                func.sum(Rate.missed).label("missed"),
            )
            .where(Rate.session_id.in_(ids))
            .group_by(Rate.session_id)
        )
    }
    rows = db.execute(
        select(
            ExamSession.id,
            ExamSession.title,
            ExamSession.venue,
            ExamSession.starts_at,
            ExamSession.utc_offset,
            ExamSession.expected,
            ExamSession.admitted,
            ExamSession.provisional,
            ExamSession.refused,
        ).where(where)
    )
    lines = []
    for row in rows:
        rate = sums.get(row.id)
        # Sums of whole numbers are decimals to PostgreSQL.
        fnmr = estimate(int(rate.missed), int(rate.genuine)) if rate else None
        lines.append(SessionLine(*row, desks=rate.desks if rate else 0, fnmr=fnmr))
    return lines


def _minutes(db: Session, where: ColumnElement[bool]) -> list[tuple[int, int]]:
    rows = db.execute(
        select(Minute.minute, func.sum(Minute.admitted)).where(where).group_by(Minute.minute).order_by(Minute.minute)
    )
    return [(minute, int(admitted)) for minute, admitted in rows if admitted]
