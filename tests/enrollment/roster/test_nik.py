"""A NIK that nobody can have is told from one that merely looks odd."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.roster.nik import bare_nik, fault_of_nik, names_date

GOOD = "3171014708900001"  # Jakarta, a woman born on 7 August 1990


def test_a_good_nik_has_no_fault_and_names_a_date_of_birth() -> None:
    assert fault_of_nik(GOOD) is None
    assert names_date(GOOD, date(1990, 8, 7))
    assert names_date("3171010708900001", date(1990, 8, 7))  # a man
    assert not names_date(GOOD, date(1990, 8, 8))
    assert not names_date(GOOD, date(1991, 8, 7))


@pytest.mark.parametrize(
    "text", ["3171 0147 0890 0001", "31.71.01.470890.0001", "'3171014708900001", "317101-470890-0001"]
)
def test_what_groups_the_digits_is_left_out(text: str) -> None:
    assert bare_nik(text) == GOOD


@pytest.mark.parametrize(
    ("nik", "expected", "found"),
    [
        (GOOD[:-1], "16 digits", "15 characters, 15 of them digits"),
        (GOOD[:-1] + "O", "16 digits", "16 characters, 15 of them digits"),
        ("٣" * 16, "16 digits", "16 characters, 16 of them digits"),
        ("10" + GOOD[2:], "a province of 11 to 96", "10"),
        ("97" + GOOD[2:], "a province of 11 to 96", "97"),
        (GOOD[:6] + "00" + GOOD[8:], "a day of birth", "00"),
        (GOOD[:6] + "32" + GOOD[8:], "a day of birth", "32"),
        (GOOD[:6] + "40" + GOOD[8:], "a day of birth", "40"),
        (GOOD[:6] + "72" + GOOD[8:], "a day of birth", "72"),
        (GOOD[:8] + "00" + GOOD[10:], "a month of birth", "00"),
        (GOOD[:12] + "0000", "a serial number of 0001 to 9999", "0000"),
        (GOOD[:8] + "13" + GOOD[10:], "a month of birth", "13"),
    ],
)
def test_an_impossible_nik_is_explained_without_being_repeated(nik: str, expected: str, found: str) -> None:
    fault = fault_of_nik(nik)
    assert fault is not None
    assert expected in str(fault[0])
    assert str(fault[1]) == found


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(11, 96), st.booleans())
def test_the_nik_of_every_date_of_birth_is_possible(born: date, province: int, woman: bool) -> None:
    nik = f"{province}7101{born.day + 40 * woman:02}{born.month:02}{born.year % 100:02}0001"
    assert fault_of_nik(nik) is None
    assert names_date(nik, born)
