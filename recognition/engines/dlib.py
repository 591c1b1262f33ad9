"""The network of the `face_recognition` package: dlib's ResNet, 128 numbers, trained by Davis King.

Optional: it needs the packages `dlib-bin` and `face_recognition_models` (docs/engines.md). What `face_recognition` does
is done with dlib itself: five points by dlib's own predictor inside the detector's box, a 150 pixel chip, one pass.
The vectors are compared by Euclidean distance there and by cosine here.
"""

from __future__ import annotations

import importlib
from threading import Lock
from types import ModuleType

import cv2
import numpy as np

from models.errors import PackageMissingError
from models.registry import ModelRegistry
from recognition.alignment import AlignedFace
from recognition.embedding import Embedding
from recognition.quality import unified_quality
from recognition.types import Face, ModelId, Template

NETWORK, LANDMARKS = "dlib", "dlib-landmarks"

# Where dlib's own detector draws its square, in distances from the middle of the eyes to the middle of the mouth:
# medians of 79 photos of LFW. tests/recognition/engines/test_dlib.py holds the templates against `face_recognition`'s.
_BOX_SIDE = 2.37
_BOX_CENTRE = 0.48  # of the way from the eyes to the mouth


class Dlib:
    """The engine behind `face_recognition`."""

    def __init__(self, registry: ModelRegistry) -> None:
        """Raises ModelError when a model file or dlib itself is not installed."""
        entry = registry.entry(NETWORK)
        network, landmarks = registry.licensed(NETWORK).path, registry.licensed(LANDMARKS).path
        self._dlib = _import_dlib()
        self._network = self._dlib.face_recognition_model_v1(str(network))
        self._landmarks = self._dlib.shape_predictor(str(landmarks))
        self._norm = entry.norm
        self._lock = Lock()  # the network keeps its layers' results in itself
        self._model_id = ModelId(f"{NETWORK}-{entry.sha256[:8]}/own-points")

    @property
    def model_id(self) -> ModelId:
        """The model of every template this engine makes."""
        return self._model_id

    def embed(self, face: AlignedFace) -> Embedding:
        """The template of a face."""
        rgb = np.ascontiguousarray(cv2.cvtColor(face.image, cv2.COLOR_BGR2RGB))
        points = self._landmarks(rgb, self._dlib.rectangle(*box_for_dlib(face.face)))
        with self._lock:
            raw = np.array(self._network.compute_face_descriptor(rgb, points, 1), dtype=np.float32)
        template = Template.from_raw(raw, self._model_id)
        return Embedding(template, unified_quality.assess(float(np.linalg.norm(raw)), self._norm))


def box_for_dlib(face: Face) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the square that dlib's own detector would draw: brows to chin, around the nose."""
    eyes, mouth = face.landmarks[:2].mean(axis=0), face.landmarks[3:].mean(axis=0)
    centre = eyes + _BOX_CENTRE * (mouth - eyes)
    half = _BOX_SIDE / 2 * float(np.linalg.norm(mouth - eyes))
    left, top, right, bottom = (round(float(value)) for value in (*(centre - half), *(centre + half)))
    return left, top, right, bottom


def _import_dlib() -> ModuleType:
    try:
        return importlib.import_module("dlib")
    except ImportError as error:
        raise PackageMissingError("the dlib engine", "dlib-bin") from error
