"""From raw values to components of 0 to 100, and the limits, as data.

A component is ``100 / (1 + exp((centre - raw) / width))``, the sigmoid that ISO/IEC 29794-5 uses: 50 at the centre,
rising with the raw value (falling where the width is negative).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from recognition.types import QualityResult, QualityStatus


@dataclass(frozen=True, slots=True)
class Mapping:
    """Sigmoid of one measure, in the unit of its raw value, and its limits (0 to 100).

    Below ``gate`` a frame is not used as evidence; 0 gates nothing. Below ``advice`` the candidate is told what to do.
    """

    centre: float
    width: float
    gate: int = 0
    advice: int = 0

    def component(self, raw: float) -> int:
        """The component of a raw value."""
        exponent = max(min((self.centre - raw) / self.width, 700.0), -700.0)
        return round(100 / (1 + math.exp(exponent)))


# "LFW" is 625 photos of it, "ORL" all 400 shown to the demonstration's camera; all figures are in docs/quality.md, and
# `python -m benchmarks.quality FOLDER` prints them. "Similarity" is of a face with its own spoiled picture, by SFace:
# the median of 105 faces of LFW (in brackets: 5 % have less), from `python -m benchmarks.gates FOLDER`.
MAPPINGS = {
    # raw: 1 - area of the largest other face / area of the subject. The gate is at half the subject's area.
    "single face present": Mapping(centre=0.5, width=0.08, gate=50),
    # raw: pixels; 50 at 70 px as in OFIQ 1.0.3. The gate is at 23 px, where an aligned crop is enlarged 1.5 times, the
    # advice at 35 px, where enlarging begins.
    "inter-eye distance": Mapping(centre=70, width=20, gate=9, advice=15),
    # mapped: distance from 0.35 of the picture's height. Advice above 0.63, where crown and chin no longer fit into
    # the picture (ORL's largest has 0.64), and below 0.07, more than 3 m away.
    "head size": Mapping(centre=0.25, width=-0.04, advice=30),
    # raw: share of the box's side, below 0 where the face is cut. Advice below -0.14, nearly a whole eye; ORL's photos
    # are cut closely, and have -0.10 and more.
    "crop of the face image": Mapping(centre=-0.1, width=0.05, advice=30),
    # mapped: degrees without sign. The gate is at 50, where LFW ends and nothing is known: up to there no edge shows.
    # Advice from 31, as has 7 % of LFW.
    "head pose yaw": Mapping(centre=35, width=-5, gate=5, advice=70),
    # mapped: degrees without sign. Aligning takes roll out: the gate, at 34, is where the unified score begins to
    # fall; a picture turned by 45 degrees measures 37. LFW and ORL have 23 at most; advice from 20.
    "head pose roll": Mapping(centre=22, width=-4, gate=5, advice=65),
    # mapped: degrees without sign. 90 % of LFW have less than 11, all less than 16; the shape of a nose is part of it.
    # Advice from 25, the gate at 40.
    "head pose pitch": Mapping(centre=25, width=-5, gate=5, advice=50),
    # raw: share of dark pixels. Darkness hurts late: similarity 0.93 (0.89) with 39 % dark, 0.83 (0.73) with all. The
    # gate is at 77 %, advice from 30 %; LFW, people of every skin in every light, has 19 % at most.
    "under-exposure prevention": Mapping(centre=0.4, width=-0.12, gate=5, advice=70),
    # raw: share of light pixels. Glare hurts soon: similarity 0.96 (0.83) with 14 % light, 0.83 (0.57) with 51 %. The
    # gate is at 38 %, advice from 20 %; LFW has 6 % at most.
    "over-exposure prevention": Mapping(centre=0.2, width=-0.06, gate=5, advice=50),
    # raw: ratio of the cheeks' light. Advice below 0.41, as has 1 % of LFW; ORL has 0.66 and more.
    "illumination uniformity": Mapping(centre=0.5, width=0.1, advice=30),
    # raw: bits. Contrast reduced to 30 % leaves 5.3 bits and a similarity of 0.92 (0.87); to 15 %, 4.3 and 0.71 (0.50).
    # Advice below 5; LFW has 5.9 and more.
    "dynamic range": Mapping(centre=5, width=0.4, advice=50),
    # raw: fine detail in its poorest direction. The gate is at 0.10: all but a few of LFW have 0.13 and more; a blur of
    # sigma 2 px of the crop is refused 97 in 100 times, similarity 0.88 (0.83), a move of 7 px 64. Advice to 0.11.
    "sharpness": Mapping(centre=0.115, width=0.012, gate=22, advice=40),
    # raw: CIELAB units, about the curve of OFIQ 1.0.3. Neither gate nor advice: a wrong colour is the camera's or the
    # lamp's doing (clips from a television studio have 22), and nothing that a candidate could mend.
    "natural colour": Mapping(centre=10, width=-3),
}


def assessed(measure: str, raw: float, mapping: Mapping | None = None, *, mapped: float | None = None) -> QualityResult:
    """The result of a measure that could be taken.

    Args:
        measure: its name.
        raw: its value.
        mapping: the one of `MAPPINGS` unless given.
        mapped: what is mapped in the place of the raw value; of a measure with two sides, how far it is from the best.
    """
    mapping = mapping or MAPPINGS[measure]
    component = mapping.component(raw if mapped is None else mapped)
    return QualityResult(
        measure, raw, component, passed=component >= mapping.gate, satisfactory=component >= mapping.advice
    )


def failed_to_assess(measure: str, mapping: Mapping | None = None) -> QualityResult:
    """The result of a measure that could not be taken. It passes only where the measure gates nothing."""
    mapping = mapping or MAPPINGS[measure]
    return QualityResult(
        measure, None, None, passed=mapping.gate == 0, satisfactory=True, status=QualityStatus.FAILED_TO_ASSESS
    )
