"""Face detection with YuNet: boxes and five points.

W. Wu, H. Peng, S. Yu: "YuNet: A Tiny Millisecond-level Face Detector", Machine Intelligence Research 20, 2023.
The network is anchor-free: at each cell of the strides 8, 16 and 32 it gives a class score, an objectness, a box
as (centre offset, log size) in units of the stride, and five points as offsets in the same unit. A face's
confidence is the geometric mean of the first two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from recognition.alignment import TEMPLATE_POINTS, similarity_transform
from recognition.types import LEFT_EYE, LEFT_MOUTH, NOSE, RIGHT_EYE, RIGHT_MOUTH, Face, Image

FIRST_SIDE = 320  # pixels of the longer side given to the network: enough to find whoever is near enough to be checked
FULL_SIDE = 640  # for photos where that finds nobody
MIN_CONFIDENCE = 0.7
NMS_OVERLAP = 0.3  # intersection over union above which the weaker of two boxes is the same face
MAX_FACES = 50

_SECOND_SIDE = 256  # pixels of the square that the second look sees
_SECOND_SCALE = 1.82  # of the ArcFace crop: the eyes are 64 pixels apart then
_SECOND_POINTS = ((TEMPLATE_POINTS - TEMPLATE_POINTS.mean(axis=0)) * _SECOND_SCALE + _SECOND_SIDE / 2).astype(
    np.float32
)

_STRIDES = (8, 16, 32)
_KINDS = ("cls", "obj", "bbox", "kps")
_MULTIPLE = 32
# All that the second look needs of the network: a face of its size is found at the widest stride.
SECOND_LOOK_OUTPUTS = tuple(f"{kind}_{_STRIDES[-1]}" for kind in _KINDS)


class Detector(Protocol):
    """Finds faces."""

    def detect(self, image: Image) -> list[Face]:
        """Every face of a BGR picture, the largest first."""


class YuNet:
    """YuNet run by ONNX Runtime, the longer side scaled down to at most ``max_side`` pixels.

    Faces are looked for at those strides that the session has outputs of.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        max_side: int = FIRST_SIDE,
        min_confidence: float = MIN_CONFIDENCE,
    ) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name
        there = {output.name for output in session.get_outputs()}
        self._strides = tuple(stride for stride in _STRIDES if f"{_KINDS[0]}_{stride}" in there)
        self._outputs = [f"{kind}_{stride}" for kind in _KINDS for stride in self._strides]
        self._max_side = max_side
        self._min_confidence = min_confidence

    def detect(self, image: Image) -> list[Face]:
        """Every face of a BGR picture, the largest first, in the picture's own pixels."""
        height, width = image.shape[:2]
        scale = min(1.0, self._max_side / max(height, width))
        if scale < 1:
            size = (max(round(width * scale), 1), max(round(height * scale), 1))
            image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        outputs = [each[0] for each in self._session.run(self._outputs, {self._input: _tensor(image)})]
        count = len(self._strides)
        of_every_stride = [np.concatenate(outputs[at : at + count]) for at in range(0, len(outputs), count)]
        size = _round_up(image.shape[0]), _round_up(image.shape[1])
        rows = _suppress(_decode(self._strides, size, self._min_confidence, *of_every_stride))
        faces = [
            Face(
                box=(row[1:5] / scale).astype(np.float32),
                landmarks=(row[5:15] / scale).astype(np.float32).reshape(5, 2),
                confidence=float(row[0]),
            )
            for row in rows
        ]
        return sorted(faces, key=lambda face: face.area, reverse=True)


