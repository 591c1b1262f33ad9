"""Unified quality score (ISO/IEC 29794-1): how much of a face did the network see?

The length of the vector that an embedding network gives, before it is normalised, falls with whatever makes a face hard
to recognise: blur, pose, shade, a hand before the mouth. Q. Meng et al., "MagFace", CVPR 2021, trained a network for
it; it holds for others too. What a length means is measured for each model and stands in its manifest entry; without
such a measurement there is no score.
"""

from __future__ import annotations

from models.manifest import NormMapping
from recognition.quality.mapping import Mapping, assessed, failed_to_assess
from recognition.types import QualityResult

NAME = "unified quality score"
_GATE = 5  # of 100


def assess(norm: float, mapping: NormMapping | None) -> QualityResult:
    """Raw: length of the vector, in the unit of the model, above 0."""
    if mapping is None:
        return failed_to_assess(NAME, Mapping(0, 1))
    return assessed(NAME, norm, Mapping(mapping.centre, mapping.width, _GATE))
