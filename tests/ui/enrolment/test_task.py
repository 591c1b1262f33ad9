"""How fast, and how long yet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.enrolment.task import Pace
from ui.enrolment.words import duration, say


def test_there_is_no_rate_before_two_seconds_have_passed() -> None:
    pace = Pace()
    pace.add(0, 0.0)
    pace.add(50, 1.0)
    assert pace.rate is None
    pace.add(100, 2.0)
    assert pace.rate == pytest.approx(50)


def test_a_rate_follows_the_last_seconds_not_the_whole_time() -> None:
    pace = Pace()
    for second in range(100):
        pace.add(second * 1000, float(second))
    for second in range(100, 130):
        pace.add(99_000 + (second - 99) * 10, float(second))
    assert pace.rate == pytest.approx(10)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 10**5)), max_size=50))
def test_a_rate_is_never_negative_nor_divided_by_nothing(points: list[tuple[int, float]]) -> None:
    pace = Pace()
    for done, now in sorted(points, key=lambda point: point[1]):
        pace.add(done, now)
    assert pace.rate is None or pace.rate > 0


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (59, "59 s"), (60, "1 min"), (1560, "26 min"), (7300, "2 h 1 min")]
)
def test_a_time_is_said_roughly(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@given(st.text(), st.text())
def test_values_never_stand_in_for_places(one: str, other: str) -> None:
    assert say("%1|%2", one, other) == f"{one}|{other}"


def test_a_place_without_a_value_stays() -> None:
    assert say("about %1 % of %2", 5) == "about 5 % of %2"
