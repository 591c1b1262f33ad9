"""Photos to measure on: the AT&T/ORL faces as portraits of 480x640 pixels, and LFW where it lies beside the project."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np

from demo.faces import PEOPLE, faces_folder, live_stills, photo_name
from recognition.evaluation.datasets import Photo, read_folder
from recognition.images import read_image
from recognition.types import Image

WIDTH, HEIGHT = 480, 640
_LFW_PEOPLE, _LFW_EACH = 300, 4


def orl() -> tuple[Photo, ...]:
    """All 400 photos, as they are."""
    return tuple(
        Photo(faces_folder() / photo_name(person, photo), f"s{person}") for person in PEOPLE for photo in range(1, 11)
    )


def stills() -> tuple[Image, ...]:
    """One person's photos, for a camera to play."""
    return live_stills(1)


def portraits(folder: Path, count: int) -> tuple[Path, ...]:
    """Write so many photos as portraits of 480x640 pixels, as registrations have them, in JPEG."""
    paths = []
    for index, photo in enumerate(orl()[:count]):
        face = read_image(photo.path)
        scale = 0.7 * WIDTH / face.shape[1]
        large = cv2.resize(face, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        picture = np.full((HEIGHT, WIDTH, 3), 200, dtype=np.uint8)
        top, left = (HEIGHT - large.shape[0]) // 2, (WIDTH - large.shape[1]) // 2
        picture[top : top + large.shape[0], left : left + large.shape[1]] = large
        path = folder / f"{index:03}.jpg"
        cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
        paths.append(path)
    return tuple(paths)


def lfw() -> tuple[Photo, ...]:
    """Some people with several photos each; nothing where LFW is not beside the project."""
    root = Path(os.environ.get("HADIR_DATA", "../shared/data")) / "lfw-dev" / "images"
    if not root.is_dir():
        return ()
    by_person: dict[str, list[Photo]] = {}
    for photo in read_folder(root):
        by_person.setdefault(photo.person, []).append(photo)
    several = [photos[:_LFW_EACH] for photos in by_person.values() if len(photos) > 1]
    return tuple(photo for photos in several[:_LFW_PEOPLE] for photo in photos)
