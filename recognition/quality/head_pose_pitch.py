"""Head pose pitch (ISO/IEC 29794-5): does the face look up or down?"""

from __future__ import annotations

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.types import QualityResult

NAME = "head pose pitch"


def assess(context: QualityContext) -> QualityResult:
    """Raw: degrees, -180 to 180; above 0 the person looks down (`recognition.quality.head_pose`).

    The length of a nose counts too: people who look straight ahead differ by some ten degrees. Only extremes say much.
    """
    pose = context.pose
    return failed_to_assess(NAME) if pose is None else assessed(NAME, pose.pitch, mapped=abs(pose.pitch))
