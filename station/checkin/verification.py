"""One comparison outside a check-in: reference photos against one probe picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recognition.errors import ImageError
from recognition.quality import QualityContext, single_face
from recognition.recogniser import Recogniser, quality_of
from recognition.types import CandidateNumber, Comparison, Image, QualityResult, Template
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


def verify(references: Mapping[str, Image], probe: Image, recogniser: Recogniser, policy: Policy) -> Verification:
    """Compare a probe with the fused references, named for messages.

    A probe without a face, or that fails a quality gate, is INCONCLUSIVE: it is no evidence, for or against.

    Raises:
        NoSingleFaceError: a reference without exactly one face that stands out.
        ValueError: no reference was given.
    """
    templates = [_reference(name, image, recogniser) for name, image in references.items()]
    reference = Template.fuse(templates)
    faces = recogniser.faces(probe)
    if not faces:
        return Verification(Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE, None, 0, ())
    subject = recogniser.align(probe, faces[0])
    embedding = recogniser.embed(subject)
    failing = tuple(result for result in quality_of(faces, subject, embedding) if not result.passed)
    if failing:
        return Verification(Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE, None, len(faces), failing)
    score = reference.similarity(embedding.template)
    verdict, reason = judge(Comparison(CandidateNumber("reference"), score, None), policy)
    return Verification(verdict, reason, score, len(faces), ())


def _reference(name: str, image: Image, recogniser: Recogniser) -> Template:
    faces = recogniser.faces(image)
    if not faces:
        raise NoSingleFaceError(f"{name}: expected a photo of one face, found no face")
    subject = recogniser.align(image, faces[0])
    if not single_face.assess(QualityContext(faces, subject)).passed:
        raise NoSingleFaceError(f"{name}: expected a photo of one face, found {len(faces)} of similar size")
    return recogniser.embed(subject).template
