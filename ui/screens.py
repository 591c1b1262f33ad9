"""From what the station knows to what the screen shows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.manifest import OperatingPoint
from recognition.types import CandidateNumber
from station.camera.reader import CameraState
from station.checkin import pins
from station.checkin.authority import agreed, allowed_decisions, can_review, pin_is_shown
from station.checkin.guidance import Guidance
from station.checkin.policy import Policy
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import (
    AwaitingDecision,
    Capturing,
    CheckIn,
    Idle,
    Outcome,
    Recorded,
    Recording,
    Reviewing,
    Undoing,
    Undone,
)
from station.journal.history import PastDecision
from station.outbox.sender import SyncStatus
from station.session import Candidate, ExamSession
from ui.view_state import Action, Look, Message, OpenCase, PinRelease, ScoreView, ViewState, decision_of
from wire.decisions import ReviewAnswer
from wire.vocabulary import Decision, Reason, Verdict

_RECORDED = {
    Decision.ADMIT: (Look.ADMIT, Message.ADMITTED),
    Decision.ADMIT_MANUAL: (Look.ADMIT, Message.ADMITTED),
    Decision.PROVISIONAL: (Look.CHECK, Message.PROVISIONAL),
    Decision.REFUSE: (Look.STOP, Message.REFUSED),
    Decision.CANCEL: (Look.WAIT, Message.CANCELLED),
}

_BY_REASON = {
    Reason.ALREADY_ADMITTED: (Look.CHECK, Message.ALREADY_ADMITTED),
    Reason.REFUSED_EARLIER: (Look.CHECK, Message.REFUSED_EARLIER),
    Reason.OTHER_CANDIDATE_SIMILAR: (Look.CHECK, Message.LOOKALIKE),
    Reason.KNOWN_TWIN: (Look.CHECK, Message.KNOWN_TWIN),
    Reason.BETWEEN_THRESHOLDS: (Look.CHECK, Message.BETWEEN),
    Reason.NO_USABLE_PICTURE: (Look.CHECK, Message.NO_PICTURE),
    Reason.NOT_ON_ROSTER: (Look.CHECK, Message.NOT_ON_ROSTER),
    Reason.NO_REFERENCE: (Look.CHECK, Message.NO_REFERENCE),
    Reason.BELOW_REVIEW: (Look.STOP, Message.NO_MATCH),
}

# The safe action first. Where the machine is sure of nothing, that is another look, by camera or by eye.
_ORDER = {
    Message.MATCH: (Action.ADMIT, Action.RETAKE, Action.REVIEW, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
    Message.MATCH_STALE: (Action.RETAKE, Action.REVIEW, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
    Message.BETWEEN: (Action.RETAKE, Action.REVIEW, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
    Message.NO_PICTURE: (Action.RETAKE, Action.REVIEW, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
    Message.NOT_ON_ROSTER: (Action.CANCEL, Action.PROVISIONAL, Action.REFUSE),
    Message.OTHER_SESSION: (Action.CANCEL, Action.PROVISIONAL, Action.REFUSE),
    Message.NO_REFERENCE: (Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
    Message.ALREADY_ADMITTED: (Action.CANCEL, Action.REVIEW, Action.PROVISIONAL, Action.REFUSE),
    Message.AGREED: (Action.ADMIT_MANUAL, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
    Message.DOUBTED: (Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
}
_MOST_STRANGERS = 100_000
_RIVAL = (Reason.OTHER_CANDIDATE_SIMILAR, Reason.KNOWN_TWIN)
_SHOW_RIVAL = (Message.LOOKALIKE, Message.KNOWN_TWIN, Message.REVIEWING)
_CAUTIOUS = (Action.REVIEW, Action.RETAKE, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL)


def view_of(
    snapshot: DeskSnapshot,
    sync: SyncStatus | None,
    session: ExamSession,
    policy: Policy,
    points: Sequence[OperatingPoint],
    now: datetime,
) -> ViewState:
    """The screen for a state of the desk and of the line to the server."""
    screen = _Screen(snapshot, sync, session, policy, points, now)
    match snapshot.state:
        case Idle(last=last):
            return _idle(screen, last)
        case Capturing():
            return _capturing(screen, snapshot.state)
        case AwaitingDecision():
            return _awaiting(screen, snapshot.state)
        case Reviewing(checkin=checkin, outcome=outcome):
            # Neither look nor word of the machine's: whoever compares by eye is not to know it.
            return screen.show(Look.WAIT, Message.REVIEWING, checkin=checkin, outcome=outcome, blind=True)
        case Recording(checkin=checkin, outcome=outcome):
            return screen.show(Look.WAIT, Message.STORING, checkin=checkin, outcome=outcome)
        case Recorded():
            return _recorded(screen, snapshot.state)
        case Undoing(recorded=recorded):
            return screen.show(Look.WAIT, Message.STORING, checkin=recorded.checkin, outcome=recorded.outcome)
        case Undone(recorded=recorded):
            return screen.show(Look.WAIT, Message.UNDONE, (Action.NEXT,), checkin=recorded.checkin)


@dataclass(frozen=True, slots=True)
class _Screen:
    """What every view has in common."""

    snapshot: DeskSnapshot
    sync: SyncStatus | None
    session: ExamSession
    policy: Policy
    points: Sequence[OperatingPoint]
    now: datetime

    def show(
        self,
        look: Look,
        message: Message,
        actions: tuple[Action, ...] = (),
        *,
        checkin: CheckIn | None = None,
        outcome: Outcome | None = None,
        guidance: Guidance | None = None,
        frames_used: int = 0,
        problem: str = "",
        pin: str = "",
        undoable: Recorded | None = None,
        blind: bool = False,
    ) -> ViewState:
        compared = outcome.comparison if outcome else None
        waiting = self.snapshot.waiting
        after_start = timedelta(minutes=self.session.policy.provisional_minutes)
        return ViewState(
            look=look,
            message=message,
            actions=actions,
            camera=self.snapshot.camera,
            main=message not in (Message.CHECKING, Message.NEXT) and actions != (Action.UNDO,),
            checkin=checkin,
            live=outcome.best if outcome else None,
            rival=self._rival(outcome, message),
            twins=outcome is not None and outcome.reason is Reason.KNOWN_TWIN,
            guidance=guidance,
            score=_score(compared.score, self.policy, self.points) if compared and not blind else None,
            frames_used=outcome.frames_used if outcome else frames_used,
            seconds=outcome.seconds if outcome else None,
            problem=problem,
            admitted=self.snapshot.admitted,
            admitted_at=self.snapshot.admitted_at,
            expires_at=self.session.expires_at,
            expected=self.snapshot.expected,
            sync=self.sync,
            reviewers=self.policy.reviewers,
            pin=pin,
            pins=self._pins(checkin),
            pins_close_at=pins.closes_at(self.session),
            deadline=self.session.info.starts_at + after_start,
            open_cases=tuple(self._open_case(past) for past in self.snapshot.unresolved),
            undoable=undoable,
            waiting=waiting or "",
            waiting_name=whose.name if waiting and (whose := self._on_roster(waiting)) else "",
            storage=self.snapshot.storage_fault.problem if self.snapshot.storage_fault else None,
            clock_jump=self.snapshot.clock_jump,
            stood_still=self.snapshot.stood_still,
        )

    def _on_roster(self, number: str) -> Candidate | None:
        return self.session.candidates.get(CandidateNumber(number))

    def _open_case(self, past: PastDecision) -> OpenCase:
        """Its times are told at the venue's clock, whatever this computer's zone."""
        zone = self.session.info.starts_at.tzinfo
        deadline = past.deadline.astimezone(zone) if past.deadline else None
        return OpenCase(replace(past, at=past.at.astimezone(zone), deadline=deadline), self._on_roster(past.number))

    def _pins(self, checkin: CheckIn | None) -> PinRelease:
        if checkin is None or checkin.candidate is None or not checkin.candidate.pin:
            return PinRelease.NONE
        return PinRelease.OPEN if pins.is_open(self.session, self.now) else PinRelease.CLOSED

    def _rival(self, outcome: Outcome | None, message: Message) -> Candidate | None:
        """The other candidate whom the face resembles, where that is what there is to look at."""
        if outcome is None or outcome.comparison is None or message not in _SHOW_RIVAL:
            return None
        rival = outcome.comparison.rival if outcome.reason in _RIVAL else None
        return self._on_roster(rival.number) if rival else None


def _idle(screen: _Screen, last: Recorded | None) -> ViewState:
    undo = (Action.UNDO,) if last is not None else ()
    fault = _fault(screen.snapshot)
    if fault is None:
        return screen.show(Look.WAIT, Message.NEXT, undo, undoable=last)
    look, message, actions = fault
    return screen.show(look, message, (*actions, *undo), problem=screen.snapshot.problem, undoable=last)


def _awaiting(screen: _Screen, state: AwaitingDecision) -> ViewState:
    checkin, outcome, policy = state.checkin, state.outcome, screen.policy
    look, message = _verdict(state, policy)
    allowed = allowed_decisions(state, policy)
    reviewable = can_review(checkin, outcome, policy)
    offered = {
        Action.REVIEW: reviewable,
        Action.RETAKE: checkin.incomparable is None and not checkin.reviews,
    }
    actions = tuple(
        action
        for action in _ORDER.get(message, _CAUTIOUS)
        if (decision in allowed if (decision := decision_of(action)) else offered[action])
    )
    # The score comes after the answers of those who compare by eye, unless the machine is sure.
    blind = message is not Message.MATCH and reviewable
    shown = screen.show(look, message, actions, checkin=checkin, outcome=outcome, problem=state.problem, blind=blind)
    return replace(shown, look=Look.FAULT, message=Message.NOT_STORED) if state.problem else shown


def _recorded(screen: _Screen, state: Recorded) -> ViewState:
    choice = state.choice
    look, message = _RECORDED[choice.decision]
    undoable = None if choice.decision is Decision.CANCEL else state
    pin = state.checkin.candidate.pin if state.checkin.candidate and pin_is_shown(state.checkin, choice) else ""
    if state.problem:
        look, message = Look.FAULT, Message.NOT_UNDONE
    return screen.show(
        look,
        message,
        (Action.NEXT, Action.UNDO) if undoable else (Action.NEXT,),
        checkin=state.checkin,
        outcome=state.outcome,
        problem=state.problem,
        pin=pin,
        undoable=undoable,
    )


def _capturing(screen: _Screen, state: Capturing) -> ViewState:
    leave = (Action.PROVISIONAL, Action.CANCEL)
    fault = _fault(screen.snapshot) if state.paused_at is not None else None
    if fault:
        look, message, actions = fault
        problem = screen.snapshot.problem
        return screen.show(look, message, (*actions, *leave), checkin=state.checkin, problem=problem)
    return screen.show(
        Look.WAIT,
        Message.CHECKING,
        leave,
        checkin=state.checkin,
        guidance=state.guidance,
        frames_used=len(state.evidence.kept),
    )


def _verdict(state: AwaitingDecision, policy: Policy) -> tuple[Look, Message]:
    checkin, outcome = state.checkin, state.outcome
    if agreed(checkin, policy):
        return Look.CHECK, Message.AGREED
    if any(review.answer is not ReviewAnswer.SAME for review in checkin.reviews):
        return Look.CHECK, Message.DOUBTED
    if outcome.reason is Reason.NOT_ON_ROSTER and checkin.background.elsewhere is not None:
        return Look.CHECK, Message.OTHER_SESSION
    if outcome.verdict is Verdict.MATCH and outcome.reason is None:
        return (Look.CHECK, Message.MATCH_STALE) if state.stale else (Look.ADMIT, Message.MATCH)
    # A reason without a look of its own still is no match: the cautious look is the one to fall back on.
    return _BY_REASON.get(outcome.reason or Reason.NOT_CHECKED, (Look.CHECK, Message.BETWEEN))


def _fault(snapshot: DeskSnapshot) -> tuple[Look, Message, tuple[Action, ...]] | None:
    if snapshot.storage_fault is not None:
        return Look.FAULT, Message.STORAGE_FAULT, ()
    if snapshot.expired:
        # Another session's desk does not have what is still to be settled of this one.
        return Look.FAULT, Message.PACK_EXPIRED, () if snapshot.unresolved else (Action.NEXT_PACK,)
    camera = snapshot.camera
    if camera.state is CameraState.STALLED:
        return Look.FAULT, Message.CAMERA_STALLED, ()  # it is open: there is nothing to try but its cable
    if camera.state is CameraState.OPENING and not camera.attempt:
        return Look.WAIT, Message.CAMERA_OPENING, ()
    if camera.state is not CameraState.LIVE:
        message = Message.CAMERA_TAKEN if camera.taken else Message.CAMERA_LOST
        return Look.FAULT, message, (Action.RETRY_CAMERA,)
    if snapshot.analysis_fault is not None:
        return Look.FAULT, Message.ANALYSIS_FAULT, ()
    return None


def _score(score: float, policy: Policy, points: Sequence[OperatingPoint]) -> ScoreView:
    passed = [point.fmr for point in points if score >= point.threshold]
    # Rarer rates than this are extrapolated, and no sentence for an operator.
    strangers = min(round(1 / min(passed)), _MOST_STRANGERS) if passed else None
    return ScoreView(score, policy.review, policy.accept, strangers)
