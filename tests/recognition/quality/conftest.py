"""Real faces for the quality measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.faces import PEOPLE, photo_name
from recognition.alignment import AlignedFace
from recognition.images import read_image
from recognition.recogniser import Recogniser


@pytest.fixture(scope="session")
def subjects(faces: Path, recogniser: Recogniser) -> list[AlignedFace]:
    """A photo of each of 40 people, grey, 92x112."""
    photos = [read_image(faces / photo_name(person, 1)) for person in PEOPLE]
    return [recogniser.align(photo, recogniser.faces(photo)[0]) for photo in photos]
