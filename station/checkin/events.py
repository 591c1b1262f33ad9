"""What can happen at a desk. Every event but a card and the passing of time names the check-in it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from recognition.types import CandidateNumber, FrameAnalysis
from station.checkin.background import Background
from station.ids import CheckInId
from wire.decisions import ManualReview, Refusal
from wire.staff import Staff
from wire.vocabulary import Decision


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card number was scanned or typed, and looked up."""

    checkin_id: CheckInId
    number: CandidateNumber
    background: Background


@dataclass(frozen=True, slots=True, eq=False)
class Analysed:
    """A frame was analysed for a check-in."""

    checkin_id: CheckInId
    analysis: FrameAnalysis


@dataclass(frozen=True, slots=True)
class Retake:
    """The operator wants the face looked at again."""

    checkin_id: CheckInId


@dataclass(frozen=True, slots=True)
class StartReview:
    """Somebody is going to compare by eye."""

    checkin_id: CheckInId


@dataclass(frozen=True, slots=True)
class LeaveReview:
    """Nobody goes on comparing. Answers that were given stay."""

    checkin_id: CheckInId


@dataclass(frozen=True, slots=True)
class Answer:
    """A reviewer's answer, given before the score was shown."""

    checkin_id: CheckInId
    review: ManualReview


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided, and who stands for it.

    ``by`` is None only where the program itself cancels, since it is closed. ``second`` signed with their own PIN.
    ``pin_open``: PINs may still be shown; after that ``override`` is a supervisor's reason to show one all the same.
    """

    decision: Decision
    by: Staff | None
    second: Staff | None = None
    refusal: Refusal | None = None
    pin_open: bool = True
    override: str = ""


@dataclass(frozen=True, slots=True)
class Decide:
    """Somebody decided."""

    checkin_id: CheckInId
    choice: Choice


@dataclass(frozen=True, slots=True)
class Undo:
    """The last decision is to be taken back."""

    checkin_id: CheckInId
    by: Staff
    note: str = ""


@dataclass(frozen=True, slots=True)
class Committed:
    """What was to be stored is on disk."""

    checkin_id: CheckInId


@dataclass(frozen=True, slots=True)
class CommitFailed:
    """It could not be stored."""

    checkin_id: CheckInId
    problem: str


@dataclass(frozen=True, slots=True)
class EquipmentFailed:
    """Camera or analysis stopped to work."""


@dataclass(frozen=True, slots=True)
class EquipmentWorks:
    """Camera and analysis work again."""


@dataclass(frozen=True, slots=True)
class TimeJumped:
    """The computer's clock was set, or it has slept. How long, nobody can say."""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """The operator has seen the confirmation."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


Event = (
    CardRead
    | Analysed
    | Retake
    | StartReview
    | LeaveReview
    | Answer
    | Decide
    | Undo
    | Committed
    | CommitFailed
    | EquipmentFailed
    | EquipmentWorks
    | TimeJumped
    | Dismiss
    | Tick
)
