"""The chance of trouble never falls when a photo gets worse, and never claims to be certain."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from enrollment.triage.chance import (
    FLOOR,
    MEASURED,
    QUALITY_EDGES,
    SHARPNESS_EDGES,
    STRENGTH_EDGES,
    Agreement,
    Seen,
    chance_of_trouble,
)

components = st.integers(0, 100)
seen = st.builds(Seen, components, components)
agreements = st.sampled_from(Agreement)


@given(st.lists(seen, min_size=1, max_size=16), agreements)
def test_a_usable_photo_is_neither_hopeless_nor_certain(photos: list[Seen], agreement: Agreement) -> None:
    assert FLOOR <= chance_of_trouble(photos, agreement) < 1


def test_without_a_usable_photo_there_is_always_trouble() -> None:
    assert chance_of_trouble([], Agreement.GOOD) == 1


@given(st.lists(seen, max_size=4), components, components, components, components, agreements)
def test_a_worse_photo_never_means_less_trouble(
    others: list[Seen], quality: int, worse: int, sharpness: int, softer: int, agreement: Agreement
) -> None:
    better = Seen(max(quality, worse), max(sharpness, softer))
    worst = Seen(min(quality, worse), min(sharpness, softer))
    assert chance_of_trouble([*others, worst], agreement) >= chance_of_trouble([*others, better], agreement)


@given(st.lists(seen, min_size=2, max_size=4))
def test_photos_that_disagree_never_mean_less_trouble(photos: list[Seen]) -> None:
    chances = [chance_of_trouble(photos, agreement) for agreement in Agreement]
    assert chances == sorted(chances, reverse=True)


@given(st.lists(seen, min_size=2, max_size=4), seen, agreements)
def test_one_photo_more_never_means_more_trouble_while_they_agree_as_well(
    photos: list[Seen], more: Seen, agreement: Agreement
) -> None:
    assert chance_of_trouble([*photos, more], agreement) <= chance_of_trouble(photos, agreement)


def test_agreement_is_nothing_to_a_single_photo() -> None:
    photo = Seen(99, 99)
    assert len({chance_of_trouble([photo], agreement) for agreement in Agreement}) == 1


def test_a_measure_that_could_not_be_taken_is_no_bad_one() -> None:
    assert chance_of_trouble([Seen(None, None)], Agreement.GOOD) < chance_of_trouble([Seen(0, 0)], Agreement.GOOD)


def test_the_tables_have_a_share_for_every_cell_within_its_interval_and_fall_both_ways() -> None:
    for cells, rows, columns in (
        (MEASURED.single, len(QUALITY_EDGES), len(SHARPNESS_EDGES)),
        (MEASURED.several, len(STRENGTH_EDGES), len(Agreement)),
    ):
        assert [len(row) for row in cells] == [columns] * rows
        for row in cells:
            assert all(0 <= each.low <= each.value <= each.high <= 1 for each in row)
        for line in (*cells, *zip(*cells, strict=True)):
            assert all(one.value >= other.value for one, other in pairwise(line))
