"""Identifiers are of version 7: in order of time, and never the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from station.ids import uuid7

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(MOMENTS)
def test_version_variant_and_time_stand_where_the_standard_puts_them(moment: datetime) -> None:
    made = uuid7(moment)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == int(moment.timestamp() * 1000)


@given(MOMENTS)
def test_a_later_one_is_greater(moment: datetime) -> None:
    assert uuid7(moment) < uuid7(moment + timedelta(milliseconds=2))


def test_two_of_the_same_moment_differ() -> None:
    moment = datetime(2026, 10, 12, tzinfo=UTC)
    assert len({uuid7(moment) for _ in range(1000)}) == 1000
