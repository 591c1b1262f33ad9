"""Makes what quality measures look at: faces of chosen points, and real crops that were spoiled."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from recognition.alignment import TEMPLATE_POINTS, AlignedFace
from recognition.quality import QualityContext
from recognition.types import Face, Image

Points = NDArray[np.float32]


def face_of(points: Points = TEMPLATE_POINTS, box: tuple[float, float, float, float] = (16, 0, 96, 112)) -> Face:
    return Face(np.array(box, dtype=np.float32), points.astype(np.float32), 0.9)


def crop_context(crop: Image) -> QualityContext:
    """A crop that is the whole picture."""
    face = face_of()
    return QualityContext((face,), AlignedFace(crop, face, crop))


def picture_context(face: Face, size: tuple[int, int] = (640, 480), others: tuple[Face, ...] = ()) -> QualityContext:
    """A face of chosen points and box in an empty picture of (width, height)."""
    picture = np.zeros((size[1], size[0], 3), dtype=np.uint8)
    return QualityContext((face, *others), AlignedFace(picture, face, np.zeros((112, 112, 3), dtype=np.uint8)))


def spoilt(crop: Image, factor: float | NDArray[np.float64] = 1.0, offset: float = 0.0) -> Image:
    """Every pixel times a factor, plus an offset, as far as eight bits hold it."""
    return np.asarray(np.clip(np.round(crop.astype(np.float64) * factor + offset), 0, 255), dtype=np.uint8)


def blurred(crop: Image, sigma: float) -> Image:
    return np.asarray(cv2.GaussianBlur(crop, (0, 0), sigma), dtype=np.uint8)
