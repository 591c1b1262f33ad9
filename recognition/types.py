"""Results of recognition: frozen, slotted, their arrays read-only, shapes checked once at construction.

Pictures are BGR, uint8, (height, width, 3). Points are (x, y) in pixels of the picture they belong to, x to
the right and y down. "Left" and "right" are the picture's, not the person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, NewType

import numpy as np
from numpy.typing import NDArray

from recognition.errors import TemplateMismatchError

CandidateNumber = NewType("CandidateNumber", str)
ModelId = NewType("ModelId", str)
Image = NDArray[np.uint8]
Vector = NDArray[np.float32]

LEFT_EYE, RIGHT_EYE, NOSE, LEFT_MOUTH, RIGHT_MOUTH = range(5)


def _read_only(array: NDArray[Any], shape: tuple[int | None, ...], dtype: type, name: str) -> None:
    fits = array.ndim == len(shape) and all(
        want is None or want == have for want, have in zip(shape, array.shape, strict=True)
    )
    if not fits or array.dtype != dtype:
        expected = "x".join("any" if size is None else str(size) for size in shape)
        raise ValueError(f"{name}: expected {np.dtype(dtype)} of shape {expected}, got {array.dtype} {array.shape}")
    array.flags.writeable = False


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a camera.

    ``sequence`` counts from 1 within one run of a reader; ``monotonic`` is in seconds of the station's
    monotonic clock at the moment of capture; ``source`` names the camera; ``injected`` is true for
    everything that does not come from a device in front of a person.
    """

    sequence: int
    monotonic: float
    bgr: Image
    source: str
    injected: bool = False

    def __post_init__(self) -> None:
        _read_only(self.bgr, (None, None, 3), np.uint8, "Frame.bgr")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.bgr.shape[1], self.bgr.shape[0]


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A detected face.

    ``box`` is (left, top, right, bottom) and may reach beyond the picture; ``landmarks`` is (5, 2): left eye,
    right eye, nose, left and right corner of the mouth, as seen in the picture; ``confidence`` is 0 to 1.
    """

    box: Vector
    landmarks: Vector
    confidence: float

    def __post_init__(self) -> None:
        _read_only(self.box, (4,), np.float32, "Face.box")
        _read_only(self.landmarks, (5, 2), np.float32, "Face.landmarks")

    @property
    def area(self) -> float:
        """Area of the box in square pixels."""
        left, top, right, bottom = self.box.tolist()
        return float(max(right - left, 0) * max(bottom - top, 0))

    @property
    def inter_eye_distance(self) -> float:
        """Distance of the eye centres in pixels."""
        return float(np.linalg.norm(self.landmarks[RIGHT_EYE] - self.landmarks[LEFT_EYE]))


class QualityStatus(Enum):
    """Whether a measure could be taken. A failure to assess is a value of its own, never a low score."""

    ASSESSED = "assessed"
    FAILED_TO_ASSESS = "failed to assess"


@dataclass(frozen=True, slots=True)
class QualityResult:
    """One quality measure of one face (ISO/IEC 29794-5).

    ``raw`` is in the unit of the measure; ``component`` is 0 (worst) to 100 (best), None if not assessed.
    ``passed`` says whether the frame may be used, ``satisfactory`` whether there is nothing to ask of the candidate.
    """

    measure: str
    raw: float | None
    component: int | None
    passed: bool
    satisfactory: bool = True
    status: QualityStatus = QualityStatus.ASSESSED

    def __post_init__(self) -> None:
        assessed = self.status is QualityStatus.ASSESSED
        if assessed != (self.component is not None) or assessed != (self.raw is not None):
            raise ValueError(f"{self.measure}: component {self.component} and status {self.status.value} disagree")
        if self.component is not None and not 0 <= self.component <= 100:
            raise ValueError(f"{self.measure}: expected a component of 0 to 100, got {self.component}")


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A face as a direction: a float32 vector of length one, and the model that made it."""

    vector: Vector
    model_id: ModelId

    def __post_init__(self) -> None:
        _read_only(self.vector, (None,), np.float32, "Template.vector")
        norm = float(np.linalg.norm(self.vector))
        if not abs(norm - 1) < 1e-3:
            raise ValueError(f"Template.vector: expected length 1, got {norm:.4f}")

    @classmethod
    def from_raw(cls, raw: Vector, model_id: ModelId) -> Template:
        """Normalise the output of an embedding model. A zero or non-finite vector raises ValueError."""
        norm = float(np.linalg.norm(raw))
        if not np.isfinite(norm) or norm == 0:
            raise ValueError(f"{model_id} returned a vector of length {norm}")
        return cls((raw / norm).astype(np.float32), model_id)

    @classmethod
    def fuse(cls, templates: list[Template]) -> Template:
        """The mean direction of several templates of one person.

        Raises:
            ValueError: no template was given.
            TemplateMismatchError: they are of different models.
        """
        if not templates:
            raise ValueError("expected at least one template to fuse, got none")
        for other in templates[1:]:
            _same_model(templates[0], other)
        return cls.from_raw(np.mean([t.vector for t in templates], axis=0), templates[0].model_id)

    def similarity(self, other: Template) -> float:
        """Comparison score: the cosine similarity, -1 to 1, higher is more alike.

        Raises:
            TemplateMismatchError: the templates are of different models.
        """
        _same_model(self, other)
        return float(self.vector @ other.vector)


def _same_model(one: Template, other: Template) -> None:
    if one.model_id != other.model_id:
        raise TemplateMismatchError(
            f"templates of {one.model_id} and {other.model_id} cannot be compared; enrol again with one model"
        )


@dataclass(frozen=True, slots=True)
class Rival:
    """The most similar other candidate in a 1:N search, with the comparison score."""

    number: CandidateNumber
    score: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A probe against one candidate's reference, and against everybody else's.

    ``score`` is -1 to 1; ``rival`` is None when the gallery holds nobody else. There are ``others`` of them, and
    ``others_above`` reached the threshold that was asked for.
    """

    number: CandidateNumber
    score: float
    rival: Rival | None
    others: int = 0
    others_above: int = 0


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds that the parts of one analysis took."""

    detect: float
    align: float
    embed: float
    quality: float

    @property
    def total(self) -> float:
        """Seconds of all parts together."""
        return self.detect + self.align + self.embed + self.quality


@dataclass(frozen=True, slots=True, eq=False)
class FrameAnalysis:
    """What one frame shows.

    ``faces`` are in order of size, the largest first; it is the subject. ``quality``, the unified score first, and
    ``template`` belong to the subject. ``template`` is None when there is no face. ``track`` is the same number for as
    long as the subject stays the same person (`recognition.tracking`), None without a face.
    """

    frame: Frame
    faces: tuple[Face, ...]
    quality: tuple[QualityResult, ...]
    template: Template | None
    timings: Timings
    track: int | None = None

    @property
    def subject(self) -> Face | None:
        """The face that is analysed, if there is one."""
        return self.faces[0] if self.faces else None

    @property
    def usable(self) -> bool:
        """There is a face, and every quality gate holds."""
        return self.template is not None and all(result.passed for result in self.quality)

    @property
    def unified_quality(self) -> int:
        """The unified quality score, 0 to 100; where it was not assessed the lowest component; 0 without a face."""
        first, *others = [result.component for result in self.quality] or [0]
        return first if first is not None else min((each for each in others if each is not None), default=0)
