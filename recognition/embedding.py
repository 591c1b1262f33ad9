"""What an embedding engine is: an aligned crop in, a template out."""

from __future__ import annotations

from typing import Protocol

from recognition.types import Image, ModelId, Template


class Embedder(Protocol):
    """Turns aligned faces into templates of one model."""

    @property
    def model_id(self) -> ModelId:
        """Which model the templates are of; templates of two models never meet."""

    def embed(self, crop: Image) -> Template:
        """The template of a (112, 112, 3) BGR crop."""
