"""The picture of a decision shows the face with its surroundings, and nothing that is not pixels."""

from __future__ import annotations

import numpy as np
import pytest

from recognition.images import decode_image
from recognition.types import Face
from station.checkin.picture import MAX_HEIGHT, face_picture
from wire.evidence import MAX_PICTURE


def face(*box: float) -> Face:
    return Face(np.array(box, dtype=np.float32), np.zeros((5, 2), dtype=np.float32), 0.9)


def test_it_is_the_face_with_its_surroundings() -> None:
    image = np.zeros((600, 800, 3), dtype=np.uint8)
    image[200:300, 300:400] = (10, 200, 30)
    shown = decode_image(face_picture(image, face(300, 200, 400, 300)))
    assert shown.shape == (220, 220, 3)
    assert np.abs(shown[110, 110].astype(int) - (10, 200, 30)).max() < 8
    assert shown[20, 20].max() < 8


def test_a_large_face_is_scaled_down() -> None:
    shown = decode_image(face_picture(np.zeros((2160, 3840, 3), dtype=np.uint8), face(1000, 500, 1800, 1500)))
    assert shown.shape[0] == MAX_HEIGHT
    assert shown.shape[1] == round(1760 * MAX_HEIGHT / 2100)


@pytest.mark.parametrize("box", [(-50, -40, 60, 70), (280, 200, 400, 300), (500, 500, 600, 600), (5, 5, 5, 5)])
def test_a_face_at_the_edge_or_beyond_is_a_picture_all_the_same(box: tuple[float, ...]) -> None:
    content = face_picture(np.full((240, 320, 3), 99, dtype=np.uint8), face(*box))
    assert decode_image(content).mean() == pytest.approx(99, abs=2)


def test_even_noise_stays_within_the_size_that_travels() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (480, 2000, 3), dtype=np.uint8)
    assert len(face_picture(noise, face(0, 0, 2000, 480))) <= MAX_PICTURE


def test_it_is_a_plain_jpeg_without_metadata() -> None:
    content = face_picture(np.zeros((240, 320, 3), dtype=np.uint8), face(100, 60, 180, 160))
    assert content.startswith(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    assert b"Exif" not in content
