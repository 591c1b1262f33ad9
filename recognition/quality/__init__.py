"""Face image quality, one ISO/IEC 29794-5 measure a file, and the mapping from raw values to components.

``MEASURES`` is every measure in the order in which its instruction matters to a candidate.
"""

from __future__ import annotations

from collections.abc import Callable

from recognition.quality import inter_eye_distance, sharpness, single_face
from recognition.quality.context import QualityContext
from recognition.types import QualityResult

Measure = Callable[[QualityContext], QualityResult]

MEASURES: tuple[Measure, ...] = (single_face.assess, inter_eye_distance.assess, sharpness.assess)

__all__ = ["MEASURES", "Measure", "QualityContext"]
