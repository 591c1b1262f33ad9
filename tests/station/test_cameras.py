"""Cameras deliver pictures, and their loss is a state that heals."""

from __future__ import annotations

import time
from pathlib import Path
from queue import Queue

import cv2
import numpy as np
import pytest

from demo.faces import live_stills
from recognition.pipeline import Pipeline
from recognition.types import Frame, Image
from station.camera.opencv import OpenCvCamera
from station.camera.reader import CameraReader, CameraState, CameraStatus
from station.camera.replay import Liveliness, ReplayCamera, Scene, scene_of
from station.clock import SystemClock
from station.errors import CameraError
from station.latest import LatestFrame

PATIENCE = 20.0  # seconds a test waits for an event before it fails


def no_sleep(seconds: float) -> None:
    """Play at full speed."""


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six frames of brightness 0, 40 ... 200."""
    path = tmp_path_factory.mktemp("clips") / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 50, (64, 48))
    for brightness in range(0, 240, 40):
        writer.write(np.full((48, 64, 3), brightness, dtype=np.uint8))
    writer.release()
    return path


def test_a_video_file_is_played_and_begins_again_at_its_end(clip: Path) -> None:
    camera = OpenCvCamera(str(clip), no_sleep)
    camera.open()
    brightness = [round(float(camera.read().mean()) / 40) for _ in range(8)]
    camera.close()
    assert brightness == [0, 1, 2, 3, 4, 5, 0, 1]
    assert camera.injected
    assert camera.name == "clip.avi"


def test_a_video_file_keeps_its_own_pace(clip: Path) -> None:
    slept: list[float] = []
    camera = OpenCvCamera(str(clip), slept.append)
    camera.open()
    for _ in range(5):
        camera.read()
    camera.close()
    assert sum(slept) > 0
    assert all(0 <= wait <= 5 / 50 + 0.001 for wait in slept)


@pytest.mark.parametrize("target", [97, "no-such-video.mp4", __file__])
def test_what_is_no_camera_is_refused_with_its_name(target: int | str, capfd: pytest.CaptureFixture[str]) -> None:
    camera = OpenCvCamera(target)
    with pytest.raises(CameraError, match=f"{camera.name} cannot be opened"):
        camera.open()
    capfd.readouterr()  # OpenCV says its own piece


@pytest.mark.parametrize("number", [-1, 100, 99999999999999999999])
def test_a_device_number_that_no_computer_has_is_refused(number: int) -> None:
    with pytest.raises(CameraError, match="expected a device from 0 to 99"):
        OpenCvCamera(number)


def test_an_address_that_is_none_is_refused_without_repeating_it() -> None:
    with pytest.raises(CameraError, match="is not one") as caught:
        OpenCvCamera("http://u:geheim@[bad/x")
    assert "geheim" not in str(caught.value)


def test_a_stream_is_called_by_its_host_and_never_by_its_password() -> None:
    camera = OpenCvCamera("rtsp://operator:geheim@cam.example/live?token=abc")
    assert camera.name == "stream of cam.example"
    assert camera.injected


def test_reading_a_camera_that_is_not_open_is_refused() -> None:
    with pytest.raises(CameraError, match="not open"):
        OpenCvCamera(0).read()
    with pytest.raises(CameraError, match="not open"):
        ReplayCamera(Scene()).read()


@pytest.fixture(scope="module")
def stills() -> tuple[Image, ...]:
    return live_stills(7)


def test_the_replay_camera_plays_the_same_for_the_same_seed(stills: tuple[Image, ...]) -> None:
    one, same, other = (ReplayCamera(scene_of(stills), seed) for seed in (3, 3, 4))
    for _ in range(5):
        picture = one.render()
        assert (picture == same.render()).all()
        assert (picture != other.render()).any()


def test_the_replayed_person_moves_and_changes_from_still_to_still(
    stills: tuple[Image, ...], pipeline: Pipeline
) -> None:
    camera = ReplayCamera(scene_of(stills), seed=5)
    faces = [pipeline.analyse(Frame(1, 0, camera.render(), "replay", injected=True)).subject for _ in range(60)]
    centres = np.array([face.landmarks.mean(axis=0) for face in faces if face is not None])
    assert len(centres) > 55
    assert 3 < np.ptp(centres, axis=0).max() < 160


def test_a_replayed_person_is_recognised_and_a_defocused_one_is_not_usable(
    stills: tuple[Image, ...], pipeline: Pipeline
) -> None:
    for defocus, usable in ((0.0, True), (14.0, False)):
        camera = ReplayCamera(scene_of(stills, defocus), seed=6)
        analyses = [pipeline.analyse(Frame(1, 0, camera.render(), "replay", injected=True)) for _ in range(12)]
        assert all(analysis.usable == usable for analysis in analyses)


def test_an_empty_scene_shows_nobody(pipeline: Pipeline) -> None:
    camera = ReplayCamera(Scene(), seed=7)
    assert pipeline.analyse(Frame(1, 0, camera.render(), "replay", injected=True)).faces == ()


def test_a_new_scene_shows_from_the_next_picture_on(stills: tuple[Image, ...], pipeline: Pipeline) -> None:
    camera = ReplayCamera(Scene(), seed=8, liveliness=Liveliness(noise=1))
    camera.render()
    camera.play(scene_of(stills))
    assert pipeline.analyse(Frame(1, 0, camera.render(), "replay", injected=True)).subject is not None


class FickleCamera:
    """Delivers, and is lost when it is told to."""

    name = "fickle"
    injected = False

    def __init__(self) -> None:
        self.broken = False
        self.opened = 0

    def open(self) -> None:
        self.opened += 1
        if self.broken:
            raise CameraError("fickle cannot be opened")

    def read(self) -> Image:
        if self.broken:
            raise CameraError("fickle has stopped to deliver pictures")
        time.sleep(0.002)
        return np.zeros((4, 4, 3), dtype=np.uint8)

    def close(self) -> None:
        """Nothing to let go of."""


def wait_for(statuses: Queue[CameraStatus], state: CameraState) -> CameraStatus:
    while True:
        status = statuses.get(timeout=PATIENCE)
        if status.state is state:
            return status


def test_a_lost_camera_is_told_retried_and_told_again_when_it_is_back() -> None:
    camera, latest, statuses = FickleCamera(), LatestFrame(), Queue[CameraStatus]()
    reader = CameraReader(camera, latest, SystemClock(), statuses.put)
    reader.start()
    assert wait_for(statuses, CameraState.LIVE).name == "fickle"
    assert latest.wait_newer(0, PATIENCE) is not None
    camera.broken = True
    lost = wait_for(statuses, CameraState.LOST)
    assert (lost.attempt, lost.problem) == (1, "fickle has stopped to deliver pictures")
    assert latest.peek() is None
    again = wait_for(statuses, CameraState.LOST)
    assert again.attempt == 2
    assert again.retry_in > lost.retry_in
    camera.broken = False
    reader.retry()
    wait_for(statuses, CameraState.LIVE)
    newest = latest.wait_newer(0, PATIENCE)
    reader.stop()
    assert newest is not None
    assert newest.source == "fickle"


def test_a_reader_of_a_camera_that_is_not_there_can_be_stopped_at_once() -> None:
    camera = FickleCamera()
    camera.broken = True
    statuses: Queue[CameraStatus] = Queue()
    reader = CameraReader(camera, LatestFrame(), SystemClock(), statuses.put)
    reader.start()
    wait_for(statuses, CameraState.LOST)
    began = time.monotonic()
    reader.stop()
    assert time.monotonic() - began < PATIENCE


def test_a_talking_head_is_found_in_real_video(data: Path, pipeline: Pipeline) -> None:
    video = next((data / "videos").glob("grid_*.mpg"), None)
    if video is None:
        pytest.skip("no videos beside the project")
    camera = OpenCvCamera(str(video), no_sleep)
    camera.open()
    found = [pipeline.analyse(Frame(1, 0, camera.read(), "video", injected=True)) for _ in range(10)]
    camera.close()
    assert all(len(analysis.faces) == 1 for analysis in found)
    first = found[0].template
    assert first is not None
    assert all(each.template is not None and first.similarity(each.template) > 0.7 for each in found)
