"""How a head is turned, from five points.

A mean face of five points in space is laid over the landmarks: weak perspective (T. Alter: "3-D pose from 3 points
using weak-perspective", IEEE TPAMI 16(8), 1994), an affine fit by least squares, then the nearest scaled rotation to
it. Weak perspective holds while a face is flat compared with its distance, so at a desk, not at a hand's length.

Signs are those of ISO/IEC 19794-5 and ANSI/NIST-ITL 1, all of the person, for a picture that is not mirrored:

* yaw above 0: looks to their own left, the nose moves to the right of the picture;
* pitch above 0: looks down, the nose moves down;
* roll above 0: leans towards their own right shoulder, counter-clockwise in the picture.

The head is pitched first, then turned by the yaw, then rolled in the picture's plane: turning the picture changes the
roll alone, and mirroring it changes the signs of yaw and roll alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recognition.types import Vector

# Millimetres: x to the right of the picture, y up, z towards the camera; the point between the eyes is zero. The eyes
# are 63 mm apart (N. Dodgson: "Variation and extrema of human interpupillary distance", SPIE 5291, 2004). Where nose
# and mouth lie in the plane is the mean of 198 frontal faces of LFW as the detector sees them. The nose's 29 mm of
# depth is how far it moves sideways while the eyes come together, in 625 photos of LFW turned by up to 50 degrees.
FACE_POINTS: NDArray[np.float64] = np.array(
    [[-31.5, 0, 0], [31.5, 0, 0], [0, -37, 29], [-28, -63.5, 0], [28, -63.5, 0]], dtype=np.float64
)
_FIT = np.linalg.pinv(FACE_POINTS - FACE_POINTS.mean(axis=0))  # (3, 5)
_LEAST_SCALE = 1e-6  # pixels per millimetre


@dataclass(frozen=True, slots=True)
class HeadPose:
    """Yaw, pitch and roll in degrees: -90 to 90, -180 to 180, -180 to 180. 0 is frontal."""

    yaw: float
    pitch: float
    roll: float

    @classmethod
    def of(cls, landmarks: Vector) -> HeadPose | None:
        """The pose of a face of five (x, y) points; None when they lie on one spot or on one line."""
        points = landmarks.astype(np.float64) * (1, -1)
        left, scales, right = np.linalg.svd((_FIT @ (points - points.mean(axis=0))).T, full_matrices=False)
        if scales[1] < _LEAST_SCALE:
            return None
        across, up = left @ right  # the rows of the rotation: the camera's axes, as the head sees them
        towards = np.cross(across, up)
        return cls(
            yaw=math.degrees(math.atan2(-towards[0], math.hypot(across[0], up[0]))),
            pitch=math.degrees(math.atan2(towards[1], towards[2])),
            roll=math.degrees(math.atan2(up[0], across[0])),
        )
