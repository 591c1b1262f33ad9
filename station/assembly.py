"""A whole station without its window: the parts wired together, started and stopped in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from recognition.pipeline import Pipeline
from station.analysis import AnalysisWorker
from station.camera.reader import CameraReader
from station.camera.source import Camera
from station.checkin.background import known_elsewhere
from station.checkin.desk import Desk
from station.checkin.policy import Policy, policy_for
from station.checkin.reporting import Reporter
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import Rules
from station.client import HttpTransport, ServerAddress
from station.clock import Clock, ServerClock
from station.config import StationConfig
from station.errors import JournalError, SessionError
from station.health import Health, look, program_name
from station.journal import entries, history
from station.journal.identity import Identity
from station.journal.watch import StorageWatch
from station.latest import LatestFrame
from station.local import LocalDatabase
from station.outbox.policy import SendingPolicy
from station.outbox.sender import Sender, SyncStatus
from station.session import ExamSession
from station.venue import VenueView, Watch
from vault import sqlite
from vault.errors import VaultError
from wire.reports import SelfTestResult

_Answer = TypeVar("_Answer")


class Station:
    """The callbacks run on the station's threads, until `stop` returns."""

    def __init__(
        self,
        config: StationConfig,
        session: ExamSession,
        camera: Camera,
        pipeline: Pipeline,
        local: LocalDatabase,
        clock: Clock,
        server_clock: ServerClock,
        on_snapshot: Callable[[DeskSnapshot], None],
        on_sync: Callable[[SyncStatus], None],
        self_test: Sequence[SelfTestResult] = (),
        sending: SendingPolicy | None = None,
    ) -> None:
        """Wire the parts. ``local`` is closed by whoever has opened it, after `stop`; ``self_test`` is for the report.

        Raises:
            JournalError, SessionError, StationError: see the parts.
        """
        sending = sending or SendingPolicy()
        policy = _policy(session, config.target_fmr)
        self.policy = policy
        self.session = session
        self.latest = LatestFrame()
        self.identity = local.identity
        self._self_test = tuple(self_test)
        self._local = local
        self._journal = local.journal
        self._folder = local.path.parent
        self._transport = transport = line_to_server(config, self.identity, sending)
        self._outbox = outbox = local.connect()
        self._sender = Sender(outbox, transport, clock, server_clock, self._health, on_sync, sending)
        self._second_line = line_to_server(config, self.identity, sending)
        self._watch = (
            Watch(self._second_line, session.info.id, lambda: self._sender.link, clock) if self._second_line else None
        )
        self._reporter = Reporter(session, pipeline.model_id, policy, clock, server_clock)
        self.desk = Desk(
            session,
            Rules(
                policy,
                partial(session.gallery.compare, threshold=policy.accept.threshold),
                session.nearest_twin,
            ),
            self._reporter,
            self._journal,
            self.identity.station_id,
            clock,
            self.latest.peek,
            lambda number: known_elsewhere(number, session, self.venue(), self.identity.station_id),
            on_snapshot,
            self._sender.notify,
        )
        self._storage = StorageWatch(
            local.path,
            local.connect,
            clock,
            lambda: self.desk.snapshot.storage_fault is not None,
            self.desk.storage_changed,
        )
        self.reader = CameraReader(camera, self.latest, clock, self.desk.camera_changed)
        self.analysis = AnalysisWorker(
            self.latest, pipeline, self.desk.analysed, self.desk.present_card, self.desk.health_changed
        )

    def venue(self) -> VenueView | None:
        """What the server last said of the whole venue; None before it did. Look at its age before showing it."""
        return self._watch.snapshot() if self._watch else None

    def capture(self, checkin_id: UUID) -> bytes | None:
        """The face that a check-in at this station rests on, as JPEG; None where none was kept.

        Raises:
            JournalError: the journal cannot be read.
        """
        return self._ask_journal(lambda connection: history.capture(connection, checkin_id))

    def report_digest(self, checkin_id: UUID) -> str:
        """The SHA-256 of the report of a check-in at this station, in hexadecimal; empty where there is none.

        Raises:
            JournalError: the journal cannot be read.
        """
        return self._ask_journal(lambda connection: history.report_digest(connection, checkin_id))

    def start(self) -> None:
        """Report that the desk is open, and start the threads.

        Raises:
            JournalError: the report cannot be stored, and neither could a decision be.
        """
        try:
            entries.record(self._journal, lambda place: self._reporter.opening(place, program_name(), self._self_test))
        except sqlite.Error as error:
            raise JournalError(f"the opening of the desk cannot be recorded: {error}") from error
        self.desk.start(self.analysis)
        self.analysis.start()
        self.reader.start()
        self._sender.start()
        self._storage.start()
        if self._watch is not None:
            self._watch.start()

    def stop(self) -> None:
        """Stop the threads, the desk after those that post to it, and hang up."""
        self.reader.stop()
        self.latest.close()
        self.analysis.stop()
        self._storage.stop()
        self.desk.stop()
        if self._watch is not None:
            self._watch.stop()
        self._sender.stop()
        self._outbox.close()
        for line in (self._transport, self._second_line):
            if line is not None:
                line.close()

    def _ask_journal(self, ask: Callable[[sqlite.Connection], _Answer]) -> _Answer:
        try:
            with closing(self._local.connect()) as connection:
                return ask(connection)
        except (sqlite.Error, VaultError) as error:  # on a damaged file the key no longer fits
            raise JournalError(f"the journal cannot be read: {error}") from error

    def _health(self) -> Health:
        snapshot = self.desk.snapshot
        return look(self.session.info.id, snapshot.camera.state, snapshot.problem, self._folder)


def _policy(session: ExamSession, wanted: float | None) -> Policy:
    """The pack's policy, or a stricter one where the station is told so."""
    packed = session.policy
    if wanted is not None and wanted > packed.target_fmr:
        raise SessionError(
            f"expected a target_fmr of at most {packed.target_fmr:g}, which the pack asks for, found {wanted:g}"
        )
    return policy_for(session.points, wanted or packed.target_fmr, packed.review_fmr, packed.margin, packed.reviewers)


def line_to_server(config: StationConfig, known: Identity, sending: SendingPolicy) -> HttpTransport | None:
    """The line to the server, where this station is registered with one; raises StationError."""
    ca_file = Path(config.ca_file) if config.ca_file else None
    if not known.registered:
        return None
    return HttpTransport(ServerAddress(config.server or known.server, ca_file), sending, known.token)
