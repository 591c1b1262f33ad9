"""The desk: one thread that owns the state of the check-in, turns it by events, and carries out the effects.

Everybody else posts events and is told of a new `DeskSnapshot`. The database is written on this thread, so that a
slow disk never holds up the window.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Thread

import structlog

from recognition.types import Frame, FrameAnalysis
from station.analysis import AnalysisWorker
from station.camera.reader import CameraState, CameraStatus
from station.checkin.reporting import Reporter, pictures_for
from station.checkin.states import (
    Analysed,
    AwaitingDecision,
    Capturing,
    CardRead,
    CommitFailed,
    Committed,
    Decide,
    Dismiss,
    EquipmentFailed,
    EquipmentWorks,
    Event,
    Idle,
    Record,
    Recorded,
    Retake,
    Rules,
    State,
    Tick,
    step,
)
from station.clock import Clock
from station.errors import JournalError
from station.ids import CheckInId, uuid7
from station.journal import entries
from station.session import ExamSession, number_of
from vault import sqlite
from wire.numbers import MAX_LENGTH
from wire.vocabulary import ADMITTING, Decision

_TICK = 0.1  # seconds
CONFIRMED_FOR = 1.0  # seconds that a confirmation stays even when the next card is in view
STALLED_AFTER = 2.0  # seconds; the slowest webcam in poor light still gives five pictures a second

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, eq=False)
class DeskSnapshot:
    """Everything of the desk that a window may show.

    ``analysis_fault`` and ``storage_fault`` are the problems of the analysis and of the local database, if any.
    """

    state: State
    camera: CameraStatus
    analysis_fault: str | None
    storage_fault: str | None
    admitted: int
    expected: int

    @property
    def problem(self) -> str:
        """What fails, in the program's own words; empty where nothing does."""
        return self.storage_fault or self.camera.problem or self.analysis_fault or ""


@dataclass(frozen=True, slots=True)
class _Card:
    """A number as it was typed or scanned, not looked up yet."""

    text: str


@dataclass(frozen=True, slots=True)
class _Stop:
    """The thread ends after everything that was posted before."""


_Message = Event | _Card | CameraStatus | _Stop | str | None


class Desk:
    """Posting never waits and never raises. ``on_snapshot`` and ``on_recorded`` run on the desk's thread.

    ``peek`` gives the newest frame: a camera that is open but shows an old picture is failing.
    """

    def __init__(
        self,
        session: ExamSession,
        rules: Rules,
        reporter: Reporter,
        journal: sqlite.Connection,
        clock: Clock,
        peek: Callable[[], Frame | None],
        on_snapshot: Callable[[DeskSnapshot], None],
        on_recorded: Callable[[], None],
    ) -> None:
        self._session = session
        self._rules = rules
        self._reporter = reporter
        self._journal = journal
        self._clock = clock
        self._peek = peek
        self._on_snapshot = on_snapshot
        self._on_recorded = on_recorded
        self._analysis: AnalysisWorker | None = None
        self._messages: queue.SimpleQueue[_Message] = queue.SimpleQueue()
        self._thread = Thread(target=self._run, name="desk", daemon=True)
        self._snapshot = DeskSnapshot(
            state=Idle(),
            camera=CameraStatus(CameraState.OPENING, ""),
            analysis_fault=None,
            storage_fault=None,
            admitted=entries.admitted_count(journal, session.info.id),
            expected=len(session.candidates),
        )

    @property
    def snapshot(self) -> DeskSnapshot:
        """The latest snapshot."""
        return self._snapshot

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
        """A number was typed or scanned. While a decision is pending it is ignored."""
        self._messages.put(_Card(text))

    def decide(self, checkin_id: CheckInId, decision: Decision) -> None:
        """The operator decided."""
        self._messages.put(Decide(checkin_id, decision))

    def retake(self, checkin_id: CheckInId) -> None:
        """The operator wants the face looked at again."""
        self._messages.put(Retake(checkin_id))

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
            self._handle(message)
            self._watch_camera()
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
            case _Stop():
                pass
            case _:
                self._turn(message)

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
            problem = f"{camera.name} is open but no picture has come for {STALLED_AFTER:g} s"
            log.warning("camera stalled", camera=camera.name)
            self._take_health(replace(self._snapshot, camera=CameraStatus(CameraState.STALLED, camera.name, problem)))
        elif camera.state is CameraState.STALLED and age <= STALLED_AFTER:
            self._take_health(replace(self._snapshot, camera=CameraStatus(CameraState.LIVE, camera.name)))

    def _abandon(self) -> None:
        """A check-in that the program is closed on leaves a trace like any other."""
        state = self._snapshot.state
        if isinstance(state, Capturing | AwaitingDecision):
            self._turn(Decide(state.checkin.id, Decision.CANCEL))

    @property
    def _works(self) -> bool:
        return self._snapshot.camera.state is CameraState.LIVE and self._snapshot.analysis_fault is None

    def _present(self, text: str) -> None:
        number = number_of(text)
        if not number or len(number) > MAX_LENGTH or not isinstance(self._snapshot.state, Idle | Recorded):
            return
        checkin_id = CheckInId(uuid7(self._clock.now()))
        candidate = self._session.find(number)
        try:
            admitted = entries.admitted_at(self._journal, self._session.info.id, number)
        except sqlite.Error as error:
            # Whether this candidate was admitted before cannot be told, so nothing begins.
            self._snapshot = replace(self._snapshot, storage_fault=str(error))
            return
        self._snapshot = replace(self._snapshot, storage_fault=None)
        self._turn(CardRead(checkin_id, number, candidate, admitted))

    def _turn(self, event: Event) -> None:
        before = self._snapshot.state
        state, effects = step(before, event, self._clock.monotonic(), self._rules)
        if state is not before:
            self._snapshot = replace(self._snapshot, state=state)
        self._aim(before, state)
        for effect in effects:
            self._record(effect)
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
            case Recorded(at=at):
                # The next card may be in view already: the confirmation is to be seen all the same.
                self._analysis.look_for_cards(not_before=at + CONFIRMED_FOR)
            case Idle():
                if not isinstance(before, Recorded):
                    self._analysis.look_for_cards()
            case _:
                self._analysis.rest()

    def _record(self, effect: Record) -> None:
        now, pictures = self._clock.now(), pictures_for(effect)
        try:
            entries.record(self._journal, lambda place: self._reporter.decision(effect, place, now, pictures), pictures)
        except (sqlite.Error, JournalError) as error:
            log.error("decision not stored", problem=str(error))
            self._turn(CommitFailed(effect.checkin.id, str(error)))
            return
        newly = effect.decision in ADMITTING and effect.checkin.admitted_at is None
        self._snapshot = replace(self._snapshot, admitted=self._snapshot.admitted + newly)
        self._turn(Committed(effect.checkin.id))
        self._on_recorded()
