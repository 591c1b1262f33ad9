"""Scores are counted exactly, and intervals come from people, not from comparisons."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition import scoring
from recognition.scoring import BINS, Samples, count_from, count_impostors, edge, highest, threshold_at


def samples(seed: int, photos: int, people: int, size: int = 16) -> Samples:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(photos, size)).astype(np.float32)
    return Samples(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), random.integers(0, people, photos))


def every_impostor_score(one: Samples, other: Samples | None = None) -> np.ndarray:
    scores = one.vectors @ (other or one).vectors.T
    different = one.people[:, None] != (other or one).people[None, :]
    return np.asarray(scores[different & (np.triu(np.ones_like(different), 1) if other is None else True)])


@given(st.integers(0, 10**6), st.integers(2, 60), st.integers(2, 30), st.floats(-1, 1))
def test_counts_among_one_set_are_those_of_every_pair_of_different_people(
    seed: int, photos: int, people: int, threshold: float
) -> None:
    one = samples(seed, photos, people)
    counts = count_impostors(one).all
    expected = every_impostor_score(one)
    assert counts.sum() == len(expected)
    assert count_from(counts, threshold) == pytest.approx(
        (expected >= threshold).sum(), abs=(near(expected, threshold))
    )


@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 40), st.floats(-1, 1))
def test_counts_of_references_and_probes_are_those_of_every_pair(
    seed: int, references: int, probes: int, threshold: float
) -> None:
    one, other = samples(seed, references, 20), samples(seed + 1, probes, 20)
    counts = count_impostors(one, other).all
    expected = every_impostor_score(one, other)
    assert counts.sum() == len(expected)
    assert count_from(counts, threshold) == pytest.approx((expected >= threshold).sum(), abs=near(expected, threshold))


def near(scores: np.ndarray, threshold: float) -> int:
    """How many scores lie within a bin of a threshold: on which side they fall is a matter of rounding."""
    return int((np.abs(scores - threshold) <= 2.5 / BINS).sum())


def test_pieces_of_any_size_give_the_same_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    one = samples(3, 200, 40)
    whole = count_impostors(one).counts
    monkeypatch.setattr(scoring, "_BLOCK", 7)
    pieces = count_impostors(one).counts
    assert pieces.sum() == whole.sum()
    # The product of smaller matrices may round a score into the next bin.
    assert np.abs(np.cumsum(pieces, axis=-1) - np.cumsum(whole, axis=-1)).max() <= 2


def test_progress_rises_to_one() -> None:
    told: list[float] = []
    count_impostors(samples(1, 300, 100), on_progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)


@given(st.integers(0, 10**6), st.floats(1e-3, 0.5))
def test_a_threshold_is_the_lowest_that_keeps_the_rate(seed: int, rate: float) -> None:
    scores = every_impostor_score(samples(seed, 50, 50))
    counts = count_impostors(samples(seed, 50, 50)).all
    threshold = threshold_at(counts, rate)
    assert count_from(counts, threshold) <= rate * counts.sum()
    assert count_from(counts, threshold - 2 / BINS) > rate * counts.sum()
    assert (scores >= threshold).mean() <= rate + 1e-3


def test_without_comparisons_there_is_no_threshold() -> None:
    with pytest.raises(ValueError, match="got none"):
        threshold_at(count_impostors(samples(1, 10, 1)).all, 0.1)
    assert highest(count_impostors(samples(1, 10, 1)).all) is None


def test_the_highest_score_is_rounded_up() -> None:
    one = samples(5, 80, 80)
    top = every_impostor_score(one).max()
    found = highest(count_impostors(one).all)
    assert found is not None
    assert top - 1e-6 <= found <= top + 2 / BINS + 1e-6
    assert edge(0) == -1


def test_the_interval_holds_the_truth_nineteen_times_in_twenty() -> None:
    """Among random directions in many dimensions the score is normal with a deviation of 1 / sqrt(dimensions)."""
    rate, size = 1e-2, 128
    truth = 2.326348 / np.sqrt(size)
    held = 0
    for seed in range(100):
        interval = count_impostors(samples(seed, 150, 150, size)).interval(lambda counts: threshold_at(counts, rate))
        assert interval is not None
        held += interval[0] <= truth + 2e-3 and truth - 2e-3 <= interval[1]
    assert held >= 88


def test_leaving_out_a_group_leaves_out_every_comparison_of_its_people() -> None:
    one = samples(7, 90, 30)
    counts = count_impostors(one)
    kept = one.people % scoring.GROUPS != 4
    assert np.array_equal(counts.without(4), count_impostors(Samples(one.vectors[kept], one.people[kept])).all)


@pytest.mark.parametrize("people", [1, 2])
def test_of_too_few_people_there_is_no_interval(people: int) -> None:
    assert count_impostors(samples(1, 60, people)).interval(lambda counts: threshold_at(counts, 0.1)) is None


def test_few_people_have_a_wide_interval() -> None:
    def width(people: int) -> float:
        found = count_impostors(samples(2, 200, people)).interval(lambda counts: threshold_at(counts, 0.05))
        assert found is not None
        return found[1] - found[0]

    assert width(3) > width(100)
