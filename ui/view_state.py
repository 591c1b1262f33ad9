"""Everything that the desk shows, as one immutable state; `screens` makes it from what the station knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from models.manifest import OperatingPoint
from recognition.types import FrameAnalysis
from station.camera.reader import CameraStatus
from station.checkin.background import Admission
from station.checkin.guidance import Guidance
from station.checkin.states import CheckIn, Recorded
from station.journal.faults import StorageProblem
from station.journal.history import PastDecision
from station.outbox.sender import SyncStatus
from station.session import Candidate
from wire.staff import Staff
from wire.vocabulary import Decision


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
    MATCH_STALE = "match stale"
    ALREADY_ADMITTED = "already admitted"
    REFUSED_EARLIER = "refused earlier"
    LOOKALIKE = "lookalike"
    KNOWN_TWIN = "known_twin"
    BETWEEN = "between"
    NO_PICTURE = "no picture"
    NOT_ON_ROSTER = "not on roster"
    NO_REFERENCE = "no reference"
    NO_MATCH = "no match"
    OTHER_SESSION = "other session"
    REVIEWING = "reviewing"
    AGREED = "agreed"
    DOUBTED = "doubted"
    STORING = "storing"
    ADMITTED = "admitted"
    PROVISIONAL = "provisional"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    UNDONE = "undone"
    NOT_STORED = "not stored"
    NOT_UNDONE = "not undone"
    PACK_EXPIRED = "pack expired"
    CAMERA_OPENING = "camera opening"
    CAMERA_LOST = "camera lost"
    CAMERA_TAKEN = "camera taken"
    CAMERA_STALLED = "camera stalled"
    ANALYSIS_FAULT = "analysis fault"
    STORAGE_FAULT = "storage fault"
    PROGRAM_FAULT = "program fault"


class Action(Enum):
    """What the operator can do now."""

    ADMIT = "admit"
    ADMIT_MANUAL = "admit manual"
    RETAKE = "retake"
    REVIEW = "review"
    PROVISIONAL = "provisional"
    REFUSE = "refuse"
    CANCEL = "cancel"
    NEXT = "next"
    UNDO = "undo"
    RETRY_CAMERA = "retry camera"
    NEXT_PACK = "next pack"


class PinRelease(Enum):
    """Whether an admission shows the candidate their registration PIN."""

    NONE = "none"  # the pack has none for them
    OPEN = "open"
    CLOSED = "closed"  # a supervisor may say why it is shown all the same


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
class OpenCase:
    """A provisional admission that nobody has settled, and whose it is, by the roster."""

    past: PastDecision
    candidate: Candidate | None

    def overdue(self, now: datetime) -> bool:
        """Whether its deadline has passed."""
        return self.past.deadline is not None and now >= self.past.deadline


@dataclass(frozen=True, slots=True, eq=False)
class ViewState:
    """Everything that the desk shows, and nothing else.

    ``actions`` are in order, the main one first; ``main`` says whether there is a main one. ``live`` is the frame to be
    shown beside the registered photo. ``guidance`` is for the candidate, apart from the verdict. ``score`` is left out
    as long as somebody may still compare by eye; ``reviewer`` is who does so now, of ``reviewers`` who have to.
    ``rival`` is the other candidate whom the face resembles, ``twins``: they are registered as twins.

    ``pin`` is the candidate's registration PIN, upon admission alone; ``pins`` says whether an admission shows one,
    until ``pins_close_at``, in a session that ``has_pins``. ``admitted_at`` are the moments of those who are in;
    ``expires_at`` is from when on nobody is checked in any more.

    ``deadline`` is until when a provisional admission is to be settled, ``open_cases`` are those that are not, the
    nearest deadline first. ``undoable`` is the decision that can be taken back. ``waiting`` is the number of the card
    that was read meanwhile, ``waiting_name`` whose it is.

    ``problem`` is what fails, in the program's own words, ``storage`` what keeps decisions from being stored.
    ``clock_jump`` is by how much the clock has jumped, ``stood_still`` how long the computer has, as long as nobody has
    seen it.
    """

    look: Look
    message: Message
    actions: tuple[Action, ...]
    camera: CameraStatus
    main: bool = True
    checkin: CheckIn | None = None
    live: FrameAnalysis | None = None
    rival: Candidate | None = None
    twins: bool = False
    guidance: Guidance | None = None
    score: ScoreView | None = None
    frames_used: int = 0
    seconds: float | None = None
    problem: str = ""
    admitted: int = 0
    admitted_at: tuple[datetime, ...] = ()
    expected: int = 0
    expires_at: datetime | None = None
    sync: SyncStatus | None = None
    reviewer: Staff | None = None
    reviewers: int = 2
    pin: str = ""
    pins: PinRelease = PinRelease.NONE
    pins_close_at: datetime | None = None
    has_pins: bool = False
    deadline: datetime | None = None
    open_cases: tuple[OpenCase, ...] = ()
    undoable: Recorded | None = None
    waiting: str = ""
    waiting_name: str = ""
    storage: StorageProblem | None = None
    clock_jump: timedelta = timedelta(0)
    stood_still: timedelta = timedelta(0)

    @property
    def unresolved(self) -> int:
        """How many provisional admissions nobody has settled."""
        return len(self.open_cases)

    @property
    def candidate(self) -> Candidate | None:
        """The candidate at the desk, if the number is on the roster."""
        return self.checkin.candidate if self.checkin else None

    @property
    def admission(self) -> Admission | None:
        """How this candidate was admitted before, if so."""
        return self.checkin.background.admitted if self.checkin else None


_DECISIONS = {
    Action.ADMIT: Decision.ADMIT,
    Action.ADMIT_MANUAL: Decision.ADMIT_MANUAL,
    Action.PROVISIONAL: Decision.PROVISIONAL,
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
