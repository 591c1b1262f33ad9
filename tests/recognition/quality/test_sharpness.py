"""Sharpness: more blur never raises it, and nothing else changes it much."""

from __future__ import annotations

import numpy as np
import pytest

from recognition.alignment import AlignedFace
from recognition.quality import sharpness
from recognition.types import QualityStatus
from tests.recognition.quality.makers import blurred, crop_context, spoilt


def test_more_blur_never_raises_sharpness(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        raw = [sharpness.assess(crop_context(blurred(subject.crop, s))).raw for s in (0.3, 1, 1.5, 2, 3, 5)]
        known = [value for value in raw if value is not None]
        assert known == sorted(known, reverse=True)
        assert len(known) >= 5


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
