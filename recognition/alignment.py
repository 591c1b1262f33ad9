"""Brings a face to the standard 112x112 crop of ArcFace by a similarity transform of its five points.

The target points are those of J. Deng et al.: "ArcFace", CVPR 2019 (112x112 layout). The transform is the
least-squares similarity of S. Umeyama: "Least-squares estimation of transformation parameters between two point
patterns", IEEE TPAMI 13(4), 1991.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from recognition.types import Face, Image

CROP_SIDE = 112
TEMPLATE_POINTS: NDArray[np.float32] = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]],
    dtype=np.float32,
)


def similarity_transform(source: NDArray[np.float32], target: NDArray[np.float32]) -> NDArray[np.float64]:
    """The 2x3 matrix of rotation, scale and translation that takes ``source`` to ``target``, both (N, 2).

    Raises:
        ValueError: the source points all lie on one spot.
    """
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    centred = (source - source_mean).astype(np.float64)
    variance = float((centred**2).sum() / len(source))
    if variance < 1e-12:
        raise ValueError("expected landmarks apart from each other, got five on one spot")
    covariance = (target - target_mean).T.astype(np.float64) @ centred / len(source)
    left, singular, right = np.linalg.svd(covariance)
    sign = np.array([1.0, np.sign(np.linalg.det(left) * np.linalg.det(right))])  # a rotation, never a mirror
    rotation = left @ np.diag(sign) @ right
    scale = float(singular @ sign) / variance
    matrix = np.empty((2, 3))
    matrix[:, :2] = scale * rotation
    matrix[:, 2] = target_mean - matrix[:, :2] @ source_mean
    return matrix


def align(image: Image, face: Face, side: int = CROP_SIDE) -> Image:
    """The face as a (side, side, 3) BGR crop; what lies beyond the picture is black."""
    matrix = similarity_transform(face.landmarks, TEMPLATE_POINTS * np.float32(side / CROP_SIDE))
    crop = cv2.warpAffine(image, matrix, (side, side), flags=cv2.INTER_LINEAR)
    return np.asarray(crop, dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class AlignedFace:
    """A face in its picture (BGR), and the (112, 112, 3) crop of it."""

    image: Image
    face: Face
    crop: Image

    @classmethod
    def of(cls, image: Image, face: Face) -> AlignedFace:
        """Crop a face. Raises ValueError when its landmarks lie on one spot."""
        return cls(image, face, align(image, face))
