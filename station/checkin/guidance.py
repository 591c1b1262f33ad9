"""What the candidate should do next, apart from any verdict."""

from __future__ import annotations

from enum import Enum

from recognition.quality import (
    crop_of_the_face_image,
    dynamic_range,
    head_pose_pitch,
    head_pose_roll,
    head_pose_yaw,
    head_size,
    illumination_uniformity,
    inter_eye_distance,
    natural_colour,
    over_exposure_prevention,
    sharpness,
    single_face,
    under_exposure_prevention,
    unified_quality,
)
from recognition.types import FrameAnalysis, QualityResult


class Guidance(Enum):
    """One instruction for the candidate."""

    FACE_THE_CAMERA = "face the camera"
    ONE_PERSON_ONLY = "one person only"
    COME_CLOSER = "come closer"
    MOVE_BACK = "move back"
    MOVE_TO_THE_MIDDLE = "move to the middle"
    HOLD_HEAD_STRAIGHT = "hold your head straight"
    RAISE_CHIN = "raise your chin"
    LOWER_CHIN = "lower your chin"
    MOVE_INTO_THE_LIGHT = "move into the light"
    AVOID_GLARE = "avoid the glare"
    LEAVE_THE_SHADOW = "leave the shadow"
    HOLD_STILL = "hold still"
    SHOW_WHOLE_FACE = "show your whole face"
    LOOK_HERE = "look here"


_FOR_MEASURE = {
    single_face.NAME: Guidance.ONE_PERSON_ONLY,
    inter_eye_distance.NAME: Guidance.COME_CLOSER,
    head_size.NAME: Guidance.COME_CLOSER,
    crop_of_the_face_image.NAME: Guidance.MOVE_TO_THE_MIDDLE,
    head_pose_yaw.NAME: Guidance.FACE_THE_CAMERA,
    head_pose_roll.NAME: Guidance.HOLD_HEAD_STRAIGHT,
    head_pose_pitch.NAME: Guidance.RAISE_CHIN,
    under_exposure_prevention.NAME: Guidance.MOVE_INTO_THE_LIGHT,
    over_exposure_prevention.NAME: Guidance.AVOID_GLARE,
    illumination_uniformity.NAME: Guidance.LEAVE_THE_SHADOW,
    dynamic_range.NAME: Guidance.MOVE_INTO_THE_LIGHT,
    sharpness.NAME: Guidance.HOLD_STILL,
    natural_colour.NAME: Guidance.MOVE_INTO_THE_LIGHT,
    unified_quality.NAME: Guidance.SHOW_WHOLE_FACE,
}


def guidance_for(analysis: FrameAnalysis) -> Guidance:
    """The instruction for what matters first: a measure that does not pass, or else one that is not satisfactory."""
    if analysis.subject is None:
        return Guidance.FACE_THE_CAMERA
    # The unified score says that something is wrong, not what: every other measure knows better.
    results = sorted(analysis.quality, key=lambda result: result.measure == unified_quality.NAME)
    failing = [result for result in results if not result.passed]
    wanting = [result for result in results if not result.satisfactory]
    return _instruction((failing or wanting)[0]) if failing or wanting else Guidance.LOOK_HERE


def _instruction(result: QualityResult) -> Guidance:
    if result.raw is not None:
        if result.measure == head_size.NAME and result.raw > head_size.OPTIMUM:
            return Guidance.MOVE_BACK
        if result.measure == head_pose_pitch.NAME and result.raw < 0:  # looks up
            return Guidance.LOWER_CHIN
    return _FOR_MEASURE[result.measure]
