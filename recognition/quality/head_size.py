"""Head size (ISO/IEC 29794-5): how much of the picture's height does the head take?"""

from __future__ import annotations

import numpy as np

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.types import LEFT_EYE, LEFT_MOUTH, RIGHT_EYE, RIGHT_MOUTH, QualityResult

NAME = "head size"
OPTIMUM = 0.35  # of the picture's height; OFIQ 1.0.3 has 0.45, but for a portrait, not for a camera's wide picture

_CHIN = 1.75  # distances from eyes to mouth: where the detector sees the chin of frontal faces of LFW and of ORL


def assess(context: QualityContext) -> QualityResult:
    """Raw: distance from between the eyes to the chin / height of the picture, above 0. A whole head is twice that."""
    points = context.subject.face.landmarks
    eyes = (points[LEFT_EYE] + points[RIGHT_EYE]) / 2
    mouth = (points[LEFT_MOUTH] + points[RIGHT_MOUTH]) / 2
    raw = _CHIN * float(np.linalg.norm(mouth - eyes)) / context.subject.image.shape[0]
    return failed_to_assess(NAME) if raw <= 0 else assessed(NAME, raw, mapped=abs(raw - OPTIMUM))
