"""Crop of the face image (ISO/IEC 29794-5): does the picture's edge cut the face?

The standard has four measures, leftward, rightward, above and below. A candidate has one remedy for all of them, so
the smallest of the four margins is what counts here.
"""

from __future__ import annotations

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.types import QualityResult

NAME = "crop of the face image"


def assess(context: QualityContext) -> QualityResult:
    """Raw: the smallest margin between the face's box and the picture's edge / side of the box; below 0 it is cut."""
    left, top, right, bottom = context.subject.face.box.tolist()
    width, height = right - left, bottom - top
    if width <= 0 or height <= 0:
        return failed_to_assess(NAME)
    rows, columns = context.subject.image.shape[:2]
    return assessed(NAME, min(left / width, (columns - right) / width, top / height, (rows - bottom) / height))
