"""From photos to templates, on all cores, remembering what is done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from recognition.errors import DatasetError, ImageError
from recognition.evaluation.cache import Extracted, TemplateCache
from recognition.evaluation.datasets import Photo
from recognition.images import MAX_BYTES, decode_image
from recognition.parallel import in_parallel
from recognition.recogniser import Recogniser
from recognition.types import Face, Image, ModelId, Vector

_AS_LARGE = 0.5  # of the largest face's width: smaller ones are bystanders, however near the middle


@dataclass(frozen=True, slots=True, eq=False)
class Templates:
    """The templates of a set. All arrays are in the order of ``photos``, which are those that show a face.

    ``quality`` is the unified quality score, NaN where it could not be assessed; ``failed`` are the other photos, with
    what was wrong; ``seconds`` is the mean time from file to template, all cores working on other photos meanwhile.
    """

    model_id: ModelId
    photos: tuple[Photo, ...]
    vectors: Vector
    landmarks: Vector
    quality: Vector
    failed: tuple[tuple[Photo, str], ...]
    seconds: float


def extract(
    photos: Sequence[Photo],
    recogniser: Recogniser,
    cache: TemplateCache,
    workers: int,
    on_progress: Callable[[int], None] = lambda done: None,
) -> Templates:
    """Make the template of each photo's subject. ``on_progress`` is told how many photos are done.

    Raises:
        DatasetError: a photo cannot be opened, or none shows a face.
    """

    def look(photo: Photo) -> tuple[str, Extracted | None, str]:
        start = perf_counter()
        data = _read(photo)
        if data is None:
            return "", None, f"a file of more than {MAX_BYTES} bytes"
        digest = hashlib.sha256(data).hexdigest()
        known = cache.get(digest)
        if known is not None:
            return digest, known, ""
        try:
            image = decode_image(data, str(photo.path))
        except ImageError as error:
            return digest, None, str(error).removeprefix(f"{photo.path}: ")
        extracted = _look(image, recogniser)
        if extracted is None:
            return digest, None, "no face found"
        return digest, replace(extracted, seconds=(perf_counter() - start) / workers), ""

    found: list[tuple[Photo, Extracted]] = []
    failed: list[tuple[Photo, str]] = []
    try:
        results = zip(photos, in_parallel(look, photos, workers), strict=True)
        for done, (photo, (digest, extracted, problem)) in enumerate(results, 1):
            if extracted is None:
                failed.append((photo, problem))
            else:
                found.append((photo, extracted))
                if cache.get(digest) is None:
                    cache.put(digest, extracted)
            on_progress(done)
    finally:
        cache.save()
    if not found:
        raise DatasetError(f"expected photos of faces, found no face in any of {len(photos)}")
    values = [extracted for _, extracted in found]
    return Templates(
        recogniser.model_id,
        tuple(photo for photo, _ in found),
        np.stack([each.vector for each in values]),
        np.stack([each.landmarks for each in values]),
        np.array([each.quality for each in values], dtype=np.float32),
        tuple(failed),
        float(np.mean([each.seconds for each in values])),
    )


def choose_subject(faces: Sequence[Face], image: Image) -> Face:
    """Whose photo it is: the face nearest the middle, among those not much smaller than the largest."""
    middle = np.array([image.shape[1], image.shape[0]]) / 2
    least = _AS_LARGE**2 * faces[0].area
    return min(
        (face for face in faces if face.area >= least),
        key=lambda face: float(np.linalg.norm(face.landmarks.mean(axis=0) - middle)),
    )


def _read(photo: Photo) -> bytes | None:
    """The bytes of a photo's file; None when they are more than a picture may have."""
    try:
        return photo.path.read_bytes() if photo.path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        raise DatasetError(f"{photo.path} cannot be read: {error.strerror}") from error


def _look(image: Image, recogniser: Recogniser) -> Extracted | None:
    faces = recogniser.faces(image)
    if not faces:
        return None
    subject = recogniser.align(image, choose_subject(faces, image))
    embedding = recogniser.embed(subject)
    quality = embedding.quality.raw if embedding.quality.raw is not None else np.nan
    return Extracted(embedding.template.vector, subject.face.landmarks, quality, seconds=0.0)
