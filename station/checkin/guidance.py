"""What the candidate should do next, apart from any verdict."""

from __future__ import annotations

from enum import Enum

from recognition.quality import inter_eye_distance, sharpness, single_face
from recognition.types import FrameAnalysis


class Guidance(Enum):
    """One instruction for the candidate."""

    FACE_THE_CAMERA = "face the camera"
    ONE_PERSON_ONLY = "one person only"
    COME_CLOSER = "come closer"
    HOLD_STILL = "hold still"
    LOOK_HERE = "look here"


_FOR_MEASURE = {
    single_face.NAME: Guidance.ONE_PERSON_ONLY,
    inter_eye_distance.NAME: Guidance.COME_CLOSER,
    sharpness.NAME: Guidance.HOLD_STILL,
}


def guidance_for(analysis: FrameAnalysis) -> Guidance:
    """The instruction for the first measure that fails, in the order in which they matter."""
    if analysis.subject is None:
        return Guidance.FACE_THE_CAMERA
    failing = next((result.measure for result in analysis.quality if not result.passed), None)
    return Guidance.LOOK_HERE if failing is None else _FOR_MEASURE[failing]
