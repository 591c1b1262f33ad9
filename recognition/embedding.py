"""What an embedding engine is: an aligned face in, a template out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from recognition.alignment import AlignedFace
from recognition.types import ModelId, QualityResult, Template


@dataclass(frozen=True, slots=True)
class Embedding:
    """A template, and how much of a face the network saw in the picture (`recognition.quality.unified_quality`)."""

    template: Template
    quality: QualityResult


class Embedder(Protocol):
    """Turns faces into templates of one model."""

    @property
    def model_id(self) -> ModelId:
        """Which model the templates are of; templates of two models never meet."""

    def embed(self, face: AlignedFace) -> Embedding:
        """The template of a face."""
