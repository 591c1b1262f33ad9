"""Photos with real faces, good and bad, and what triage says of them."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from demo.faces import faces_folder, photo_name
from enrollment.errors import PhotoProblem
from enrollment.photos.reference import PhotoFacts, assess_photo
from enrollment.triage.triage import Finding, Submission, SubmittedPhoto, Triaged, TriagedPhoto
from recognition.images import read_image
from recognition.recogniser import Recogniser
from recognition.types import Image

Change = Callable[[Image], object]


def face(person: int = 1, photo: int = 1) -> Image:
    """A real face in the middle of a portrait of 480x640 pixels."""
    small = read_image(faces_folder() / photo_name(person, photo))
    large = cv2.resize(small, (322, 392), interpolation=cv2.INTER_CUBIC)
    picture = np.full((640, 480, 3), 190, dtype=np.uint8)
    picture[124:516, 79:401] = large
    return picture


def encoded(picture: object) -> bytes:
    """A picture as a JPEG file."""
    _, data = cv2.imencode(".jpg", np.asarray(picture, dtype=np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 92])
    return data.tobytes()


def facts(recogniser: Recogniser, person: int = 1, photo: int = 1, change: Change = np.asarray) -> PhotoFacts:
    """What a photo shows after a change."""
    return assess_photo(encoded(change(face(person, photo))), recogniser)


def submitted(*photos: PhotoFacts | PhotoProblem, number: str = "24300110012301", name: str = "Adi") -> Submission:
    """A candidate with these photos."""
    return Submission(
        number,
        name,
        tuple(
            SubmittedPhoto(f"foto{index}.jpg", None, each)
            if isinstance(each, PhotoProblem)
            else SubmittedPhoto(f"foto{index}.jpg", each)
            for index, each in enumerate(photos, 1)
        ),
    )


def triaged(*findings: Finding, number: str = "1", name: str = "Adi", chance: float = 0.5, photos: int = 1) -> Triaged:
    """A candidate with the same findings on each of so many photos."""
    shown = tuple(
        TriagedPhoto(f"foto{index}.jpg", f"{number}-{index}", findings, (), 50, None, ())
        for index in range(1, photos + 1)
    )
    return Triaged(number, name, chance, findings, shown)
