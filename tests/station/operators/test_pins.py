"""What is easy to guess is no PIN, and of a PIN nothing is kept that could be read."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from station.operators.errors import PinProblem, WeakPinError
from station.operators.pins import MAX_PIN, MIN_PIN, Pins, problem_of
from tests.station.operators.makers import OTHER_PIN, PIN, PINS


@pytest.mark.parametrize(
    ("pin", "problem"),
    [
        ("", PinProblem.NOT_DIGITS),
        ("48151a", PinProblem.NOT_DIGITS),
        ("481 516", PinProblem.NOT_DIGITS),
        ("٤٨١٥١٦", PinProblem.NOT_DIGITS),
        ("48151", PinProblem.LENGTH),
        ("4815162342108", PinProblem.LENGTH),
        ("777777", PinProblem.REPEATED),
        ("121212", PinProblem.REPEATED),
        ("735735", PinProblem.REPEATED),
        ("123456", PinProblem.RUN),
        ("987654321", PinProblem.RUN),
        ("678901", PinProblem.RUN),
        ("210987", PinProblem.RUN),
    ],
)
def test_what_is_easy_to_guess_or_none_at_all_is_refused(pin: str, problem: PinProblem) -> None:
    assert problem_of(pin) is problem
    with pytest.raises(WeakPinError, match=problem.value):
        PINS.hash(pin)


@pytest.mark.parametrize("pin", ["481516", "135790", "112358", "123457", "481516234210"])
def test_other_digits_are_a_pin(pin: str) -> None:
    assert problem_of(pin) is None


@given(st.text(st.sampled_from("0123456789"), min_size=MIN_PIN, max_size=MAX_PIN))
def test_what_is_too_easy_stays_so_when_it_is_typed_backwards(pin: str) -> None:
    assert problem_of(pin) == problem_of(pin[::-1])


def test_a_pin_matches_what_was_kept_of_it_and_nothing_else_does() -> None:
    kept = PINS.hash(PIN)
    assert PIN not in kept
    assert PINS.matches(kept, PIN)
    assert not PINS.matches(kept, OTHER_PIN)
    assert not PINS.matches("not a hash", PIN)


def test_the_usual_hash_is_argon2id_of_at_least_19_mebibytes() -> None:
    found = extract_parameters(Pins().hash(PIN))
    assert found.type is Type.ID
    assert found.memory_cost >= 19 * 1024
    assert found.time_cost >= 2


def test_what_was_kept_with_other_parameters_is_renewed() -> None:
    weaker = Pins(PasswordHasher(1, 16, 1)).hash(PIN)
    renewed = PINS.renewed(weaker, PIN)
    assert renewed != weaker
    assert PINS.matches(renewed, PIN)
    assert PINS.renewed(renewed, PIN) == renewed
