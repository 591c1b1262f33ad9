"""Results check their shapes once, and templates of two models never meet."""

from __future__ import annotations

import numpy as np
import pytest

from recognition.errors import TemplateMismatchError
from recognition.types import Face, Frame, ModelId, QualityResult, QualityStatus, Template

ONE, OTHER = ModelId("one"), ModelId("other")


def template(*values: float, model: ModelId = ONE) -> Template:
    return Template.from_raw(np.array(values, dtype=np.float32), model)


def test_arrays_of_a_result_cannot_be_written_to() -> None:
    frame = Frame(1, 0.0, np.zeros((4, 6, 3), dtype=np.uint8), "test")
    with pytest.raises(ValueError, match="read-only"):
        frame.bgr[0, 0, 0] = 1
    assert frame.size == (6, 4)


@pytest.mark.parametrize("shape", [(4, 6), (4, 6, 4), (6,)])
def test_a_wrong_shape_is_refused_with_the_expected_one(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"Frame\.bgr: expected uint8 of shape anyxanyx3, got uint8"):
        Frame(1, 0.0, np.zeros(shape, dtype=np.uint8), "test")


def test_a_face_measures_its_area_and_eye_distance() -> None:
    points = np.array([[10, 20], [40, 60], [0, 0], [0, 0], [0, 0]], dtype=np.float32)
    face = Face(np.array([-5, 0, 15, 10], dtype=np.float32), points, 0.9)
    assert face.area == 200
    assert face.inter_eye_distance == 50


def test_a_template_has_length_one() -> None:
    assert np.linalg.norm(template(3, 4).vector) == pytest.approx(1)
    with pytest.raises(ValueError, match="expected length 1"):
        Template(np.array([3, 4], dtype=np.float32), ONE)


@pytest.mark.parametrize("raw", [[0, 0], [np.nan, 1], [np.inf, 0]])
def test_a_vector_without_direction_is_no_template(raw: list[float]) -> None:
    with pytest.raises(ValueError, match="returned a vector of length"):
        template(*raw)


def test_similarity_is_the_cosine() -> None:
    assert template(1, 0).similarity(template(1, 1)) == pytest.approx(np.sqrt(0.5))
    assert template(1, 0).similarity(template(-2, 0)) == pytest.approx(-1)


def test_templates_of_two_models_are_neither_compared_nor_fused() -> None:
    pair = template(1, 0), template(1, 0, model=OTHER)
    with pytest.raises(TemplateMismatchError, match="one and other cannot be compared"):
        pair[0].similarity(pair[1])
    with pytest.raises(TemplateMismatchError):
        Template.fuse(list(pair))


def test_fusing_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Template.fuse([])


def test_a_failure_to_assess_is_not_a_low_score() -> None:
    failed = QualityResult("sharpness", None, None, passed=False, status=QualityStatus.FAILED_TO_ASSESS)
    assert failed.component is None
    with pytest.raises(ValueError, match="disagree"):
        QualityResult("sharpness", 0.3, 20, passed=True, status=QualityStatus.FAILED_TO_ASSESS)
    with pytest.raises(ValueError, match="disagree"):
        QualityResult("sharpness", 0.3, None, passed=False)
