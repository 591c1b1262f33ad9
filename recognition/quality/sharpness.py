"""Sharpness (ISO/IEC 29794-5): is there fine detail, at the scale that the embedding sees?

Taken on the aligned crop, so that the distance from the camera does not matter. The measure is the energy of a fine
band of the picture relative to a coarse one (differences of Gaussians), in the face's middle. Dividing by the coarse
band takes light and contrast out; starting the fine band at sigma 0.8 leaves most of the sensor's noise out. Of the
fine band only what there is in its poorest direction counts, by the smaller eigenvalue of the structure tensor
(W. Foerstner, E. Guelch, 1987): a face that moved is blurred along one direction and crisp across it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

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
    """Raw: change of the fine band from pixel to pixel / deviation of the coarse one, 0.05 (blurred) to 0.4 (crisp)."""
    raw = detail(context.visible)
    return failed_to_assess(NAME) if raw is None else assessed(NAME, raw)


def detail(face: VisibleFace) -> float | None:
    """Fine change over coarse deviation; None when the face is flat, or too much of it lies beyond the picture."""
    shown = face.shown(_FACE)
    if shown is None:
        return None
    grey = face.grey.astype(np.float32)
    fine, middle, coarse = (cv2.GaussianBlur(grey, (0, 0), sigma) for sigma in _SIGMAS)
    energy = float(np.std((middle - coarse)[shown]))
    if energy < _FLAT:
        return None
    return _least_change(fine - middle, shown) / energy


def _least_change(band: NDArray[np.float32], shown: NDArray[np.bool_]) -> float:
    """Root mean square of the band's change from pixel to pixel, in the direction in which it changes least."""
    down, right = (np.asarray(np.gradient(band, axis=axis), dtype=np.float64)[shown] for axis in (0, 1))
    tensor = np.array([[down @ down, down @ right], [down @ right, right @ right]]) / len(down)
    return float(np.sqrt(max(np.linalg.eigvalsh(tensor)[0], 0.0)))
