"""The check-in as a pure function: ``step(state, event, now, rules) -> (state, what to store)``.

A card that is not on the roster, or whose candidate registered no usable photo, goes straight to AwaitingDecision,
with no face compared; of the latter the best frame is kept, to show on record who came. Every event but a card carries
the id of the check-in it belongs to, and one for another check-in is dropped: so is a frame that was captured before
the attempt began, which may still show the person before.

While equipment fails nothing is concluded, and the whole time begins anew when it works again: a fault never becomes a
verdict on a person. After a jump of the clock, and so after a sleep of the computer, it begins anew too, and a match is
to be looked at again: somebody else may stand there.
"""

from __future__ import annotations

from dataclasses import replace

from recognition.types import FrameAnalysis
from station.checkin.authority import can_review, can_undo, may_choose, may_review, pin_is_shown, works_at_desks
from station.checkin.events import (
    Analysed,
    Answer,
    CardRead,
    CommitFailed,
    Committed,
    Decide,
    Dismiss,
    EquipmentFailed,
    EquipmentWorks,
    Event,
    LeaveReview,
    Retake,
    StartReview,
    Tick,
    TimeJumped,
    Undo,
)
from station.checkin.guidance import guidance_for
from station.checkin.policy import judge
from station.checkin.states import (
    AwaitingDecision,
    Capturing,
    CheckIn,
    Effect,
    Idle,
    Outcome,
    Record,
    Recorded,
    Recording,
    Reviewing,
    Rules,
    State,
    TakeBack,
    Undoing,
    Undone,
)
from wire.decisions import ReviewAnswer
from wire.vocabulary import Reason, Verdict

_FRESH = 1.0  # seconds
RECORDED_FOR = 4.0  # seconds that a confirmation stays, if no card comes before
PIN_SHOWN_FOR = 20.0  # seconds that it stays with a PIN, which somebody copies by hand

Step = tuple[State, tuple[Effect, ...]]


def step(state: State, event: Event, now: float, rules: Rules) -> Step:
    """The next state and what must happen for it. ``now`` is in monotonic seconds. Never raises for an event
    that comes at the wrong time: such an event changes nothing.
    """
    match state:
        case Idle():
            return _idle(state, event, now, rules)
        case Capturing():
            return _capturing(state, event, now, rules)
        case AwaitingDecision():
            return _awaiting(state, event, now, rules)
        case Reviewing():
            return _reviewing(state, event, now, rules)
        case Recording():
            return _recording(state, event, now)
        case Recorded():
            return _recorded(state, event, now, rules)
        case Undoing():
            return _undoing(state, event, now)
        case Undone(at=at):
            if isinstance(event, CardRead):
                return _choose(event, now)
            return (Idle(), ()) if _is_over(event, at, now, RECORDED_FOR) else (state, ())


def _idle(state: Idle, event: Event, now: float, rules: Rules) -> Step:
    match event:
        case CardRead():
            return _choose(event, now)
        case Undo():
            return _undo(state, event, now, rules)
        case Tick() if state.last is not None and can_undo(state, now, rules.policy) is None:
            return Idle(), ()
        case _:
            return state, ()


def _choose(event: CardRead, now: float) -> Step:
    checkin = CheckIn(event.checkin_id, event.number, event.background, now)
    if checkin.incomparable is not None:
        return AwaitingDecision(checkin, Outcome(None, checkin.incomparable), now), ()
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
        case Decide(checkin_id=id_) if id_ == checkin.id:
            reason = Reason.NOT_CHECKED if state.paused_at is None else Reason.EQUIPMENT_FAULT
            best = next(iter(state.evidence.best(rules.policy)), None)
            return _decide(state, Outcome(None, reason, best=best), event, rules)
        case EquipmentFailed() if state.paused_at is None:
            return Capturing(checkin, paused_at=now), ()
        case EquipmentWorks() if state.paused_at is not None:
            return Capturing(replace(checkin, began=now)), ()
        case TimeJumped() if state.paused_at is None:
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
        return AwaitingDecision(checkin, outcome, now), ()
    probe = state.evidence.fused(policy)
    comparison, twin = rules.compare(probe, checkin.number), rules.nearest_twin(probe, checkin.number)
    verdict, reason = judge(comparison, policy, twin)
    if reason is Reason.KNOWN_TWIN:
        comparison = replace(comparison, rival=twin)  # whom the desk is to show
    if verdict is not Verdict.MATCH and frames < policy.max_frames and not time_is_up:
        return state, ()
    if verdict is Verdict.MATCH:
        reason = _objection(checkin)
    used = state.evidence.best(policy)
    outcome = Outcome(verdict, reason, comparison, used[0], len(used), seconds)
    return AwaitingDecision(checkin, outcome, now), ()


def _objection(checkin: CheckIn) -> Reason | None:
    """What speaks against letting somebody in whose face matches."""
    if checkin.background.admitted is not None:
        return Reason.ALREADY_ADMITTED
    return Reason.REFUSED_EARLIER if checkin.background.refused is not None else None


