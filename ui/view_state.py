"""From what the station knows to what the screen shows: one immutable state object, made by a pure function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from models.manifest import OperatingPoint
from recognition.types import FrameAnalysis
from station.camera.reader import CameraState, CameraStatus
from station.checkin.desk import DeskSnapshot
from station.checkin.guidance import Guidance
from station.checkin.policy import Policy
from station.checkin.states import (
    AwaitingDecision,
    Capturing,
    CheckIn,
    Idle,
    Outcome,
    Recorded,
    Recording,
    allowed_decisions,
)
from station.outbox.sender import SyncStatus
from station.session import Candidate, ExamSession
from wire.vocabulary import Decision, Reason, Verdict


class Look(Enum):
    """The five looks. Each has its own colour, icon, word and sound."""

    WAIT = "wait"
    ADMIT = "admit"
    CHECK = "check"
    STOP = "stop"
    FAULT = "fault"


class Message(Enum):
    """What the verdict card says; `texts` puts it into words."""

    NEXT = "next"
    CHECKING = "checking"
    MATCH = "match"
    ALREADY_ADMITTED = "already admitted"
    LOOKALIKE = "lookalike"
    KNOWN_TWIN = "known_twin"
    BETWEEN = "between"
    NO_PICTURE = "no picture"
    NOT_ON_ROSTER = "not on roster"
    NO_MATCH = "no match"
    STORING = "storing"
    ADMITTED = "admitted"
    SENT_TO_SUPERVISOR = "sent to supervisor"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    NOT_STORED = "not stored"
    CAMERA_OPENING = "camera opening"
    CAMERA_LOST = "camera lost"
    ANALYSIS_FAULT = "analysis fault"
    STORAGE_FAULT = "storage fault"
    PROGRAM_FAULT = "program fault"


class Action(Enum):
    """What the operator can do now."""

    ADMIT = "admit"
    RETAKE = "retake"
    SUPERVISOR = "supervisor"
    REFUSE = "refuse"
    CANCEL = "cancel"
    NEXT = "next"
    RETRY_CAMERA = "retry camera"


@dataclass(frozen=True, slots=True)
class ScoreView:
    """The comparison score with the two thresholds and the false match rates they stand for.

    ``strangers`` is N in "fewer than 1 in N strangers".
    """

    score: float
    review: OperatingPoint
    accept: OperatingPoint
    strangers: int | None


@dataclass(frozen=True, slots=True, eq=False)
class ViewState:
    """Everything that the desk shows, and nothing else.

    ``actions`` are in order, the main one first; ``main`` says whether there is a main one. ``live`` is the frame to be
    shown beside the registered photo. ``guidance`` is for the candidate, apart from the verdict.
    """

    look: Look
    message: Message
    actions: tuple[Action, ...]
    camera: CameraStatus
    main: bool = True
    checkin: CheckIn | None = None
    live: FrameAnalysis | None = None
    rival: Candidate | None = None
    guidance: Guidance | None = None
    score: ScoreView | None = None
    frames_used: int = 0
    seconds: float | None = None
    problem: str = ""
    admitted: int = 0
    expected: int = 0
    sync: SyncStatus | None = None

    @property
    def candidate(self) -> Candidate | None:
        """The candidate at the desk, if the number is on the roster."""
        return self.checkin.candidate if self.checkin else None

    @property
    def admitted_at(self) -> datetime | None:
        """When this candidate was admitted before, if so."""
        return self.checkin.admitted_at if self.checkin else None


_RECORDED = {
    Decision.ADMIT: (Look.ADMIT, Message.ADMITTED),
    Decision.ADMIT_MANUAL: (Look.ADMIT, Message.ADMITTED),
    Decision.PROVISIONAL: (Look.CHECK, Message.SENT_TO_SUPERVISOR),
    Decision.REFUSE: (Look.STOP, Message.REFUSED),
    Decision.CANCEL: (Look.WAIT, Message.CANCELLED),
}

_BY_REASON = {
    Reason.ALREADY_ADMITTED: (Look.CHECK, Message.ALREADY_ADMITTED),
    Reason.OTHER_CANDIDATE_SIMILAR: (Look.CHECK, Message.LOOKALIKE),
    Reason.KNOWN_TWIN: (Look.CHECK, Message.KNOWN_TWIN),
    Reason.BETWEEN_THRESHOLDS: (Look.CHECK, Message.BETWEEN),
    Reason.NO_USABLE_PICTURE: (Look.CHECK, Message.NO_PICTURE),
    Reason.NOT_ON_ROSTER: (Look.CHECK, Message.NOT_ON_ROSTER),
    Reason.BELOW_REVIEW: (Look.STOP, Message.NO_MATCH),
}

# The safe action first. Where the machine is sure of nothing, that is another look or another person.
_ORDER = {
    Message.MATCH: (Action.ADMIT, Action.RETAKE, Action.SUPERVISOR, Action.REFUSE, Action.CANCEL),
    Message.BETWEEN: (Action.RETAKE, Action.SUPERVISOR, Action.REFUSE, Action.CANCEL),
    Message.NO_PICTURE: (Action.RETAKE, Action.SUPERVISOR, Action.REFUSE, Action.CANCEL),
    Message.NOT_ON_ROSTER: (Action.CANCEL, Action.SUPERVISOR, Action.REFUSE),
}
_MOST_STRANGERS = 100_000
_CAUTIOUS = (Action.SUPERVISOR, Action.RETAKE, Action.REFUSE, Action.CANCEL)
_DECISIONS = {
    Action.ADMIT: Decision.ADMIT,
    Action.SUPERVISOR: Decision.PROVISIONAL,
    Action.REFUSE: Decision.REFUSE,
    Action.CANCEL: Decision.CANCEL,
}


def decision_of(action: Action) -> Decision | None:
    """The decision that an action stands for, if it is one."""
    return _DECISIONS.get(action)


def program_fault(shown: ViewState, problem: str) -> ViewState:
    """The screen once a thread has ended that must not: no decision can be taken, and none that was is lost."""
    return ViewState(
        look=Look.FAULT,
        message=Message.PROGRAM_FAULT,
        actions=(),
        camera=shown.camera,
        problem=problem,
        admitted=shown.admitted,
        expected=shown.expected,
        sync=shown.sync,
    )


def view_of(
    snapshot: DeskSnapshot,
    sync: SyncStatus | None,
    session: ExamSession,
    policy: Policy,
    points: Sequence[OperatingPoint],
) -> ViewState:
    """The screen for a state of the desk and of the line to the server."""
    screen = _Screen(snapshot, sync, session, policy, points)
    match snapshot.state:
        case Idle():
            fault = _fault(snapshot)
            return screen.show(*fault, problem=snapshot.problem) if fault else screen.show(Look.WAIT, Message.NEXT)
        case Capturing():
            return _capturing(screen, snapshot.state)
        case AwaitingDecision(checkin=checkin, outcome=outcome, problem=problem):
            look, message = _verdict(outcome)
            order = _ORDER.get(message, _CAUTIOUS)
            allowed = allowed_decisions(snapshot.state)
            actions = tuple(action for action in order if _DECISIONS.get(action) in (None, *allowed))
            if problem:
                look, message = Look.FAULT, Message.NOT_STORED
            return screen.show(look, message, actions, checkin=checkin, outcome=outcome, problem=problem)
        case Recording(checkin=checkin, outcome=outcome):
            return screen.show(Look.WAIT, Message.STORING, checkin=checkin, outcome=outcome)
        case Recorded(checkin=checkin, outcome=outcome, decision=decision):
            look, message = _RECORDED[decision]
            return screen.show(look, message, (Action.NEXT,), checkin=checkin, outcome=outcome)


@dataclass(frozen=True, slots=True)
class _Screen:
    """What every view has in common."""

    snapshot: DeskSnapshot
    sync: SyncStatus | None
    session: ExamSession
    policy: Policy
    points: Sequence[OperatingPoint]

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
    ) -> ViewState:
        compared = outcome.comparison if outcome else None
        rival = compared.rival if compared and message in (Message.LOOKALIKE, Message.KNOWN_TWIN) else None
        return ViewState(
            look=look,
            message=message,
            actions=actions,
            camera=self.snapshot.camera,
            main=message is not Message.CHECKING,
            checkin=checkin,
            live=outcome.best if outcome else None,
            rival=self.session.candidates.get(rival.number) if rival else None,
            guidance=guidance,
            score=_score(compared.score, self.policy, self.points) if compared else None,
            frames_used=outcome.frames_used if outcome else frames_used,
            seconds=outcome.seconds if outcome else None,
            problem=problem,
            admitted=self.snapshot.admitted,
            expected=self.snapshot.expected,
            sync=self.sync,
        )


def _capturing(screen: _Screen, state: Capturing) -> ViewState:
    leave = (Action.SUPERVISOR, Action.CANCEL)
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


def _verdict(outcome: Outcome) -> tuple[Look, Message]:
    if outcome.verdict is Verdict.MATCH and outcome.reason is None:
        return Look.ADMIT, Message.MATCH
    # A reason without a look of its own still is no match: the cautious look is the one to fall back on.
    return _BY_REASON.get(outcome.reason or Reason.NOT_CHECKED, (Look.CHECK, Message.BETWEEN))


def _fault(snapshot: DeskSnapshot) -> tuple[Look, Message, tuple[Action, ...]] | None:
    if snapshot.storage_fault is not None:
        return Look.FAULT, Message.STORAGE_FAULT, ()
    if snapshot.camera.state is CameraState.STALLED:
        return Look.FAULT, Message.CAMERA_LOST, ()  # it is open: there is nothing to try but its cable
    if snapshot.camera.state is CameraState.LOST:
        return Look.FAULT, Message.CAMERA_LOST, (Action.RETRY_CAMERA,)
    if snapshot.camera.state is CameraState.OPENING:
        retrying = snapshot.camera.attempt > 0
        return (
            (Look.FAULT, Message.CAMERA_LOST, (Action.RETRY_CAMERA,))
            if retrying
            else (Look.WAIT, Message.CAMERA_OPENING, ())
        )
    if snapshot.analysis_fault is not None:
        return Look.FAULT, Message.ANALYSIS_FAULT, ()
    return None


def _score(score: float, policy: Policy, points: Sequence[OperatingPoint]) -> ScoreView:
    passed = [point.fmr for point in points if score >= point.threshold]
    # Rarer rates than this are extrapolated, and no sentence for an operator.
    strangers = min(round(1 / min(passed)), _MOST_STRANGERS) if passed else None
    return ScoreView(score, policy.review, policy.accept, strangers)
