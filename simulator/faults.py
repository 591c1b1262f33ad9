"""What goes wrong between a station and the server, by dice that a seed has loaded."""

from __future__ import annotations

import random
from collections import Counter
from enum import Enum


class Fault(Enum):
    """What happens to one request."""

    NONE = "arrives, and its answer too"
    CUT_BEFORE = "the line is cut before it arrives"
    CUT_AFTER = "it arrives, the line is cut before the answer"
    SILENCE = "it arrives, the answer never comes"
    HALF_ANSWER = "it arrives, the answer breaks off"
    ERROR_BEFORE = "something in between answers 500"
    ERROR_AFTER = "it arrives, something in between answers 503"
    TWICE = "it arrives twice"
    LATER = "the line is cut, and it arrives after later ones"


_FAULTS = tuple(fault for fault in Fault if fault is not Fault.NONE)


class FaultDice:
    """Chooses a fault for each request.

    Args:
        seed: the same seed, the same sequence of faults.
        rate: share of the requests that something happens to, 0 to 1.
    """

    def __init__(self, seed: int, rate: float) -> None:
        self._random = random.Random(seed)  # noqa: S311  (dice, not secrets)
        self._rate = rate
        self.thrown: Counter[Fault] = Counter()

    def throw(self) -> Fault:
        """The fault of the next request."""
        fault = self._random.choice(_FAULTS) if self._random.random() < self._rate else Fault.NONE
        self.thrown[fault] += 1
        return fault

    def delay(self) -> int:
        """After how many other requests a late one arrives."""
        return self._random.randint(1, 5)
