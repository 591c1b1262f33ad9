"""Single face present (ISO/IEC 29794-5): is one person alone before the camera?"""

from __future__ import annotations

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.types import QualityResult

NAME = "single face"


def assess(context: QualityContext) -> QualityResult:
    """Raw: 1 - area of the second largest face / area of the largest; 1 with one face."""
    largest, *others = context.faces
    if largest.area <= 0:
        return failed_to_assess(NAME)
    return assessed(NAME, 1 - (others[0].area / largest.area if others else 0.0))
