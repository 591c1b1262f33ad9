"""The instruction for the candidate: one at a time, what matters first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recognition.alignment import TEMPLATE_POINTS, AlignedFace
from recognition.quality import MEASURES, QualityContext
from recognition.quality.mapping import MAPPINGS
from recognition.quality.unified_quality import NAME as UNIFIED
from recognition.types import Face, Frame, FrameAnalysis, QualityResult, QualityStatus, Timings
from station.checkin.guidance import Guidance, guidance_for

PICTURE = np.zeros((2, 2, 3), dtype=np.uint8)
FACE = Face(np.array([0, 0, 100, 120], dtype=np.float32), TEMPLATE_POINTS.copy(), 0.9)


def analysis(*results: QualityResult, faces: tuple[Face, ...] = (FACE,)) -> FrameAnalysis:
    return FrameAnalysis(Frame(1, 0.0, PICTURE.copy(), "test"), faces, results, None, Timings(0, 0, 0, 0))


def good(measure: str) -> QualityResult:
    return QualityResult(measure, 0.5, 90, passed=True)


def failing(measure: str, raw: float = 0.5) -> QualityResult:
    return QualityResult(measure, raw, 1, passed=False, satisfactory=False)


def wanting(measure: str, raw: float = 0.5) -> QualityResult:
    return QualityResult(measure, raw, 20, passed=True, satisfactory=False)


def test_without_a_face_the_candidate_is_asked_to_face_the_camera() -> None:
    assert guidance_for(analysis(faces=())) is Guidance.FACE_THE_CAMERA


def test_with_nothing_wrong_the_candidate_looks_here() -> None:
    assert guidance_for(analysis(good(UNIFIED), *map(good, MAPPINGS))) is Guidance.LOOK_HERE


@pytest.mark.parametrize("measure", [*MAPPINGS, UNIFIED])
def test_every_measure_that_fails_has_an_instruction(measure: str) -> None:
    unassessed = QualityResult(measure, None, None, passed=False, status=QualityStatus.FAILED_TO_ASSESS)
    for result in (failing(measure), failing(measure, -0.5), wanting(measure), unassessed):
        assert guidance_for(analysis(result)) is not Guidance.LOOK_HERE


def test_every_measure_that_runs_is_one_of_those() -> None:
    crop = np.zeros((112, 112, 3), dtype=np.uint8)
    context = QualityContext((FACE,), AlignedFace(PICTURE, FACE, crop))
    assert {measure(context).measure for measure in MEASURES} == set(MAPPINGS)


def test_what_does_not_pass_comes_before_what_is_not_satisfactory() -> None:
    results = (wanting("head pose yaw"), failing("sharpness"))
    assert guidance_for(analysis(*results)) is Guidance.HOLD_STILL


def test_the_first_of_several_comes_first() -> None:
    assert guidance_for(analysis(failing("head pose roll"), failing("sharpness"))) is Guidance.HOLD_HEAD_STRAIGHT
    assert guidance_for(analysis(wanting("head size"), wanting("sharpness"))) is Guidance.MOVE_BACK


def test_the_unified_score_stands_first_and_is_heard_last() -> None:
    results = (failing(UNIFIED), failing("sharpness"))
    assert guidance_for(analysis(*results)) is Guidance.HOLD_STILL
    assert guidance_for(analysis(failing(UNIFIED), good("sharpness"))) is Guidance.SHOW_WHOLE_FACE
    assert guidance_for(analysis(failing(UNIFIED), wanting("sharpness"))) is Guidance.SHOW_WHOLE_FACE


@pytest.mark.parametrize(
    ("measure", "raw", "instruction"),
    [
        ("head size", 0.05, Guidance.COME_CLOSER),
        ("head size", 0.80, Guidance.MOVE_BACK),
        ("head pose pitch", 35, Guidance.RAISE_CHIN),
        ("head pose pitch", -35, Guidance.LOWER_CHIN),
        ("head pose yaw", 60, Guidance.FACE_THE_CAMERA),
        ("head pose yaw", -60, Guidance.FACE_THE_CAMERA),
    ],
)
def test_the_side_on_which_a_measure_fails_decides(measure: str, raw: float, instruction: Guidance) -> None:
    assert guidance_for(analysis(failing(measure, raw))) is instruction


def test_what_cannot_be_assessed_and_gates_nothing_asks_for_nothing() -> None:
    unassessed = QualityResult("natural colour", None, None, passed=True, status=QualityStatus.FAILED_TO_ASSESS)
    assert guidance_for(analysis(unassessed)) is Guidance.LOOK_HERE
    assert guidance_for(analysis(replace(unassessed, measure=UNIFIED))) is Guidance.LOOK_HERE
