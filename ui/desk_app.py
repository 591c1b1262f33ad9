"""Joins a station with its window: what the station says is shown, what the operator does is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from station.assembly import Station
from station.checkin.desk import DeskSnapshot
from station.clock import Clock
from station.outbox.sender import SyncStatus
from ui.bridge import Bridge
from ui.desk_window import DeskWindow
from ui.languages import Languages
from ui.sounds import Sounds
from ui.view_state import Action, Look, ViewState, decision_of, program_fault, view_of


class DeskApp(QObject):
    """Owns the window and, once `start` was called, a running station.

    Args:
        make_station: builds the station on the bridge's callbacks.
        sounds: None for a silent desk.
    """

    def __init__(
        self,
        make_station: Callable[[Bridge], Station],
        clock: Clock,
        languages: Languages,
        sounds: Sounds | None,
    ) -> None:
        super().__init__()
        self._sounds = sounds
        self._languages = languages
        self.bridge = Bridge()
        self.station = make_station(self.bridge)
        self._sync: SyncStatus | None = None
        self._snapshot: DeskSnapshot = self.station.desk.snapshot
        self._heard: tuple[object, Look] | None = None
        self._failure: str | None = None
        self.window = DeskWindow(
            self.station.identity.station_id,
            self.station.session.info,
            self.station.latest.peek,
            lambda: self.station.analysis.last,
            clock.monotonic,
            clock.now,
        )
        self.bridge.snapshot_changed.connect(self._take_snapshot)
        self.bridge.sync_changed.connect(self._take_sync)
        self.bridge.thread_failed.connect(self._take_failure)
        self.window.card_entered.connect(self.station.desk.present_card)
        self.window.action_chosen.connect(self._act)
        self.window.language_asked.connect(self._languages.use_other)
        self._render()

    def start(self) -> None:
        """Start the station's threads."""
        self.station.start()

    def stop(self) -> None:
        """Stop the station and the sound. Nothing is shown after that."""
        self.station.stop()
        if self._sounds is not None:
            self._sounds.close()

    def _take_snapshot(self, snapshot: DeskSnapshot) -> None:
        self._snapshot = snapshot
        self._render()

    def _take_sync(self, sync: SyncStatus) -> None:
        self._sync = sync
        self._render()

    def _take_failure(self, problem: str) -> None:
        self._failure = problem
        self._render()

    def _render(self) -> None:
        station = self.station
        view = view_of(self._snapshot, self._sync, station.session, station.policy, station.session.points)
        if self._failure is not None:
            view = program_fault(view, self._failure)
        self.window.render_view(view)
        self._sound(view)

    def _sound(self, view: ViewState) -> None:
        """A sound when a person's look changes, and when a fault begins."""
        heard = (view.checkin.id if view.checkin else None, view.look)
        if heard != self._heard and self._sounds is not None and (view.look is not Look.WAIT or view.checkin):
            self._sounds.play(view.look)
        self._heard = heard

    def _act(self, action: Action) -> None:
        checkin = self.window.view.checkin if self.window.view else None
        decision = decision_of(action)
        if action is Action.NEXT:
            self.station.desk.dismiss()
        elif action is Action.RETRY_CAMERA:
            self.station.reader.retry()
        elif checkin is not None and action is Action.RETAKE:
            self.station.desk.retake(checkin.id)
        elif checkin is not None and decision is not None:
            self.station.desk.decide(checkin.id, decision)


def sounds_for(enabled: bool, folder: Path) -> Sounds | None:
    """The desk's sounds, or none."""
    return Sounds(folder, QApplication.beep) if enabled else None
