"""Cases: what a person must settle, and what was settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy import case as by_value
from sqlalchemy.orm import Session

from server.dashboard.viewers import Viewer
from server.tables import Candidate, Case, CaseKind, Contradiction, ExamSession, Gap, Journal, Settlement, Station

PAGE = 50  # cases
MAX_NOTE = 1000  # characters


class Outcome(StrEnum):
    """What a case turned out to be. The values stand in the database and never change meaning."""

    SAME_PERSON = "SAME_PERSON"
    IMPOSTOR_SUSPECTED = "IMPOSTOR_SUSPECTED"
    ENTRY_ERROR = "ENTRY_ERROR"
    ADMITTED = "ADMITTED"
    REFUSED = "REFUSED"
    EXPLAINED = "EXPLAINED"
    ESCALATED = "ESCALATED"


_ABOUT_A_STATION = (Outcome.EXPLAINED, Outcome.ESCALATED)
OUTCOMES: Final = {  # the gravest kind first
    CaseKind.ADMITTED_TWICE: (Outcome.SAME_PERSON, Outcome.IMPOSTOR_SUSPECTED, Outcome.ENTRY_ERROR),
    CaseKind.CONTRADICTION: _ABOUT_A_STATION,
    CaseKind.JOURNAL_REPLACED: _ABOUT_A_STATION,
    CaseKind.MISSING: _ABOUT_A_STATION,
    CaseKind.PROVISIONAL: (Outcome.ADMITTED, Outcome.REFUSED),
}


_WEIGHT = by_value({kind.value: place for place, kind in enumerate(OUTCOMES)}, value=Case.kind)


class CaseState(StrEnum):
    """Which cases to list."""

    OPEN = "open"  # not settled, and not closed by itself
    SETTLED = "settled"  # somebody has, and nothing was added since
    CLOSED = "closed"  # by itself


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case, and where it is: the session's venue, else the station's. ``deadline`` is of a provisional admission."""

    kind: CaseKind
    subject: str
    revision: int
    is_open: bool
    is_settled: bool
    opened_at: datetime
    closed_at: datetime | None
    station_id: str | None
    session_id: str | None
    candidate_number: str | None
    venue: str | None
    title: str | None
    deadline: datetime | None


def count_open(db: Session, viewer: Viewer) -> dict[CaseKind, int]:
    """How many cases of each kind wait for a person."""
    rows = db.execute(
        select(Case.kind, func.count()).where(Case.is_open.is_(True), ~_settled(), viewer.cases()).group_by(Case.kind)
    )
    found = {row[0]: row[1] for row in rows}
    return {kind: found.get(kind.value, 0) for kind in CaseKind}


def cases(
    db: Session,
    viewer: Viewer,
    state: CaseState,
    *,
    kind: CaseKind | None = None,
    venue: str = "",
    page: int = 1,
    size: int = PAGE,
) -> list[CaseLine]:
    """A page of cases: while they wait, the gravest kind and of it the oldest first; else the newest.

    One more than ``size`` comes, if there are more.

    ``venue`` is a part of a venue's name.
    """
    statement = _select().where(viewer.cases(), _in_state(state))
    if kind is not None:
        statement = statement.where(Case.kind == kind.value)
    if venue:
        statement = statement.where(
            or_(
                Case.session_id.in_(select(ExamSession.id).where(ExamSession.venue.icontains(venue, autoescape=True))),
                Case.session_id.is_(None)
                & Case.station_id.in_(select(Station.id).where(Station.venue.icontains(venue, autoescape=True))),
            )
        )
    waits = state is CaseState.OPEN
    order = (_WEIGHT, Case.opened_at) if waits else (Case.opened_at.desc(), Case.kind)
    rows = db.execute(statement.order_by(*order, Case.subject).offset((page - 1) * size).limit(size + 1))
    return [_line(row) for row in rows]


def case(db: Session, viewer: Viewer, kind: CaseKind, subject: str) -> CaseLine | None:
    """One case, None if there is none that this viewer may see."""
    row = db.execute(_select().where(viewer.cases(), Case.kind == kind.value, Case.subject == subject)).one_or_none()
    return None if row is None else _line(row)


def settlements(db: Session, kind: CaseKind, subject: str) -> Sequence[Settlement]:
    """What was decided about a case, the latest first."""
    return db.scalars(
        select(Settlement)
        .where(Settlement.kind == kind.value, Settlement.subject == subject)
        .order_by(Settlement.id.desc())
    ).all()


def lock_revision(db: Session, kind: CaseKind, subject: str) -> int | None:
    """The revision of an open case, which nobody else changes until the transaction ends; None if it has closed."""
    return db.scalar(
        select(Case.revision)
        .where(Case.kind == kind.value, Case.subject == subject, Case.is_open.is_(True))
        .with_for_update()
    )


def contradiction(db: Session, subject: str) -> Contradiction | None:
    """The report that a case of that kind is about."""
    return db.get(Contradiction, int(subject)) if subject.isdecimal() else None


def journal(db: Session, subject: str) -> Journal | None:
    """The journal that a case of missing reports or of a new journal is about."""
    return db.get(Journal, UUID(subject))


def gaps(db: Session, subject: str, limit: int = 100) -> list[tuple[int, int]]:
    """What is missing of the journal that a case is about: first and last number."""
    rows = db.execute(
        select(Gap.first_seq, Gap.last_seq).where(Gap.journal_id == UUID(subject)).order_by(Gap.first_seq).limit(limit)
    )
    return [(first, last) for first, last in rows]


def _settled() -> ColumnElement[bool]:
    return exists().where(
        Settlement.kind == Case.kind, Settlement.subject == Case.subject, Settlement.revision >= Case.revision
    )


def _in_state(state: CaseState) -> ColumnElement[bool]:
    if state is CaseState.OPEN:
        return and_(Case.is_open.is_(True), ~_settled())
    if state is CaseState.SETTLED:
        return _settled()
    return and_(Case.is_open.is_(False), ~_settled())


def _select() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.kind,
            Case.subject,
            Case.revision,
            Case.is_open,
            _settled().label("is_settled"),
            Case.opened_at,
            Case.closed_at,
            Case.station_id,
            Case.session_id,
            Case.candidate_number,
            func.coalesce(ExamSession.venue, Station.venue).label("venue"),
            ExamSession.title,
            by_value((Case.kind == CaseKind.PROVISIONAL.value, Candidate.deadline)).label("deadline"),
        )
        .outerjoin(ExamSession, ExamSession.id == Case.session_id)
        .outerjoin(Station, Station.id == Case.station_id)
        .outerjoin(Candidate, (Candidate.session_id == Case.session_id) & (Candidate.number == Case.candidate_number))
    )


def _line(row: Row[*tuple[Any, ...]]) -> CaseLine:
    return CaseLine(**row._asdict() | {"kind": CaseKind(row.kind), "is_settled": bool(row.is_settled)})
