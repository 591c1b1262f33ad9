"""Candidates: finding them, and everything that was reported about one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from server.dashboard.viewers import Viewer
from server.tables import (
    Candidate,
    Case,
    CheckIn,
    EvidencePicture,
    ExamSession,
    PictureUse,
    Report,
    Role,
    Settlement,
    StationKey,
)
from wire.numbers import normalise_number
from wire.reports import REPORTS, CheckInReport
from wire.signing import REPORT_DOMAIN, PublicKey

MIN_PREFIX = 4  # characters
MAX_FOUND = 50  # numbers
LATEST = 30  # check-ins
MAX_TRAIL = 500  # check-ins


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


@dataclass(frozen=True, slots=True)
class FoundCandidate:
    """A candidate in a session."""

    number: str
    session_id: str
    title: str | None
    venue: str | None
    starts_at: datetime | None
    utc_offset: int | None
    status: str
    stations: int


@dataclass(frozen=True, slots=True)
class TrailPicture:
    """A picture that a report names; it may not have arrived yet."""

    digest: str
    role: str
    has_arrived: bool


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One report of a trail, with what proves it. ``is_authentic``: digest and signature are those of this text and of
    a key that the station was registered with."""

    line: CheckInLine
    report: CheckInReport
    journal_id: str
    station_seq: int
    digest: str
    key_id: str
    signature: str
    is_authentic: bool
    pictures: Sequence[TrailPicture]


_COLUMNS = tuple(getattr(CheckIn, field.name) for field in fields(CheckInLine))


def latest_of_session(db: Session, viewer: Viewer, session_id: str, limit: int = LATEST) -> list[CheckInLine]:
    """The check-ins of a session that arrived last, newest first."""
    return _latest(db, (CheckIn.session_id == session_id) & viewer.checkins(), limit)


def latest_of_station(db: Session, station_id: str, limit: int = LATEST) -> list[CheckInLine]:
    """The check-ins at a station that arrived last, newest first."""
    return _latest(db, CheckIn.station_id == station_id, limit)


def checkins_of(db: Session, viewer: Viewer, session_id: str, number: str) -> list[CheckInLine]:
    """The check-ins of a candidate in a session, in the order in which they arrived."""
    own = viewer.checkins() & (CheckIn.session_id == session_id) & (CheckIn.candidate_number == number)
    return [CheckInLine(*row) for row in db.execute(select(*_COLUMNS).where(own).order_by(CheckIn.id).limit(50))]


def find_candidates(db: Session, viewer: Viewer, typed: str) -> list[FoundCandidate]:
    """The candidates of that number, or whose number begins with what was typed if that is long enough."""
    wanted = normalise_number(typed)
    numbers = _beginning_with(db, viewer, wanted) if len(wanted) >= MIN_PREFIX else []
    return _found(db, viewer, [typed, wanted, *numbers]) if wanted else []


def trail(db: Session, viewer: Viewer, number: str) -> list[TrailEntry]:
    """Every check-in of a number that this viewer may see, in the order in which they arrived."""
    rows = db.execute(
        select(
            *_COLUMNS,
            Report.journal_id,
            Report.station_seq,
            Report.digest,
            Report.key_id,
            Report.signature,
            Report.payload,
        )
        .join(Report, Report.id == CheckIn.id)
        .where(CheckIn.candidate_number == number, viewer.checkins())
        .order_by(CheckIn.id)
        .limit(MAX_TRAIL)
    ).all()
    pictures = _pictures(db, [row.id for row in rows])
    journal_ids = {row.journal_id for row in rows}
    keys = {
        (key.journal_id, key.key_id): PublicKey.parse(key.public_key)
        for key in db.scalars(select(StationKey).where(StationKey.journal_id.in_(journal_ids)))
    }
    entries = []
    for row in rows:
        report = REPORTS.validate_json(row.payload)
        if not isinstance(report, CheckInReport):
            raise TypeError(f"report {row.id} has a check-in's columns and is none")
        key = keys.get((row.journal_id, row.key_id))
        entries.append(
            TrailEntry(
                line=CheckInLine(*row[: len(_COLUMNS)]),
                report=report,
                journal_id=str(row.journal_id),
                station_seq=row.station_seq,
                digest=row.digest,
                key_id=row.key_id,
                signature=row.signature,
                is_authentic=key is not None
                and hashlib.sha256(row.payload.encode()).hexdigest() == row.digest
                and key.verifies(REPORT_DOMAIN, row.digest, row.signature),
                pictures=pictures[row.id],
            )
        )
    return entries


def standings(db: Session, viewer: Viewer, number: str) -> list[FoundCandidate]:
    """Where a candidate stands in each session that this viewer may see."""
    return _found(db, viewer, [number])


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
    rows = db.execute(select(*_COLUMNS).where(where).order_by(CheckIn.id.desc()).limit(limit))
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
        )
        .join(seen, (seen.c.session_id == Candidate.session_id) & (seen.c.candidate_number == Candidate.number))
        .join(ExamSession, ExamSession.id == Candidate.session_id)
        .order_by(Candidate.number, Candidate.session_id)
        .limit(2 * MAX_FOUND)
    )
    return [FoundCandidate(*row) for row in rows]


def _pictures(db: Session, reports: Sequence[int]) -> dict[int, list[TrailPicture]]:
    found: dict[int, list[TrailPicture]] = defaultdict(list)
    rows = db.execute(
        select(PictureUse.report, PictureUse.digest, PictureUse.role, EvidencePicture.completed_at)
        .outerjoin(EvidencePicture, EvidencePicture.digest == PictureUse.digest)
        .where(PictureUse.report.in_(reports))
        .order_by(PictureUse.report, PictureUse.position)
    )
    for report, digest, role, completed in rows:
        found[report].append(TrailPicture(digest, role, completed is not None))
    return found
