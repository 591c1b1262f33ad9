"""Time at the desk when the computer's clock cannot be relied on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from station.checkin.timekeeping import JUMP, Timekeeper

START = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)


class SetClock:
    """A clock that a test sets: of the wall and of the processor."""

    def __init__(self) -> None:
        self.wall, self.running = START, 100.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.running

    def pass_(self, seconds: float, jump: float = 0.0) -> None:
        self.running += seconds
        self.wall += timedelta(seconds=seconds + jump)


def test_time_that_passes_is_no_jump_and_what_time_servers_correct_neither() -> None:
    clock = SetClock()
    time = Timekeeper(clock)
    for seconds, jump in ((0.1, 0.0), (3600.0, 0.0), (0.1, 4.9), (0.1, -4.9)):
        clock.pass_(seconds, jump)
        assert time.jump() == timedelta(0)


def test_a_sleep_and_a_clock_that_was_set_are_jumps_told_once() -> None:
    clock = SetClock()
    time = Timekeeper(clock)
    for jump in (1800.0, -7200.0):
        clock.pass_(0.1, jump)
        assert time.jump() == timedelta(seconds=jump)
        clock.pass_(0.1)
        assert time.jump() == timedelta(0)


def test_a_clock_set_back_opens_nothing_again() -> None:
    clock = SetClock()
    time = Timekeeper(clock)
    clock.pass_(600)
    time.jump()
    clock.pass_(60, -7200)
    assert time.latest() == START + timedelta(seconds=660)
    time.jump()
    clock.pass_(60)
    assert time.latest() == START + timedelta(seconds=720)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(-10_000, 10_000)), max_size=30))
def test_the_latest_moment_never_goes_back(steps: list[tuple[float, float]]) -> None:
    clock = SetClock()
    time = Timekeeper(clock)
    before = time.latest()
    for seconds, jump in steps:
        clock.pass_(seconds, jump)
        after = time.latest()
        assert after >= before + timedelta(seconds=seconds) - timedelta(milliseconds=1)
        before = after
        assert abs(time.jump()) >= JUMP or not time.jump()
