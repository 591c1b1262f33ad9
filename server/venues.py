"""What the stations of a venue are told about their exam session: how it stands, and who changed since they asked."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from server.accesses import Action, record
from server.contacts import open_stations
from server.database import WRITING
from server.errors import SessionUnknownError
from server.kept import plain
from server.tables import Candidate, ExamSession, Report, Station
from wire.standing import MAX_STANDINGS, CandidateStanding, StandingCounts, StandingPage, StandingStatus

_DIGITS: Final = 16  # of a report's digest, in a cursor


def standing_page(
    sessions: sessionmaker[Session], station_id: str, session_id: str, cursor: str | None, now: datetime
) -> StandingPage:
    """One page of a session's candidates, in the order of the latest report about each, from after the cursor's.

    A candidate about whom a report arrives meanwhile moves to the end and is told again. None is missed: the reports of
    a session are committed in the order of their ids (`server.exam_sessions.hold_sessions`).

    A cursor names a report by id and digest. One that is not there was given out before the database was set back: the
    same id may be another report's by now. It begins anew, as without a cursor; each beginning is kept as an access.

    A station is told of its venue's sessions only, and of whom the stations of its venue decided on: where a session
    is, stations claim; where a station is, headquarters has said.

    Raises:
        SessionUnknownError: there is no such session, or it is another venue's.
    """
    name = plain(session_id)
    with sessions() as db:
        venue = db.scalars(select(Station.venue).where(Station.id == station_id)).one()
        exam = db.scalar(select(ExamSession).where(ExamSession.id == name, ExamSession.venue == venue))
        if exam is None:
            raise SessionUnknownError("no desk of this station's venue was opened for such a session")
        since = _report_of(db, cursor)
        rows = db.execute(
            select(
                Candidate.changed,
                Candidate.number,
                Candidate.status,
                Candidate.decided_at,
                Candidate.station_id,
                Candidate.operator,
                Report.digest,
            )
            .join(Station, Station.id == Candidate.station_id)
            .join(Report, Report.id == Candidate.changed)
            .where(Candidate.session_id == name, Candidate.changed > (since or 0), Station.venue == venue)
            .order_by(Candidate.changed)
            .limit(MAX_STANDINGS + 1)
        ).all()
        told = rows[:MAX_STANDINGS]
        page = StandingPage(
            server_time=now,
            counts=StandingCounts(
                admitted=exam.admitted,
                provisional=exam.provisional,
                refused=exam.refused,
                expected=exam.expected or 0,
                stations=open_stations(db, venue, session_id, now),
            ),
            candidates=tuple(
                CandidateStanding(
                    number=row.number,
                    status=StandingStatus(row.status),
                    at=row.decided_at,
                    station_id=row.station_id,
                    operator=row.operator or "",
                )
                for row in told
            ),
            begins=since is None,
            more=len(rows) > len(told),
            cursor=f"{told[-1].changed}-{told[-1].digest[:_DIGITS]}" if told else cursor if since else None,
        )
    if page.begins and page.candidates:
        with sessions() as db:
            db.connection(execution_options=WRITING)
            record(db, f"station {station_id}", Action.STANDING, name, now)
            db.commit()
    return page


def _report_of(db: Session, cursor: str | None) -> int | None:
    """The id of the report that a cursor names; None without one, and where there is no such report."""
    if cursor is None:
        return None
    id_, _, digest = cursor.partition("-")
    found = db.scalar(select(Report.digest).where(Report.id == int(id_)))
    return int(id_) if found is not None and found[:_DIGITS] == digest else None
