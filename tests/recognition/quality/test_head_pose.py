"""Head pose: the angles of a turned head come back, with the signs that are documented."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from recognition.alignment import AlignedFace
from recognition.quality import QualityContext, head_pose_pitch, head_pose_roll, head_pose_yaw
from recognition.quality.head_pose import FACE_POINTS, HeadPose
from recognition.recogniser import Recogniser
from recognition.types import QualityStatus
from tests.recognition.quality.makers import Points, face_of, picture_context

MEASURES = {"yaw": head_pose_yaw, "pitch": head_pose_pitch, "roll": head_pose_roll}
ANGLES = st.floats(-60, 60)


def turned(yaw: float = 0, pitch: float = 0, roll: float = 0, face: NDArray[np.float64] = FACE_POINTS) -> Points:
    """Landmarks of a head that is pitched down, turned to its left, then rolled counter-clockwise in the picture."""
    x, y, z = np.radians([pitch, yaw, roll])
    down = np.array([[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]])
    left = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    around = np.array([[np.cos(z), -np.sin(z), 0], [np.sin(z), np.cos(z), 0], [0, 0, 1]])
    seen = face @ (around @ left @ down).T
    return np.asarray(np.array([320, 240]) + 1.3 * seen[:, :2] * (1, -1), dtype=np.float32)


def pose(points: Points) -> HeadPose:
    found = HeadPose.of(points)
    assert found is not None
    return found


@given(ANGLES, ANGLES, st.floats(-170, 170))
def test_the_angles_of_a_turned_head_come_back(yaw: float, pitch: float, roll: float) -> None:
    found = pose(turned(yaw, pitch, roll))
    assert (found.yaw, found.pitch, found.roll) == pytest.approx((yaw, pitch, roll), abs=0.1)


@pytest.mark.parametrize(("yaw", "pitch"), [(0, 0), (25, 0), (-40, 10), (10, -20)])
def test_they_come_back_within_a_few_degrees_from_other_people_s_faces(yaw: float, pitch: float) -> None:
    random = np.random.default_rng(1)
    poses = [pose(turned(yaw, pitch, face=FACE_POINTS + random.normal(0, 1.5, FACE_POINTS.shape))) for _ in range(200)]
    angles = np.array([(found.yaw, found.pitch, found.roll) for found in poses])
    assert np.abs(angles - (yaw, pitch, 0)).mean(axis=0) == pytest.approx(0, abs=4)


def test_a_nose_to_the_right_of_the_picture_is_a_look_to_the_person_s_left() -> None:
    points = turned()
    points[2, 0] += 10
    assert pose(points).yaw > 10


def test_a_nose_further_down_is_a_look_down() -> None:
    points = turned()
    points[2, 1] += 10
    assert pose(points).pitch > 10


def test_a_right_eye_higher_in_the_picture_is_a_roll_counter_clockwise() -> None:
    points = turned()
    points[[1, 4], 1] -= 10
    points[[0, 3], 1] += 10
    assert pose(points).roll > 5


@given(ANGLES, ANGLES, ANGLES)
def test_a_mirrored_picture_changes_the_signs_of_yaw_and_roll_alone(yaw: float, pitch: float, roll: float) -> None:
    mirrored = turned(yaw, pitch, roll)[[1, 0, 2, 4, 3]]
    mirrored[:, 0] = 639 - mirrored[:, 0]
    found = pose(mirrored)
    assert (found.yaw, found.pitch, found.roll) == pytest.approx((-yaw, pitch, -roll), abs=0.1)


@pytest.mark.parametrize("angle", [-170, -90, -30, -5, 5, 30, 90, 170])
def test_a_picture_that_is_turned_changes_the_roll_by_that_angle_alone(
    subjects: list[AlignedFace], angle: float
) -> None:
    matrix = cv2.getRotationMatrix2D((46, 56), angle, 1)
    for subject in subjects[:10]:
        before = pose(subject.face.landmarks)
        after = pose((subject.face.landmarks @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32))
        assert (after.yaw, after.pitch) == pytest.approx((before.yaw, before.pitch), abs=0.01)
        assert (after.roll - before.roll - angle + 180) % 360 - 180 == pytest.approx(0, abs=0.01)


def test_a_mirrored_photo_is_seen_to_be_turned_the_other_way(
    subjects: list[AlignedFace], recogniser: Recogniser
) -> None:
    both = []
    for subject in subjects:
        photo = np.ascontiguousarray(subject.image[:, ::-1])
        mirrored = recogniser.align(photo, recogniser.faces(photo)[0])
        both.append([(p.yaw, p.pitch, p.roll) for p in map(pose, (subject.face.landmarks, mirrored.face.landmarks))])
    angles = np.array(both)
    assert np.median(np.abs(angles[:, 0] - angles[:, 1] * (-1, 1, -1)), axis=0) == pytest.approx(0, abs=3)


def test_a_photo_turned_further_never_lowers_the_roll_that_is_seen(
    subjects: list[AlignedFace], recogniser: Recogniser
) -> None:
    for subject in subjects[:5]:
        large = np.asarray(cv2.copyMakeBorder(subject.image, 40, 40, 40, 40, cv2.BORDER_REPLICATE), dtype=np.uint8)
        rolls = []
        for angle in (-24, -12, 0, 12, 24):
            matrix = cv2.getRotationMatrix2D((large.shape[1] / 2, large.shape[0] / 2), angle, 1)
            photo = cv2.warpAffine(large, matrix, large.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
            picture = np.asarray(photo, dtype=np.uint8)
            rolls.append(pose(recogniser.align(picture, recogniser.faces(picture)[0]).face.landmarks).roll)
        assert rolls == sorted(rolls)


@pytest.mark.parametrize("name", MEASURES)
def test_a_head_turned_further_never_raises_its_component(name: str) -> None:
    for sign in (-1, 1):
        results = []
        for angle in range(0, 85, 5):
            angles = dict.fromkeys(MEASURES, 0) | {name: sign * angle}
            points = turned(angles["yaw"], angles["pitch"], angles["roll"])
            results.append(MEASURES[name].assess(picture_context(face_of(points))))
        components = [result.component for result in results]
        assert components == sorted(components, reverse=True)
        assert results[0].satisfactory
        assert results[0].raw == pytest.approx(0, abs=0.1)
        assert not results[-1].passed
        assert results[-1].raw == pytest.approx(sign * 80, abs=0.1)


@pytest.mark.parametrize("roll", [90, 135, 180, -90])
def test_a_face_that_lies_or_stands_on_its_head_is_refused(roll: float) -> None:
    assert not head_pose_roll.assess(picture_context(face_of(turned(roll=roll)))).passed


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(
    "points", [np.full((5, 2), 50), np.stack([np.arange(5), 2 * np.arange(5)], axis=1)], ids=["one spot", "one line"]
)
def test_points_that_are_no_face_have_no_pose_to_assess(name: str, points: NDArray[np.float32]) -> None:
    result = MEASURES[name].assess(picture_context(face_of(points)))
    assert result.status is QualityStatus.FAILED_TO_ASSESS
    assert not result.passed


def test_people_who_talk_to_a_camera_face_it(data: Path, recogniser: Recogniser) -> None:
    for path in sorted((data / "videos").glob("grid_*.mpg")):
        video = cv2.VideoCapture(str(path))
        for _ in range(5):
            for _ in range(10):
                there, frame = video.read()
            if not there:
                break
            picture = np.asarray(frame, dtype=np.uint8)
            faces = recogniser.faces(picture)
            context = QualityContext(faces, recogniser.align(picture, faces[0]))
            for measure in MEASURES.values():
                result = measure.assess(context)
                assert result.satisfactory
                assert result.raw is not None
                assert abs(result.raw) < 15
