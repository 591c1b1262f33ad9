"""A whole station without its window: the parts wired together, started and stopped in order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from recognition.pipeline import Pipeline
from station.analysis import AnalysisWorker
from station.camera.reader import CameraReader
from station.camera.source import Camera
from station.checkin.desk import Desk, DeskSnapshot
from station.checkin.policy import Policy, policy_for
from station.checkin.reporting import Reporter
from station.checkin.states import Rules
from station.client import HttpTransport, ServerAddress
from station.clock import Clock, ServerClock
from station.config import UNNAMED, StationConfig
from station.errors import JournalError, SessionError
from station.health import Health, look, program_name
from station.journal import database, entries, identity, integrity, journals
from station.journal.identity import Identity
from station.journal.lock import lock_journal
from station.latest import LatestFrame
from station.outbox.policy import SendingPolicy
from station.outbox.sender import Sender, SyncStatus
from station.session import ExamSession
from vault import sqlite
from vault.keys import DatabaseKey


class Station:
    """The callbacks run on the station's threads, until `stop` returns."""

    def __init__(
        self,
        config: StationConfig,
        session: ExamSession,
        camera: Camera,
        pipeline: Pipeline,
        journal: Path,
        key: DatabaseKey,
        clock: Clock,
        on_snapshot: Callable[[DeskSnapshot], None],
        on_sync: Callable[[SyncStatus], None],
        sending: SendingPolicy | None = None,
    ) -> None:
        """Open the local database, begin its journal if it was not, and wire the parts.

        Raises:
            JournalError, SessionError, StationError: see the parts.
        """
        sending = sending or SendingPolicy()
        policy = _policy(session, config.target_fmr)
        self.policy = policy
        self.session = session
        self.latest = LatestFrame()
        self._folder = journal.parent
        server_clock = ServerClock()
        with ExitStack() as opened:  # closed again in the opposite order, at `stop` or where something fails here
            opened.callback(lock_journal(journal).release)
            self._journal = opened.enter_context(closing(integrity.open_sound(journal, key)))
            self.identity = _identity(self._journal, config.id, clock)
            transport = _line(config, self.identity, sending)
            if transport is not None:
                opened.callback(transport.close)
            outbox = opened.enter_context(closing(database.connect(journal, key)))
            self._opened = opened.pop_all()
        self._sender = Sender(outbox, transport, clock, server_clock, self._health, on_sync, sending)
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
            clock,
            self.latest.peek,
            on_snapshot,
            self._sender.notify,
        )
        self.reader = CameraReader(camera, self.latest, clock, self.desk.camera_changed)
        self.analysis = AnalysisWorker(
            self.latest, pipeline, self.desk.analysed, self.desk.present_card, self.desk.health_changed
        )

    def start(self) -> None:
        """Report that the desk is open, and start the threads.

        Raises:
            JournalError: the report cannot be stored, and neither could a decision be.
        """
        try:
            entries.record(self._journal, lambda place: self._reporter.opening(place, program_name()))
        except sqlite.Error as error:
            raise JournalError(f"the opening of the desk cannot be recorded: {error}") from error
        self.desk.start(self.analysis)
        self.analysis.start()
        self.reader.start()
        self._sender.start()

    def stop(self) -> None:
        """Stop the threads, the desk after those that post to it, and close the database last."""
        self.reader.stop()
        self.latest.close()
        self.analysis.stop()
        self.desk.stop()
        self._sender.stop()
        self._opened.close()

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
    return policy_for(session.points, wanted or packed.target_fmr, packed.review_fmr, packed.margin)


def _identity(connection: sqlite.Connection, wanted: str, clock: Clock) -> Identity:
    """Who this station is; one without a name gets that of the configuration, and its journal begins."""
    known = identity.read(connection)
    name = wanted or (known.station_id if known else UNNAMED)
    journals.begin(connection, name, clock.now())
    return known or Identity(name)


def _line(config: StationConfig, known: Identity, sending: SendingPolicy) -> HttpTransport | None:
    """The line to the server, where this station is registered with one."""
    ca_file = Path(config.ca_file) if config.ca_file else None
    if not known.registered:
        return None
    return HttpTransport(ServerAddress(config.server or known.server, ca_file), sending, known.token)