class SecondLook:
    """Finds the five points of a face again, on the face alone, upright and of one size, as it is and mirrored.

    The detector's points depend on how large and how tilted a face is in the picture, and on which side of a cell it
    falls. The mean of two looks at one known size is nearer to the truth, and the same at every distance from the
    camera (docs/decisions/0010).
    """

    def __init__(self, detector: Detector) -> None:
        self._detector = detector

    def refine(self, image: Image, face: Face) -> Face:
        """The face with better landmarks; the same face where the second look does not find it."""
        matrix = similarity_transform(face.landmarks, _SECOND_POINTS)
        view = np.asarray(cv2.warpAffine(image, matrix, (_SECOND_SIDE, _SECOND_SIDE)), dtype=np.uint8)
        looks = [self._points(view), _unmirrored(self._points(view[:, ::-1]))]
        found = [points for points in looks if points is not None]
        if not found:
            return face
        points = (np.mean(found, axis=0) - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T
        return Face(face.box, points.astype(np.float32), face.confidence)

    def _points(self, view: Image) -> NDArray[np.float32] | None:
        """Landmarks of the face in the middle of a view."""
        middle = np.float32(_SECOND_SIDE / 2)
        near = [
            face.landmarks
            for face in self._detector.detect(view)
            if np.abs(face.landmarks.mean(axis=0) - middle).max() < _SECOND_SIDE / 8
        ]
        return min(near, key=lambda points: float(np.linalg.norm(points.mean(axis=0) - middle)), default=None)


class PortraitDetector:
    """For photos: tries one thing after the other until a face is found.

    As for frames; in full size, for a small face in a large photo; with a margin around the picture, since a face that
    fills a photo from edge to edge is larger than anything the detector was trained on; and the three again, content
    with half the confidence.
    """

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._attempts = [
            (YuNet(session, FIRST_SIDE, confidence), YuNet(session, FULL_SIDE, confidence))
            for confidence in (MIN_CONFIDENCE, MIN_CONFIDENCE / 2)
        ]

    def detect(self, image: Image) -> list[Face]:
        """Every face of a BGR picture, the largest first; empty when no attempt finds one."""
        for first, full in self._attempts:
            faces = first.detect(image) or full.detect(image) or _detect_with_margin(full, image)
            if faces:
                return faces
        return []


def _detect_with_margin(detector: Detector, image: Image) -> list[Face]:
    margin = max(image.shape[:2]) // 2
    padded = cv2.copyMakeBorder(image, margin, margin, margin, margin, cv2.BORDER_REPLICATE)
    return [
        Face((face.box - margin).astype(np.float32), face.landmarks - np.float32(margin), face.confidence)
        for face in detector.detect(np.asarray(padded, dtype=np.uint8))
    ]


def _unmirrored(points: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
    """Landmarks of a mirrored view as they are in the view itself: left and right change places."""
    if points is None:
        return None
    turned = points[[RIGHT_EYE, LEFT_EYE, NOSE, RIGHT_MOUTH, LEFT_MOUTH]]
    turned[:, 0] = _SECOND_SIDE - 1 - turned[:, 0]
    return turned


def _round_up(length: int) -> int:
    return -(-length // _MULTIPLE) * _MULTIPLE


def _tensor(image: Image) -> NDArray[np.float32]:
    height, width = image.shape[:2]
    tensor = np.zeros((1, 3, _round_up(height), _round_up(width)), dtype=np.float32)
    for channel in range(3):  # faster one by one
        tensor[0, channel, :height, :width] = image[:, :, channel]
    return tensor


def _decode(
    strides: Sequence[int],
    padded: tuple[int, int],
    least: float,
    cls: NDArray[np.float32],
    obj: NDArray[np.float32],
    box: NDArray[np.float32],
    points: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Rows of (confidence, left, top, right, bottom, x1, y1 ... x5, y5) of the cells with at least so much of it.

    What comes in are the cells of one stride after the other, row by row, of a picture of height and width ``padded``.
    """
    product = cls[:, 0] * obj[:, 0]
    index = np.flatnonzero(product >= least**2)
    confidence, box, points = np.sqrt(product[index]), box[index], points[index]
    starts = np.cumsum([0, *((padded[0] // stride) * (padded[1] // stride) for stride in strides[:-1])])
    level = np.searchsorted(starts, index, side="right") - 1
    stride = np.array(strides)[level]
    row, column = np.divmod(index - starts[level], padded[1] // stride)
    cell, scale = np.stack([column, row], axis=1).astype(np.float32), stride[:, None].astype(np.float32)
    centre = (cell + box[:, :2]) * scale
    half = np.exp(np.minimum(box[:, 2:], 10)) * (scale / 2)
    landmarks = (points.reshape(-1, 5, 2) + cell[:, None]) * scale[:, None]
    return np.concatenate([confidence[:, None], centre - half, centre + half, landmarks.reshape(-1, 10)], axis=1)


def _suppress(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Greedy non-maximum suppression, the most confident first."""
    rows = rows[np.argsort(-rows[:, 0], kind="stable")]
    kept: list[NDArray[np.float32]] = []
    while len(rows) and len(kept) < MAX_FACES:
        best, rows = rows[0], rows[1:]
        kept.append(best)
        rows = rows[_overlaps(best[1:5], rows[:, 1:5]) <= NMS_OVERLAP]
    return np.array(kept, dtype=np.float32).reshape(-1, 15)


def _overlaps(box: NDArray[np.float32], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Intersection over union of one box with each of several."""
    corner = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    intersection = np.prod(np.clip(corner, 0, None), axis=1)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) + np.prod(box[2:] - box[:2])
    return np.asarray(intersection / np.maximum(areas - intersection, 1e-9), dtype=np.float32)
