"""A whole station without its window: the parts wired together, started and stopped in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from recognition.pipeline import Pipeline
from station.analysis import AnalysisWorker
from station.camera.reader import CameraReader
from station.camera.source import Camera
from station.checkin.desk import Desk, DeskSnapshot
from station.checkin.policy import policy_for
from station.checkin.reporting import ReportOrigin
from station.checkin.states import Rules
from station.client import HttpTransport, ServerAddress
from station.clock import Clock
from station.config import StationConfig
from station.errors import JournalError
from station.journal import database
from station.latest import LatestFrame
from station.outbox.policy import SendingPolicy
from station.outbox.sender import Sender, SyncStatus
from station.session import ExamSession


class Station:
    """The callbacks run on the station's threads, until `stop` returns."""

    def __init__(
        self,
        config: StationConfig,
        session: ExamSession,
        camera: Camera,
        pipeline: Pipeline,
        journal: Path,
        clock: Clock,
        on_snapshot: Callable[[DeskSnapshot], None],
        on_sync: Callable[[SyncStatus], None],
        sending: SendingPolicy | None = None,
    ) -> None:
        """Open the local database and wire the parts.

        Raises:
            JournalError, SessionError, StationError: see the parts.
        """
        sending = sending or SendingPolicy()
        policy = policy_for(session.points, config.target_fmr)
        self.policy = policy
        self.session = session
        self.latest = LatestFrame()
        self._lock = _only_station(journal)
        self._transport = HttpTransport(ServerAddress(config.server), sending)
        self._connections: list[sqlite3.Connection] = []
        self._sender = Sender(self._open(journal, config.id), self._transport, clock, on_sync, sending)
        self.desk = Desk(
            session,
            Rules(policy, session.gallery.compare),
            ReportOrigin(config.id, session.info.id, pipeline.model_id, policy),
            self._open(journal, config.id),
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
        """Start the threads."""
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
        self._transport.close()
        for connection in self._connections:
            connection.close()
        self._lock.release()

    def _open(self, journal: Path, station_id: str) -> sqlite3.Connection:
        connection = database.connect(journal, station_id)
        self._connections.append(connection)
        return connection


def _only_station(journal: Path) -> FileLock:
    """The lock that two stations never hold on one database: their check-ins would not know of each other.

    The operating system lets go of it when a station ends in whatever way.
    """
    lock = FileLock(journal.with_suffix(".lock"), mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise JournalError(
            f"another station is running on {journal}; close it, or give this one another --home"
        ) from error
    except OSError as error:
        raise JournalError(f"local database {journal} cannot be locked: {error.strerror}") from error
    return lock
