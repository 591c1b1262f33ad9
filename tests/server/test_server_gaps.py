"""Missing numbers are known exactly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.gaps import Arrived


@given(st.lists(st.integers(1, 40), unique=True), st.integers(1, 7))
def test_what_is_missing_is_everything_below_the_highest_that_has_not_arrived(numbers: list[int], step: int) -> None:
    arrived = Arrived()
    for start in range(0, len(numbers), step):
        arrived = arrived.add(numbers[start : start + step])
    missing = {number for first, last in arrived.missing for number in range(first, last + 1)}
    assert arrived.last == max(numbers, default=0)
    assert missing == set(range(1, arrived.last + 1)) - set(numbers)
    assert all(first <= last for first, last in arrived.missing)
    assert all(end + 1 < first for (_, end), (first, _) in zip(arrived.missing, arrived.missing[1:], strict=False))
