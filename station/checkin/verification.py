"""One comparison outside a check-in: reference photos against one probe picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recognition.alignment import align
from recognition.detection import Detector
from recognition.embedding import Embedder
from recognition.errors import ImageError
from recognition.pipeline import Pipeline
from recognition.quality import QualityContext, single_face
from recognition.types import CandidateNumber, Comparison, Frame, Image, QualityResult, Template
from station.checkin.policy import Policy, judge
from wire.vocabulary import Reason, Verdict


class NoSingleFaceError(ImageError):
    """A reference shows no face, or several of similar size, so that nobody can say whose photo it is."""


@dataclass(frozen=True, slots=True)
class Verification:
    """``score`` is None when the probe was not good enough to compare; ``failing`` says by which measures."""

    verdict: Verdict
    reason: Reason | None
    score: float | None
    faces: int
    failing: tuple[QualityResult, ...]


def verify(
    references: Mapping[str, Image], probe: Image, detector: Detector, embedder: Embedder, policy: Policy
) -> Verification:
    """Compare a probe with the fused references, named for messages.

    A probe without a face, or that fails a quality gate, is INCONCLUSIVE: it is no evidence, for or against.

    Raises:
        NoSingleFaceError: a reference without exactly one face that stands out.
        ValueError: no reference was given.
    """
    templates = [_reference(name, image, detector, embedder) for name, image in references.items()]
    reference = Template.fuse(templates)
    analysis = Pipeline(detector, embedder).analyse(Frame(1, 0.0, probe, "file", injected=True))
    failing = tuple(result for result in analysis.quality if not result.passed)
    if analysis.template is None or failing:
        return Verification(Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE, None, len(analysis.faces), failing)
    score = reference.similarity(analysis.template)
    verdict, reason = judge(Comparison(CandidateNumber("reference"), score, None), policy)
    return Verification(verdict, reason, score, len(analysis.faces), ())


def _reference(name: str, image: Image, detector: Detector, embedder: Embedder) -> Template:
    faces = tuple(detector.detect(image))
    if not faces:
        raise NoSingleFaceError(f"{name}: expected a photo of one face, found no face")
    crop = align(image, faces[0])
    if not single_face.assess(QualityContext(faces, crop)).passed:
        raise NoSingleFaceError(f"{name}: expected a photo of one face, found {len(faces)} of similar size")
    return embedder.embed(crop)
