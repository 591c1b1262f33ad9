"""A camera is live when its pictures are new, show something, and come often enough."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from demo.faces import live_stills
from recognition.types import Image
from station.camera.opencv import OpenCvCamera
from station.camera.reader import CameraReader, CameraState, CameraStatus
from station.camera.replay import Liveliness, ReplayCamera, Scene, scene_of
from station.camera.source import Camera
from station.clock import SystemClock
from station.errors import CameraError
from station.latest import LatestFrame
from station.selftest import camera
from station.selftest.camera import Footage
from station.selftest.results import Finding
from tests.station.selftest.makers import footage, picture
from wire.reports import CheckOutcome

QUIET = Liveliness(drift=0, breathing=0, roll=0, light=0, noise=1.0, jpeg_quality=70)
PATIENCE = 10.0  # seconds


class StuckCamera(ReplayCamera):
    """Delivers its first picture again and again."""

    _first: Image | None = None

    def render(self) -> Image:
        if self._first is None:
            self._first = super().render()
        return self._first


class DeadCamera(ReplayCamera):
    """Cannot be opened."""

    def open(self) -> None:
        raise CameraError("unplugged")


class HangingCamera(ReplayCamera):
    """Is open, and delivers nothing until it is closed."""

    _closed = False

    def read(self) -> Image:
        while not self._closed:
            self._sleep(0.01)
        raise CameraError("closed")

    def hang_up(self) -> None:
        self._closed = True


@contextmanager
def reading(source: Camera) -> Iterator[tuple[LatestFrame, list[CameraStatus]]]:
    """A reader at work on a camera, with its first picture there where one comes."""
    latest, said = LatestFrame(), list[CameraStatus]()
    reader = CameraReader(source, latest, SystemClock(), said.append)
    reader.start()
    yield latest, said
    if isinstance(source, HangingCamera):
        source.hang_up()
    reader.stop()


def watched(source: Camera, seconds: float = 0.4, patience: float = PATIENCE) -> Footage:
    with reading(source) as (latest, said):
        live = lambda: bool(said) and said[-1].state is CameraState.LIVE  # noqa: E731
        return camera.watch(latest, SystemClock(), live, seconds, patience)


def test_a_live_camera_is_told_from_a_still_picture_of_the_same_room() -> None:
    live, stuck = watched(ReplayCamera(Scene(), liveliness=QUIET)), watched(StuckCamera(Scene(), liveliness=QUIET))
    assert camera.judge(live).finding is not Finding.CAMERA_FROZEN
    assert camera.judge(stuck).finding is Finding.CAMERA_FROZEN
    assert camera.judge(stuck).outcome is CheckOutcome.FAILED
    assert live.change > 100 * camera._CHANGED


def test_a_person_who_is_quite_still_is_no_frozen_picture() -> None:
    assert watched(ReplayCamera(scene_of(live_stills(1)[:1]), liveliness=QUIET)).change > 0.1


def test_a_camera_that_cannot_be_opened_is_told_from_one_that_says_nothing() -> None:
    assert camera.judge(watched(DeadCamera(Scene()), patience=0.1)).finding is Finding.CAMERA_CLOSED
    assert camera.judge(Footage(opened=True)).finding is Finding.CAMERA_SILENT
    assert camera.judge(watched(HangingCamera(Scene()), patience=0.1)).outcome is CheckOutcome.FAILED


def test_a_picture_that_was_there_before_does_not_count() -> None:
    latest = LatestFrame()
    assert footage().last is not None
    latest.put(footage().last)  # type: ignore[arg-type]
    assert camera.watch(latest, SystemClock(), lambda: True, 0.05, 0.05).last is None


def test_a_videos_own_rate_is_measured(data: Path) -> None:
    videos = sorted((data / "videos").glob("grid_*.mpg"))
    if not videos:
        pytest.skip("no videos among the data beside the project")
    for video in videos[:2]:
        seen = watched(OpenCvCamera(str(video)))
        verdict = camera.judge(seen)
        assert seen.last is not None
        assert seen.last.size == (360, 288)
        assert verdict.finding in (Finding.CAMERA_SMALL, Finding.CAMERA_SLOW)
        assert seen.change > 0.1


def test_the_worst_is_told_first() -> None:
    black = np.zeros((480, 640, 3), dtype=np.uint8)
    blue = np.full((480, 640, 3), (200, 60, 20), dtype=np.uint8)
    assert camera.judge(footage(black, change=0)).finding is Finding.CAMERA_BLACK
    assert camera.judge(footage(blue, change=0)).finding is Finding.CAMERA_ONE_COLOUR
    assert camera.judge(footage(change=0, rate=3)).finding is Finding.CAMERA_FROZEN
    assert camera.judge(footage(picture(size=(176, 144)), rate=3)).finding is Finding.CAMERA_SLOW


def test_a_covered_lens_is_black_although_its_sensor_makes_noise() -> None:
    noise = np.abs(np.random.default_rng(1).normal(6, 6, (480, 640, 3))).astype(np.uint8)
    assert camera.shows_nothing(noise) is Finding.CAMERA_BLACK


def test_a_bare_wall_is_something_to_see() -> None:
    assert camera.shows_nothing(ReplayCamera(Scene()).render()) is None
    assert camera.shows_nothing(picture(level=45, spread=25)) is None


@pytest.mark.parametrize(
    ("rate", "size", "outcome", "finding"),
    [
        (30.04, (640, 480), CheckOutcome.PASSED, Finding.CAMERA_LIVE),
        (14.9, (640, 480), CheckOutcome.WARNED, Finding.CAMERA_SLOW),
        (4.9, (1280, 720), CheckOutcome.FAILED, Finding.CAMERA_SLOW),
        (30, (640, 360), CheckOutcome.WARNED, Finding.CAMERA_SMALL),
        (30, (320, 180), CheckOutcome.FAILED, Finding.CAMERA_SMALL),
    ],
)
def test_rate_and_size_are_judged(rate: float, size: tuple[int, int], outcome: CheckOutcome, finding: Finding) -> None:
    verdict = camera.judge(footage(picture(size=size), rate))
    assert (verdict.outcome, verdict.finding) == (outcome, finding)


def test_recorded_pictures_are_called_that() -> None:
    verdict = camera.judge(footage(injected=True))
    assert (verdict.outcome, verdict.finding) == (CheckOutcome.WARNED, Finding.CAMERA_RECORDED)
    assert verdict.values == (640, 480, 30)


def test_pictures_of_another_size_are_another_picture() -> None:
    small = np.asarray(cv2.resize(picture(), (320, 240)), dtype=np.uint8)
    assert camera.changed_share(picture(), small) == 1
