"""From a decision to its report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recognition.types import ModelId
from station.checkin.policy import Policy
from station.checkin.states import Record
from wire.reports import MAX_EARLIER_ATTEMPTS, CheckInReport, EarlierAttempt


@dataclass(frozen=True, slots=True)
class ReportOrigin:
    """What every report of this desk has in common."""

    station_id: str
    session_id: str
    model_id: ModelId
    policy: Policy


def report_of(effect: Record, origin: ReportOrigin, report_id: UUID, sequence: int, now: datetime) -> CheckInReport:
    """The report of one decision."""
    outcome = effect.outcome
    compared = outcome.comparison is not None
    accept = origin.policy.accept
    return CheckInReport(
        report_id=report_id,
        station_id=origin.station_id,
        station_seq=sequence,
        occurred_at=now,
        session_id=origin.session_id,
        checkin_id=effect.checkin.id,
        candidate_number=effect.checkin.number,
        decision=effect.decision,
        verdict=outcome.verdict,
        reason=outcome.reason,
        score=round(outcome.comparison.score, 4) if outcome.comparison else None,
        threshold=accept.threshold if compared else None,
        fmr=accept.fmr if compared else None,
        model_id=origin.model_id if compared else None,
        frames_used=outcome.frames_used,
        seconds_to_verdict=round(outcome.seconds, 3) if outcome.seconds is not None else None,
        earlier_attempts=tuple(
            EarlierAttempt(
                verdict=earlier.verdict,
                reason=earlier.reason,
                score=round(earlier.comparison.score, 4) if earlier.comparison else None,
            )
            for earlier in effect.checkin.earlier[-MAX_EARLIER_ATTEMPTS:]
        ),
    )
