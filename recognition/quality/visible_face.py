"""The part of the aligned crop that shows the face and lies within the picture.

A face at the picture's edge has a crop that is partly black. That black is neither dark skin nor a sharp edge: it is
left out of every measure, and the crop is taken once more with the picture's edge repeated, so that no filter sees it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from recognition.alignment import CROP_SIDE, TEMPLATE_POINTS, AlignedFace, similarity_transform
from recognition.types import Image

Mask = NDArray[np.bool_]

_LEAST_SHARE = 0.5  # of a region within the picture; with less, the rest says little about the whole
_ROWS, _COLUMNS = np.mgrid[:CROP_SIDE, :CROP_SIDE]
_CORNERS = np.array([[0, 0, 1], [CROP_SIDE - 1, 0, 1], [0, CROP_SIDE - 1, 1], [CROP_SIDE - 1, CROP_SIDE - 1, 1]])

# Brows to chin and cheek to cheek: of a frontal face no hair and no background. 4,204 pixels.
FACE: Mask = ((_COLUMNS - 56) / 32) ** 2 + ((_ROWS - 70) / 42) ** 2 <= 1
# Under the eyes, beside the nose, around the measurement zones of ISO/IEC 19794-5; mirror images of each other.
LEFT_CHEEK: Mask = (abs(_ROWS - 73) <= 13) & (abs(_COLUMNS - 37) <= 9)
RIGHT_CHEEK: Mask = (abs(_ROWS - 73) <= 13) & (abs(_COLUMNS - 75) <= 9)


@dataclass(frozen=True, slots=True, eq=False)
class VisibleFace:
    """``crop`` is (112, 112, 3) BGR, ``grey`` its luma (ITU-R BT.601, 0 to 255), ``inside`` what the picture shows."""

    crop: Image
    grey: Image
    inside: Mask

    @classmethod
    def of(cls, subject: AlignedFace) -> VisibleFace:
        """What is visible of a face; nothing of one whose landmarks lie on one spot."""
        crop, inside = subject.crop, np.ones((CROP_SIDE, CROP_SIDE), dtype=np.bool_)
        try:
            matrix = similarity_transform(subject.face.landmarks, TEMPLATE_POINTS)
        except ValueError:
            inside[:] = False
        else:
            height, width = subject.image.shape[:2]
            back = cv2.invertAffineTransform(matrix)
            if not _within(_CORNERS @ back.T, width, height).all():
                crop = _edges_repeated(subject.image, matrix)
                inside = _within(np.stack([_COLUMNS, _ROWS, np.ones_like(_ROWS)], axis=-1) @ back.T, width, height)
        return cls(crop, np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), dtype=np.uint8), inside)

    def shown(self, region: Mask) -> Mask | None:
        """The part of a region within the picture; None when that is less than half of it."""
        part = region & self.inside
        return part if np.count_nonzero(part) >= _LEAST_SHARE * np.count_nonzero(region) else None


def _within(points: NDArray[np.float64], width: int, height: int) -> Mask:
    x, y = points[..., 0], points[..., 1]
    return np.asarray((x >= -0.5) & (y >= -0.5) & (x <= width - 0.5) & (y <= height - 0.5))


def _edges_repeated(image: Image, matrix: NDArray[np.float64]) -> Image:
    size = (CROP_SIDE, CROP_SIDE)
    return np.asarray(
        cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
    )
