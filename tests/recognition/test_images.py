"""Bytes from outside become a bounded BGR picture, or one clear error."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PillowImage

from demo.faces import photo_name
from recognition.errors import ImageError, ImageSizeError, NotAnImageError
from recognition.images import MAX_SIDE, decode_image, read_image
from recognition.types import Image

ORIENTATION = 0x0112


def encoded(picture: PillowImage.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def colour_photo(face_photo: Image) -> PillowImage.Image:
    """The face with a red top left corner, to tell which way is up."""
    picture = PillowImage.fromarray(np.ascontiguousarray(face_photo[:, :, ::-1]))
    picture.paste((255, 0, 0), (0, 0, 20, 20))
    return picture


def is_red(pixel: np.ndarray) -> bool:
    blue, green, red = pixel.tolist()
    return bool(red > 200 and green < 60 and blue < 60)


def test_a_grey_photo_becomes_three_equal_channels(faces: Path) -> None:
    image = read_image(faces / photo_name(1, 1))
    assert image.shape == (112, 92, 3)
    assert image.dtype == np.uint8
    assert (image[:, :, 0] == image[:, :, 2]).all()


def test_colours_come_as_blue_green_red(face_photo: Image) -> None:
    assert is_red(decode_image(encoded(colour_photo(face_photo), "PNG"))[5, 5])


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (5, 5)), (3, (-5, -5)), (6, (5, -5)), (8, (-5, 5)), (2, (5, -5))]
)
def test_exif_orientation_is_applied(face_photo: Image, orientation: int, corner: tuple[int, int]) -> None:
    exif = PillowImage.Exif()
    exif[ORIENTATION] = orientation
    image = decode_image(encoded(colour_photo(face_photo), "JPEG", exif=exif, quality=95, subsampling=0))
    assert is_red(image[corner])
    assert image.shape[:2] == ((92, 112) if orientation in (6, 8) else (112, 92))


def test_transparency_is_laid_over_white(face_photo: Image) -> None:
    picture = colour_photo(face_photo).convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 20, 20))
    assert decode_image(encoded(picture, "PNG"))[5, 5].tolist() == [255, 255, 255]


def test_sixteen_bit_grey_keeps_its_brightness() -> None:
    deep = PillowImage.fromarray(np.full((64, 64), 40_000, dtype=np.uint16))
    assert decode_image(encoded(deep, "PNG"))[0, 0].tolist() == [156, 156, 156]


def test_a_large_photo_is_scaled_down_in_proportion() -> None:
    image = decode_image(encoded(PillowImage.new("RGB", (6000, 3000)), "JPEG"))
    assert image.shape == (MAX_SIDE // 2, MAX_SIDE, 3)


def test_more_pixels_than_a_camera_has_are_refused_before_they_are_decoded() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(ImageSizeError, match="at most"):
        decode_image(bomb + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")))


def test_a_tiny_picture_is_refused() -> None:
    with pytest.raises(ImageSizeError, match="at least 32 pixels a side, found 31x200"):
        decode_image(encoded(PillowImage.new("RGB", (31, 200)), "PNG"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_picture_is_refused(face_photo: Image, kind: str) -> None:
    data = encoded(colour_photo(face_photo), kind)
    with pytest.raises(NotAnImageError, match=r"^card\.x: expected a whole"):
        decode_image(data[: len(data) * 2 // 3], "card.x")


@pytest.mark.parametrize("data", [b"", b"no picture at all", b"%PDF-1.7", b"GIF89a" + bytes(40)])
def test_what_is_no_picture_of_a_known_kind_is_refused(data: bytes) -> None:
    with pytest.raises(NotAnImageError, match="JPEG/PNG"):
        decode_image(data)


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"P5 ", b"II*\x00"]))
def test_whatever_the_bytes_are_there_is_a_picture_or_an_image_error(data: bytes, start: bytes) -> None:
    try:
        image = decode_image(start + data)
    except ImageError:
        return
    assert image.ndim == 3
    assert image.dtype == np.uint8
