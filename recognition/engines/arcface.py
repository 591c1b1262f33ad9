"""A network of the ArcFace layout: a square crop aligned by five points in, a vector whose direction is the face out.

J. Deng et al.: "ArcFace: Additive Angular Margin Loss for Deep Face Recognition", CVPR 2019. The default engine, SFace
(Y. Zhong et al., IEEE Transactions on Image Processing 30, 2021), is one of them. What differs between them, size,
order of the colours and scaling, stands in the manifest.
"""

from __future__ import annotations

import cv2
import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, RuntimeException

from models.errors import ModelFormatError
from models.manifest import ModelEntry
from recognition.alignment import CROP_SIDE, AlignedFace, align
from recognition.embedding import Embedding
from recognition.quality import unified_quality
from recognition.types import Image, ModelId, Template, Vector


class ArcFace:
    """Run by ONNX Runtime.

    ``mirrored``: the crop and its mirror image go through and are averaged, which takes some noise out of a single
    picture for twice the time. The templates are of one model with it and without, and can be compared.
    """

    def __init__(self, session: onnxruntime.InferenceSession, entry: ModelEntry, *, mirrored: bool = True) -> None:
        """Raises ModelFormatError when the network takes or gives something else than the manifest says."""
        self._session = session
        self._mirrored = mirrored
        self._entry = entry
        # A change of weights or of alignment is a change of this name: it is part of every gallery.
        self._model_id = ModelId(
            f"{entry.name}-{entry.sha256[:8]}/{entry.side}{entry.channels}{entry.mean:+g}*{entry.scale:g}/second-look-64"
        )
        first, *more = session.get_inputs()
        self._input = first.name
        batch, *found = first.shape
        self._one_by_one = isinstance(batch, int)
        fits = len(found) == 3 and all(
            not isinstance(have, int) or have == want
            for have, want in zip(found, (3, entry.side, entry.side), strict=True)
        )
        expected = f"model {entry.name}: expected one input of Nx3x{entry.side}x{entry.side}"
        if more:
            names = ", ".join(each.name for each in (first, *more))
            raise ModelFormatError(f"{expected}, got {1 + len(more)} inputs: {names}")
        if not fits or (self._one_by_one and batch != 1) or first.type != "tensor(float)":
            raise ModelFormatError(f"{expected}, N free or 1, float32, got {first.type} {first.shape}")

    @property
    def model_id(self) -> ModelId:
        """The model of every template this engine makes."""
        return self._model_id

    def embed(self, face: AlignedFace) -> Embedding:
        """The template of a face.

        Raises:
            ModelFormatError: the network gives vectors of another length than the manifest says.
        """
        picture = self._tensor(self._crop(face))
        looks = [picture, picture[:, :, ::-1]] if self._mirrored else [picture]
        raw = self._run(np.stack(looks)).mean(axis=0)
        length = float(np.linalg.norm(raw))
        if not np.isfinite(length) or length == 0:
            raise ModelFormatError(f"model {self._entry.name} gave a vector of length {length}")
        template = Template.from_raw(raw, self._model_id)
        return Embedding(template, unified_quality.assess(length, self._entry.norm))

    def _crop(self, face: AlignedFace) -> Image:
        return face.crop if self._entry.side == CROP_SIDE else align(face.image, face.face, self._entry.side)

    def _tensor(self, crop: Image) -> Vector:
        ordered = crop if self._entry.channels == "BGR" else np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2RGB))
        scaled = (ordered.astype(np.float32) - np.float32(self._entry.mean)) * np.float32(self._entry.scale)
        return np.ascontiguousarray(scaled.transpose(2, 0, 1))

    def _run(self, batch: Vector) -> Vector:
        parts = np.split(batch, len(batch)) if self._one_by_one else [batch]
        try:
            output = np.concatenate([self._session.run(None, {self._input: part})[0] for part in parts])
        except (Fail, InvalidArgument, RuntimeException) as error:
            raise ModelFormatError(f"model {self._entry.name} cannot be run: {error}") from error
        if output.shape != (len(batch), self._entry.dimension):
            raise ModelFormatError(
                f"model {self._entry.name}: expected vectors of {self._entry.dimension} numbers, got {output.shape[1:]}"
            )
        return np.asarray(output, dtype=np.float32)
