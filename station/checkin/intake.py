"""What becomes of a card that is read: it begins a check-in, waits for its turn, or was meant already. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from recognition.types import CandidateNumber

SAME_CARD = 5.0  # seconds in which the same card again means nothing: it still lies in the scanner's light


class Turn(Enum):
    """What to do with a card."""

    BEGIN = "begin"
    WAIT = "wait"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class LastCard:
    """The card of the check-in under way or just ended. ``at`` is monotonic seconds: when it was last seen."""

    number: CandidateNumber
    at: float


def turn_of(number: CandidateNumber, last: LastCard | None, busy: bool, now: float) -> Turn:
    """Whether a card begins a check-in. ``busy``: somebody is being checked or a decision is pending.

    The card of whoever is being checked never waits for a second turn, however long it takes.
    """
    same = last is not None and last.number == number
    if busy:
        return Turn.IGNORE if same else Turn.WAIT
    return Turn.IGNORE if same and last is not None and now - last.at < SAME_CARD else Turn.BEGIN
