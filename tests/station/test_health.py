"""What a heartbeat says of the station."""

from __future__ import annotations

from pathlib import Path

import pytest

from station.camera.reader import CameraState
from station.health import look
from wire.heartbeat import CameraHealth


@pytest.mark.parametrize("state", CameraState)
def test_every_state_of_the_camera_has_its_word(tmp_path: Path, state: CameraState) -> None:
    assert look("SKD-1", state, "", tmp_path).camera is CameraHealth[state.name]


def test_it_tells_the_free_disk_and_the_program(tmp_path: Path) -> None:
    health = look("SKD-1", CameraState.LIVE, "", tmp_path)
    assert health.disk_free is not None
    assert health.disk_free > 0
    assert health.program.startswith("hadir 0.")
    assert (health.session_id, health.fault) == ("SKD-1", "")


def test_a_disk_that_does_not_answer_is_a_fault_and_no_free_disk(tmp_path: Path) -> None:
    health = look("SKD-1", CameraState.LIVE, "", tmp_path / "gone")
    assert health.disk_free is None
    assert "the disk does not answer" in health.fault
    assert look("SKD-1", CameraState.LOST, "unplugged", tmp_path / "gone").fault == "unplugged"


def test_a_long_fault_is_cut_to_what_travels(tmp_path: Path) -> None:
    assert len(look("SKD-1", CameraState.LIVE, "x" * 999, tmp_path).fault) == 300
