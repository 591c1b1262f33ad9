"""Single face present (ISO/IEC 29794-5): is one person alone before the camera?"""

from __future__ import annotations

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.types import QualityResult

NAME = "single face present"


def assess(context: QualityContext) -> QualityResult:
    """Raw: 1 - area of the largest other face / area of the subject; 1 with one face, below 0 beside a larger one."""
    subject, *others = context.faces
    if subject.area <= 0:
        return failed_to_assess(NAME)
    return assessed(NAME, 1 - max((other.area for other in others), default=0.0) / subject.area)
