"""What the page and the counts read from the database. Never the payloads: the page needs only what it shows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.database import Alarm, Report
from wire.vocabulary import Decision

LATEST = 100  # check-ins on the page


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures at the top of the page. ``missing`` counts the gaps in the stations' sequences."""

    decisions: dict[Decision, int]
    stations: int
    last_contact: datetime | None
    missing: int
    alarms: int

    @property
    def reports(self) -> int:
        """All reports."""
        return sum(self.decisions.values())

    @property
    def admitted(self) -> int:
        """Admitted on a match and admitted after a review by eye."""
        return self.decisions[Decision.ADMIT] + self.decisions[Decision.ADMIT_MANUAL]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One line of the table."""

    id: int
    received_at: datetime
    station_id: str
    session_id: str
    candidate_number: str
    verdict: str | None
    reason: str | None
    decision: str
    score: float | None
    threshold: float | None


_SHOWN = tuple(getattr(Report, field.name) for field in fields(CheckIn))


def decision_counts(session: Session) -> dict[Decision, int]:
    """How many reports there are of each decision, with those that there are none of."""
    rows = session.execute(select(Report.decision, func.count()).group_by(Report.decision))
    found = {row[0]: row[1] for row in rows}
    return {decision: found.get(decision.value, 0) for decision in Decision}


def figures(session: Session) -> Figures:
    """The figures at the top of the page."""
    stations = session.execute(select(func.max(Report.station_seq), func.count()).group_by(Report.station_id)).all()
    return Figures(
        decisions=decision_counts(session),
        stations=len(stations),
        last_contact=session.scalar(select(Report.received_at).order_by(Report.id.desc()).limit(1)),
        missing=sum(last - count for last, count in stations),
        alarms=session.scalar(select(func.count()).select_from(Alarm)) or 0,
    )


def latest_checkins(session: Session, limit: int = LATEST) -> list[CheckIn]:
    """The check-ins that arrived last, newest first."""
    rows = session.execute(select(*_SHOWN).order_by(Report.id.desc()).limit(limit))
    return [CheckIn(*row) for row in rows]
