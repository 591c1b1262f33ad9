"""From what happens at a desk to its reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from models.manifest import OperatingPoint
from recognition.types import Comparison, ModelId
from station.checkin.picture import face_picture
from station.checkin.policy import Policy
from station.checkin.states import Record, TakeBack
from station.clock import Clock, ServerClock
from station.ids import uuid7
from station.journal.entries import Place
from station.session import ExamSession
from wire.decisions import Resolution, ThreeWay
from wire.evidence import Picture, PictureRole, picture_digest
from wire.reports import (
    MAX_EARLIER_ATTEMPTS,
    CheckInReport,
    EarlierAttempt,
    OpeningReport,
    Others,
    ResolutionReport,
    SelfTestResult,
    SessionFacts,
    Threshold,
    UndoReport,
)
from wire.staff import Staff
from wire.vocabulary import Decision


@dataclass(frozen=True, slots=True)
class Settlement:
    """How two people settle a provisional admission, which its check-in names."""

    checkin_id: UUID
    resolution: Resolution
    compared: ThreeWay
    operator: Staff
    second: Staff
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Makes the reports of one desk: what they all have in common, and the clocks they are dated by."""

    session: ExamSession
    model_id: ModelId
    policy: Policy
    clock: Clock
    server_clock: ServerClock

    def opening(self, place: Place, program: str, self_test: Sequence[SelfTestResult] = ()) -> OpeningReport:
        """The report that this desk was opened."""
        now, info = self.clock.now(), self.session.info
        return OpeningReport(
            **self._place(place, now),
            session=SessionFacts(
                id=info.id,
                title=info.title,
                venue=info.venue,
                starts_at=info.starts_at,
                expected=len(self.session.candidates),
            ),
            gallery_digest=self.session.digest,
            model_id=self.model_id,
            accept=_threshold(self.policy.accept),
            review=_threshold(self.policy.review),
            program=program,
            self_test=tuple(self_test),
        )

    def decision(self, effect: Record, place: Place, now: datetime, pictures: Sequence[bytes]) -> CheckInReport:
        """The report of one decision, taken at ``now``."""
        outcome, choice, accept = effect.outcome, effect.choice, self.policy.accept
        compared = outcome.comparison is not None
        return CheckInReport(
            **self._place(place, now),
            session_id=self.session.info.id,
            checkin_id=effect.checkin.id,
            candidate_number=effect.checkin.number,
            decision=choice.decision,
            verdict=outcome.verdict,
            reason=outcome.reason,
            score=_score(outcome.comparison),
            threshold=accept.threshold if compared else None,
            fmr=accept.fmr if compared else None,
            model_id=self.model_id if compared else None,
            frames_used=outcome.frames_used,
            seconds_to_verdict=round(outcome.seconds, 3) if outcome.seconds is not None else None,
            earlier_attempts=tuple(
                EarlierAttempt(verdict=earlier.verdict, reason=earlier.reason, score=_score(earlier.comparison))
                for earlier in effect.checkin.earlier[-MAX_EARLIER_ATTEMPTS:]
            ),
            others=(
                Others(compared=outcome.comparison.others, above=outcome.comparison.others_above)
                if outcome.comparison
                else None
            ),
            pictures=tuple(
                Picture(digest=picture_digest(content), role=PictureRole.FACE, size=len(content))
                for content in pictures
            ),
            operator=choice.by,
            second=choice.second,
            reviews=effect.checkin.reviews,
            refusal=choice.refusal if choice.decision is Decision.REFUSE else None,
            deadline=self.deadline if choice.decision is Decision.PROVISIONAL else None,
            pin_shown=effect.pin_shown,
            override=choice.override if effect.pin_shown and not choice.pin_open else "",
        )

    @property
    def deadline(self) -> datetime:
        """Until when a provisional admission of this session is to be settled."""
        return self.session.info.starts_at + timedelta(minutes=self.session.policy.provisional_minutes)

    def undo(self, effect: TakeBack, place: Place, now: datetime) -> UndoReport:
        """The report that a decision was taken back at ``now``."""
        checkin = effect.recorded.checkin
        return UndoReport(
            **self._place(place, now),
            session_id=self.session.info.id,
            checkin_id=checkin.id,
            candidate_number=checkin.number,
            undone=effect.recorded.choice.decision,
            operator=effect.by,
            note=effect.note,
        )

    def resolution(self, settlement: Settlement, number: str, place: Place, now: datetime) -> ResolutionReport:
        """The report that a provisional admission was settled at ``now``."""
        return ResolutionReport(
            **self._place(place, now),
            session_id=self.session.info.id,
            checkin_id=settlement.checkin_id,
            candidate_number=number,
            resolution=settlement.resolution,
            compared=settlement.compared,
            operator=settlement.operator,
            second=settlement.second,
            note=settlement.note,
        )

    def _place(self, place: Place, now: datetime) -> dict[str, Any]:
        """What every report says: where in the journal it stands, and when it was made by whose clock."""
        return {
            "report_id": uuid7(now),
            "station_id": place.station_id,
            "journal_id": place.journal_id,
            "station_seq": place.station_seq,
            "previous": place.previous,
            "occurred_at": now,
            "clock_offset": self.server_clock.offset,
        }


def pictures_for(effect: Record) -> tuple[bytes, ...]:
    """The pictures that a decision rests on: the best frame's face, where one was seen well enough."""
    best = effect.outcome.best
    face = best.subject if best else None
    return () if best is None or face is None else (face_picture(best.frame.bgr, face),)


def _score(comparison: Comparison | None) -> float | None:
    return round(comparison.score, 4) if comparison else None


def _threshold(point: OperatingPoint) -> Threshold:
    return Threshold(fmr=point.fmr, score=point.threshold)
