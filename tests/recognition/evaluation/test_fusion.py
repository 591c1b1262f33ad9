"""Fused references and probes are of different pictures of a person, however they are drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from recognition.errors import DatasetError
from recognition.evaluation.fusion import Sides, draw_sides
from recognition.scoring import Samples
from recognition.types import Vector

Pictures = dict[int, set[int]]


def told_apart(counts: list[int], seed: int = 0) -> Samples:
    """So many pictures of each person, in any order, each in a direction of its own: a sum tells what is in it."""
    people = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(counts)), counts))
    return Samples(np.eye(len(people), dtype=np.float32), people.astype(np.int64))


def pictures_of(side: Samples) -> Pictures:
    """Which pictures each person's fused template is of."""
    return {
        int(person): set(np.flatnonzero(vector).tolist())
        for person, vector in zip(side.people, side.vectors, strict=True)
    }


@given(
    counts=st.lists(st.integers(1, 9), min_size=1, max_size=8),
    references=st.integers(1, 4),
    probes=st.integers(1, 4),
    draws=st.integers(1, 4),
    seed=st.integers(0, 1000),
)
def test_nobodys_picture_is_on_both_sides_of_a_comparison_with_themselves(
    counts: list[int], references: int, probes: int, draws: int, seed: int
) -> None:
    samples = told_apart(counts, seed)
    if max(counts) < references + probes:
        with pytest.raises(DatasetError, match=rf"{references + probes} pictures .* the most is {max(counts)}$"):
            next(draw_sides(samples, references, probes, draws))
        return
    sides = list(draw_sides(samples, references, probes, draws))
    assert len(sides) == draws
    for each in sides:
        left, right = pictures_of(each.references), pictures_of(each.probes)
        enough = {person for person, count in enumerate(counts) if count >= references + probes}
        assert set(each.apart.tolist()) == enough
        for person in enough:
            assert not left[person] & right[person]
        assert left.keys() == {person for person, count in enumerate(counts) if count >= references}
        assert right.keys() == {person for person, count in enumerate(counts) if count >= probes}
        for fused, size, rows in (
            (left, references, each.reference_rows),
            (right, probes, each.probe_rows),
        ):
            for (person, pictures), row in zip(fused.items(), rows.tolist(), strict=True):
                assert len(pictures) == size
                assert {int(samples.people[picture]) for picture in pictures} == {person}
                assert row in pictures


@pytest.fixture
def drawn() -> list[Sides]:
    return list(draw_sides(told_apart([8, 5, 3, 2, 1]), 3, 3, 6))


def test_the_first_draw_is_in_the_order_of_the_set(drawn: list[Sides]) -> None:
    rows: NDArray[np.int64] = np.flatnonzero(told_apart([8, 5, 3, 2, 1]).people == 0)
    assert pictures_of(drawn[0].references)[0] == set(rows[:3].tolist())
    assert pictures_of(drawn[0].probes)[0] == set(rows[-3:].tolist())


def test_later_draws_differ_and_are_the_same_in_every_run(drawn: list[Sides]) -> None:
    found = [frozenset(pictures_of(each.references)[0]) for each in drawn]
    assert len(set(found)) > 3
    again = draw_sides(told_apart([8, 5, 3, 2, 1]), 3, 3, 6)
    assert found == [frozenset(pictures_of(each.references)[0]) for each in again]


def test_who_has_too_few_pictures_for_both_sides_meets_others_only(drawn: list[Sides]) -> None:
    for each in drawn:
        assert each.apart.tolist() == [0]
        assert each.references.people.tolist() == each.probes.people.tolist() == [0, 1, 2]


def test_a_fused_template_is_the_direction_of_the_sum() -> None:
    random = np.random.default_rng(2)
    vectors: Vector = random.normal(size=(4, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    (sides,) = draw_sides(Samples(vectors, np.zeros(4, dtype=np.int64)), 2, 2, 1)
    expected = vectors[:2].mean(axis=0) / np.linalg.norm(vectors[:2].mean(axis=0))
    np.testing.assert_allclose(sides.references.vectors[0], expected, atol=1e-6)
    assert sides.references.vectors.dtype == np.float32
