"""Bytes from outside become a bounded BGR picture, or one clear error."""

from __future__ import annotations

import io
import struct
import sys
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PillowImage

from demo.faces import photo_name
from recognition.errors import ImageError, ImageSizeError, NotAnImageError
from recognition.images import MAX_SIDE, decode_image, picture_size, read_image, without_warnings
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


CORNERS = {1: (5, 5), 2: (5, -5), 3: (-5, -5), 4: (-5, 5), 5: (5, 5), 6: (5, -5), 7: (-5, -5), 8: (-5, 5)}


@pytest.mark.parametrize(("orientation", "corner"), CORNERS.items())
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_exif_orientation_is_applied(face_photo: Image, orientation: int, corner: tuple[int, int], kind: str) -> None:
    exif = PillowImage.Exif()
    exif[ORIENTATION] = orientation
    data = encoded(colour_photo(face_photo), kind, exif=exif, quality=95)
    image = decode_image(data)
    assert is_red(image[corner])
    assert image.shape[:2] == ((92, 112) if orientation > 4 else (112, 92))
    assert picture_size(data) == (image.shape[1], image.shape[0])


@pytest.mark.parametrize(("kind", "value"), [(3, b"\0\0"), (3, b"\0\x09"), (2, b"6\0")])  # two numbers, a text
def test_an_orientation_that_there_is_not_turns_nothing(face_photo: Image, kind: int, value: bytes) -> None:
    entry = struct.pack(">HHHL4s", 1, ORIENTATION, kind, 2 if kind == 2 else 1, value)
    exif = b"Exif\0\0MM\0*" + struct.pack(">L", 8) + entry + bytes(4)
    data = encoded(colour_photo(face_photo), "JPEG", exif=exif, quality=95)
    assert is_red(decode_image(data)[5, 5])
    assert picture_size(data) == (92, 112)


# EXIF that promises 200 entries and has none: Pillow doubts it aloud, and cannot write it again.
DOUBTFUL = b"Exif\0\0MM\0*" + struct.pack(">LH", 8, 200) + b"\0\1"


def test_a_picture_is_read_whatever_stands_beside_it(face_photo: Image) -> None:
    data = encoded(colour_photo(face_photo), "JPEG", exif=DOUBTFUL, quality=95)
    with pytest.warns(UserWarning, match="Corrupt EXIF"), PillowImage.open(io.BytesIO(data)) as doubted:
        doubted.getexif()
    assert is_red(decode_image(data)[5, 5])


def test_pictures_are_read_by_several_threads_at_once(face_photo: Image) -> None:
    data = encoded(colour_photo(face_photo), "JPEG", exif=DOUBTFUL, quality=95)
    before = list(warnings.filters)
    with ThreadPoolExecutor(8) as pool:
        images = list(pool.map(decode_image, [data] * 400))
    assert all((image == images[0]).all() for image in images)
    assert warnings.filters == before


def test_warnings_are_off_until_the_last_thread_is_done_and_on_again_then() -> None:
    with ExitStack() as last:
        with without_warnings:
            last.enter_context(without_warnings)
        warnings.warn("a doubt of Pillow's", UserWarning, stacklevel=1)
    with pytest.raises(UserWarning, match="a doubt"):  # as the tests have it
        warnings.warn("a doubt of Pillow's", UserWarning, stacklevel=1)


def test_transparency_is_laid_over_white(face_photo: Image) -> None:
    picture = colour_photo(face_photo).convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 20, 20))
    assert decode_image(encoded(picture, "PNG"))[5, 5].tolist() == [255, 255, 255]


def test_sixteen_bit_grey_keeps_its_brightness() -> None:
    deep = PillowImage.fromarray(np.full((64, 64), 40_000, dtype=np.uint16))
    assert decode_image(encoded(deep, "PNG"))[0, 0].tolist() == [156, 156, 156]


