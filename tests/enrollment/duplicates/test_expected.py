"""The number of chance pairs is told from the comparisons themselves, and errs to the side of chance."""

from __future__ import annotations

import numpy as np
import pytest

from enrollment.duplicates.expected import LEAST, chance_of, floor_for
from models.manifest import OperatingPoint, read_manifest
from recognition.engines import DEFAULT
from recognition.scoring import BINS
from tests.enrollment.duplicates.makers import again, counts_of, every_pair, strangers

SIZE = 128
ENGINE = read_manifest()[DEFAULT].centred_operating_points
# What so many expected pairs may come out as, as `Chance.pairs_expected` states it.
STATED = {100.0: (80, 230), 10.0: (7, 45), 1.0: (0.9, 10), 0.1: (0.15, 3)}
STATED_OF_MANY_TWICE = {100.0: (100, 400), 10.0: (10, 90), 1.0: (2, 25), 0.1: (0.4, 8)}


def comparisons(people: int) -> int:
    return people * (people - 1) // 2


def score_reached_by(share: float) -> float:
    """The score that a share of the comparisons of random directions reaches.

    Its density is proportional to (1 - x²) to the power (d - 3) / 2.
    """
    scores = np.linspace(-1, 1, 200_001)
    density = (1 - scores**2) ** ((SIZE - 3) / 2)
    above = np.cumsum(density[::-1])[::-1] / density.sum()
    return float(scores[np.searchsorted(-above, -share)])


@pytest.mark.parametrize("people", [200, 700, 2500])
@pytest.mark.parametrize(("doubled", "stated"), [(0.0, STATED), (0.01, STATED), (0.2, STATED_OF_MANY_TWICE)])
def test_chance_pairs_are_as_many_as_stated(
    people: int, doubled: float, stated: dict[float, tuple[float, float]]
) -> None:
    scores = np.linspace(0.4, 0.9, int(people * doubled)).tolist()
    for seed in range(3):
        everybody = strangers(people, seed)
        chance = chance_of(counts_of(np.concatenate([everybody, again(everybody, scores)])))
        assert chance is not None
        for pairs, (least, most) in stated.items():
            assert least <= chance.pairs_expected(score_reached_by(pairs / comparisons(people))) <= most


def test_pairs_that_are_plainly_duplicates_are_not_taken_for_chance() -> None:
    everybody = strangers(1000)
    chance = chance_of(counts_of(np.concatenate([everybody, again(everybody, [0.55, 0.6, 0.7] * 10)])))
    assert chance is not None
    assert chance.pairs_expected(0.549) < 0.1
    assert chance.pairs_expected(0.65) == LEAST


def test_one_photo_for_sixty_people_hides_no_other_duplicate() -> None:
    everybody = strangers(300)
    vectors = np.concatenate([everybody, np.repeat(everybody[:1], 59, axis=0), again(everybody, [0.9, 0.6])])
    chance = chance_of(counts_of(vectors))
    assert chance is not None
    assert chance.pairs_expected(0.6) < 0.1
    assert floor_for(vectors, ENGINE) < 0.35


def test_one_photo_for_everybody_says_nothing_of_strangers_and_is_listed() -> None:
    vectors = np.repeat(strangers(1), 300, axis=0)
    assert chance_of(counts_of(vectors)) is None
    assert floor_for(vectors, ENGINE) < 0.5


def test_the_more_alike_the_fewer_chance_pairs() -> None:
    chance = chance_of(counts_of(strangers(1000)))
    assert chance is not None
    expected = [chance.pairs_expected(score) for score in np.linspace(-0.3, 1, 500)]
    assert expected == sorted(expected, reverse=True)
    assert expected[-1] == LEAST
    assert chance.pairs_expected(-1) == chance.comparisons == comparisons(1000)


@pytest.mark.parametrize(("people", "told"), [(0, False), (141, False), (142, True)])
def test_fewer_than_ten_thousand_comparisons_say_nothing(people: int, told: bool) -> None:
    counts = counts_of(strangers(people)) if people else np.zeros(BINS, dtype=np.int64)
    assert (chance_of(counts) is not None) is told


@pytest.mark.parametrize(("people", "pairs"), [(150, 112), (200, 199), (600, 200), (3000, 200)])
def test_a_small_roster_lists_what_a_person_can_look_through(people: int, pairs: int) -> None:
    vectors = strangers(people)
    assert len(every_pair(vectors, floor_for(vectors, ENGINE))) == pytest.approx(pairs, abs=2)


def test_a_large_roster_is_judged_by_some_of_its_people() -> None:
    everybody = strangers(100_000)
    floor = floor_for(everybody, ENGINE)
    assert floor == pytest.approx(score_reached_by(5000 / comparisons(100_000)), abs=0.01)


def test_a_roster_too_small_to_tell_takes_the_engines_threshold() -> None:
    threshold = next(point.threshold for point in ENGINE if point.fmr == 1e-2)
    assert floor_for(strangers(100), ENGINE) == threshold
    assert floor_for(strangers(0), [OperatingPoint(1e-5, 0.9)]) == -1.0


def test_the_floor_only_rises() -> None:
    vectors = strangers(3000)
    floor = 0.0
    for people in (50, 141, 142, 400, 1500, 3000):
        before, floor = floor, floor_for(vectors[:people], ENGINE, floor)
        assert floor >= before
    assert floor_for(vectors, ENGINE, 0.8) == 0.8


def test_the_floor_is_a_score_that_a_pair_may_have() -> None:
    floor = floor_for(strangers(500), ENGINE)
    assert floor == round(floor, 5)
