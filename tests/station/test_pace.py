"""How fast the queue moves, and whether everybody will be in before the doors close."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.checkin.pace import WINDOW, pace

NOW = datetime(2026, 10, 12, 7, 30, tzinfo=UTC)
CLOSES = NOW + timedelta(minutes=25)


def every(seconds: float, count: int) -> list[datetime]:
    """So many admissions, the last one just now."""
    return [NOW - timedelta(seconds=seconds * index) for index in range(count)]


def test_four_a_minute_are_told_with_when_everybody_will_be_in() -> None:
    told = pace(every(15, 30), admitted=212, expected=350, now=NOW, closes_at=CLOSES)
    assert told.per_minute == pytest.approx(4.0)
    assert told.left == 138
    assert told.finished_at == NOW + timedelta(minutes=138 / 4)
    assert told.desks == 2  # 138 people in 25 minutes are 5.5 a minute


def test_the_desks_that_are_open_share_the_work() -> None:
    told = pace(every(5, 100), admitted=100, expected=700, now=NOW, closes_at=CLOSES, desks=3)
    assert told.per_minute == pytest.approx(12)
    assert told.desks == 6  # each does 4 a minute, 24 are needed


def test_before_three_were_admitted_nothing_is_foretold() -> None:
    told = pace(every(15, 2), admitted=2, expected=350, now=NOW, closes_at=CLOSES)
    assert (told.per_minute, told.finished_at, told.desks) == (None, None, None)


def test_a_lull_makes_the_rate_fall_and_in_the_end_it_is_not_told() -> None:
    moments = every(15, 10)
    later = pace(moments, 10, 350, NOW + timedelta(minutes=5), CLOSES)
    assert later.per_minute is not None
    assert later.per_minute < 2
    assert pace(moments, 10, 350, NOW + WINDOW + timedelta(minutes=1), CLOSES).per_minute is None


def test_after_the_closing_time_and_with_nobody_left_no_number_of_desks_helps() -> None:
    assert pace(every(15, 10), 10, 350, NOW, NOW).desks is None
    done = pace(every(15, 10), 350, 350, NOW, CLOSES)
    assert (done.left, done.finished_at, done.desks) == (0, None, None)


@given(
    st.lists(st.integers(-7200, 7200), max_size=50),
    st.integers(0, 2000),
    st.integers(0, 2000),
    st.integers(-3600, 3600),
    st.integers(0, 40),
)
def test_whatever_the_clocks_say_there_is_an_answer(
    seconds: list[int], admitted: int, expected: int, closes: int, desks: int
) -> None:
    moments = [NOW + timedelta(seconds=each) for each in seconds]
    told = pace(moments, admitted, expected, NOW, NOW + timedelta(seconds=closes), desks)
    assert told.left >= 0
    assert told.per_minute is None or told.per_minute > 0
    assert told.finished_at is None or told.finished_at > NOW
    assert told.desks is None or told.desks >= 1
