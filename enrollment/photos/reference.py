"""From the bytes of a photo to a reference: a template, a portrait for human eyes, and what is to be known of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import cv2

from enrollment.errors import PhotoProblem
from enrollment.photos.editing import EditSign, signs_of_editing
from recognition.errors import ImageSizeError, NotAnImageError
from recognition.images import MIN_SIDE, decode_image, picture_size
from recognition.portrait import overview, portrait
from recognition.quality import QualityContext, single_face
from recognition.recogniser import Recogniser, quality_of
from recognition.types import Face, Image, Template

_JPEG_QUALITY = 90


@dataclass(frozen=True, slots=True)
class Measured:
    """One quality measure, as in `recognition.types.QualityResult`; both values None where it could not be taken."""

    raw: float | None
    component: int | None
    passed: bool


@dataclass(frozen=True, slots=True, eq=False)
class PhotoFacts:
    """What one photo shows.

    ``digest`` is the SHA-256 of the file. ``width`` and ``height`` are in its own pixels, upright; 0 where the header
    cannot be read. With a ``problem`` there is neither template nor quality, and ``found`` says what was found.
    ``portrait`` is a JPEG of 360x360 pixels; with a problem it is of the whole photo with its faces framed, empty where
    that cannot be shown. ``quality`` is by the measure's name, the unified score included.
    """

    digest: str
    width: int
    height: int
    faces: int
    problem: PhotoProblem | None
    template: Template | None
    portrait: bytes
    quality: Mapping[str, Measured]
    signs: tuple[EditSign, ...]
    found: str = ""


def assess_photo(data: bytes, recogniser: Recogniser) -> PhotoFacts:
    """Look at a photo, whatever its bytes are. May be called from several threads at once.

    Raises:
        ModelError: the engine itself fails. A bad photo is never an error, its problem says it.
    """
    facts = PhotoFacts(hashlib.sha256(data).hexdigest(), 0, 0, 0, None, None, b"", {}, ())
    try:
        width, height = picture_size(data)
        facts = replace(facts, width=width, height=height)
        image = decode_image(data)
    except NotAnImageError as error:
        return _refused(facts, PhotoProblem.NOT_A_PICTURE, str(error).removeprefix("picture: "))
    except ImageSizeError as error:
        too_small = 0 < min(facts.width, facts.height) < MIN_SIDE
        problem = PhotoProblem.TOO_SMALL if too_small else PhotoProblem.TOO_LARGE
        return _refused(facts, problem, str(error).removeprefix("picture: "))
    return _look(replace(facts, signs=signs_of_editing(data)), image, recogniser)


def _look(facts: PhotoFacts, image: Image, recogniser: Recogniser) -> PhotoFacts:
    faces = recogniser.faces(image)
    facts = replace(facts, faces=len(faces))
    made = _referenced(facts, faces, image, recogniser)
    return made if made.problem is None else replace(made, portrait=_jpeg(overview(image, faces)))


def _referenced(facts: PhotoFacts, faces: tuple[Face, ...], image: Image, recogniser: Recogniser) -> PhotoFacts:
    if not faces:
        return _refused(facts, PhotoProblem.NO_FACE, "no face")
    try:
        subject = recogniser.align(image, faces[0])
    except ValueError:
        return _refused(facts, PhotoProblem.NO_FACE, "a face without eyes, nose and mouth apart from each other")
    if not single_face.assess(QualityContext(faces, subject)).passed:
        return _refused(facts, PhotoProblem.SEVERAL_FACES, f"{len(faces)} faces of similar size")
    embedding = recogniser.embed(subject)
    quality = quality_of(faces, subject, embedding)
    return replace(
        facts,
        template=embedding.template,
        portrait=_jpeg(portrait(image, subject.face)),
        quality={each.measure: Measured(each.raw, each.component, each.passed) for each in quality},
    )


def _refused(facts: PhotoFacts, problem: PhotoProblem, found: str) -> PhotoFacts:
    return replace(facts, problem=problem, found=found)


def _jpeg(picture: Image) -> bytes:
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return data.tobytes()
