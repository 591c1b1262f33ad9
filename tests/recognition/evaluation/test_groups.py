"""Rates of a group are those of its own people among themselves, at the one threshold."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.evaluation.fusion import draw_sides
from recognition.evaluation.groups import GroupRates, rates_by_group
from recognition.evaluation.measuring import compare_all, compare_sides
from recognition.scoring import Samples

NAMES = tuple(f"person {number:02}" for number in range(24))


def samples_of(seed: int, photos: int = 150) -> Samples:
    random = np.random.default_rng(seed)
    people = random.integers(0, len(NAMES), photos)
    vectors = random.normal(size=(photos, 10)) + random.normal(size=(len(NAMES), 10))[people]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Samples(vectors.astype(np.float32), people.astype(np.int64))


def rates(samples: Samples, groups: dict[str, str], threshold: float) -> dict[str, GroupRates]:
    genuine, _ = compare_all(samples, lambda done: None)
    return {each.group: each for each in rates_by_group(samples, None, genuine, NAMES, groups, threshold)}


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.floats(-0.5, 0.9), st.lists(st.sampled_from("abc-"), min_size=24, max_size=24))
def test_rates_are_those_of_counting_by_hand(seed: int, threshold: float, letters: list[str]) -> None:
    samples = samples_of(seed)
    groups = {name: letter for name, letter in zip(NAMES, letters, strict=True) if letter != "-"}
    found = rates(samples, groups, threshold)
    assert set(found) == set(groups.values())
    for group, each in found.items():
        inside = [row for row, person in enumerate(samples.people) if groups.get(NAMES[person]) == group]
        same: list[float] = []
        different: list[float] = []
        for one, other in combinations(inside, 2):
            score = float(samples.vectors[one] @ samples.vectors[other])
            (same if samples.people[one] == samples.people[other] else different).append(score)
        assert each.people == letters.count(group)
        assert (each.genuine, each.impostor) == (len(same), len(different))
        if different:
            # Scores are counted in bins: one of them may lie in that of the threshold.
            share = np.mean([score >= threshold for score in different])
            assert each.fmr == pytest.approx(share, abs=max(2e-3, 1.5 / len(different)))
        else:
            assert each.fmr is None
        if same:
            near = sum(abs(score - threshold) < 1e-5 for score in same) / len(same)
            assert each.fnmr == pytest.approx(np.mean([score < threshold for score in same]), abs=near + 1e-9)
            assert each.fnmr_ci is not None
            assert 0 <= each.fnmr_ci[0] <= each.fnmr_ci[1] <= 1
        else:
            assert (each.fnmr, each.fnmr_ci) == (None, None)


def test_people_who_are_not_in_the_set_or_in_no_group_are_ignored() -> None:
    samples = samples_of(1)
    groups = {name: "north" if number % 2 else "south" for number, name in enumerate(NAMES[:10])}
    assert rates(samples, groups, 0.4) == rates(samples, {**groups, "somebody else": "north"}, 0.4)
    assert [each.people for each in rates(samples, groups, 0.4).values()] == [5, 5]


def test_a_group_of_one_person_has_no_comparison_of_different_people() -> None:
    samples = samples_of(2)
    found = rates(samples, {NAMES[3]: "alone", NAMES[4]: "two", NAMES[5]: "two"}, 0.4)
    assert (found["alone"].people, found["alone"].impostor, found["alone"].fmr) == (1, 0, None)
    assert found["alone"].fnmr is not None
    assert found["two"].fmr is not None


def test_without_groups_there_are_no_rates() -> None:
    assert rates(samples_of(3), {}, 0.4) == {}


def test_of_fused_templates_references_of_a_group_meet_probes_of_it() -> None:
    samples = samples_of(4, 250)
    (sides,) = draw_sides(samples, 2, 2, 1)
    genuine, _ = compare_sides(sides, lambda done: None)
    groups = {name: "north" if number < 9 else "south" for number, name in enumerate(NAMES)}
    for each in rates_by_group(sides.references, sides.probes, genuine, NAMES, groups, 0.6):
        inside = [number for number, name in enumerate(NAMES) if groups[name] == each.group]
        rows, columns = (np.isin(side.people, inside) for side in (sides.references, sides.probes))
        scores = (sides.references.vectors @ sides.probes.vectors.T)[np.ix_(rows, columns)]
        different = sides.references.people[rows][:, None] != sides.probes.people[columns][None, :]
        own = np.isin(genuine.people, inside)
        assert each.impostor == different.sum()
        assert each.fmr == pytest.approx((scores[different] >= 0.6).mean(), abs=2e-3)
        assert each.genuine == own.sum()
        assert each.fnmr == pytest.approx((genuine.scores[own] < 0.6).mean())
