"""Light and focus, of a face where there is one, else of the room."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from recognition.pipeline import Pipeline
from recognition.quality import (
    illumination_uniformity,
    over_exposure_prevention,
    sharpness,
    under_exposure_prevention,
)
from recognition.types import Image
from station.camera.replay import ReplayCamera, Scene, scene_of
from station.selftest import focus, light
from station.selftest.results import Finding
from tests.station.selftest.makers import frame, measured, picture, seen
from wire.reports import CheckOutcome

PASSED, WARNED, FAILED, NOT_RUN = (
    CheckOutcome.PASSED,
    CheckOutcome.WARNED,
    CheckOutcome.FAILED,
    CheckOutcome.NOT_RUN,
)


def with_window(image: Image, inside: int) -> Image:
    """A picture whose surroundings are blown out and whose middle has one level."""
    made = image.copy()
    made[:] = 255
    made[80:400, 200:440] = inside
    return made


@pytest.mark.parametrize(
    ("level", "outcome", "finding"),
    [
        (130, PASSED, Finding.LIGHT_GOOD),
        (50, WARNED, Finding.LIGHT_DARK),
        (15, FAILED, Finding.LIGHT_DARK),
        (235, WARNED, Finding.LIGHT_BRIGHT),
    ],
)
def test_the_light_of_an_empty_room_is_judged(level: int, outcome: CheckOutcome, finding: Finding) -> None:
    verdict = light.judge(picture(level, spread=15), None)
    assert (verdict.outcome, verdict.finding) == (outcome, finding)


def test_a_window_behind_an_empty_chair_is_seen() -> None:
    room = np.full((480, 640, 3), 20, dtype=np.uint8)
    room[:200, 200:] = 255
    assert light.judge(room, None).finding is Finding.LIGHT_BEHIND


@pytest.mark.parametrize(
    ("measure", "good", "wanting", "failing", "finding"),
    [
        (under_exposure_prevention.NAME, 0.05, 0.5, 0.9, Finding.LIGHT_DARK),
        (over_exposure_prevention.NAME, 0.02, 0.25, 0.6, Finding.LIGHT_BRIGHT),
    ],
)
def test_the_measures_say_how_a_face_is_lit(
    measure: str, good: float, wanting: float, failing: float, finding: Finding
) -> None:
    image = picture()
    verdicts = [light.judge(image, seen(image, [measured(measure, raw)])) for raw in (good, wanting, failing)]
    assert [verdict.outcome for verdict in verdicts] == [PASSED, WARNED, FAILED]
    assert [verdict.finding for verdict in verdicts] == [Finding.LIGHT_GOOD_ON_FACE, finding, finding]


def test_side_light_is_advised_on() -> None:
    image = picture()
    verdict = light.judge(image, seen(image, [measured(illumination_uniformity.NAME, 0.2)]))
    assert (verdict.outcome, verdict.finding) == (WARNED, Finding.LIGHT_FROM_ONE_SIDE)


def test_a_dark_face_is_before_a_window_only_where_there_is_a_window() -> None:
    quality = [measured(under_exposure_prevention.NAME, 0.1)]
    window = with_window(picture(), 55)
    assert light.judge(window, seen(window, quality)).finding is Finding.LIGHT_BEHIND
    wall = np.full_like(window, 200)
    wall[80:400, 200:440] = 55
    assert light.judge(wall, seen(wall, quality)).finding is Finding.LIGHT_GOOD_ON_FACE


def test_of_a_face_its_own_sharpness_counts() -> None:
    wall = picture()
    outcomes = [focus.judge(wall, seen(wall, [measured(sharpness.NAME, raw)])).outcome for raw in (0.2, 0.105, 0.06)]
    assert outcomes == [PASSED, WARNED, FAILED]


def test_a_bare_wall_says_nothing_about_the_lens() -> None:
    for blank in (picture(), ReplayCamera(Scene()).render()):
        assert focus.judge(blank, None).outcome is NOT_RUN


def test_without_a_picture_nothing_is_said() -> None:
    assert light.judge(None, None).outcome is NOT_RUN
    assert focus.judge(None, None).outcome is NOT_RUN


def test_a_room_out_of_focus_is_told_from_a_sharp_one(data: Path) -> None:
    videos = sorted((data / "videos").glob("*.m*"))
    if not videos:
        pytest.skip("no videos among the data beside the project")
    for video in videos:
        delivered, image = cv2.VideoCapture(str(video)).read()
        assert delivered
        room = np.asarray(image, dtype=np.uint8)
        assert focus.judge(room, None).outcome is PASSED, video.name
        assert light.judge(room, None).outcome is PASSED, video.name
        sigma = 2.5 * room.shape[1] / 640
        blurred = np.asarray(cv2.GaussianBlur(room, (0, 0), sigma), dtype=np.uint8)
        assert focus.judge(blurred, None).outcome is not PASSED, video.name


def test_a_real_face_is_judged_by_the_real_models(pipeline: Pipeline, face_photo: Image) -> None:
    sharp = frame(ReplayCamera(scene_of([face_photo])).render())
    dim = frame((ReplayCamera(scene_of([face_photo])).render() * 0.08).astype(np.uint8), 2)
    soft = frame(ReplayCamera(scene_of([face_photo], defocus=12)).render(), 3)
    assert light.judge(sharp.bgr, pipeline.analyse(sharp)).finding is Finding.LIGHT_GOOD_ON_FACE
    assert focus.judge(sharp.bgr, pipeline.analyse(sharp)).outcome is PASSED
    assert light.judge(dim.bgr, pipeline.analyse(dim)).finding is Finding.LIGHT_DARK
    assert focus.judge(soft.bgr, pipeline.analyse(soft)).outcome is FAILED
