"""What was decided about candidates at this station, with what came after: taken back, settled.

The last word on a decision may stand in a later entry. Reports are read as they were stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vault import sqlite
from wire.decisions import Refusal, Resolution
from wire.reports import REPORTS, CheckInReport, Report, ResolutionReport, UndoReport
from wire.staff import Staff
from wire.vocabulary import ADMITTING, Decision, Reason, Verdict


@dataclass(frozen=True, slots=True)
class PastDecision:
    """One decision. ``undone`` and ``resolution`` are what later entries say of it; ``deadline`` is a provisional
    admission's."""

    checkin_id: UUID
    number: str
    decision: Decision
    at: datetime
    verdict: Verdict | None
    reason: Reason | None
    operator: Staff | None
    second: Staff | None
    refusal: Refusal | None
    deadline: datetime | None
    undone: bool
    resolution: Resolution | None

    @property
    def admits(self) -> bool:
        """Whether the candidate was let in and still is."""
        if self.undone or self.resolution is Resolution.REFUSED:
            return False
        return self.decision in ADMITTING or self.decision is Decision.PROVISIONAL

    @property
    def open(self) -> bool:
        """Whether it is a provisional admission that nobody has settled."""
        return self.decision is Decision.PROVISIONAL and not self.undone and self.resolution is None

    @property
    def refuses(self) -> bool:
        """Whether the candidate was refused, then or when the admission was settled."""
        return not self.undone and (self.decision is Decision.REFUSE or self.resolution is Resolution.REFUSED)


def of_session(connection: sqlite.Connection, session_id: str) -> list[Report]:
    """Every report about a candidate of a session, oldest first."""
    rows = connection.execute(
        "SELECT payload FROM entry WHERE session_id = ? AND candidate_number IS NOT NULL ORDER BY position",
        (session_id,),
    )
    return [REPORTS.validate_json(payload) for (payload,) in rows]


def capture(connection: sqlite.Connection, checkin_id: UUID) -> bytes | None:
    """The face that a check-in's decision rests on, as JPEG; None where none was seen well enough, or none is known."""
    row = connection.execute(
        "SELECT content FROM picture JOIN entry USING (position) WHERE checkin_id = ?", (str(checkin_id),)
    ).fetchone()
    return bytes(row[0]) if row else None


def report_digest(connection: sqlite.Connection, checkin_id: UUID) -> str:
    """The SHA-256 of the report of a check-in, in hexadecimal; empty where none is known."""
    row = connection.execute("SELECT digest FROM entry WHERE checkin_id = ?", (str(checkin_id),)).fetchone()
    return str(row[0]) if row else ""


def past_decisions(reports: Iterable[Report]) -> tuple[PastDecision, ...]:
    """The decisions among reports in their order, each with what the later ones say of it."""
    decided: dict[UUID, CheckInReport] = {}
    undone: set[UUID] = set()
    resolved: dict[UUID, Resolution] = {}
    for report in reports:
        match report:
            case CheckInReport():
                decided[report.checkin_id] = report
            case UndoReport():
                undone.add(report.checkin_id)
            case ResolutionReport():
                resolved[report.checkin_id] = report.resolution
            case _:
                pass
    return tuple(_past(report, id_ in undone, resolved.get(id_)) for id_, report in decided.items())


def _past(report: CheckInReport, undone: bool, resolution: Resolution | None) -> PastDecision:
    return PastDecision(
        checkin_id=report.checkin_id,
        number=report.candidate_number,
        decision=report.decision,
        at=report.occurred_at,
        verdict=report.verdict,
        reason=report.reason,
        operator=report.operator,
        second=report.second,
        refusal=report.refusal,
        deadline=report.deadline,
        undone=undone,
        resolution=resolution,
    )
