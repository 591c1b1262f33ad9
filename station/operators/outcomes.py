"""What comes of a PIN, as a window shows it."""

from __future__ import annotations

from dataclasses import dataclass

from wire.staff import Staff


@dataclass(frozen=True, slots=True)
class Accepted:
    """It is theirs."""

    staff: Staff


@dataclass(frozen=True, slots=True)
class WrongPin:
    """It is not theirs. ``left`` more can be tried at once; after none, one more in ``wait`` seconds."""

    left: int
    wait: float


@dataclass(frozen=True, slots=True)
class LockedOut:
    """It was not looked at, and none is for ``wait`` seconds."""

    wait: float


@dataclass(frozen=True, slots=True)
class NobodyLikeThat:
    """They do not work here any longer, or were changed at this very moment."""


SignInOutcome = Accepted | WrongPin | LockedOut | NobodyLikeThat