def _awaiting(state: AwaitingDecision, event: Event, now: float, rules: Rules) -> Step:
    checkin = state.checkin
    old = now - state.since >= rules.policy.match_holds or isinstance(event, TimeJumped)
    if old and not state.stale and state.outcome.verdict is Verdict.MATCH:
        state = replace(state, stale=True)
    match event:
        case Decide(checkin_id=id_) if id_ == checkin.id:
            return _decide(state, state.outcome, event, rules)
        case Analysed(checkin_id=id_, analysis=analysis) if id_ == checkin.id and _shows_better(state, analysis):
            return replace(state, outcome=replace(state.outcome, best=analysis)), ()
        case StartReview(checkin_id=id_) if id_ == checkin.id and can_review(checkin, state.outcome, rules.policy):
            return Reviewing(checkin, state.outcome, now), ()
        # Whoever was looked at by eye is not looked at anew by the machine: the answers would be about another picture.
        case Retake(checkin_id=id_) if id_ == checkin.id and checkin.incomparable is None and not checkin.reviews:
            return Capturing(
                replace(checkin, began=now, earlier=(*checkin.earlier, replace(state.outcome, best=None)))
            ), ()
        case _:
            return state, ()


def _reviewing(state: Reviewing, event: Event, now: float, rules: Rules) -> Step:
    checkin = state.checkin
    match event:
        case Answer(checkin_id=id_, review=review) if id_ == checkin.id and may_review(checkin, review.reviewer):
            told = replace(checkin, reviews=(*checkin.reviews, review))
            if review.answer is ReviewAnswer.SAME and can_review(told, state.outcome, rules.policy):
                return Reviewing(told, state.outcome, now), ()
            return AwaitingDecision(told, state.outcome, now), ()
        case LeaveReview(checkin_id=id_) if id_ == checkin.id:
            return AwaitingDecision(checkin, state.outcome, now), ()
        case _:
            return state, ()


def _decide(state: Capturing | AwaitingDecision, outcome: Outcome, event: Decide, rules: Rules) -> Step:
    if not may_choose(state, event.choice, rules.policy):
        return state, ()
    checkin, choice = state.checkin, event.choice
    record = Record(checkin, outcome, choice, pin_is_shown(checkin, choice))
    return Recording(checkin, outcome, choice), (record,)


def _recording(state: Recording, event: Event, now: float) -> Step:
    match event:
        case Committed(checkin_id=id_) if id_ == state.checkin.id:
            return Recorded(state.checkin, state.outcome, state.choice, now), ()
        case CommitFailed(checkin_id=id_, problem=problem) if id_ == state.checkin.id:
            return AwaitingDecision(state.checkin, state.outcome, now, problem=problem), ()
        case _:
            return state, ()


def _recorded(state: Recorded, event: Event, now: float, rules: Rules) -> Step:
    match event:
        case CardRead():
            return _choose(event, now)
        case Undo():
            return _undo(state, event, now, rules)
    shown_for = PIN_SHOWN_FOR if pin_is_shown(state.checkin, state.choice) else RECORDED_FOR
    if not _is_over(event, state.at, now, shown_for):
        return state, ()
    return Idle(can_undo(state, now, rules.policy)), ()


def _undo(state: Idle | Recorded, event: Undo, now: float, rules: Rules) -> Step:
    recorded = can_undo(state, now, rules.policy)
    if recorded is None or recorded.checkin.id != event.checkin_id or not works_at_desks(event.by):
        return state, ()
    return Undoing(recorded, event.by, event.note), (TakeBack(recorded, event.by, event.note),)


def _undoing(state: Undoing, event: Event, now: float) -> Step:
    match event:
        case Committed(checkin_id=id_) if id_ == state.recorded.checkin.id:
            return Undone(state.recorded, now), ()
        case CommitFailed(checkin_id=id_, problem=problem) if id_ == state.recorded.checkin.id:
            return replace(state.recorded, problem=problem), ()
        case _:
            return state, ()


def _is_over(event: Event, at: float, now: float, shown_for: float) -> bool:
    """Whether a confirmation has been seen, or was there for long enough."""
    return isinstance(event, Dismiss) or (isinstance(event, Tick) and now - at >= shown_for)


def _shows_better(state: AwaitingDecision, analysis: FrameAnalysis) -> bool:
    """Whether a frame is the one to keep of somebody whom no face can be compared with. As in `Evidence`, whoever comes
    to stand there later replaces who was there before."""
    checkin, best = state.checkin, state.outcome.best
    if checkin.incomparable is not Reason.NO_REFERENCE or analysis.frame.monotonic < checkin.began:
        return False
    if not analysis.usable or analysis.track is None:
        return False
    return best is None or best.track != analysis.track or analysis.unified_quality > best.unified_quality
