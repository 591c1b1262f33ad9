"""Dynamic range (ISO/IEC 29794-5): does the face show light and shade, or a haze?"""

from __future__ import annotations

import numpy as np

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.quality.visible_face import FACE
from recognition.types import QualityResult

NAME = "dynamic range"


def assess(context: QualityContext) -> QualityResult:
    """Raw: entropy of the histogram of the face's luma in bits, 0 (flat) to 8; as in OFIQ 1.0.3."""
    shown = context.visible.shown(FACE)
    if shown is None:
        return failed_to_assess(NAME)
    counts = np.bincount(context.visible.grey[shown])
    share = counts[counts > 0] / counts.sum()
    return assessed(NAME, max(float(-(share * np.log2(share)).sum()), 0.0))
