"""What everybody of a roster has in common is taken out."""

from __future__ import annotations

import numpy as np
import pytest

from recognition.centring import MIN_PEOPLE, centre_of, centred


def people(count: int, common: float) -> np.ndarray:
    vectors = np.random.default_rng(count).normal(size=(count, 64)).astype(np.float32)
    vectors[:, 0] += common * 8
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_strangers_score_around_zero_once_the_common_part_is_gone() -> None:
    vectors = people(500, common=0.6)
    moved = centred(vectors, centre_of(vectors))
    upper = np.triu_indices(500, 1)
    assert (vectors @ vectors.T)[upper].mean() > 0.2
    assert abs((moved @ moved.T)[upper].mean()) < 0.01
    assert np.allclose(np.linalg.norm(moved, axis=1), 1, atol=1e-6)


def test_a_few_people_are_not_centred_at_all() -> None:
    vectors = people(MIN_PEOPLE - 1, common=0.6)
    assert not centre_of(vectors).any()
    assert np.allclose(centred(vectors, centre_of(vectors)), vectors)
    assert centre_of(people(MIN_PEOPLE, common=0.6)).any()
    assert not centre_of(np.zeros((0, 64), dtype=np.float32)).any()


def test_a_template_that_is_the_centre_cannot_be_compared() -> None:
    vectors = people(3, common=0.1)
    with pytest.raises(ValueError, match="that is the centre"):
        centred(vectors, vectors[0])
