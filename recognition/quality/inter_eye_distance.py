"""Inter-eye distance (ISO/IEC 29794-5): is the face near enough to show its detail?"""

from __future__ import annotations

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.types import QualityResult

NAME = "inter-eye distance"


def assess(context: QualityContext) -> QualityResult:
    """Raw: distance of the eye centres in pixels of the picture, above 0."""
    distance = context.subject.face.inter_eye_distance
    return failed_to_assess(NAME) if distance <= 0 else assessed(NAME, distance)
