"""A face at the picture's edge: what lies beyond is neither dark nor sharp."""

from __future__ import annotations

import numpy as np
import pytest

from recognition.alignment import AlignedFace
from recognition.quality import (
    MEASURES,
    QualityContext,
    dynamic_range,
    illumination_uniformity,
    natural_colour,
    over_exposure_prevention,
    sharpness,
    under_exposure_prevention,
)
from recognition.quality.visible_face import FACE, LEFT_CHEEK, RIGHT_CHEEK, VisibleFace
from recognition.types import Face, QualityStatus
from tests.recognition.quality.makers import crop_context, face_of, picture_context

ON_THE_CROP = (
    under_exposure_prevention,
    over_exposure_prevention,
    illumination_uniformity,
    dynamic_range,
    sharpness,
    natural_colour,
)


def cut(subject: AlignedFace, share: float) -> AlignedFace:
    """The same face, when the picture ends at a share of the way from its left eye to the right edge of its box."""
    points = subject.face.landmarks.copy()
    column = int(points[0, 0] + share * (subject.face.box[2] - points[0, 0]))
    box = subject.face.box.copy()
    box[[0, 2]] -= column
    points[:, 0] -= column
    picture = np.ascontiguousarray(subject.image[:, column:])
    return AlignedFace.of(picture, Face(box, points, subject.face.confidence))


def test_regions_of_the_crop_are_symmetric() -> None:
    assert np.array_equal(FACE[:, 1:], FACE[:, :0:-1])
    assert np.array_equal(LEFT_CHEEK[:, 1:], RIGHT_CHEEK[:, :0:-1])


def test_a_face_within_the_picture_is_seen_as_it_is(subjects: list[AlignedFace]) -> None:
    context = crop_context(subjects[0].crop)
    assert context.visible.inside.all()
    assert context.visible.crop is context.subject.crop


def test_the_black_beyond_the_picture_is_not_dark_skin(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        part = cut(subject, 0.0)
        assert (part.crop == 0).all(axis=2).mean() > 0.1
        result = under_exposure_prevention.assess(QualityContext((part.face,), part))
        assert result.raw is not None
        assert result.raw < 0.1


def test_the_edge_of_the_picture_is_not_a_sharp_detail(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        part = cut(subject, 0.0)
        whole = sharpness.assess(QualityContext((subject.face,), subject)).raw
        rest = sharpness.assess(QualityContext((part.face,), part)).raw
        assert whole is not None
        assert rest == pytest.approx(whole, rel=0.25)


def test_of_a_face_that_is_mostly_beyond_the_picture_nothing_on_the_crop_is_assessed(
    subjects: list[AlignedFace],
) -> None:
    part = cut(subjects[0], 0.75)
    for measure in ON_THE_CROP:
        assert measure.assess(QualityContext((part.face,), part)).status is QualityStatus.FAILED_TO_ASSESS


def test_nothing_is_visible_of_landmarks_on_one_spot() -> None:
    context = picture_context(face_of(np.full((5, 2), 50, dtype=np.float32)))
    assert not VisibleFace.of(context.subject).inside.any()
    for measure in MEASURES:
        result = measure(context)
        assert result.component is None or result.measure in ("single face present", "crop of the face image")
