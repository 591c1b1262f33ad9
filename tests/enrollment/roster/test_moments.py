"""Dates and times are read as Indonesians write them, and nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.roster.moments import date_of, moment_of, time_of

JAKARTA, MAKASSAR = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(
    "text",
    [
        *("2026-10-12", "2026/10/12", "12/10/2026", "12-10-2026", "12.10.2026", " 12/10/2026 ", "2026-10-12 00:00:00"),
        *(
            "12 Oktober 2026",
            "12 okt 2026",
            "12-Okt-2026",
            "12 Oct. 2026",
            "Senin, 12 Oktober 2026",
            "12 OCTOBER, 2026",
        ),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert date_of(text) == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *(("Januari", 1), ("Pebruari", 2), ("Maret", 3), ("Mei", 5), ("Juni", 6), ("Juli", 7), ("Agustus", 8)),
        *(("Ags", 8), ("August", 8), ("Sept", 9), ("Nopember", 11), ("Desember", 12), ("Dec", 12)),
    ],
)
def test_months_have_indonesian_and_english_names(text: str, month: int) -> None:
    assert date_of(f"7 {text} 2000") == date(2000, month, 7)


def test_the_day_stands_before_the_month() -> None:
    assert date_of("05/04/2026") == date(2026, 4, 5)


@pytest.mark.parametrize(
    "text", ["", "12/10/26", "10/13/2026x", "31/02/2026", "12/25/2026", "46307", "12 Foo 2026", "0000-01-01", "besok"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert date_of(text) is None


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%A, %d %b %Y"]))
def test_every_day_is_read_back(day: date, form: str) -> None:
    assert date_of(day.strftime(form.replace("%Y", f"{day.year:04}"))) == day


@pytest.mark.parametrize("text", ["08:00", "8.00", "08:00:00", "08.00.00", " 8:00 ", "08:00:00.000"])
def test_a_time_of_day_is_read_however_it_is_written(text: str) -> None:
    assert time_of(text) == time(8)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("08.00 WIB", 7), ("08:00WITA", 8), ("08:00 wit", 9), ("08:00Z", 0), ("08:00+05:30", 5.5), ("08:00-0300", -3)],
)
def test_a_time_may_name_its_zone(text: str, hours: float) -> None:
    assert time_of(text) == time(8, tzinfo=timezone(timedelta(hours=hours)))


@pytest.mark.parametrize("text", ["", "8", "0800", "25:00", "08:60", "08:00 pagi", "08:00 - 09:40", "08:00+99:99"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert time_of(text) is None


@pytest.mark.parametrize(
    "text", ["2026-10-12T08:00", "2026-10-12 08:00:00", "12/10/2026 08.00", "Senin, 12 Oktober 2026, 08:00"]
)
def test_a_moment_without_a_zone_is_in_the_one_that_is_given(text: str) -> None:
    assert moment_of(text, JAKARTA) == datetime(2026, 10, 12, 1, tzinfo=UTC)
    assert moment_of(text, MAKASSAR) == datetime(2026, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-10-12T08:00+09:00", "12 Oktober 2026 08.00 WIT", "2026-10-11T23:00Z"])
def test_a_moment_with_a_zone_keeps_it(text: str) -> None:
    assert moment_of(text, JAKARTA) == datetime(2026, 10, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "2026-10-12", "08:00", "2026-10-12 25:00", "2026-13-12T08:00"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment_of(text, JAKARTA) is None


@given(st.datetimes(timezones=st.timezones()).map(lambda moment: moment.replace(microsecond=0)))
def test_every_iso_moment_is_read_back(moment: datetime) -> None:
    offset = moment.utcoffset()
    if offset is not None and not offset.total_seconds() % 60:
        read = moment_of(moment.isoformat(), JAKARTA)
        assert read is not None
        assert read.isoformat() == moment.isoformat()


@given(st.text(max_size=40))
def test_nothing_crashes(text: str) -> None:
    moment = moment_of(text, JAKARTA)
    assert moment is None or moment.tzinfo is not None
    assert date_of(text) is None or time_of(text) is None
