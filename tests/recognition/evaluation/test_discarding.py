"""A quality score that knows what fails bends the curve down, one that knows nothing leaves it level."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from recognition.evaluation.discarding import SHARES, error_versus_discard
from recognition.evaluation.measuring import Genuine
from recognition.types import Vector

Indices = NDArray[np.int64]

PEOPLE, EACH, THRESHOLD = 100, 4, 0.5


@pytest.fixture
def genuine() -> Genuine:
    """Four photos of each of a hundred people. One photo of every tenth person is bad: it misses all its others."""
    rows, columns = (np.concatenate(part) for part in zip(*(pairs(person) for person in range(PEOPLE)), strict=True))
    missed = bad_photos()[rows] | bad_photos()[columns]
    scores = np.where(missed, 0.2, 0.8).astype(np.float32)
    return Genuine(scores, rows // EACH, rows, columns)


def pairs(person: int) -> tuple[Indices, Indices]:
    one, other = np.triu_indices(EACH, 1)
    return one + person * EACH, other + person * EACH


def bad_photos() -> NDArray[np.bool_]:
    photos = np.arange(PEOPLE * EACH)
    return np.asarray((photos % EACH == 1) & (photos // EACH % 10 == 0))


def curve(genuine: Genuine, quality: Vector) -> dict[float, float]:
    return {each.share: each.fnmr for each in error_versus_discard(genuine, quality, THRESHOLD)}


def test_a_score_that_knows_everything_brings_the_errors_to_nothing(genuine: Genuine) -> None:
    quality = np.where(bad_photos(), 1.0, 9.0) + np.linspace(0, 0.1, PEOPLE * EACH)
    found = curve(genuine, quality.astype(np.float32))
    assert list(found) == list(SHARES)
    assert found[0.0] == pytest.approx(10 * 3 / 600)
    assert 0 < found[0.02] < found[0.0]  # 8 of the 10 bad ones of 400 are gone
    assert all(fnmr == 0 for share, fnmr in found.items() if share >= 0.04)


@pytest.mark.parametrize("value", [0.0, 7.3, 1 / 3])
def test_a_score_that_is_the_same_for_all_leaves_it_level(genuine: Genuine, value: float) -> None:
    found = curve(genuine, np.full(PEOPLE * EACH, value, dtype=np.float32))
    assert list(found) == list(SHARES)
    assert set(found.values()) == {10 * 3 / 600}


def test_a_score_that_knows_the_opposite_makes_it_worse(genuine: Genuine) -> None:
    chance = np.random.default_rng(1).uniform(0, 0.1, PEOPLE * EACH)
    quality = np.where(bad_photos(), 9.0, 1.0) + chance
    found = curve(genuine, quality.astype(np.float32))
    assert found[0.3] > 1.2 * found[0.0]


def test_a_chance_score_changes_little(genuine: Genuine) -> None:
    found = [
        curve(genuine, np.random.default_rng(seed).normal(size=PEOPLE * EACH).astype(np.float32))[0.3]
        for seed in range(40)
    ]
    assert np.mean(found) == pytest.approx(10 * 3 / 600, abs=0.01)


def test_a_comparison_needs_both_its_photos() -> None:
    """Whichever of the two is the worse one."""
    genuine = Genuine(np.array([0.2, 0.8]), np.array([0, 1]), np.array([0, 2]), np.array([1, 3]))
    for order in ([1.0, 9, 8, 7], [9.0, 1, 8, 7]):
        assert curve(genuine, np.array(order, dtype=np.float32))[0.3] == 0


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_where_one_quality_could_not_be_assessed_there_is_no_curve(genuine: Genuine, value: float) -> None:
    quality = np.linspace(1, 2, PEOPLE * EACH).astype(np.float32)
    quality[17] = value
    assert curve(genuine, quality) == {}


def test_without_comparisons_there_is_no_curve() -> None:
    none = np.zeros(0, dtype=np.int64)
    nothing = Genuine(np.zeros(0, dtype=np.float32), none, none, none)
    assert curve(nothing, np.ones(5, dtype=np.float32)) == {}
