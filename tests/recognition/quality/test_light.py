"""Light and colour: worse light never scores better."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recognition.alignment import AlignedFace
from recognition.images import read_image
from recognition.quality import (
    QualityContext,
    dynamic_range,
    illumination_uniformity,
    natural_colour,
    over_exposure_prevention,
    under_exposure_prevention,
)
from recognition.recogniser import Recogniser
from recognition.types import Image, QualityResult, QualityStatus
from tests.recognition.quality.makers import crop_context, spoilt

FLAT = np.full((112, 112, 3), 90, dtype=np.uint8)
ACROSS = np.linspace(-1, 1, 112)[None, :, None]


def never_rises(results: list[QualityResult]) -> bool:
    components = [result.component for result in results if result.component is not None]
    return len(components) == len(results) and components == sorted(components, reverse=True)


def test_darker_never_raises_under_exposure_prevention(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        results = [
            under_exposure_prevention.assess(crop_context(spoilt(subject.crop, factor)))
            for factor in (1, 0.7, 0.5, 0.3, 0.2, 0.1, 0)
        ]
        assert never_rises(results)
        assert results[0].satisfactory
        assert not results[-1].passed


def test_brighter_never_raises_over_exposure_prevention(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        results = [
            over_exposure_prevention.assess(crop_context(spoilt(subject.crop, factor)))
            for factor in (1, 1.2, 1.5, 2, 3, 5, 20)
        ]
        assert never_rises(results)
        assert results[0].satisfactory
        assert not results[-1].passed


def test_less_contrast_never_raises_dynamic_range(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        results = [
            dynamic_range.assess(crop_context(spoilt(subject.crop, factor, 128 * (1 - factor))))
            for factor in (1, 0.7, 0.5, 0.3, 0.2, 0.1, 0.03, 0)
        ]
        assert never_rises(results)
        assert results[0].satisfactory
        assert not results[-1].satisfactory
        assert results[-1].raw == 0


def test_stronger_side_light_never_raises_illumination_uniformity(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        even = np.asarray((subject.crop / 2 + subject.crop[:, ::-1] / 2).round(), dtype=np.uint8)
        for side in (-1, 1):
            results = [
                illumination_uniformity.assess(crop_context(spoilt(even, 0.7 + side * strength * ACROSS)))
                for strength in (0, 0.1, 0.2, 0.4, 0.6, 0.9, 1.3)
            ]
            assert never_rises(results)
            assert results[0].raw == pytest.approx(1, abs=0.02)
            assert not results[-1].satisfactory


def test_neither_brightness_nor_blur_of_an_even_face_is_a_side_light(subjects: list[AlignedFace]) -> None:
    for subject in subjects[:10]:
        raw = illumination_uniformity.assess(crop_context(subject.crop)).raw
        assert raw is not None
        assert illumination_uniformity.assess(crop_context(spoilt(subject.crop, 0.5))).raw == pytest.approx(
            raw, abs=0.02
        )


def test_a_black_crop_has_no_light_to_compare() -> None:
    result = illumination_uniformity.assess(crop_context(np.zeros_like(FLAT)))
    assert result.status is QualityStatus.FAILED_TO_ASSESS
    assert result.passed


def test_a_grey_picture_has_no_colour_to_assess(subjects: list[AlignedFace]) -> None:
    for subject in subjects[:5]:
        result = natural_colour.assess(crop_context(subject.crop))
        assert result.status is QualityStatus.FAILED_TO_ASSESS
        assert result.passed


def tinted(crop: Image, strength: float) -> Image:
    """A grey face in the colour of skin, then under an ever bluer light."""
    skin, blue = np.array([0.62, 0.75, 1.0]), np.array([1.6, 0.8, 0.4])
    return spoilt(crop, skin * (1 - strength + strength * blue))


def test_bluer_light_never_raises_natural_colour(subjects: list[AlignedFace]) -> None:
    for subject in subjects[:10]:
        results = [natural_colour.assess(crop_context(tinted(subject.crop, s))) for s in (0, 0.4, 0.7, 1)]
        assert never_rises(results)
        assert results[0].raw == 0
        assert results[-1].raw is not None
        assert results[-1].raw > 20


def test_portraits_have_the_colours_of_skin(data: Path, recogniser: Recogniser) -> None:
    for path in sorted((data / "portraits-ai").glob("*/1?.jpg")):
        photo = read_image(path)
        faces = recogniser.faces(photo)
        raw = natural_colour.assess(QualityContext(faces, recogniser.align(photo, faces[0]))).raw
        assert raw is not None
        assert raw < 6
