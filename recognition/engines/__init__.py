"""One kind of embedding engine a file. Which one runs a model is said by the ``task`` in its manifest entry."""

from __future__ import annotations

from models.errors import UnknownModelError
from models.registry import ModelRegistry
from recognition.embedding import Embedder
from recognition.engines.arcface import ArcFace

DEFAULT = "sface"


def open_engine(registry: ModelRegistry, name: str = DEFAULT, *, mirrored: bool = True) -> Embedder:
    """Open an embedding model of the manifest; ``mirrored`` is of those in ArcFace layout.

    Raises:
        UnknownModelError: there is none of that name, or it does not make templates.
        ModelError: its file is not there, not the right one, restricted, or cannot be run.
    """
    entry = registry.entry(name)
    if entry.task == "embedding":
        return ArcFace(registry.open(name), entry, mirrored=mirrored)
    if entry.task == "dlib-embedding":
        from recognition.engines.dlib import Dlib

        return Dlib(registry)
    known = [each.name for each in registry.entries.values() if each.task.endswith("embedding")]
    raise UnknownModelError(f"{name} is a model for {entry.task}, no engine; the engines are: {', '.join(known)}")
