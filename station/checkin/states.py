"""The states of a desk. `station.checkin.step` leads from one to the next.

Idle ──CardRead──▶ Capturing ──enough evidence, or time is up──▶ AwaitingDecision ──Decide──▶ Recording
  ▲                   │  ▲                                        │  ▲  │  ▲                    │   │
  │                   │  └────────────────Retake──────────────────┘  │  │  └────CommitFailed────┘   │
  │                   │                      Reviewing ◀─StartReview─│──┘                           │
  │                   │                          └───────Answer──────┘                              │
  │                   └──Decide (provisional, or cancel)──▶ Recording                               │
  ├──CardRead, Dismiss or some seconds── Recorded ◀──────────────────Committed─────────────────────┘
  │                                         └──Undo, from Idle too──▶ Undoing ──Committed──┐
  └──CardRead, Dismiss or some seconds── Undone ◀──────────────────────────────────────────┘
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from recognition.types import CandidateNumber, Comparison, FrameAnalysis, Rival, Template
from station.checkin.background import Background
from station.checkin.events import Choice
from station.checkin.evidence import Evidence
from station.checkin.guidance import Guidance
from station.checkin.policy import Policy
from station.ids import CheckInId
from station.session import Candidate
from wire.decisions import ManualReview
from wire.staff import Staff
from wire.vocabulary import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Rules:
    """What the steps need to know: the limits, how a probe compares with a session's gallery, and with the confirmed
    twin of a candidate whom it resembles most, if there is one."""

    policy: Policy
    compare: Callable[[Template, CandidateNumber], Comparison]
    nearest_twin: Callable[[Template, CandidateNumber], Rival | None]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What the machine found out. ``verdict`` is None where no face was compared.

    ``best`` is the best frame, to be shown beside the registered photo; ``seconds`` is from the card to here.
    """

    verdict: Verdict | None
    reason: Reason | None
    comparison: Comparison | None = None
    best: FrameAnalysis | None = None
    frames_used: int = 0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One person at the desk.

    ``began`` is monotonic seconds: when the attempt began, or when equipment last worked again. ``earlier`` is what the
    attempts before this one found, ``reviews`` what people saw who compared by eye, both for the report.
    """

    id: CheckInId
    number: CandidateNumber
    background: Background
    began: float
    earlier: tuple[Outcome, ...] = ()
    reviews: tuple[ManualReview, ...] = ()

    @property
    def candidate(self) -> Candidate | None:
        """Who the card belongs to; None when the number is not on the roster."""
        return self.background.candidate

    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
        return len(self.earlier) + 1

    @property
    def incomparable(self) -> Reason | None:
        """Why there is nothing to compare a face with, if so."""
        if self.candidate is None:
            return Reason.NOT_ON_ROSTER
        return None if self.candidate.photos else Reason.NO_REFERENCE


@dataclass(frozen=True, slots=True, eq=False)
class Capturing:
    """Gathering evidence.

    ``paused_at`` is monotonic seconds since when equipment is failing, ``last_frame`` when the newest analysed frame
    was captured.
    """

    checkin: CheckIn
    evidence: Evidence = field(default_factory=Evidence)
    guidance: Guidance = Guidance.LOOK_HERE
    paused_at: float | None = None
    last_frame: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AwaitingDecision:
    """The machine has said what it can; a person decides.

    ``since`` is monotonic seconds. ``stale``: a match was not decided on for so long that somebody else may stand there
    by now. ``problem``: the last decision could not be stored.
    """

    checkin: CheckIn
    outcome: Outcome
    since: float
    stale: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Reviewing:
    """Somebody compares by eye, and sees no score. ``since``: from when the next answer is timed, monotonic seconds."""

    checkin: CheckIn
    outcome: Outcome
    since: float


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Decided, not yet on disk: nothing green before it is."""

    checkin: CheckIn
    outcome: Outcome
    choice: Choice


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """On disk. ``at`` is monotonic seconds; ``problem``: taking it back could not be stored."""

    checkin: CheckIn
    outcome: Outcome
    choice: Choice
    at: float
    problem: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Undoing:
    """Taken back, not yet on disk."""

    recorded: Recorded
    by: Staff
    note: str


@dataclass(frozen=True, slots=True, eq=False)
class Undone:
    """Taken back, on disk. ``at`` is monotonic seconds."""

    recorded: Recorded
    at: float


@dataclass(frozen=True, slots=True, eq=False)
class Idle:
    """Waiting for a card. ``last`` is the decision that can still be taken back, as long as its time is not over."""

    last: Recorded | None = None


State = Idle | Capturing | AwaitingDecision | Reviewing | Recording | Recorded | Undoing | Undone


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Store a decision, in one transaction with its report. ``pin_shown``: the candidate is to see their PIN."""

    checkin: CheckIn
    outcome: Outcome
    choice: Choice
    pin_shown: bool


@dataclass(frozen=True, slots=True, eq=False)
class TakeBack:
    """Store that a decision is taken back."""

    recorded: Recorded
    by: Staff
    note: str


Effect = Record | TakeBack
