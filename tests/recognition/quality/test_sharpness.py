"""Sharpness: more blur never raises it, and nothing else changes it much."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from recognition.alignment import AlignedFace
from recognition.quality import sharpness
from recognition.types import Image, QualityStatus
from tests.recognition.quality.makers import blurred, crop_context, spoilt


def test_more_blur_never_raises_sharpness(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        raw = [sharpness.assess(crop_context(blurred(subject.crop, s))).raw for s in (0.3, 1, 1.5, 2, 3, 5)]
        known = [value for value in raw if value is not None]
        assert known == sorted(known, reverse=True)
        assert len(known) >= 5


@pytest.mark.parametrize("angle", [0, 30, 45, 90, 150])
def test_the_farther_a_face_moved_the_less_sharp_it_is_whatever_the_direction(
    subjects: list[AlignedFace], angle: float
) -> None:
    for subject in subjects:
        still = sharpness.assess(crop_context(subject.crop)).raw
        raw = [sharpness.assess(crop_context(moved(subject.crop, length, angle))).raw for length in (3, 7, 13)]
        known = [value for value in (still, *raw) if value is not None]
        assert known == sorted(known, reverse=True)
        assert known[-1] < 0.6 * known[0]


def moved(crop: Image, length: int, angle: float) -> Image:
    """The crop as if the face had moved by so many pixels while the shutter was open."""
    line = np.zeros((length, length), dtype=np.float32)
    line[length // 2] = 1
    turn = cv2.getRotationMatrix2D((length // 2, length // 2), angle, 1)
    path = cv2.warpAffine(line, turn, (length, length))
    return np.asarray(cv2.filter2D(crop, -1, path / path.sum(), borderType=cv2.BORDER_REPLICATE), dtype=np.uint8)


def test_every_sharp_face_passes_and_every_badly_blurred_one_fails(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        assert sharpness.assess(crop_context(subject.crop)).satisfactory
        assert not sharpness.assess(crop_context(blurred(subject.crop, 3))).passed


def test_neither_light_nor_contrast_changes_sharpness_much(subjects: list[AlignedFace]) -> None:
    for subject in subjects[:10]:
        raw = sharpness.assess(crop_context(subject.crop)).raw
        dim = sharpness.assess(crop_context(spoilt(subject.crop, 0.5, 40))).raw
        assert raw is not None
        assert dim == pytest.approx(raw, rel=0.1)


def test_a_flat_crop_has_no_sharpness_to_assess() -> None:
    result = sharpness.assess(crop_context(np.full((112, 112, 3), 90, dtype=np.uint8)))
    assert result.status is QualityStatus.FAILED_TO_ASSESS
    assert not result.passed
