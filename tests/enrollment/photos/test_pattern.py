"""Files are found by what stands in their names, and nobody is given the photo of a longer number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.errors import PhotoSourceError
from enrollment.photos.pattern import NameIndex, Pattern

VALUES = {"number": "123", "nik": "3171014708900001", "session": "SKD-1", "seat": "A-01"}


def found(pattern: str, *names: str, below: str = "", **values: str) -> list[str]:
    return Pattern.parse(pattern, below).find(NameIndex((name, name) for name in names), VALUES | values)


@pytest.mark.parametrize(
    ("pattern", "fits", "others"),
    [
        ("{number}.jpg", ["123.jpg", "123.JPG"], ["1234.jpg", "0123.jpg", "123.jpg.png", "x/123.jpg"]),
        ("{number}*", ["123.jpg", "123_2.png", "123-front.jpeg", "123 (2).jpg"], ["1234.jpg", "123a.jpg", "x123.jpg"]),
        ("*{number}.*", ["123.jpg", "foto_123.jpg"], ["foto123.jpg", "foto_123_2.jpg"]),
        ("*_{number}_?.jpg", ["SKD_123_1.jpg", "a_b_123_2.jpg"], ["SKD_123_12.jpg", "_124_1.jpg"]),
        ("foto{number}.jpg", ["foto123.jpg", "FOTO123.jpg"], ["foto1234.jpg", "123.jpg"]),
        (
            "{nik}/{number}_*.jpg",
            ["3171014708900001/123_a.jpg"],
            ["3171014708900001/123.jpg", "3171014708900002/123_a.jpg"],
        ),
        ("*/{number}.jpg", ["a/123.jpg"], ["123.jpg", "a/b/123.jpg"]),
        ("{session}\\{seat}.jpg", ["SKD-1/A-01.jpg", "skd-1/a-01.jpg"], ["SKD-1/A-011.jpg"]),
        ("[{number}]+(x).jpg", ["[123]+(x).jpg"], ["1.jpg", "123x.jpg"]),
    ],
)
def test_a_pattern_finds_what_it_says_and_nothing_else(pattern: str, fits: list[str], others: list[str]) -> None:
    assert found(pattern, *fits, *others) == sorted(fits)


def test_a_folder_that_stands_before_a_pattern_means_itself() -> None:
    assert found("{number}*", "fo*to/123.jpg", "foto/123.jpg", below="fo*to/") == ["fo*to/123.jpg"]


def test_numbers_and_names_are_compared_as_they_are_at_the_desk() -> None:
    assert found("{number}.jpg", "ab 12-3.jpg", number="AB12-3") == ["ab 12-3.jpg"]
    assert found("{session}/{number}.jpg", "e\u0301/123.jpg", session="é") == ["e\u0301/123.jpg"]


def test_a_candidate_without_the_value_has_no_photo() -> None:
    assert found("{number}_{nik}.jpg", "123_.jpg", nik="") == []


def test_a_value_without_letters_and_digits_finds_nothing_rather_than_everything() -> None:
    assert found("{number}*", "123.jpg", "---.jpg", number="---") == []


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("{nomor}.jpg", "expected the placeholders {number}, {nik}, {session}, {seat}, found 'nomor'"),
        ("{number.jpg", "found '{'"),
        ("number}.jpg", "found '}'"),
        ("{}.jpg", "found ''"),
        ("*.jpg", "expected a placeholder, with no letter or digit between it and a"),
        ("", "expected a placeholder"),
        ("*a{number}.jpg", "expected a placeholder, with no letter or digit between it and a"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused(pattern: str, message: str) -> None:
    with pytest.raises(PhotoSourceError) as caught:
        Pattern.parse(pattern)
    assert str(caught.value).startswith(f"pattern {pattern!r}: expected")
    assert message in str(caught.value)


NUMBERS = st.text(st.sampled_from("019aZ-"), min_size=1, max_size=5).filter(lambda text: text.strip("-"))


@given(st.sets(NUMBERS, min_size=1), st.sampled_from(["{number}*", "*_{number}.*", "x{number}.jpg", "{number}/*"]))
def test_the_index_finds_what_looking_at_every_name_would_find(numbers: set[str], pattern: str) -> None:
    names = [name for each in numbers for name in (f"{each}.jpg", f"x_{each}.jpg", f"x{each}.jpg", f"{each}/1.jpg")]
    for number in (each.upper() for each in numbers):
        alone = [name for name in sorted(names) if found(pattern, name, number=number)]
        assert alone
        assert found(pattern, *names, number=number) == alone
