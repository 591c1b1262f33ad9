"""A person's key counts; a scanner's burst does not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from ui.keys import QUIET, BurstFilter


def test_a_single_key_counts_once_when_quiet_has_followed_it() -> None:
    keys = BurstFilter()
    assert keys.press(7, 10.0)
    assert keys.settled(10.0 + QUIET / 2) is None
    assert keys.settled(10.0 + QUIET) == 7
    assert keys.settled(11.0) is None


@given(st.lists(st.floats(0.0, QUIET * 0.9), min_size=1, max_size=40))
def test_no_key_of_a_burst_ever_counts(gaps: list[float]) -> None:
    keys, now = BurstFilter(), 100.0
    keys.press(1, now)
    for gap in gaps:
        assert keys.settled(now + gap) is None
        now += gap
        keys.press(1, now)
    assert keys.settled(now + 10) is None


@given(st.lists(st.floats(QUIET, 5), min_size=1, max_size=20))
def test_every_key_of_a_person_counts(gaps: list[float]) -> None:
    keys, now = BurstFilter(), 100.0
    for index, gap in enumerate(gaps):
        assert keys.press(index, now)
        assert keys.settled(now + gap + 1e-6) == index
        now += gap + 0.001


def test_what_a_scanner_types_is_a_number_once_it_ends_with_enter() -> None:
    keys, now = BurstFilter(), 100.0
    for letter in "A-2430":
        keys.press(ord(letter), now, letter)
        assert keys.scanned() == ""
        now += 0.01
    assert not keys.press(Qt.Key.Key_Return, now, "\r")
    assert keys.scanned() == "A-2430"
    assert keys.scanned() == ""


@given(st.text(st.characters(codec="ascii", categories=["Nd", "Lu"]), max_size=3))
def test_two_or_three_keys_that_slipped_are_no_number(text: str) -> None:
    keys, now = BurstFilter(), 100.0
    for letter in text:
        keys.press(ord(letter), now, letter)
        now += 0.01
    keys.press(Qt.Key.Key_Return, now, "\r")
    assert keys.scanned() == ""


def test_the_shift_key_that_goes_before_a_letter_makes_no_burst_of_it() -> None:
    keys = BurstFilter()
    assert not keys.press(Qt.Key.Key_Shift, 10.0)
    assert keys.press(Qt.Key.Key_M, 10.02, "M")
    assert keys.settled(10.02 + QUIET) == Qt.Key.Key_M
