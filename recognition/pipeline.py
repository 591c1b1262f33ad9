"""From a frame to its analysis: detect, choose, align, embed, assess, follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.quality import MEASURES, Measure
from recognition.recogniser import Recogniser, open_recogniser, quality_of
from recognition.tracking import Tracks
from recognition.types import Frame, FrameAnalysis, ModelId, Timings

SAME_PERSON_FMR = 1e-4  # a swap to somebody this alike from one frame to the next would go unseen


class Pipeline:
    """Everything that happens to the frames of one camera. It follows faces from frame to frame: one thread owns it."""

    def __init__(
        self,
        recogniser: Recogniser,
        same_person: float,
        measures: Sequence[Measure] = MEASURES,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        """``same_person``: the comparison score from which two successive frames show one person."""
        self._recogniser = recogniser
        self._same_person = same_person
        self._measures = tuple(measures)
        self._clock = clock
        self._tracks = Tracks()

    @property
    def model_id(self) -> ModelId:
        """The model of the templates."""
        return self._recogniser.model_id

    def analyse(self, frame: Frame) -> FrameAnalysis:
        """Analyse one frame. The largest face is the subject; without a face there is no template."""
        start = self._clock()
        faces = self._recogniser.faces(frame.bgr)
        detected = self._clock()
        if not faces:
            return FrameAnalysis(frame, (), (), None, Timings(detected - start, 0.0, 0.0, 0.0))
        subject = self._recogniser.align(frame.bgr, faces[0])
        aligned = self._clock()
        embedding = self._recogniser.embed(subject)
        embedded = self._clock()
        quality = quality_of(faces, subject, embedding, self._measures)
        self._tracks, numbers = self._tracks.follow(faces, embedding.template, frame.monotonic, self._same_person)
        timings = Timings(detected - start, aligned - detected, embedded - aligned, self._clock() - embedded)
        return FrameAnalysis(frame, (subject.face, *faces[1:]), quality, embedding.template, timings, track=numbers[0])


def open_pipeline(registry: ModelRegistry, engine: str = DEFAULT) -> Pipeline:
    """The pipeline of an engine.

    Raises:
        ModelError: a model cannot be opened, or nobody has measured how alike two strangers look to it.
    """
    return Pipeline(open_recogniser(registry, engine), registry.entry(engine).threshold(SAME_PERSON_FMR))
