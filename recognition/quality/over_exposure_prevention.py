"""Over-exposure prevention (ISO/IEC 29794-5): is the face free of glare?"""

from __future__ import annotations

import numpy as np

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.quality.visible_face import FACE
from recognition.types import QualityResult

NAME = "over-exposure prevention"

_LIGHT = 247  # luma; what is at or above it is light, as in OFIQ 1.0.3


def assess(context: QualityContext) -> QualityResult:
    """Raw: share of the face's pixels that are too light, 0 to 1."""
    shown = context.visible.shown(FACE)
    if shown is None:
        return failed_to_assess(NAME)
    return assessed(NAME, float(np.mean(context.visible.grey[shown] >= _LIGHT)))
