"""From a photo file to a reference: a template, and a portrait for the eyes of the operator."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2

from recognition.errors import ImageError
from recognition.images import read_image
from recognition.portrait import portrait
from recognition.quality import QualityContext, single_face
from recognition.recogniser import Recogniser
from recognition.types import Template

_JPEG_QUALITY = 90


class PhotoProblemError(Exception):
    """A photo cannot serve as a reference; the message says what was found."""


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """A registered photo: its template, and its portrait as JPEG bytes with their SHA-256."""

    template: Template
    portrait: bytes
    digest: str


def make_reference(folder: Path, name: str, recogniser: Recogniser) -> Reference:
    """Read one photo of a folder.

    Raises:
        PhotoProblemError: outside the folder, missing, not a picture, no face, or several of similar size.
    """
    path = _inside(folder, name)
    try:
        image = read_image(path)
    except FileNotFoundError as error:
        raise PhotoProblemError("no such file") from error
    except OSError as error:
        raise PhotoProblemError(f"a file that cannot be read: {error.strerror}") from error
    except ImageError as error:
        raise PhotoProblemError(str(error).removeprefix(f"{path}: ")) from error
    faces = recogniser.faces(image)
    if not faces:
        raise PhotoProblemError("no face")
    subject = recogniser.align(image, faces[0])
    if not single_face.assess(QualityContext(faces, subject)).passed:
        raise PhotoProblemError(f"{len(faces)} faces of similar size")
    _, jpeg = cv2.imencode(".jpg", portrait(image, subject.face), [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    data = jpeg.tobytes()
    return Reference(recogniser.embed(subject).template, data, hashlib.sha256(data).hexdigest())


def _inside(folder: Path, name: str) -> Path:
    root = folder.resolve()
    try:
        path = (root / name).resolve()
    except (OSError, ValueError) as error:  # a NUL, or a ring of links
        raise PhotoProblemError("a name that no file can have") from error
    if not path.is_relative_to(root):
        raise PhotoProblemError("a path that leaves the folder")
    return path
