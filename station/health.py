"""How the station is, for the heartbeat."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from station.camera.reader import CameraState
from wire.heartbeat import CameraHealth

_MAX_FAULT = 300  # characters


@dataclass(frozen=True, slots=True)
class Health:
    """What a station is doing. ``fault`` is empty where nothing fails, ``disk_free`` in bytes, None where unknown."""

    session_id: str | None
    camera: CameraHealth | None
    fault: str
    disk_free: int | None
    program: str


_CAMERAS = {
    CameraState.OPENING: CameraHealth.OPENING,
    CameraState.LIVE: CameraHealth.LIVE,
    CameraState.STALLED: CameraHealth.STALLED,
    CameraState.LOST: CameraHealth.LOST,
}


def look(session_id: str, camera: CameraState, fault: str, folder: Path) -> Health:
    """The health of a station whose journal lies in a folder."""
    free: int | None
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        free, fault = None, fault or f"the disk does not answer: {error.strerror}"
    return Health(session_id, _CAMERAS[camera], fault[:_MAX_FAULT], free, program_name())


def program_name() -> str:
    """What this program is called in reports."""
    return f"hadir {version('hadir')}"
