"""Portraits for human eyes: every face upright, at the same size and place, so that two can be compared."""

from __future__ import annotations

import cv2
import numpy as np

from recognition.alignment import similarity_transform
from recognition.types import LEFT_EYE, RIGHT_EYE, Face, Image

SIDE = 360  # pixels, square
EYE_DISTANCE = 84.0  # pixels
EYE_LINE = 0.44  # of the height
_BEYOND = (238, 232, 226)  # BGR of what lies beyond the picture


def portrait(image: Image, face: Face) -> Image:
    """The face as a (360, 360, 3) picture, its eyes level, 84 px apart, at 44 % of the height."""
    eyes = face.landmarks[[LEFT_EYE, RIGHT_EYE]]
    middle, line = SIDE / 2, SIDE * EYE_LINE
    target = np.array([[middle - EYE_DISTANCE / 2, line], [middle + EYE_DISTANCE / 2, line]], dtype=np.float32)
    matrix = similarity_transform(eyes, target)
    shrinking = float(np.hypot(*matrix[0, :2])) < 1
    picture = cv2.warpAffine(
        image,
        matrix,
        (SIDE, SIDE),
        flags=cv2.INTER_AREA if shrinking else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=_BEYOND,
    )
    return np.asarray(picture, dtype=np.uint8)
