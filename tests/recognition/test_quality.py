"""Quality measures: worse pictures never score better, and what cannot be assessed is said to be so."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from demo.faces import PEOPLE, photo_name
from recognition.alignment import align
from recognition.detection import PortraitDetector
from recognition.images import read_image
from recognition.quality import MEASURES, QualityContext, inter_eye_distance, sharpness, single_face
from recognition.quality.mapping import MAPPINGS, assessed
from recognition.types import Face, Image, QualityStatus


def face_of(side: float, eyes: float = 60.0) -> Face:
    points = np.array([[0, 0], [eyes, 0], [30, 20], [10, 50], [50, 50]], dtype=np.float32)
    return Face(np.array([0, 0, side, side], dtype=np.float32), points, 0.9)


@pytest.fixture(scope="module")
def crops(faces: Path, portrait_detector: PortraitDetector) -> list[Image]:
    photos = [read_image(faces / photo_name(person, 1)) for person in PEOPLE]
    return [align(photo, portrait_detector.detect(photo)[0]) for photo in photos]


def test_more_blur_never_raises_sharpness(crops: list[Image]) -> None:
    for crop in crops:
        blurred = [
            sharpness.detail(np.asarray(cv2.GaussianBlur(crop, (0, 0), s), dtype=np.uint8))
            for s in (0.3, 1, 1.5, 2, 3, 5)
        ]
        known = [value for value in blurred if value is not None]
        assert known == sorted(known, reverse=True)


def test_every_sharp_face_passes_and_every_badly_blurred_one_fails(crops: list[Image]) -> None:
    for crop in crops:
        assert sharpness.assess(QualityContext((face_of(100),), crop)).passed
        blurred = np.asarray(cv2.GaussianBlur(crop, (0, 0), 3), dtype=np.uint8)
        assert not sharpness.assess(QualityContext((face_of(100),), blurred)).passed


def test_neither_light_nor_contrast_changes_sharpness_much(crops: list[Image]) -> None:
    for crop in crops[:10]:
        raw = sharpness.detail(crop)
        dim = sharpness.detail((crop * 0.5 + 40).astype(np.uint8))
        assert raw is not None
        assert dim == pytest.approx(raw, rel=0.1)


def test_a_flat_crop_has_no_sharpness_to_assess() -> None:
    result = sharpness.assess(QualityContext((face_of(100),), np.full((112, 112, 3), 90, dtype=np.uint8)))
    assert result.status is QualityStatus.FAILED_TO_ASSESS
    assert not result.passed


def test_a_second_face_lowers_single_face_by_its_area() -> None:
    crop = np.zeros((112, 112, 3), dtype=np.uint8)
    components = []
    for other in (10.0, 40.0, 70.0, 100.0):
        result = single_face.assess(QualityContext((face_of(100), face_of(other)), crop))
        assert result.raw == pytest.approx(1 - other**2 / 100**2)
        components.append(result.component)
    assert components == sorted(components, reverse=True)  # type: ignore[type-var]
    assert single_face.assess(QualityContext((face_of(100),), crop)).raw == 1


def test_inter_eye_distance_scores_50_at_70_pixels() -> None:
    crop = np.zeros((112, 112, 3), dtype=np.uint8)
    assert inter_eye_distance.assess(QualityContext((face_of(200, eyes=70),), crop)).component == 50
    assert not inter_eye_distance.assess(QualityContext((face_of(50, eyes=20),), crop)).passed


@pytest.mark.parametrize("name", MAPPINGS)
def test_components_rise_with_the_raw_value_and_stay_within_bounds(name: str) -> None:
    components = [assessed(name, raw).component for raw in (-1e9, 0, 0.1, 0.3, 0.5, 1, 10, 50, 90, 1e9)]
    assert components == sorted(components)  # type: ignore[type-var]
    assert components[0] == 0
    assert components[-1] == 100


def test_every_measure_has_a_mapping_of_its_name(face_photo: Image, portrait_detector: PortraitDetector) -> None:
    found = tuple(portrait_detector.detect(face_photo))
    results = [measure(QualityContext(found, align(face_photo, found[0]))) for measure in MEASURES]
    assert [result.measure for result in results] == list(MAPPINGS)
