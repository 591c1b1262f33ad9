"""Sharpness (ISO/IEC 29794-5): is there fine detail, at the scale that the embedding sees?

Taken on the aligned crop, so that the distance from the camera does not matter. The measure is the energy of a fine
band of the picture relative to a coarse one (differences of Gaussians), in the face's middle. Dividing by the coarse
band takes light and contrast out; starting the fine band at sigma 0.8 leaves most of the sensor's noise out.
"""

from __future__ import annotations

import cv2
import numpy as np

from recognition.alignment import CROP_SIDE
from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.quality.visible_face import VisibleFace
from recognition.types import QualityResult

NAME = "sharpness"

_SIGMAS = (0.8, 1.6, 4.0)  # pixels of the crop
_FLAT = 1.0  # grey levels; a coarse band weaker than this shows no face at all
_FACE = np.zeros((CROP_SIDE, CROP_SIDE), dtype=np.bool_)
_FACE[24:100, 20:92] = True  # brows to chin, cheek to cheek


def assess(context: QualityContext) -> QualityResult:
    """Raw: standard deviation of the fine band / that of the coarse band, about 0.1 (blurred) to 0.7 (crisp)."""
    raw = detail(context.visible)
    return failed_to_assess(NAME) if raw is None else assessed(NAME, raw)


def detail(face: VisibleFace) -> float | None:
    """Fine over coarse energy; None when the face is flat, or too much of it lies beyond the picture."""
    shown = face.shown(_FACE)
    if shown is None:
        return None
    grey = face.grey.astype(np.float32)
    fine, middle, coarse = (cv2.GaussianBlur(grey, (0, 0), sigma) for sigma in _SIGMAS)
    energy = float(np.std((middle - coarse)[shown]))
    if energy < _FLAT:
        return None
    return float(np.std((fine - middle)[shown])) / energy
