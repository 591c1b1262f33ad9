"""Joins a station with its window: what the station says is shown, what the operator does is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import structlog
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from station.assembly import Station
from station.checkin import pins
from station.checkin.receipts import receipt_for
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import Recorded
from station.clock import Clock
from station.errors import JournalError
from station.outbox.sender import SyncStatus
from station.search import CandidateSearch
from ui.bridge import Bridge
from ui.candidate_screen import CandidateScreen
from ui.desk_actions import DeskActions
from ui.desk_window import DeskWindow
from ui.footer import VenueFigures
from ui.languages import Languages
from ui.screens import view_of
from ui.search_dialog import SearchDialog
from ui.signing import AskSecond
from ui.sounds import Sounds
from ui.view_state import Action, Look, ViewState, program_fault
from wire.staff import Staff

log = structlog.get_logger()

_VENUE_HOLDS = 120.0  # seconds
_PIN_INTERVAL = 1000  # milliseconds between two looks at whether PINs are still shown


class DeskApp(QObject):
    """Owns the window and, once `start` was called, a running station.

    Args:
        make_station: builds the station on the bridge's callbacks.
        sounds: None for a silent desk.
        operator: who is signed in.
        ask_second: asks a second person for their signature.

    Signals:
        opening_asked: the pack's time is over, and another session's is to be chosen.
    """

    opening_asked = Signal()

    def __init__(
        self,
        make_station: Callable[[Bridge], Station],
        clock: Clock,
        languages: Languages,
        sounds: Sounds | None,
        operator: Staff,
        ask_second: AskSecond,
    ) -> None:
        super().__init__()
        self._sounds = sounds
        self._clock = clock
        self.bridge = Bridge()
        self.station = make_station(self.bridge)
        self._sync: SyncStatus | None = None
        self._snapshot: DeskSnapshot = self.station.desk.snapshot
        self._heard: tuple[object, Look] | None = None
        self._failure: str | None = None
        self._pins_open = True
        self._has_pins = any(candidate.pin for candidate in self.station.session.candidates.values())
        self.window = DeskWindow(
            self.station.identity.station_id,
            self.station.session.info,
            self.station.latest.peek,
            lambda: self.station.analysis.last,
            clock.monotonic,
            clock.now,
            self._capture_of,
            self._venue_figures,
            lambda: sounds is not None and sounds.silent,
        )
        self.screen = CandidateScreen(self.station.latest.peek)
        self._search = CandidateSearch(self.station.session.candidates.values())
        self.actions = DeskActions(self.station.desk, operator, ask_second, lambda: self.window.view)
        self.bridge.snapshot_changed.connect(self._take_snapshot)
        self.bridge.sync_changed.connect(self._take_sync)
        self.bridge.thread_failed.connect(self._take_failure)
        self.window.language_asked.connect(languages.use_other)
        self._listen()
        self._pin_timer = QTimer(self)
        self._pin_timer.timeout.connect(self._watch_pins)
        self._pin_timer.start(_PIN_INTERVAL)
        self.set_operator(operator)

    def start(self) -> None:
        """Start the station's threads."""
        self.station.start()

    def stop(self) -> None:
        """Stop the station and the sound. Nothing is shown after that."""
        self._pin_timer.stop()
        self.screen.close()
        self.window.stop()
        self.station.stop()
        if self._sounds is not None:
            self._sounds.close()

    def set_operator(self, operator: Staff) -> None:
        """Somebody else works at the desk from now on."""
        self.actions.operator = operator
        self.window.operator = operator
        self._render()

    def _listen(self) -> None:
        """Everything that the operator can ask for."""
        desk, actions, window = self.station.desk, self.actions, self.window
        window.card_entered.connect(desk.present_card)
        window.action_chosen.connect(self._act)
        window.search_asked.connect(self._open_search)
        window.receipt_asked.connect(self._open_receipt)
        window.screen_asked.connect(lambda: self.screen.toggle(window))
        window.page.waiting.dropped.connect(desk.drop_waiting)
        window.page.time_notice.seen.connect(desk.time_seen)
        sheets = window.page.sheets
        sheets.refused.connect(actions.refuse)
        sheets.provisional_asked.connect(actions.admit_provisionally)
        sheets.released.connect(actions.admit_after_closing)
        sheets.undo_confirmed.connect(actions.undo)
        window.review.identify_asked.connect(self._identify)
        window.review.answered.connect(actions.answer)
        window.review.left.connect(actions.leave_review)
        window.cases.sign_asked.connect(actions.settle)

    def _take_snapshot(self, snapshot: DeskSnapshot) -> None:
        self._snapshot = snapshot
        self._render()

    def _take_sync(self, sync: SyncStatus) -> None:
        self._sync = sync
        self._render()

    def _take_failure(self, problem: str) -> None:
        self._failure = problem
        self._render()

    def _watch_pins(self) -> None:
        """The closing time passes without anything happening at the desk."""
        if pins.is_open(self.station.session, self._clock.now()) != self._pins_open:
            self._render()

    def _render(self) -> None:
        station, now = self.station, self._clock.now()
        self._pins_open = pins.is_open(station.session, now)
        view = view_of(self._snapshot, self._sync, station.session, station.policy, station.session.points, now)
        view = replace(view, reviewer=self.actions.reviewer(view), has_pins=self._has_pins)
        if self._failure is not None:
            view = program_fault(view, self._failure)
        self.window.render_view(view)
        self.screen.render_view(view)
        self._sound(view)

    def _sound(self, view: ViewState) -> None:
        """A sound when a person's look changes, and when a fault begins."""
        heard = (view.checkin.id if view.checkin else None, view.look)
        if heard != self._heard and self._sounds is not None and (view.look is not Look.WAIT or view.checkin):
            self._sounds.play(view.look)
        self._heard = heard

    def _act(self, action: Action) -> None:
        if action is Action.RETRY_CAMERA:
            self.station.reader.retry()
        elif action is Action.NEXT_PACK:
            self.opening_asked.emit()
        else:
            self.actions.act(action)

    def _open_search(self) -> None:
        search = SearchDialog(self.window, self._search, self.station.desk.admission)
        search.chosen.connect(self.station.desk.present_card)
        search.open()

    def _open_receipt(self) -> None:
        state, station = self._snapshot.state, self.station
        if not isinstance(state, Recorded):
            return
        from ui.receipt import ReceiptSheet  # printing is not loaded before somebody wants it: the start stays fast

        policy = station.session.policy
        past = station.desk.past(state.checkin.id)
        receipt = past and receipt_for(
            station.session,
            state.checkin,
            state.choice,
            past.at,
            station.identity.station_id,
            deadline=past.deadline,
            digest=self._digest_of(state.checkin.id),
            with_pin=policy.pin_on_receipt and self.window.view is not None and bool(self.window.view.pin),
        )
        if receipt:
            sheet = ReceiptSheet(self.window, receipt, self._clock.monotonic, objection=policy.objection)
            sheet.scanned.connect(station.desk.present_card)
            sheet.open()

    def _venue_figures(self) -> VenueFigures | None:
        """The whole venue's figures, as long as they are young enough to be of use."""
        view = self.station.venue()
        if view is None or view.age(self._clock.monotonic()) > _VENUE_HOLDS:
            return None
        # The server hears of this desk a little later than the desk itself.
        admitted = max(view.counts.admitted + view.counts.provisional, self._snapshot.admitted)
        return VenueFigures(admitted, view.counts.expected)

    def _capture_of(self, checkin_id: UUID) -> bytes | None:
        """The settling page shows the photos alone where the journal cannot be read: the desk tells that by itself."""
        try:
            return self.station.capture(checkin_id)
        except JournalError as error:
            log.warning("capture not read", problem=str(error))
            return None

    def _digest_of(self, checkin_id: UUID) -> str:
        """A receipt without the report's digest still says where to look."""
        try:
            return self.station.report_digest(checkin_id)
        except JournalError as error:
            log.warning("digest not read", problem=str(error))
            return ""

    def _identify(self) -> None:
        if self.actions.identify():
            self._render()


def sounds_for(enabled: bool, folder: Path) -> Sounds | None:
    """The desk's sounds, or none."""
    return Sounds(folder, QApplication.beep) if enabled else None
