"""SFace: Y. Zhong et al., "SFace: Sigmoid-Constrained Hypersphere Loss for Robust Face Recognition", IEEE TIP 2021."""

from __future__ import annotations

import numpy as np
import onnxruntime

from recognition.types import Image, ModelId, Template

# Part of every gallery; a change of weights, of alignment or of averaging is a change of this name.
MODEL_ID = ModelId("sface-2021dec/five-point/mirrored")


class SFace:
    """SFace run by ONNX Runtime. The crop and its mirror image go through together and are averaged."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name

    @property
    def model_id(self) -> ModelId:
        """The model of every template this engine makes."""
        return MODEL_ID

    def embed(self, crop: Image) -> Template:
        """The template of a (112, 112, 3) BGR crop."""
        rgb = crop[:, :, ::-1].transpose(2, 0, 1).astype(np.float32)
        batch = np.stack([rgb, rgb[:, :, ::-1]])
        (both,) = self._session.run(None, {self._input: batch})
        return Template.from_raw(both.sum(axis=0), MODEL_ID)
