"""Rates are those of counting by hand, and intervals know that comparisons of one person depend on each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.calibration import RATES
from recognition.evaluation.fusion import Sides, draw_sides
from recognition.evaluation.measuring import (
    WORST,
    Genuine,
    compare_all,
    compare_sides,
    fmr_at,
    fnmr_at,
    operating_points,
    worst_genuine,
    worst_impostors,
)
from recognition.scoring import BINS, GROUPS, Counts, ImpostorCounts, Samples, bin_of


def samples_of(seed: int, photos: int, people: int, size: int = 12, alike: float = 1.0) -> Samples:
    """Random templates, in any order, more alike within a person."""
    random = np.random.default_rng(seed)
    owners = random.integers(0, people, photos)
    vectors = random.normal(size=(photos, size)) + alike * random.normal(size=(people, size))[owners]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Samples(vectors.astype(np.float32), owners.astype(np.int64))


def genuine_of(scores: Sequence[float], people: Sequence[int]) -> Genuine:
    rows = np.arange(len(scores), dtype=np.int64)
    return Genuine(np.array(scores, dtype=np.float32), np.array(people, dtype=np.int64), rows, rows + 1000)


def impostors_of(scores: Sequence[float]) -> ImpostorCounts:
    """Comparisons spread over all pairs of groups."""
    counts = np.zeros((GROUPS, GROUPS, BINS), dtype=np.int64)
    pairs = [(one, other) for one in range(GROUPS) for other in range(one, GROUPS)]
    for index, found in enumerate(bin_of(np.array(scores, dtype=np.float32)).tolist()):
        counts[(*pairs[index % len(pairs)], found)] += 1
    return ImpostorCounts(counts)


def by_hand(samples: Samples) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
    """Every comparison by its two rows: those of one person, those of two."""
    same: dict[tuple[int, int], float] = {}
    different: dict[tuple[int, int], float] = {}
    for one, other in combinations(range(len(samples.people)), 2):
        found = same if samples.people[one] == samples.people[other] else different
        found[one, other] = float(samples.vectors[one] @ samples.vectors[other])
    return same, different


@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 12), st.floats(-0.9, 0.9))
def test_every_two_photos_are_compared_once(seed: int, photos: int, people: int, threshold: float) -> None:
    samples = samples_of(seed, photos, people)
    same, different = by_hand(samples)
    genuine, impostor = compare_all(samples, lambda done: None)
    found = {
        (min(row, column), max(row, column)): score
        for row, column, score in zip(genuine.rows.tolist(), genuine.columns.tolist(), genuine.scores, strict=True)
    }
    assert len(found) == len(genuine.scores)
    assert found == pytest.approx(same, abs=1e-5)
    assert genuine.people.tolist() == samples.people[genuine.rows].tolist()
    assert impostor.all.sum() == len(different)
    if same:
        near = sum(abs(score - threshold) < 1e-5 for score in same.values())
        rate, (low, high) = fnmr_at(threshold, genuine)
        assert rate * len(same) == pytest.approx(sum(score < threshold for score in same.values()), abs=near + 1e-6)
        assert 0 <= low <= high <= 1
    if different:
        near = sum(abs(score - threshold) < 1e-4 for score in different.values())
        passing = fmr_at(threshold, impostor.all) * len(different)
        assert passing == pytest.approx(sum(score >= threshold for score in different.values()), abs=near + 1e-6)


def test_without_comparisons_there_is_no_rate() -> None:
    with pytest.raises(ValueError, match="expected comparisons of one person, got none"):
        fnmr_at(0.5, genuine_of([], []))
    assert np.isnan(fmr_at(0.5, np.zeros(BINS, dtype=np.int64)))


def by_hand_interval(threshold: float, genuine: Genuine) -> tuple[float, float]:
    """People drawn again, one by one, many times."""
    random = np.random.default_rng(99)
    people = np.unique(genuine.people)
    missed = {person: (genuine.scores[genuine.people == person] < threshold) for person in people}
    rates = [
        np.concatenate([missed[person] for person in random.choice(people, len(people))]).mean() for _ in range(3000)
    ]
    low, high = np.quantile(rates, [0.025, 0.975])
    return float(low), float(high)


@pytest.mark.parametrize("seed", range(5))
def test_the_interval_is_that_of_drawing_people_again(seed: int) -> None:
    genuine, _ = compare_all(samples_of(seed, 120, 25), lambda done: None)
    threshold = float(np.quantile(genuine.scores, 0.2))
    rate, interval = fnmr_at(threshold, genuine)
    assert interval == pytest.approx(by_hand_interval(threshold, genuine), abs=0.02)
    assert interval[0] < rate < interval[1]


@pytest.mark.parametrize("people", [1, 7, 40, 1000])
def test_without_a_miss_the_upper_end_is_what_would_show_none_in_one_case_of_forty(people: int) -> None:
    genuine = genuine_of([0.9] * (3 * people), list(range(people)) * 3)
    rate, (low, high) = fnmr_at(0.5, genuine)
    assert rate == low == 0
    assert (1 - high) ** people == pytest.approx(0.025)  # of people, not of three times as many comparisons


def test_a_score_at_the_threshold_is_no_miss() -> None:
    assert fnmr_at(0.5, genuine_of([0.5, 0.49], [0, 1]))[0] == 0.5


def test_misses_of_one_person_say_less_than_as_many_of_many() -> None:
    people = np.repeat(np.arange(50), 10)
    one, many = np.full(500, 0.9), np.full(500, 0.9)
    one[people == 7] = 0.1
    many[::50] = 0.1  # of ten people, one miss each
    rates = [fnmr_at(0.5, genuine_of(scores.tolist(), people.tolist())) for scores in (one, many)]
    (alone, (low, high)), (spread, (least, most)) = rates
    assert alone == spread == 0.02
    assert high - low > 1.5 * (most - least)
    assert low == 0 < least  # without that person there would have been none


def test_the_interval_is_the_same_in_every_run() -> None:
    genuine, _ = compare_all(samples_of(3, 80, 20), lambda done: None)
    assert fnmr_at(0.3, genuine) == fnmr_at(0.3, genuine)


def measured(total: int, draws: int = 1) -> list[float]:
    scores = np.linspace(-0.9, 0.9, total).tolist()
    points = operating_points(genuine_of([0.5, 0.6], [0, 1]), impostors_of(scores), draws)
    assert [point.fmr for point in points] == list(RATES)
    for point in points:
        there = [value is not None for value in (point.threshold, point.threshold_ci, point.fnmr, point.fnmr_ci)]
        assert len(set(there)) == 1
    return [point.fmr for point in points if point.threshold is not None]


@pytest.mark.parametrize(
    ("total", "rates"),
    [(2999, []), (3000, [1e-2]), (29_999, [1e-2]), (30_000, [1e-2, 1e-3]), (300_000, [1e-2, 1e-3, 1e-4])],
)
def test_a_rate_is_measured_where_thirty_comparisons_exceed_it(total: int, rates: list[float]) -> None:
    assert measured(total) == rates


@pytest.mark.parametrize(
    ("total", "draws", "rates"),
    [(3000, 3, [1e-2]), (3000, 4, []), (9999, 10, []), (10_000, 10, [1e-2]), (99_999, 10, [1e-2])],
)
def test_further_draws_of_the_same_people_do_not_count_in_full(total: int, draws: int, rates: list[float]) -> None:
    assert measured(total, draws) == rates


def test_without_comparisons_of_one_person_nothing_is_measured() -> None:
    points = operating_points(genuine_of([], []), impostors_of(np.linspace(-1, 1, 40_000).tolist()))
    assert all(point.threshold is None and point.fnmr is None for point in points)


def test_a_point_holds_its_rate_and_the_misses_below_its_threshold() -> None:
    scores = np.random.default_rng(1).normal(0, 0.2, 40_000).clip(-1, 1)
    genuine = genuine_of(np.linspace(0, 1, 101).tolist(), list(range(101)))
    for point in operating_points(genuine, impostors_of(scores.tolist()))[:2]:
        assert point.threshold is not None
        assert point.threshold_ci is not None
        assert point.threshold_ci[0] < point.threshold < point.threshold_ci[1]
        assert (scores >= point.threshold).mean() == pytest.approx(point.fmr, rel=0.01)
        assert point.fnmr == pytest.approx((np.linspace(0, 1, 101) < point.threshold).mean())


def test_of_two_people_the_threshold_has_no_interval() -> None:
    genuine, impostor = compare_all(samples_of(4, 130, 2), lambda done: None)
    point = operating_points(genuine, impostor)[0]
    assert point.threshold is not None
    assert point.threshold_ci is None
    assert point.fnmr is not None
    assert point.fnmr_ci is not None


# The hardest comparisons.


@given(st.integers(0, 10**6), st.integers(2, 60), st.integers(1, 20))
def test_the_worst_impostors_are_the_best_scores_one_for_each_two_people(seed: int, photos: int, people: int) -> None:
    samples = samples_of(seed, photos, people)
    best: dict[tuple[int, ...], float] = {}
    for (one, other), score in by_hand(samples)[1].items():
        pair = tuple(sorted((int(samples.people[one]), int(samples.people[other]))))
        best[pair] = max(best.get(pair, -1), score)
    worst = worst_impostors(samples, None, compare_all(samples, lambda done: None)[1].all)
    assert [each.score for each in worst] == pytest.approx(sorted(best.values(), reverse=True)[:WORST], abs=1e-5)
    pairs = {tuple(sorted((int(samples.people[each.row]), int(samples.people[each.column])))) for each in worst}
    assert len(pairs) == len(worst)
    for each in worst:
        assert each.score == pytest.approx(float(samples.vectors[each.row] @ samples.vectors[each.column]), abs=1e-5)
        assert samples.people[each.row] != samples.people[each.column]


def test_the_worst_impostors_are_found_among_many_by_looking_at_few() -> None:
    samples = samples_of(5, 420, 420)
    worst = worst_impostors(samples, None, compare_all(samples, lambda done: None)[1].all)
    expected = sorted(by_hand(samples)[1].values(), reverse=True)[:WORST]
    assert [each.score for each in worst] == pytest.approx(expected, abs=1e-5)


def test_the_worst_impostors_of_two_sides_are_rows_of_each() -> None:
    samples = samples_of(6, 90, 9)
    (sides,) = draw_sides(samples, 2, 2, 1)
    counts: Counts = compare_sides(sides, lambda done: None)[1].all
    worst = worst_impostors(sides.references, sides.probes, counts)
    assert len(worst) == min(WORST, 9 * 8 // 2)
    for each in worst:
        assert sides.references.people[each.row] != sides.probes.people[each.column]
        score = float(sides.references.vectors[each.row] @ sides.probes.vectors[each.column])
        assert each.score == pytest.approx(score, abs=1e-5)


@given(st.integers(0, 10**6), st.integers(2, 60), st.integers(1, 40))
def test_the_worst_of_one_person_are_the_lowest_scores_one_for_each(seed: int, photos: int, people: int) -> None:
    samples = samples_of(seed, photos, people)
    genuine, _ = compare_all(samples, lambda done: None)
    lowest: dict[int, float] = {}
    for (one, _other), score in by_hand(samples)[0].items():
        person = int(samples.people[one])
        lowest[person] = min(lowest.get(person, 1), score)
    worst = worst_genuine(genuine)
    assert [each.score for each in worst] == pytest.approx(sorted(lowest.values())[:WORST], abs=1e-5)
    assert len({int(samples.people[each.row]) for each in worst}) == len(worst)
    for each in worst:
        assert samples.people[each.row] == samples.people[each.column]


# Fused templates.


@pytest.mark.parametrize(("references", "probes"), [(1, 1), (3, 2), (2, 4)])
def test_every_reference_is_compared_with_every_probe(references: int, probes: int) -> None:
    samples = samples_of(8, 100, 20)
    for sides in draw_sides(samples, references, probes, 3):
        genuine, impostor = compare_sides(sides, lambda done: None)
        expected = _expected_genuine(sides)
        assert genuine.people.tolist() == list(expected)
        assert genuine.scores.tolist() == pytest.approx(list(expected.values()), abs=1e-5)
        different = sides.references.people[:, None] != sides.probes.people[None, :]
        assert impostor.all.sum() == different.sum()


def _expected_genuine(sides: Sides) -> dict[int, float]:
    """Scores of people with themselves, by person."""
    left = dict(zip(sides.references.people.tolist(), sides.references.vectors, strict=True))
    right = dict(zip(sides.probes.people.tolist(), sides.probes.vectors, strict=True))
    return {int(person): float(left[int(person)] @ right[int(person)]) for person in sides.apart}


def test_a_rate_that_no_threshold_keeps_is_not_measured() -> None:
    """One photo in the folders of many people: more of their comparisons than the rate allows score 1."""
    random = np.random.default_rng(4)
    vectors = random.normal(size=(400, 16)).astype(np.float32)
    vectors[:200] = vectors[0]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    genuine, impostor = compare_all(Samples(vectors, np.arange(400) // 2), lambda done: None)
    assert [point.threshold for point in operating_points(genuine, impostor)] == [None] * 5
