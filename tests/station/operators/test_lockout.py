"""Wrong PINs cost time, more each time, and no turning of the clock buys any of it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.operators.lockout import LOCKOUT, NO_WAIT, Failures

COUNTS = st.integers(0, 10**9)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
TURNS = st.timedeltas(timedelta(0), timedelta(days=400))


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (2, 0), (3, 30), (4, 60), (5, 120), (6, 240), (7, 480), (8, 900), (99, 900)]
)
def test_the_third_wrong_pin_costs_half_a_minute_and_each_more_twice_that_up_to_a_quarter_of_an_hour(
    failures: int, seconds: int
) -> None:
    assert LOCKOUT.delay_after(failures) == timedelta(seconds=seconds)


@given(COUNTS)
def test_one_more_wrong_pin_never_costs_less(failures: int) -> None:
    assert LOCKOUT.delay_after(failures) <= LOCKOUT.delay_after(failures + 1) <= LOCKOUT.most


@given(COUNTS)
def test_whoever_has_a_try_left_does_not_wait_and_the_other_way_round(failures: int) -> None:
    assert (LOCKOUT.left_after(failures) == 0) == (LOCKOUT.delay_after(failures) > NO_WAIT)


@given(COUNTS, MOMENTS, TURNS)
def test_a_wait_ends_when_its_time_is_over_by_a_clock_that_only_goes_on(
    failures: int, last_at: datetime, passed: timedelta
) -> None:
    until = Failures(failures, last_at).until(LOCKOUT, last_at + passed)
    assert (until > last_at + passed) == (passed < LOCKOUT.delay_after(failures))


@given(COUNTS, MOMENTS, TURNS, TURNS)
def test_setting_the_clock_back_neither_ends_a_wait_early_nor_stretches_it_beyond_its_length(
    failures: int, last_at: datetime, passed: timedelta, back: timedelta
) -> None:
    wrong = Failures(failures, last_at)
    before, after = last_at + passed, last_at + passed - back
    left_before, left_after = (max(wrong.until(LOCKOUT, now) - now, NO_WAIT) for now in (before, after))
    assert left_before <= left_after <= LOCKOUT.delay_after(failures)


@given(COUNTS, MOMENTS, TURNS)
def test_once_seen_after_the_clock_was_set_back_a_wait_counts_down_from_there(
    failures: int, last_at: datetime, back: timedelta
) -> None:
    now = last_at - back
    seen = Failures(failures, last_at).seen_at(now)
    end = now + LOCKOUT.delay_after(failures)
    assert seen.until(LOCKOUT, now) == end
    assert seen.until(LOCKOUT, end) <= end
