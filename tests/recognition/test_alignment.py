"""A face comes to the standard crop by rotation, scale and shift alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.alignment import CROP_SIDE, TEMPLATE_POINTS, similarity_transform
from recognition.detection import PortraitDetector
from recognition.portrait import EYE_DISTANCE, EYE_LINE, SIDE, portrait
from recognition.recogniser import Recogniser
from recognition.types import LEFT_EYE, RIGHT_EYE, Face, Image


@given(st.floats(-3.1, 3.1), st.floats(0.05, 20), st.floats(-500, 500), st.floats(-500, 500))
def test_a_similarity_is_recovered_exactly(angle: float, scale: float, right: float, down: float) -> None:
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    truth = np.array([[cos, -sin, right], [sin, cos, down]])
    moved = (TEMPLATE_POINTS @ truth[:, :2].T + truth[:, 2]).astype(np.float32)
    found = similarity_transform(TEMPLATE_POINTS, moved)
    assert np.abs(found - truth).max() < 1e-3 * max(scale, abs(right), abs(down), 1)


def test_mirrored_points_are_never_matched_by_mirroring() -> None:
    mirrored = TEMPLATE_POINTS * np.array([-1, 1], dtype=np.float32)
    assert np.linalg.det(similarity_transform(mirrored, TEMPLATE_POINTS)[:, :2]) > 0


def test_points_on_one_spot_are_refused() -> None:
    with pytest.raises(ValueError, match="five on one spot"):
        similarity_transform(np.ones((5, 2), dtype=np.float32), TEMPLATE_POINTS)


@pytest.mark.parametrize("angle", [-25, -12, 12, 25])
def test_a_face_has_the_same_crop_and_template_whatever_its_roll(
    face_photo: Image, recogniser: Recogniser, angle: float
) -> None:
    aligned = []
    for turned in (0.0, angle):
        matrix = cv2.getRotationMatrix2D((46, 56), turned, 2.0)
        matrix[:, 2] += (150, 150)
        rolled = np.asarray(cv2.warpAffine(face_photo, matrix, (400, 400), borderValue=(128, 128, 128)), dtype=np.uint8)
        aligned.append(recogniser.align(rolled, recogniser.faces(rolled)[0]))
    one, other = (each.crop[30:95, 25:87].astype(float).ravel() for each in aligned)
    assert aligned[0].crop.shape == (CROP_SIDE, CROP_SIDE, 3)
    assert np.corrcoef(one, other)[0, 1] > 0.7
    first, second = (recogniser.embed(each).template for each in aligned)
    assert first.similarity(second) > 0.85


@pytest.mark.parametrize("shift", [(0, 0), (-150, -90), (260, 330), (3000, 0), (0, -3000)])
def test_a_portrait_of_a_large_photo_shows_all_there_is_and_a_plain_colour_beyond(shift: tuple[int, int]) -> None:
    photo = np.random.default_rng(6).integers(0, 255, (30, 20, 3), dtype=np.uint8)
    photo = np.asarray(cv2.resize(photo, (400, 600), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    landmarks = ((TEMPLATE_POINTS - 56) * 4 + (200, 300) + shift).astype(np.float32)
    eyes = np.array([[138, SIDE * EYE_LINE], [222, SIDE * EYE_LINE]], dtype=np.float32)
    matrix = similarity_transform(landmarks[[LEFT_EYE, RIGHT_EYE]], eyes)
    expected = cv2.warpAffine(photo, matrix, (SIDE, SIDE), borderValue=(238, 232, 226))
    shown = portrait(photo, Face(np.zeros(4, dtype=np.float32), landmarks, 1.0))
    assert np.abs(shown.astype(int) - expected).max() <= 1


def test_every_portrait_has_the_same_eye_distance_and_eye_line(
    face_photo: Image, portrait_detector: PortraitDetector
) -> None:
    for zoom in (1, 3):
        photo = np.repeat(np.repeat(face_photo, zoom, axis=0), zoom, axis=1)
        shown = portrait(photo, portrait_detector.detect(photo)[0])
        assert shown.shape == (SIDE, SIDE, 3)
        eyes = portrait_detector.detect(shown)[0].landmarks[[LEFT_EYE, RIGHT_EYE]]
        assert abs(eyes[1, 0] - eyes[0, 0] - EYE_DISTANCE) < 12
        assert abs(eyes[:, 1].mean() - SIDE * EYE_LINE) < 12
