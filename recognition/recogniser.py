"""From a picture to templates: a detector, a second look and an embedding engine that belong together."""

from __future__ import annotations

from collections.abc import Sequence

from models.registry import ModelRegistry
from recognition.alignment import AlignedFace
from recognition.detection import SECOND_LOOK_OUTPUTS, Detector, PortraitDetector, SecondLook, YuNet
from recognition.embedding import Embedder, Embedding
from recognition.engines import DEFAULT, open_engine
from recognition.quality import MEASURES, Measure, QualityContext
from recognition.types import Face, Image, ModelId, QualityResult


class Recogniser:
    """Finds faces and makes templates of them. It keeps nothing between two pictures."""

    def __init__(self, detector: Detector, second_look: SecondLook, embedder: Embedder) -> None:
        self._detector = detector
        self._second_look = second_look
        self._embedder = embedder

    @property
    def model_id(self) -> ModelId:
        """The model of the templates."""
        return self._embedder.model_id

    def faces(self, image: Image) -> tuple[Face, ...]:
        """Every face of a BGR picture, the largest first."""
        return tuple(self._detector.detect(image))

    def align(self, image: Image, face: Face) -> AlignedFace:
        """One face of a picture, its landmarks looked at again, cropped."""
        return AlignedFace.of(image, self._second_look.refine(image, face))

    def embed(self, face: AlignedFace) -> Embedding:
        """The template of an aligned face."""
        return self._embedder.embed(face)


def quality_of(
    faces: Sequence[Face], subject: AlignedFace, embedding: Embedding, measures: Sequence[Measure] = MEASURES
) -> tuple[QualityResult, ...]:
    """Every quality measure of the subject, the unified score first; ``faces`` are all of its picture."""
    context = QualityContext(tuple(faces), subject)
    return (embedding.quality, *(measure(context) for measure in measures))


def open_recogniser(
    registry: ModelRegistry, engine: str = DEFAULT, *, portraits: bool = False, mirrored: bool = True
) -> Recogniser:
    """Open the models of an engine.

    ``portraits``: for photos, where a face may fill the picture, not for frames. ``mirrored``: see `ArcFace`; enrolment
    does without, since references are several good photos and there are many of them.

    Raises:
        ModelError: a model is unknown, not there, not the right one, restricted, or cannot be run.
    """
    session = registry.open("yunet")
    detector: Detector = PortraitDetector(session) if portraits else YuNet(session)
    second_look = SecondLook(YuNet(registry.open("yunet", SECOND_LOOK_OUTPUTS)))
    return Recogniser(detector, second_look, open_engine(registry, engine, mirrored=mirrored))
