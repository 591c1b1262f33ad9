"""The check-in as a pure function: ``step(state, event, now, rules) -> (state, decisions to record)``.

    Idle ──CardRead──▶ Capturing ──enough evidence, or time is up──▶ AwaitingDecision ──Decide──▶ Recording
      ▲                   │  ▲                                          │    ▲                       │
      │                   │  └──────────────Retake──────────────────────┘    └────CommitFailed───────┤
      │                   └──Decide (to the supervisor, or cancel)──▶ Recording                      │
      └────────────────CardRead, Dismiss or some seconds────────────── Recorded ◀──Committed─────────┘

A card that is not on the roster goes straight to AwaitingDecision, with no face compared. Every event but a card
carries the id of the check-in it belongs to, and one for another check-in is dropped: so is a frame that was
captured before the attempt began, which may still show the person before.

While equipment fails nothing is concluded, and the whole time begins anew when it works again: a fault never becomes a
verdict on a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from recognition.types import CandidateNumber, Comparison, FrameAnalysis, Rival, Template
from station.checkin.evidence import Evidence
from station.checkin.guidance import Guidance, guidance_for
from station.checkin.policy import Policy, judge
from station.ids import CheckInId
from station.session import Candidate
from wire.vocabulary import Decision, Reason, Verdict

_FRESH = 1.0  # seconds
RECORDED_FOR = 4.0  # seconds that the confirmation stays, if no card comes before


@dataclass(frozen=True, slots=True)
class Rules:
    """What the steps need to know: the limits, how a probe compares with a session's gallery, and with the confirmed
    twin of a candidate whom it resembles most, if there is one."""

    policy: Policy
    compare: Callable[[Template, CandidateNumber], Comparison]
    nearest_twin: Callable[[Template, CandidateNumber], Rival | None]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One person at the desk. ``candidate`` is None when the number is not on the roster.

    ``admitted_at`` is set when this candidate was admitted before. ``began`` is monotonic seconds: when the attempt
    began, or when equipment last worked again. ``earlier`` is what the attempts before this one found, for the report.
    """

    id: CheckInId
    number: CandidateNumber
    candidate: Candidate | None
    began: float
    admitted_at: datetime | None = None
    earlier: tuple[Outcome, ...] = ()

    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
        return len(self.earlier) + 1


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
class Idle:
    """Waiting for a card."""


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
    """The machine has said what it can; a person decides. ``problem``: the last decision could not be stored."""

    checkin: CheckIn
    outcome: Outcome
    problem: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Decided, not yet on disk: nothing green before it is."""

    checkin: CheckIn
    outcome: Outcome
    decision: Decision


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """On disk. ``at`` is monotonic seconds."""

    checkin: CheckIn
    outcome: Outcome
    decision: Decision
    at: float


State = Idle | Capturing | AwaitingDecision | Recording | Recorded


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card number was scanned or typed, and looked up."""

    checkin_id: CheckInId
    number: CandidateNumber
    candidate: Candidate | None
    admitted_at: datetime | None = None


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
class Decide:
    """The operator decided."""

    checkin_id: CheckInId
    decision: Decision


@dataclass(frozen=True, slots=True)
class Committed:
    """The decision is on disk."""

    checkin_id: CheckInId


@dataclass(frozen=True, slots=True)
class CommitFailed:
    """The decision could not be stored."""

    checkin_id: CheckInId
    problem: str


@dataclass(frozen=True, slots=True)
class EquipmentFailed:
    """Camera or analysis stopped to work."""


@dataclass(frozen=True, slots=True)
class EquipmentWorks:
    """Camera and analysis work again."""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """The operator has seen the confirmation."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


Event = (
    CardRead | Analysed | Retake | Decide | Committed | CommitFailed | EquipmentFailed | EquipmentWorks | Dismiss | Tick
)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Store the decision, in one transaction with its report."""

    checkin: CheckIn
    outcome: Outcome
    decision: Decision


Step = tuple[State, tuple[Record, ...]]


def allowed_decisions(state: State) -> frozenset[Decision]:
    """What an operator alone may decide now.

    Admitting takes a match; everything else goes to the supervisor or is refused. Sending a candidate to the
    supervisor is possible at any time, faults included, so that nobody is ever stuck.
    """
    match state:
        case Capturing():
            return frozenset({Decision.PROVISIONAL, Decision.CANCEL})
        case AwaitingDecision(outcome=outcome):
            allowed = {Decision.PROVISIONAL, Decision.REFUSE, Decision.CANCEL}
            if outcome.verdict is Verdict.MATCH and outcome.reason is None:
                allowed.add(Decision.ADMIT)
            return frozenset(allowed)
        case _:
            return frozenset()


