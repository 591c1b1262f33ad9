"""Natural colour (ISO/IEC 29794-5): has the skin a colour that skin can have?"""

from __future__ import annotations

import math

import cv2
import numpy as np

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.quality.visible_face import LEFT_CHEEK, RIGHT_CHEEK
from recognition.types import QualityResult

NAME = "natural colour"

# CIELAB a* and b* of skin in natural light, as in OFIQ 1.0.3.
_A = 5.0, 25.0
_B = 5.0, 35.0
_GREY = 1.0  # distance of the mean from neutral grey; with less the picture has no colours


def assess(context: QualityContext) -> QualityResult:
    """Raw: distance of the cheeks' mean colour from skin's colours in CIELAB units, 0 or more; less is better.

    A grey picture cannot be assessed.
    """
    shown = context.visible.shown(LEFT_CHEEK | RIGHT_CHEEK)
    if shown is None:
        return failed_to_assess(NAME)
    colours = context.visible.crop[shown][None].astype(np.float32) / 255
    _, a, b = (float(value) for value in cv2.cvtColor(colours, cv2.COLOR_BGR2LAB).mean(axis=(0, 1)))
    if math.hypot(a, b) < _GREY:
        return failed_to_assess(NAME)
    return assessed(NAME, math.hypot(_beyond(a, *_A), _beyond(b, *_B)))


def _beyond(value: float, lowest: float, highest: float) -> float:
    return max(lowest - value, value - highest, 0.0)
