"""Each pair is compared once, and what is at or above the floor is found, with a score that is always the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.duplicates import compare
from enrollment.duplicates.compare import Stripe, compare_stripe, stripes
from recognition.scoring import count_from
from tests.enrollment.duplicates.makers import counts_of, every_pair, found, strangers


@given(
    seed=st.integers(0, 10**6),
    count=st.integers(0, 60),
    rows=st.integers(1, 70),
    batches=st.lists(st.integers(0, 60), max_size=3),
    floor=st.floats(-1, 1),
)
def test_all_pairs_are_found_once_whatever_the_stripes_and_the_batches(
    seed: int, count: int, rows: int, batches: list[int], floor: float
) -> None:
    vectors = strangers(count, seed, size=6)
    earlier = tuple(sorted(batch for batch in batches if batch <= count))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compare, "ROWS", rows)
        assert found(vectors, floor, batches=earlier) == every_pair(vectors, floor)


@given(st.integers(0, 10**6), st.integers(0, 50), st.integers(1, 20))
def test_every_score_is_counted_once(seed: int, count: int, rows: int) -> None:
    vectors = strangers(count, seed, size=6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compare, "ROWS", rows)
        parts = stripes(count, 0)
        counts = [compare_stripe(vectors, part, 2.0).tail for part in parts]
    assert [int(each.sum()) for each in counts] == [part.comparisons for part in parts]
    assert sum(part.comparisons for part in parts) == count * (count - 1) // 2


def test_a_score_does_not_depend_on_who_else_is_compared() -> None:
    vectors = strangers(3000, seed=4)
    order = np.random.default_rng(5).permutation(len(vectors))
    moved = {
        (*sorted((int(order[one]), int(order[other]))), score) for one, other, score in found(vectors[order], floor=0.3)
    }
    assert moved == set(found(vectors, floor=0.3))
    assert len(moved) > 500


def test_nothing_is_missed_among_several_blocks() -> None:
    vectors = strangers(5000, seed=6)
    assert found(vectors, floor=0.3, batches=(2048, 2049, 4500)) == every_pair(vectors, floor=0.3)


def test_the_counts_are_those_of_the_scores() -> None:
    vectors = strangers(2500, seed=7)
    counts = counts_of(vectors)
    for floor in (0.25, 0.3):
        assert count_from(counts, floor) == pytest.approx(len(every_pair(vectors, floor)), rel=0.01)


def test_the_most_alike_come_first() -> None:
    result = compare_stripe(strangers(500), Stripe(0, 500), 0.2)
    assert len(result.scores) > 100
    assert result.scores.tolist() == sorted(result.scores.tolist(), reverse=True)
    assert not result.cut


@pytest.mark.parametrize("rows", [30, 2048])
def test_of_too_many_pairs_the_highest_are_kept_and_it_says_so(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(compare, "ROWS", rows)
    monkeypatch.setattr(compare, "MOST_PAIRS", 70)
    vectors = strangers(400)
    result = compare_stripe(vectors, Stripe(0, 400), 0.0)
    assert result.cut
    highest = sorted((score for _, _, score in every_pair(vectors, 0.0)), reverse=True)[:70]
    assert result.scores == pytest.approx(highest, abs=2e-4)


def test_as_many_pairs_as_are_returned_are_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = strangers(400)
    pairs = every_pair(vectors, 0.2)
    monkeypatch.setattr(compare, "MOST_PAIRS", len(pairs))
    result = compare_stripe(vectors, Stripe(0, 400), 0.2)
    assert len(result.scores) == len(pairs)
    assert not result.cut


def test_one_photo_for_everybody_is_cut() -> None:
    everybody = np.repeat(strangers(1), 3000, axis=0)
    for part in stripes(3000, 0):
        result = compare_stripe(everybody, part, 0.5)
        assert result.cut
        assert result.scores.tolist() == [1.0] * compare.MOST_PAIRS


def test_more_known_people_than_there_are_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="between 0 and 3 people to be known, got 4"):
        stripes(3, 4)