def step(state: State, event: Event, now: float, rules: Rules) -> Step:
    """The next state and what must happen for it. ``now`` is in monotonic seconds. Never raises for an event
    that comes at the wrong time: such an event changes nothing.
    """
    match state:
        case Idle():
            return _choose(event, now) if isinstance(event, CardRead) else (state, ())
        case Capturing():
            return _capturing(state, event, now, rules)
        case AwaitingDecision():
            return _awaiting(state, event, now)
        case Recording(checkin=checkin, outcome=outcome, decision=decision):
            match event:
                case Committed(checkin_id=id_) if id_ == checkin.id:
                    return Recorded(checkin, outcome, decision, now), ()
                case CommitFailed(checkin_id=id_, problem=problem) if id_ == checkin.id:
                    return AwaitingDecision(checkin, outcome, problem), ()
                case _:
                    return state, ()
        case Recorded(at=at):
            if isinstance(event, CardRead):
                return _choose(event, now)
            over = isinstance(event, Dismiss) or (isinstance(event, Tick) and now - at >= RECORDED_FOR)
            return (Idle(), ()) if over else (state, ())


def _choose(event: CardRead, now: float) -> Step:
    checkin = CheckIn(event.checkin_id, event.number, event.candidate, now, event.admitted_at)
    if event.candidate is None:
        return AwaitingDecision(checkin, Outcome(None, Reason.NOT_ON_ROSTER)), ()
    return Capturing(checkin), ()


def _capturing(state: Capturing, event: Event, now: float, rules: Rules) -> Step:
    checkin = state.checkin
    match event:
        case Analysed(checkin_id=id_, analysis=analysis) if id_ == checkin.id:
            if analysis.frame.monotonic < checkin.began or state.paused_at is not None:
                return state, ()
            gathered = replace(
                state,
                evidence=state.evidence.add(analysis, rules.policy),
                guidance=guidance_for(analysis),
                last_frame=analysis.frame.monotonic,
            )
            return _conclude(gathered, now, rules)
        case Decide(checkin_id=id_, decision=decision) if id_ == checkin.id:
            if decision not in allowed_decisions(state):
                return state, ()
            reason = Reason.NOT_CHECKED if state.paused_at is None else Reason.EQUIPMENT_FAULT
            best = next(iter(state.evidence.best(rules.policy)), None)
            outcome = Outcome(None, reason, best=best)
            return Recording(checkin, outcome, decision), (Record(checkin, outcome, decision),)
        case EquipmentFailed() if state.paused_at is None:
            return Capturing(checkin, paused_at=now), ()
        case EquipmentWorks() if state.paused_at is not None:
            return Capturing(replace(checkin, began=now)), ()
        case Tick() if state.paused_at is None:
            return _conclude(state, now, rules)
        case _:
            return state, ()


def _conclude(state: Capturing, now: float, rules: Rules) -> Step:
    """Go on gathering, or give the verdict that the evidence holds."""
    policy, checkin = rules.policy, state.checkin
    seconds = now - checkin.began
    # Without fresh pictures time is not up: the person has not been looked at for so long, and a fault may be
    # about to be noticed.
    fresh = state.last_frame is not None and now - state.last_frame <= _FRESH
    time_is_up = fresh and seconds >= policy.time_limit
    frames = len(state.evidence.kept)
    if frames < policy.min_frames:
        if not time_is_up:
            return state, ()
        best = next(iter(state.evidence.best(policy)), None)
        outcome = Outcome(
            Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE, best=best, frames_used=frames, seconds=seconds
        )
        return AwaitingDecision(checkin, outcome), ()
    probe = state.evidence.fused(policy)
    comparison, twin = rules.compare(probe, checkin.number), rules.nearest_twin(probe, checkin.number)
    verdict, reason = judge(comparison, policy, twin)
    if reason is Reason.KNOWN_TWIN:
        comparison = replace(comparison, rival=twin)  # whom the desk is to show
    if verdict is not Verdict.MATCH and frames < policy.max_frames and not time_is_up:
        return state, ()
    if verdict is Verdict.MATCH and checkin.admitted_at is not None:
        reason = Reason.ALREADY_ADMITTED
    used = state.evidence.best(policy)
    outcome = Outcome(verdict, reason, comparison, used[0], len(used), seconds)
    return AwaitingDecision(checkin, outcome), ()


def _awaiting(state: AwaitingDecision, event: Event, now: float) -> Step:
    checkin = state.checkin
    match event:
        case Decide(checkin_id=id_, decision=decision) if id_ == checkin.id:
            if decision not in allowed_decisions(state):
                return state, ()
            return (
                Recording(checkin, state.outcome, decision),
                (Record(checkin, state.outcome, decision),),
            )
        case Retake(checkin_id=id_) if id_ == checkin.id and checkin.candidate is not None:
            return Capturing(
                replace(checkin, began=now, earlier=(*checkin.earlier, replace(state.outcome, best=None)))
            ), ()
        case _:
            return state, ()
