"""A gallery compares a probe with one candidate and with everybody else, exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.errors import GalleryError, TemplateMismatchError
from recognition.gallery import Gallery
from recognition.types import CandidateNumber, ModelId, Template

MODEL = ModelId("test")


def random_template(seed: int, model: ModelId = MODEL) -> Template:
    return Template.from_raw(np.random.default_rng(seed).normal(size=16).astype(np.float32), model)


@given(st.integers(2, 30), st.integers(0, 2**30))
def test_score_and_rival_are_those_of_an_exhaustive_comparison(size: int, seed: int) -> None:
    references = {
        CandidateNumber(str(i)): [random_template(seed + i), random_template(seed + 99 + i)] for i in range(size)
    }
    probe = random_template(seed + 1000)
    gallery = Gallery(references, MODEL)
    scores = {number: Template.fuse(each).similarity(probe) for number, each in references.items()}
    claimed = CandidateNumber(str(seed % size))
    comparison = gallery.compare(probe, claimed)
    assert comparison.score == pytest.approx(scores[claimed], abs=1e-5)
    assert comparison.rival is not None
    others = {number: score for number, score in scores.items() if number != claimed}
    assert comparison.rival.number == max(others, key=others.__getitem__)
    assert comparison.rival.score == pytest.approx(max(others.values()), abs=1e-5)
    threshold = sorted(others.values())[len(others) // 2] - 1e-4
    counted = gallery.compare(probe, claimed, threshold)
    assert counted.others == size - 1
    assert counted.others_above == sum(score >= threshold for score in others.values())


def test_a_gallery_of_one_has_no_rival() -> None:
    gallery = Gallery({CandidateNumber("1"): [random_template(1)]}, MODEL)
    assert gallery.compare(random_template(2), CandidateNumber("1")).rival is None


def test_an_unknown_candidate_is_refused() -> None:
    gallery = Gallery({CandidateNumber("1"): [random_template(1)]}, MODEL)
    assert CandidateNumber("2") not in gallery
    with pytest.raises(GalleryError, match="candidate 2 is not in this gallery of 1"):
        gallery.compare(random_template(2), CandidateNumber("2"))


def test_a_probe_or_a_reference_of_another_model_is_refused() -> None:
    gallery = Gallery({CandidateNumber("1"): [random_template(1)]}, MODEL)
    with pytest.raises(TemplateMismatchError):
        gallery.compare(random_template(1, ModelId("other")), CandidateNumber("1"))
    with pytest.raises(TemplateMismatchError, match="candidate 1"):
        Gallery({CandidateNumber("1"): [random_template(1, ModelId("other"))]}, MODEL)


def test_references_and_probe_are_centred_alike() -> None:
    references = {CandidateNumber(str(i)): [random_template(i), random_template(50 + i)] for i in range(5)}
    centre = np.random.default_rng(7).normal(size=16).astype(np.float32) * 0.1
    probe = random_template(99)
    comparison = Gallery(references, MODEL, centre).compare(probe, CandidateNumber("3"))

    def moved(template: Template) -> np.ndarray:
        return np.asarray((template.vector - centre) / np.linalg.norm(template.vector - centre))

    scores = {number: float(moved(Template.fuse(each)) @ moved(probe)) for number, each in references.items()}
    assert comparison.score == pytest.approx(scores[CandidateNumber("3")], abs=1e-5)
    assert comparison.rival is not None
    assert comparison.rival.score == pytest.approx(
        max(score for number, score in scores.items() if number != "3"), abs=1e-5
    )


def test_a_gallery_of_nobody_can_be_centred_too() -> None:
    assert len(Gallery({}, MODEL, np.zeros(16, dtype=np.float32))) == 0
