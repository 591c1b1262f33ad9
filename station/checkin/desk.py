"""The desk: one thread that owns the state of the check-in, turns it by events, and carries out the effects.

Everybody else posts events and is told of a new `DeskSnapshot`. The database is written on this thread, so that a
slow disk never holds up the window.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Thread

import structlog

from recognition.types import CandidateNumber, Frame, FrameAnalysis
from station.analysis import AnalysisWorker
from station.camera.reader import CameraState, CameraStatus
from station.checkin import pins
from station.checkin.authority import signed_by_two
from station.checkin.background import Admission, Background
from station.checkin.events import (
    Analysed,
    Answer,
    CardRead,
    Choice,
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
from station.checkin.intake import LastCard, Turn, turn_of
from station.checkin.ledger import Ledger
from station.checkin.receipts import is_receipt
from station.checkin.reporting import Reporter, Settlement, pictures_for
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import (
    AwaitingDecision,
    Capturing,
    Effect,
    Idle,
    Record,
    Recorded,
    Reviewing,
    Rules,
    State,
    TakeBack,
    Undone,
)
from station.checkin.step import step
from station.checkin.timekeeping import JUMP, Timekeeper
from station.clock import Clock
from station.errors import JournalError
from station.ids import CheckInId, uuid7
from station.journal import entries, history
from station.journal.faults import StorageFault, StorageProblem, fault_of
from station.journal.history import PastDecision
from station.session import ExamSession, number_of
from vault import sqlite
from wire.decisions import ManualReview
from wire.numbers import MAX_LENGTH
from wire.reports import Report
from wire.staff import Staff
from wire.vocabulary import Decision, Reason

_TICK = 0.1  # seconds
CONFIRMED_FOR = 1.0  # seconds that a confirmation stays even when the next card is in view
STALLED_AFTER = 2.0  # seconds; the slowest webcam in poor light still gives five pictures a second

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Card:
    """A number as it was typed or scanned, not looked up yet."""

    text: str


@dataclass(frozen=True, slots=True)
class _Settle:
    """A provisional admission is to be settled."""

    settlement: Settlement


@dataclass(frozen=True, slots=True)
class _DropWaiting:
    """The card that waits is not wanted any more."""


@dataclass(frozen=True, slots=True)
class _TimeSeen:
    """Somebody has seen that time jumped."""


@dataclass(frozen=True, slots=True)
class _Storage:
    """What a look at the local database has found."""

    fault: StorageFault | None


@dataclass(frozen=True, slots=True)
class _Stop:
    """The thread ends after everything that was posted before."""


_Message = Event | _Card | _Settle | _DropWaiting | _TimeSeen | _Storage | CameraStatus | _Stop | str | None


class Desk:
    """Posting never waits and never raises. ``on_snapshot`` and ``on_recorded`` run on the desk's thread.

    ``peek`` gives the newest frame: a camera that is open but shows an old picture is failing. ``background`` looks up
    what is known of a number beyond this station; what this station knows goes before it.
    """

    def __init__(
        self,
        session: ExamSession,
        rules: Rules,
        reporter: Reporter,
        journal: sqlite.Connection,
        station_id: str,
        clock: Clock,
        peek: Callable[[], Frame | None],
        background: Callable[[CandidateNumber], Background],
        on_snapshot: Callable[[DeskSnapshot], None],
        on_recorded: Callable[[], None],
    ) -> None:
        self._session = session
        self._rules = rules
        self._reporter = reporter
        self._journal = journal
        self._clock = clock
        self._peek = peek
        self._background = background
        self._on_snapshot = on_snapshot
        self._on_recorded = on_recorded
        self._analysis: AnalysisWorker | None = None
        self._messages: queue.SimpleQueue[_Message] = queue.SimpleQueue()
        self._thread = Thread(target=self._run, name="desk", daemon=True)
        self._last_card: LastCard | None = None
        self._time = Timekeeper(clock)
        self._ledger = Ledger(station_id, history.of_session(journal, session.info.id))
        self._snapshot = DeskSnapshot(
            state=Idle(),
            camera=CameraStatus(CameraState.OPENING, ""),
            analysis_fault=None,
            storage_fault=None,
            admitted_at=self._ledger.admitted_at,
            expected=len(session.candidates),
            unresolved=self._ledger.unresolved,
            expired=clock.now() >= session.expires_at,
        )

    @property
    def snapshot(self) -> DeskSnapshot:
        """The latest snapshot."""
        return self._snapshot

    def admission(self, number: str) -> Admission | None:
        """How a candidate was let in at this desk, if they were; for any thread, which sees the last entry or the one
        before."""
        return self._ledger.admission(number)

    def past(self, checkin_id: CheckInId) -> PastDecision | None:
        """The decision of a check-in, once it is recorded; for any thread, likewise."""
        return self._ledger.decision(checkin_id)

    def start(self, analysis: AnalysisWorker) -> None:
        """Begin to work, with the worker that looks at the frames."""
        self._analysis = analysis
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish what was posted, record a check-in under way as cancelled, then stop."""
        self._messages.put(_Stop())
        if self._thread.is_alive():
            self._thread.join(timeout)

    def present_card(self, text: str) -> None:
        """A number was typed or scanned. While somebody is being checked it waits for its turn."""
        self._messages.put(_Card(text))

    def drop_waiting(self) -> None:
        """The card that waits is not wanted any more."""
        self._messages.put(_DropWaiting())

    def decide(self, checkin_id: CheckInId, choice: Choice) -> None:
        """Somebody decided. Whether PINs may still be shown is looked up here."""
        self._messages.put(Decide(checkin_id, choice))

    def retake(self, checkin_id: CheckInId) -> None:
        """The operator wants the face looked at again."""
        self._messages.put(Retake(checkin_id))

    def start_review(self, checkin_id: CheckInId) -> None:
        """Somebody is going to compare by eye."""
        self._messages.put(StartReview(checkin_id))

    def leave_review(self, checkin_id: CheckInId) -> None:
        """Nobody goes on comparing."""
        self._messages.put(LeaveReview(checkin_id))

    def answer(self, checkin_id: CheckInId, review: ManualReview) -> None:
        """A reviewer has answered."""
        self._messages.put(Answer(checkin_id, review))

    def undo(self, checkin_id: CheckInId, by: Staff, note: str = "") -> None:
        """The last decision is to be taken back."""
        self._messages.put(Undo(checkin_id, by, note))

    def settle(self, settlement: Settlement) -> None:
        """Two people settle a provisional admission."""
        self._messages.put(_Settle(settlement))

    def dismiss(self) -> None:
        """The operator has seen the confirmation."""
        self._messages.put(Dismiss())

    def analysed(self, checkin_id: CheckInId, analysis: FrameAnalysis) -> None:
        """A frame was analysed."""
        self._messages.put(Analysed(checkin_id, analysis))

    def camera_changed(self, status: CameraStatus) -> None:
        """The camera came or went."""
        self._messages.put(status)

    def health_changed(self, problem: str | None) -> None:
        """The analysis fails, or works again."""
        self._messages.put(problem)

    def storage_changed(self, fault: StorageFault | None) -> None:
        """The local database was looked at: what keeps it from taking a decision, if anything."""
        self._messages.put(_Storage(fault))

    def time_seen(self) -> None:
        """Somebody has seen that time jumped."""
        self._messages.put(_TimeSeen())

    def _run(self) -> None:
        self._on_snapshot(self._snapshot)
        while True:
            try:
                message = self._messages.get(timeout=_TICK)
            except queue.Empty:
                message = Tick()
            if isinstance(message, _Stop):
                self._abandon()
                return
            before = self._snapshot
            self._watch_clock()
            self._handle(message)
            self._watch_camera()
            self._watch_pack()
            self._take_waiting()
            if self._snapshot is not before:
                self._on_snapshot(self._snapshot)

    def _handle(self, message: _Message) -> None:
        match message:
            case CameraStatus():
                self._take_health(replace(self._snapshot, camera=message))
            case str() | None:
                self._take_health(replace(self._snapshot, analysis_fault=message))
            case _Card(text=text):
                self._present(text)
            case _Settle(settlement=settlement):
                self._settle(settlement)
            case _DropWaiting():
                self._show(waiting=None)
            case _TimeSeen():
                self._show(clock_jump=timedelta(0), stood_still=timedelta(0))
            case _Storage(fault=fault):
                self._show(storage_fault=fault)
            case Decide(checkin_id=checkin_id, choice=choice):
                open_ = pins.is_open(self._session, self._time.latest())
                self._turn(Decide(checkin_id, replace(choice, pin_open=open_)))
            case _Stop():
                pass
            case _:
                self._turn(message)

    def _show(self, **changes: object) -> None:
        """A new snapshot, if anything of it is new."""
        if any(getattr(self._snapshot, name) != value for name, value in changes.items()):
            self._snapshot = replace(self._snapshot, **changes)  # type: ignore[arg-type]

    def _take_health(self, snapshot: DeskSnapshot) -> None:
        worked = self._works
        self._snapshot = snapshot
        if self._works != worked:
            self._turn(EquipmentWorks() if self._works else EquipmentFailed())

    def _watch_camera(self) -> None:
        """Notice when pictures stop to come, or come again, without the camera saying so."""
        camera, frame = self._snapshot.camera, self._peek()
        if frame is None or camera.state not in (CameraState.LIVE, CameraState.STALLED):
            return
        age = self._clock.monotonic() - frame.monotonic
        if camera.state is CameraState.LIVE and age > STALLED_AFTER:
            problem = f"{camera.name} is open but no new picture has come for {STALLED_AFTER:g} s"
            log.warning("camera stalled", camera=camera.name)
            self._take_health(replace(self._snapshot, camera=CameraStatus(CameraState.STALLED, camera.name, problem)))
        elif camera.state is CameraState.STALLED and age <= STALLED_AFTER:
            self._take_health(replace(self._snapshot, camera=CameraStatus(CameraState.LIVE, camera.name)))

    def _watch_clock(self) -> None:
        """Notice a clock that was set, and a computer that has slept: whoever stood here may be gone."""
        jump = self._time.jump()
        still = self._time.still
        if jump or still:
            log.warning("clock jumped", seconds=round(jump.total_seconds(), 1), still=round(still.total_seconds(), 1))
            # A jump that another one takes back is none any more: the clock is right again.
            off = self._snapshot.clock_jump + jump
            self._show(
                clock_jump=off if abs(off) >= JUMP else timedelta(0),
                stood_still=max(self._snapshot.stood_still, still),
            )
            self._turn(TimeJumped())

    def _watch_pack(self) -> None:
        """Whoever is being checked when the pack's time ends is decided on; nobody else begins."""
        self._show(expired=self._time.latest() >= self._session.expires_at)

    def _abandon(self) -> None:
        """A check-in that the program is closed on leaves a trace like any other."""
        if isinstance(self._snapshot.state, Reviewing):
            self._turn(LeaveReview(self._snapshot.state.checkin.id))
        state = self._snapshot.state
        if isinstance(state, Capturing | AwaitingDecision):
            self._turn(Decide(state.checkin.id, Choice(Decision.CANCEL, by=None)))

    @property
    def _works(self) -> bool:
        return self._snapshot.camera.state is CameraState.LIVE and self._snapshot.analysis_fault is None

    def _present(self, text: str) -> None:
        number = number_of(text)
        if not number or len(number) > MAX_LENGTH or is_receipt(text):
            return
        now = self._clock.monotonic()
        busy = not isinstance(self._snapshot.state, Idle | Recorded | Undone)
        turn = turn_of(number, self._last_card, busy, now)
        if turn is Turn.WAIT:
            self._show(waiting=number)
        elif turn is Turn.BEGIN:
            self._begin(number)
        elif self._last_card is not None:
            self._last_card = LastCard(number, now)

    def _take_waiting(self) -> None:
        """The card that waits begins once nobody else is at the desk, and what was decided has been seen."""
        waiting = self._snapshot.waiting
        if waiting is not None and isinstance(self._snapshot.state, Idle):
            self._begin(waiting)

    def _begin(self, number: CandidateNumber) -> None:
        self._watch_pack()
        self._show(waiting=None)
        if self._snapshot.expired:
            return
        self._last_card = LastCard(number, self._clock.monotonic())
        known = self._background(number)
        background = replace(
            known,
            admitted=self._ledger.admission(number) or known.admitted,
            refused=self._ledger.refusal(number) or known.refused,
        )
        self._turn(CardRead(CheckInId(uuid7(self._clock.now())), number, background))

    def _turn(self, event: Event) -> None:
        before = self._snapshot.state
        state, effects = step(before, event, self._clock.monotonic(), self._rules)
        if state is not before:
            self._snapshot = replace(self._snapshot, state=state)
        self._aim(before, state)
        for effect in effects:
            self._carry_out(effect)
        begun = isinstance(state, Capturing) and not isinstance(before, Capturing)
        if begun and not self._works:
            self._turn(EquipmentFailed())

    def _aim(self, before: State, state: State) -> None:
        """Point the analysis at what the state needs: a face, the next card, or nothing while a person decides."""
        if self._analysis is None or type(before) is type(state):
            return
        match state:
            case Capturing(checkin=checkin):
                self._analysis.look_for_face(checkin.id)
            case AwaitingDecision(checkin=checkin) if checkin.incomparable is Reason.NO_REFERENCE:
                self._analysis.look_for_face(checkin.id)  # for the record alone: no verdict comes of it
            case Recorded(at=at) | Undone(at=at):
                # The next card may be in view already: the confirmation is to be seen all the same.
                self._analysis.look_for_cards(not_before=at + CONFIRMED_FOR)
            case Idle():
                if not isinstance(before, Recorded | Undone):
                    self._analysis.look_for_cards()
            case _:
                self._analysis.rest()

    def _carry_out(self, effect: Effect) -> None:
        self._on_snapshot(self._snapshot)  # that it is being stored: a database that is held may keep it for seconds
        now = self._clock.now()
        match effect:
            case Record():
                checkin_id, pictures = effect.checkin.id, pictures_for(effect)
                report = self._store(lambda place: self._reporter.decision(effect, place, now, pictures), pictures)
            case TakeBack():
                checkin_id = effect.recorded.checkin.id
                report = self._store(lambda place: self._reporter.undo(effect, place, now))
        if report is None:
            self._turn(CommitFailed(checkin_id, self._snapshot.problem))
            return
        if isinstance(effect, TakeBack) or effect.choice.decision is Decision.CANCEL:
            self._last_card = None  # the same card again is meant
        self._turn(Committed(checkin_id))
        self._on_recorded()

    def _settle(self, settlement: Settlement) -> None:
        """Settle a provisional admission that is still open; anything else changes nothing."""
        past = next((each for each in self._ledger.unresolved if each.checkin_id == settlement.checkin_id), None)
        if past is None or not signed_by_two(settlement.operator, settlement.second):
            return
        now = self._clock.now()
        if self._store(lambda place: self._reporter.resolution(settlement, past.number, place, now)) is not None:
            self._on_recorded()

    def _store(self, make_report: Callable[[entries.Place], Report], pictures: Sequence[bytes] = ()) -> Report | None:
        """Record something; None where that failed, and the snapshot says why."""
        fault = self._snapshot.storage_fault
        if fault is not None and fault.problem is StorageProblem.DAMAGED:
            return None  # what is written on damage may be read by nobody
        try:
            report = entries.record(self._journal, make_report, pictures)
        except (sqlite.Error, JournalError) as error:
            log.error("not stored", problem=str(error))
            self._show(storage_fault=fault_of(error))
            return None
        self._ledger.take(report)
        self._snapshot = replace(
            self._snapshot,
            storage_fault=None,
            admitted_at=self._ledger.admitted_at,
            unresolved=self._ledger.unresolved,
        )
        return report
