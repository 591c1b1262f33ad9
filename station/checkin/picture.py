"""The picture that a decision rests on: the face as it was compared, with its surroundings."""

from __future__ import annotations

import cv2
import numpy as np

from recognition.types import Face, Image
from wire.evidence import MAX_PICTURE

MAX_HEIGHT = 480  # pixels
_BESIDE = 0.6  # of the face's size, on every side: hair, ears, collar, and who stands behind
_QUALITIES = (85, 70, 50, 30, 10)  # of JPEG; the first is enough for any face, noise takes the later ones


def face_picture(image: Image, face: Face) -> bytes:
    """A JPEG of at most 480 pixels' height and `MAX_PICTURE` bytes, made from the pixels alone: no metadata."""
    crop = _crop(image, face)
    height, width = crop.shape[:2]
    scale = MAX_HEIGHT / height
    if scale < 1:
        size = (max(round(width * scale), 1), MAX_HEIGHT)
        crop = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    for quality in _QUALITIES:
        encoded = bytes(cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])
        if len(encoded) <= MAX_PICTURE:
            break
    return encoded


def _crop(image: Image, face: Face) -> Image:
    """The part of the picture around the face; all of it where the face lies outside."""
    height, width = image.shape[:2]
    x1, y1, x2, y2 = (float(value) for value in face.box)
    beside, above = (x2 - x1) * _BESIDE, (y2 - y1) * _BESIDE
    left, right = max(round(x1 - beside), 0), min(round(x2 + beside), width)
    top, bottom = max(round(y1 - above), 0), min(round(y2 + above), height)
    return image[top:bottom, left:right] if left < right and top < bottom else image
