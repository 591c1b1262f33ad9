"""Where the face is in the picture: alone, near enough, not too near, not cut."""

from __future__ import annotations

import numpy as np
import pytest

from recognition.alignment import TEMPLATE_POINTS
from recognition.quality import crop_of_the_face_image, head_size, inter_eye_distance, single_face
from recognition.types import QualityStatus
from tests.recognition.quality.makers import face_of, picture_context


def square(side: float) -> tuple[float, float, float, float]:
    return 0, 0, side, side


def test_another_face_lowers_single_face_by_its_area() -> None:
    components = []
    for side in (0.0, 10.0, 40.0, 70.0, 100.0):
        others = (face_of(box=square(side)),) if side else ()
        result = single_face.assess(picture_context(face_of(box=square(100)), others=others))
        assert result.raw == pytest.approx(1 - side**2 / 100**2)
        components.append(result.component)
    assert components == sorted(components, reverse=True)  # type: ignore[type-var]


def test_the_largest_of_the_others_counts_in_whatever_order_they_stand() -> None:
    small, large = face_of(box=square(10)), face_of(box=square(90))
    results = [
        single_face.assess(picture_context(face_of(box=square(100)), others=others))
        for others in ((small, large), (large, small))
    ]
    assert results[0] == results[1]
    assert not results[0].passed


def test_a_larger_face_never_lowers_inter_eye_distance() -> None:
    scales = (0.3, 0.6, 1, 2, 4, 8)
    results = [inter_eye_distance.assess(picture_context(face_of(TEMPLATE_POINTS * scale))) for scale in scales]
    components = [result.component for result in results]
    assert components == sorted(components)  # type: ignore[type-var]
    assert not results[0].passed
    assert results[-1].satisfactory


def test_inter_eye_distance_scores_50_at_70_pixels() -> None:
    distance = np.linalg.norm(TEMPLATE_POINTS[1] - TEMPLATE_POINTS[0])
    points = TEMPLATE_POINTS * np.float32(70 / distance)
    assert inter_eye_distance.assess(picture_context(face_of(points))).component == 50


def test_a_larger_face_never_lowers_head_size_up_to_the_optimum_and_never_raises_it_beyond() -> None:
    results = [
        head_size.assess(picture_context(face_of(TEMPLATE_POINTS * np.float32(scale))))
        for scale in np.linspace(0.2, 8, 40)
    ]
    before = [r.component for r in results if r.raw is not None and r.raw <= head_size.OPTIMUM]
    after = [r.component for r in results if r.raw is not None and r.raw >= head_size.OPTIMUM]
    assert before == sorted(before)  # type: ignore[type-var]
    assert after == sorted(after, reverse=True)  # type: ignore[type-var]
    assert not results[0].satisfactory
    assert not results[-1].satisfactory


def test_head_size_is_a_share_of_the_picture_s_height() -> None:
    wide = head_size.assess(picture_context(face_of(), size=(640, 480)))
    assert wide.raw is not None
    assert head_size.assess(picture_context(face_of(), size=(1280, 480))).raw == pytest.approx(wide.raw)
    assert head_size.assess(picture_context(face_of(), size=(640, 960))).raw == pytest.approx(wide.raw / 2)


@pytest.mark.parametrize("direction", [(-1, 0), (1, 0), (0, -1), (0, 1)])
def test_a_face_nearer_to_any_edge_never_raises_its_crop(direction: tuple[int, int]) -> None:
    results = []
    for shift in range(0, 600, 20):
        x, y = 270 + direction[0] * shift, 170 + direction[1] * shift
        results.append(crop_of_the_face_image.assess(picture_context(face_of(box=(x, y, x + 100, y + 140)))))
    components = [result.component for result in results]
    assert components == sorted(components, reverse=True)  # type: ignore[type-var]
    assert results[0].satisfactory
    assert not results[-1].satisfactory


def test_margins_count_in_sides_of_the_box_and_a_cut_face_has_a_negative_one() -> None:
    assert crop_of_the_face_image.assess(picture_context(face_of(box=(50, 200, 150, 340)))).raw == pytest.approx(0.5)
    assert crop_of_the_face_image.assess(picture_context(face_of(box=(-25, 200, 75, 340)))).raw == pytest.approx(-0.25)
    assert crop_of_the_face_image.assess(picture_context(face_of(box=(200, 410, 300, 550)))).raw == pytest.approx(-0.5)


def test_a_box_without_an_area_cannot_be_assessed() -> None:
    context = picture_context(face_of(box=(50, 50, 50, 90)))
    for measure in (single_face, crop_of_the_face_image):
        assert measure.assess(context).status is QualityStatus.FAILED_TO_ASSESS


def test_landmarks_on_one_spot_have_neither_distance_nor_size() -> None:
    context = picture_context(face_of(np.full((5, 2), 50, dtype=np.float32)))
    for measure in (inter_eye_distance, head_size):
        assert measure.assess(context).status is QualityStatus.FAILED_TO_ASSESS
    assert not inter_eye_distance.assess(context).passed
