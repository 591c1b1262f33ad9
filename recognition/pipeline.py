"""From a frame to its analysis: detect, choose, align, embed, assess."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

from recognition.alignment import align
from recognition.detection import Detector
from recognition.embedding import Embedder
from recognition.quality import MEASURES, Measure, QualityContext
from recognition.types import Frame, FrameAnalysis, ModelId, Timings


class Pipeline:
    """Everything that happens to one frame. Not thread-safe in its timings; one thread owns one pipeline."""

    def __init__(
        self,
        detector: Detector,
        embedder: Embedder,
        measures: Sequence[Measure] = MEASURES,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._detector = detector
        self._embedder = embedder
        self._measures = tuple(measures)
        self._clock = clock

    @property
    def model_id(self) -> ModelId:
        """The model of the templates."""
        return self._embedder.model_id

    def analyse(self, frame: Frame) -> FrameAnalysis:
        """Analyse one frame. The largest face is the subject; without a face there is no template."""
        start = self._clock()
        faces = tuple(self._detector.detect(frame.bgr))
        detected = self._clock()
        if not faces:
            return FrameAnalysis(frame, (), (), None, Timings(detected - start, 0.0, 0.0, 0.0))
        crop = align(frame.bgr, faces[0])
        aligned = self._clock()
        template = self._embedder.embed(crop)
        embedded = self._clock()
        context = QualityContext(faces, crop)
        quality = tuple(measure(context) for measure in self._measures)
        timings = Timings(detected - start, aligned - detected, embedded - aligned, self._clock() - embedded)
        return FrameAnalysis(frame, faces, quality, template, timings)
