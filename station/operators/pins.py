"""PINs: which are too easy to guess, and how the others are kept."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from station.operators.errors import PinProblem, WeakPinError

MIN_PIN: Final = 6  # digits
MAX_PIN: Final = 12
_STEPS = (1, 9)  # from a digit to the next, modulo ten: up, or down

# About 75 ms on one core of a small PC, whose other one is the camera's. More would gain nothing: a million PINs are
# soon tried by whoever holds the hash, which is why it stands in an encrypted database.
_PASSES, _KIBIBYTES, _LANES = 2, 32 * 1024, 1


def problem_of(pin: str) -> PinProblem | None:
    """Why a text cannot be chosen as a PIN, if it cannot. Whether somebody else has it is not asked, nor told."""
    if not (pin.isascii() and pin.isdigit()):
        return PinProblem.NOT_DIGITS
    if not MIN_PIN <= len(pin) <= MAX_PIN:
        return PinProblem.LENGTH
    if any(_repeats(pin, size) for size in range(1, len(pin) // 2 + 1)):
        return PinProblem.REPEATED
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return PinProblem.RUN if len(steps) == 1 and steps <= set(_STEPS) else None


def check_new(pin: str) -> None:
    """Raises WeakPinError where a text cannot be chosen as a PIN."""
    problem = problem_of(pin)
    if problem is not None:
        raise WeakPinError(problem)


class Pins:
    """Argon2id, with parameters for a PC of two cores unless others are given. Any thread may use it."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(_PASSES, _KIBIBYTES, _LANES, type=Type.ID)

    def hash(self, pin: str) -> str:
        """The text to keep; raises WeakPinError for what cannot be a PIN."""
        check_new(pin)
        return self._hasher.hash(pin)

    def matches(self, kept: str, pin: str) -> bool:
        """Whether the PIN is the one that was kept. What was kept and is no hash matches nothing."""
        try:
            return self._hasher.verify(kept, pin)
        except (VerifyMismatchError, InvalidHashError):
            return False

    def renewed(self, kept: str, pin: str) -> str:
        """What to keep of a PIN that matches: the same, or a new hash where it was made with other parameters."""
        return self._hasher.hash(pin) if self._hasher.check_needs_rehash(kept) else kept


def _repeats(pin: str, size: int) -> bool:
    return len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size)
