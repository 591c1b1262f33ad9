"""Face image quality, one ISO/IEC 29794-5 measure a file, and the mapping from raw values to components.

``MEASURES`` is every measure in the order in which its instruction matters to a candidate: who is in the picture and
where, then how they hold their head, then light, and last what holding still mends. docs/quality.md has the figures.
"""

from __future__ import annotations

from collections.abc import Callable

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
)
from recognition.quality.context import QualityContext
from recognition.types import QualityResult

Measure = Callable[[QualityContext], QualityResult]

MEASURES: tuple[Measure, ...] = (
    single_face.assess,
    inter_eye_distance.assess,
    head_size.assess,
    crop_of_the_face_image.assess,
    head_pose_yaw.assess,
    head_pose_roll.assess,
    head_pose_pitch.assess,
    under_exposure_prevention.assess,
    over_exposure_prevention.assess,
    illumination_uniformity.assess,
    dynamic_range.assess,
    sharpness.assess,
    natural_colour.assess,
)

__all__ = ["MEASURES", "Measure", "QualityContext"]
