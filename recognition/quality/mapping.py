"""From raw values to components of 0 to 100, and the gates, as data.

A component is ``100 / (1 + exp((centre - raw) / width))``, the sigmoid that ISO/IEC 29794-5 uses: 50 at the centre,
rising with the raw value. A gate is the lowest component that passes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from recognition.types import QualityResult, QualityStatus


@dataclass(frozen=True, slots=True)
class Mapping:
    """Sigmoid of one measure, in the unit of its raw value, and its gate (0 to 100)."""

    centre: float
    width: float
    gate: int

    def component(self, raw: float) -> int:
        """The component of a raw value."""
        exponent = max(min((self.centre - raw) / self.width, 700.0), -700.0)
        return round(100 / (1 + math.exp(exponent)))


MAPPINGS = {
    # raw: 1 - area of the second largest face / area of the largest
    "single face": Mapping(centre=0.5, width=0.08, gate=50),
    # raw: pixels; 50 at 70 px as in OFIQ 1.0.3. The gate is at 24 px, where an aligned crop is enlarged 1.5 times.
    "inter-eye distance": Mapping(centre=70, width=20, gate=9),
    # raw: share of fine detail, see sharpness.py. The gate is at 0.27: of LFW's photos the softest has 0.31, and
    # blurred with a sigma of 2 px half of them fall below 0.29.
    "sharpness": Mapping(centre=0.30, width=0.03, gate=27),
}


def assessed(measure: str, raw: float) -> QualityResult:
    """The result of a measure that could be taken."""
    mapping = MAPPINGS[measure]
    component = mapping.component(raw)
    return QualityResult(measure, raw, component, component >= mapping.gate)


def failed_to_assess(measure: str) -> QualityResult:
    """The result of a measure that could not be taken; it does not pass."""
    return QualityResult(measure, None, None, passed=False, status=QualityStatus.FAILED_TO_ASSESS)
