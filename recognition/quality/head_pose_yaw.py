"""Head pose yaw (ISO/IEC 29794-5): does the face look to the side?"""

from __future__ import annotations

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.types import QualityResult

NAME = "head pose yaw"


def assess(context: QualityContext) -> QualityResult:
    """Raw: degrees, -90 to 90; above 0 the person looks to their own left (`recognition.quality.head_pose`)."""
    pose = context.pose
    return failed_to_assess(NAME) if pose is None else assessed(NAME, pose.yaw, mapped=abs(pose.yaw))
