"""Head pose roll (ISO/IEC 29794-5): is the head held straight?"""

from __future__ import annotations

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.types import QualityResult

NAME = "head pose roll"


def assess(context: QualityContext) -> QualityResult:
    """Raw: degrees, -180 to 180; above 0 the person leans to their own right (`recognition.quality.head_pose`)."""
    pose = context.pose
    return failed_to_assess(NAME) if pose is None else assessed(NAME, pose.roll, mapped=abs(pose.roll))
