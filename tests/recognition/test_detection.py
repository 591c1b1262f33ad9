"""Faces are found where they are, on real photos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from demo.faces import PEOPLE, photo_name
from models.registry import ModelRegistry
from recognition.detection import SECOND_LOOK_OUTPUTS, PortraitDetector, SecondLook, YuNet
from recognition.images import read_image
from recognition.types import LEFT_EYE, LEFT_MOUTH, NOSE, RIGHT_EYE, RIGHT_MOUTH, Face, Image


@pytest.fixture
def second_look(registry: ModelRegistry) -> SecondLook:
    return SecondLook(YuNet(registry.open("yunet", SECOND_LOOK_OUTPUTS)))


def on_canvas(photo: Image, left: int, top: int, size: tuple[int, int] = (640, 480)) -> Image:
    canvas = np.full((size[1], size[0], 3), 128, dtype=np.uint8)
    canvas[top : top + photo.shape[0], left : left + photo.shape[1]] = photo
    return canvas


def test_every_person_of_the_demonstration_is_found(faces: Path, portrait_detector: PortraitDetector) -> None:
    for person in PEOPLE:
        assert len(portrait_detector.detect(read_image(faces / photo_name(person, 1)))) == 1, person


def test_the_points_lie_as_a_face_lies(face_photo: Image, detector: YuNet) -> None:
    (face,) = detector.detect(on_canvas(face_photo, 200, 150))
    points = face.landmarks
    assert points[LEFT_EYE, 0] < points[NOSE, 0] < points[RIGHT_EYE, 0]
    assert points[LEFT_MOUTH, 0] < points[RIGHT_MOUTH, 0]
    assert points[LEFT_EYE, 1] < points[NOSE, 1] < points[LEFT_MOUTH, 1]
    left, top, right, bottom = face.box.tolist()
    assert 190 < left < right < 302
    assert 140 < top < bottom < 272


@pytest.mark.parametrize("shift", [(0, 0), (313, 17), (540, 360)])
def test_a_face_is_found_wherever_it_is(face_photo: Image, detector: YuNet, shift: tuple[int, int]) -> None:
    (here,) = detector.detect(on_canvas(face_photo, *shift))
    (origin,) = detector.detect(on_canvas(face_photo, 100, 100))
    assert np.abs((here.landmarks - shift) - (origin.landmarks - 100)).max() < 5


def test_a_picture_larger_than_the_network_takes_is_answered_in_its_own_pixels(
    face_photo: Image, detector: YuNet
) -> None:
    small = on_canvas(face_photo, 200, 150)
    large = np.repeat(np.repeat(small, 2, axis=0), 2, axis=1)
    (one,), (two,) = detector.detect(small), detector.detect(large)
    assert np.abs(two.landmarks / 2 - one.landmarks).max() < 2


@pytest.mark.parametrize("size", [(640, 480), (333, 217), (32, 32), (1, 1), (31, 700)])
def test_where_there_is_no_face_none_is_found(detector: YuNet, size: tuple[int, int]) -> None:
    assert detector.detect(np.full((size[1], size[0], 3), 127, dtype=np.uint8)) == []


def test_several_faces_come_with_the_largest_first(faces: Path, detector: YuNet) -> None:
    near = np.repeat(np.repeat(read_image(faces / photo_name(2, 1)), 2, axis=0), 2, axis=1)
    scene = on_canvas(near, 20, 100)
    far = read_image(faces / photo_name(3, 1))
    scene[200 : 200 + far.shape[0], 450 : 450 + far.shape[1]] = far
    found = detector.detect(scene)
    assert len(found) == 2
    assert found[0].area > 2 * found[1].area
    assert found[0].landmarks[NOSE, 0] < 300 < found[1].landmarks[NOSE, 0]


def test_a_face_that_fills_the_photo_is_found_by_stepping_back(
    face_photo: Image, portrait_detector: PortraitDetector
) -> None:
    middle = face_photo[14:104, 10:82]
    filling = np.repeat(np.repeat(middle, 7, axis=0), 7, axis=1)
    found = portrait_detector.detect(filling)
    assert len(found) == 1
    assert 0 < found[0].landmarks[NOSE, 0] < filling.shape[1]


def test_the_second_look_moves_the_points_a_little_and_the_same_on_both_sides(
    face_photo: Image, detector: YuNet, second_look: SecondLook
) -> None:
    scene = on_canvas(face_photo, 200, 150)
    mirrored = np.ascontiguousarray(scene[:, ::-1])
    (face,), (other,) = detector.detect(scene), detector.detect(mirrored)
    refined = second_look.refine(scene, face).landmarks
    turned = second_look.refine(mirrored, other).landmarks[[RIGHT_EYE, LEFT_EYE, NOSE, RIGHT_MOUTH, LEFT_MOUTH]]
    turned[:, 0] = scene.shape[1] - 1 - turned[:, 0]
    assert 0 < np.abs(refined - face.landmarks).max() < 6
    assert np.abs(refined - turned).max() < 1.5


@pytest.mark.parametrize("person", PEOPLE[::5])
def test_the_second_look_needs_no_more_of_the_network_than_it_has(
    faces: Path, portrait_detector: PortraitDetector, detector: YuNet, second_look: SecondLook, person: int
) -> None:
    photo = read_image(faces / photo_name(person, 2))
    for shown in (photo, np.asarray(photo // 6, dtype=np.uint8), np.repeat(np.repeat(photo, 4, axis=0), 4, axis=1)):
        (face,) = portrait_detector.detect(shown)
        whole, part = SecondLook(detector).refine(shown, face), second_look.refine(shown, face)
        assert whole is not face
        assert np.abs(whole.landmarks - part.landmarks).max() < 1e-3 * face.inter_eye_distance


def test_a_face_that_the_second_look_does_not_find_stays_as_it_was(second_look: SecondLook, detector: YuNet) -> None:
    grey = np.full((480, 640, 3), 128, dtype=np.uint8)
    box = np.array([100, 100, 200, 220], dtype=np.float32)
    face = Face(box, np.arange(10, dtype=np.float32).reshape(5, 2) + 120, 0.9)
    assert second_look.refine(grey, face) is face
