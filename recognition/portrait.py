"""Portraits for human eyes: every face upright, at the same size and place, so that two can be compared; and a look at
the whole of a picture that gives no portrait."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from recognition.alignment import similarity_transform
from recognition.types import LEFT_EYE, RIGHT_EYE, Face, Image

SIDE = 360  # pixels, square
EYE_DISTANCE = 84.0  # pixels
EYE_LINE = 0.44  # of the height
_BEYOND = (238, 232, 226)  # BGR of what lies beyond the picture
_FRAMES = (((255, 255, 255), 5), ((0, 91, 154), 2))  # BGR and width of the lines around a face, one on the other


def portrait(image: Image, face: Face) -> Image:
    """The face as a (360, 360, 3) picture, its eyes level, 84 px apart, at 44 % of the height."""
    eyes = face.landmarks[[LEFT_EYE, RIGHT_EYE]]
    middle, line = SIDE / 2, SIDE * EYE_LINE
    target = np.array([[middle - EYE_DISTANCE / 2, line], [middle + EYE_DISTANCE / 2, line]], dtype=np.float32)
    matrix = similarity_transform(eyes, target)
    scale, flags = float(np.hypot(*matrix[0, :2])), cv2.INTER_CUBIC
    if scale < 1:
        # OpenCV shrinks pixels of four bytes twice as fast as those of three. No corner is farther away than that:
        reach, last = SIDE / scale, np.array([image.shape[1] - 1, image.shape[0] - 1])
        centre = eyes.mean(axis=0)
        start, end = (np.clip(centre + sign * reach, 0, last).astype(int) for sign in (-1, 1))
        image = np.asarray(cv2.cvtColor(image[start[1] : end[1] + 1, start[0] : end[0] + 1], cv2.COLOR_BGR2BGRA))
        matrix[:, 2] += matrix[:, :2] @ start
        flags = cv2.INTER_LINEAR
    picture = cv2.warpAffine(
        image, matrix, (SIDE, SIDE), flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=_BEYOND
    )
    return np.asarray(picture if scale >= 1 else cv2.cvtColor(picture, cv2.COLOR_BGRA2BGR), dtype=np.uint8)


def overview(image: Image, faces: Sequence[Face]) -> Image:
    """The whole picture in the middle of one of (360, 360, 3), a frame around each of its faces."""
    height, width = image.shape[:2]
    scale = SIDE / max(height, width)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    picture = np.full((SIDE, SIDE, 3), _BEYOND, dtype=np.uint8)
    picture[top : top + size[1], left : left + size[0]] = small
    for face in faces:
        corner, opposite = np.rint(face.box.reshape(2, 2) * scale + (left, top)).astype(int).tolist()
        for colour, thickness in _FRAMES:
            cv2.rectangle(picture, corner, opposite, colour, thickness)
    return picture
