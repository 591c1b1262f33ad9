"""What a station has at hand before its desk opens: the camera, a session once a pack was taken, and the checks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.registry import ModelRegistry
from recognition.pipeline import Pipeline
from recognition.types import ModelId
from station.assembly import line_to_server
from station.camera.reader import CameraReader, CameraState, CameraStatus
from station.camera.source import Camera
from station.clock import Clock
from station.config import StationConfig
from station.errors import TransportError
from station.latest import LatestFrame
from station.local import LocalDatabase
from station.outbox.policy import SendingPolicy
from station.packs import keep_copy, open_pack, trusted_signers
from station.packs_from_server import fetch
from station.selftest.results import CheckResult
from station.selftest.running import Sources, run_self_test
from station.session import ExamSession
from station.shelf import ShelvedPack, lacking, packs_on
from vault import sqlite
from wire.pack import read_pack
from wire.pack_listing import ListedPack

_LINE = SendingPolicy(connect_timeout=1.5, read_timeout=1.5)  # seconds: the checks do not wait for longer


@dataclass(frozen=True, slots=True)
class Taken:
    """A session and when its pack was made."""

    session: ExamSession
    made_at: datetime


class Opening:
    """The camera runs from `start` to `stop`. Nothing else is done by itself.

    Args:
        make_camera: a camera by the text of the configuration.
        packs: the folder that packs are kept in.
        taken: the session of a pack that was named already, if one was.
    """

    def __init__(
        self,
        config: StationConfig,
        registry: ModelRegistry,
        engine: str,
        pipeline: Pipeline,
        local: LocalDatabase,
        clock: Clock,
        make_camera: Callable[[str], Camera],
        packs: Path,
        taken: Taken | None = None,
    ) -> None:
        self.camera = config.camera
        self.latest = LatestFrame()
        self.taken = taken
        self._config = config
        self._registry = registry
        self._engine = engine
        self._pipeline = pipeline
        self._local = local
        self._clock = clock
        self._make_camera = make_camera
        self._packs = packs
        self._status = CameraStatus(CameraState.OPENING, "")
        self._reader: CameraReader | None = None

    def start(self) -> None:
        """Read the camera."""
        self._reader = CameraReader(self._make_camera(self.camera), self.latest, self._clock, self._take_status)
        self._reader.start()

    def stop(self) -> None:
        """Let go of the camera."""
        if self._reader is not None:
            self._reader.stop()
            self._reader = None

    def use_camera(self, target: str) -> None:
        """Read another camera from now on."""
        self.stop()
        self.latest.clear()
        self.camera = target
        self.start()

    def packs(self) -> tuple[ShelvedPack, ...]:
        """The packs that lie here."""
        return packs_on([self._packs], self._clock.now())

    def take_pack(self, path: Path) -> None:
        """Open a pack for this station, and keep it; raises PackError where it is refused, JournalError, OSError."""
        with closing(self._local.connect()) as connection:
            self.taken = take(path, connection, self._pipeline.model_id, self._clock)
        keep_copy(path, self._packs, self.taken.session.info.id)

    def offers(self) -> tuple[ListedPack, ...] | None:
        """The packs that the server has for this station and that do not lie here; None without a server.

        Raises:
            TransportError: it was not reached, or did not answer as it should.
        """
        transport = line_to_server(self._config, self._local.identity, SendingPolicy())
        if transport is None:
            return None
        with closing(transport):
            return lacking(transport.packs().packs, self.packs())

    def fetch_pack(
        self, offered: ListedPack, on_progress: Callable[[int], None], cancelled: Callable[[], bool]
    ) -> Path | None:
        """Get a pack from the server; see `station.packs_from_server`. Where it lies, None if it was cancelled."""
        transport = line_to_server(self._config, self._local.identity, SendingPolicy())
        if transport is None:
            raise TransportError("this station is not registered with a server")
        with closing(transport), closing(self._local.connect()) as connection:
            return fetch(transport, offered, self._packs, trusted_signers(connection), on_progress, cancelled)

    def check(self, on_result: Callable[[CheckResult], None]) -> tuple[CheckResult, ...]:
        """Run the checks; see `station.selftest.running`."""
        transport = line_to_server(self._config, self._local.identity, _LINE)
        sources = Sources(
            clock=self._clock,
            latest=self.latest,
            camera=lambda: self._status.state,
            analyse=self._pipeline.analyse,
            registry=self._registry,
            engine=self._engine,
            running=self._pipeline.model_id,
            session=self.taken.session if self.taken else None,
            pack_made=self.taken.made_at if self.taken else None,
            journal=self._local.path,
            connect=self._local.connect,
            transport=transport,
            venue=self._local.identity.venue,
            sound=self._config.sound,
        )
        try:
            return run_self_test(sources, on_result)
        finally:
            if transport is not None:
                transport.close()

    def _take_status(self, status: CameraStatus) -> None:
        self._status = status


def take(path: Path, connection: sqlite.Connection, model_id: ModelId, clock: Clock) -> Taken:
    """The session in a pack; raises PackError where it is refused."""
    session = open_pack(path, connection, model_id, clock.now())
    return Taken(session, read_pack(path).claims().created_at)
