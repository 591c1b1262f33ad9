"""Error rates with their uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

_Z: Final = 1.959963984540054  # 95 %, two-sided


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share that was counted: ``count`` of ``of``, with its 95 % Wilson interval ``low`` to ``high``.

    Wilson's interval holds at small numbers and at none: with 0 of n it reaches up to 3.84 / (n + 3.84), a little
    above the rule of three.
    """

    count: int
    of: int
    share: float
    low: float
    high: float


def estimate(count: int, of: int) -> Estimate | None:
    """The estimate of a share, None if nothing was counted."""
    if of <= 0:
        return None
    share = count / of
    weight = 1 + _Z**2 / of
    middle = (share + _Z**2 / (2 * of)) / weight
    half = _Z / weight * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == of else min(1.0, middle + half)
    return Estimate(count, of, share, low, high)