@pytest.mark.parametrize("mode", ["CMYK", "P", "1", "LA", "I", "F", "YCbCr"])
def test_every_way_to_keep_a_picture_shows_the_same(face_photo: Image, mode: str) -> None:
    picture = colour_photo(face_photo).convert(mode)
    if mode == "I":
        picture = picture.point(lambda value: value * 256)  # of 16 bits
    kind = {"P": "PNG", "1": "PNG", "LA": "PNG", "YCbCr": "JPEG", "CMYK": "JPEG"}.get(mode, "TIFF")
    image = decode_image(encoded(picture, kind))
    assert image.shape == (112, 92, 3)
    likeness = np.corrcoef(image.mean(axis=2).ravel(), face_photo.mean(axis=2).ravel())[0, 1]
    assert likeness > (0.3 if mode == "1" else 0.9)  # black and white dots


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_of_several_frames_the_first_is_taken(face_photo: Image, kind: str) -> None:
    first = colour_photo(face_photo)
    data = encoded(first, kind, save_all=True, append_images=[PillowImage.new("RGB", first.size)])
    assert is_red(decode_image(data)[5, 5])


def heic(picture: PillowImage.Image, **options: object) -> bytes:
    pillow_heif = pytest.importorskip("pillow_heif", reason="pillow-heif is not installed")
    buffer = io.BytesIO()
    pillow_heif.from_pillow(picture).save(buffer, quality=95, **options)
    return buffer.getvalue()


def test_heic_is_read_where_its_package_is_installed(face_photo: Image) -> None:
    data = heic(colour_photo(face_photo), chroma=444)
    assert data[4:8] == b"ftyp"
    image = decode_image(data)
    assert is_red(image[5, 5])
    assert image.shape == (112, 92, 3)
    assert picture_size(data) == (92, 112)


@pytest.mark.parametrize("orientation", CORNERS)
def test_heic_is_turned_upright_once(face_photo: Image, orientation: int) -> None:
    exif = PillowImage.Exif()
    exif[ORIENTATION] = orientation
    data = heic(colour_photo(face_photo), chroma=444, exif=exif.tobytes())
    image = decode_image(data)
    assert is_red(image[CORNERS[orientation]])
    assert picture_size(data) == (image.shape[1], image.shape[0])


def test_heic_names_the_package_where_it_is_not_installed(face_photo: Image, monkeypatch: pytest.MonkeyPatch) -> None:
    data = heic(colour_photo(face_photo))
    monkeypatch.setitem(sys.modules, "pillow_heif", None)  # as if it were not there
    with pytest.raises(NotAnImageError, match=r"^card\.heic: HEIC photos need the package pillow-heif$"):
        decode_image(data, "card.heic")


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


def test_the_size_of_a_picture_is_told_even_where_it_is_refused_for_it() -> None:
    assert picture_size(encoded(PillowImage.new("RGB", (31, 200)), "PNG")) == (31, 200)
    assert picture_size(encoded(PillowImage.new("RGB", (6000, 3000)), "JPEG")) == (6000, 3000)
    with pytest.raises(NotAnImageError):
        picture_size(b"no picture at all")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
def test_a_truncated_picture_is_refused(face_photo: Image, kind: str) -> None:
    picture = colour_photo(face_photo)
    data = heic(picture) if kind == "HEIC" else encoded(picture, kind)
    with pytest.raises(NotAnImageError, match=r"^card\.x: expected a whole"):
        decode_image(data[: len(data) * 2 // 3], "card.x")


@pytest.mark.parametrize("data", [b"", b"no picture at all", b"%PDF-1.7", b"GIF89a" + bytes(40)])
def test_what_is_no_picture_of_a_known_kind_is_refused(data: bytes) -> None:
    with pytest.raises(NotAnImageError, match="JPEG/PNG"):
        decode_image(data)


STARTS = [b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"P5 ", b"II*\x00", b"\0\0\0\x18ftypheic"]


@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_whatever_the_bytes_are_there_is_a_picture_or_an_image_error(data: bytes, start: bytes) -> None:
    try:
        image = decode_image(start + data)
    except ImageError:
        return
    assert image.ndim == 3
    assert image.dtype == np.uint8
