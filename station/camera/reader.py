"""The thread that reads a camera into the slot, and opens it again when it is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from threading import Event, Thread

import numpy as np
import structlog

from recognition.types import Frame
from station.camera.source import Camera
from station.clock import Clock
from station.errors import CameraError
from station.latest import LatestFrame

_RETRY_FIRST, _RETRY_MOST = 0.5, 5.0  # seconds
_STEP = 8  # every eighth pixel of every eighth row tells two pictures apart

log = structlog.get_logger()


class CameraState(Enum):
    """Whether pictures come."""

    OPENING = "opening"
    LIVE = "live"
    LOST = "lost"
    STALLED = "stalled"  # open, but no new picture has come for some time


@dataclass(frozen=True, slots=True)
class CameraStatus:
    """``attempt`` counts the failed attempts since the last picture; ``retry_in`` is in seconds. ``taken``: another
    program has the camera. While it is opened again, ``problem`` and ``taken`` are those of the attempt before."""

    state: CameraState
    name: str
    problem: str = ""
    attempt: int = 0
    retry_in: float = 0.0
    taken: bool = False


class CameraReader:
    """Reads ``camera`` until stopped. A picture that is the one before keeps its time, and so grows old.

    ``on_status`` is called on the reader's thread, at changes only.
    """

    def __init__(
        self,
        camera: Camera,
        latest: LatestFrame,
        clock: Clock,
        on_status: Callable[[CameraStatus], None],
    ) -> None:
        self._camera = camera
        self._latest = latest
        self._clock = clock
        self._on_status = on_status
        self._stopping = Event()
        self._retry_now = Event()
        self._thread = Thread(target=self._run, name="camera-reader", daemon=True)
        self._sequence = 0

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def retry(self) -> None:
        """Try a lost camera again at once instead of at the next turn."""
        self._retry_now.set()

    def stop(self, timeout: float = 5.0) -> None:
        """Stop reading and let go of the camera. A driver that hangs longer than ``timeout`` is left behind."""
        self._stopping.set()
        self._retry_now.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        attempt, problem, taken = 0, "", False
        while not self._stopping.is_set():
            self._on_status(CameraStatus(CameraState.OPENING, self._camera.name, problem, attempt, taken=taken))
            before = self._sequence
            try:
                self._camera.open()
                self._read()
            except CameraError as error:
                attempt = 1 if self._sequence > before else attempt + 1
                problem, taken = str(error), error.taken
                self._lost(problem, attempt, taken)
            finally:
                self._camera.close()

    def _read(self) -> None:
        live, before, taken_at = False, None, 0.0
        while not self._stopping.is_set():
            picture = self._camera.read()
            # No sensor gives the same picture twice: a camera that does shows what was before it some time ago.
            sample = picture[::_STEP, ::_STEP]
            if before is None or not np.array_equal(sample, before):
                before, taken_at = sample, self._clock.monotonic()
            self._sequence += 1
            self._latest.put(Frame(self._sequence, taken_at, picture, self._camera.name, self._camera.injected))
            if not live:
                live = True
                self._on_status(CameraStatus(CameraState.LIVE, self._camera.name))

    def _lost(self, problem: str, attempt: int, taken: bool) -> None:
        self._latest.clear()
        wait = min(_RETRY_FIRST * 2 ** (attempt - 1), _RETRY_MOST)
        log.warning("camera lost", problem=problem, attempt=attempt, retry_in=wait)
        self._on_status(CameraStatus(CameraState.LOST, self._camera.name, problem, attempt, wait, taken))
        self._retry_now.clear()
        # Outcomes of the race with stop(): it sets both events, so either the wait below ends at once, or
        # clear() above came after and the loop in _run sees _stopping; the wait is bounded in any case.
        if not self._stopping.is_set():
            self._retry_now.wait(wait)
