"""A photo becomes a template, a portrait and measures, in whatever form its picture comes; or it says why not."""

from __future__ import annotations

import hashlib
import io
import struct
import sys
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage

from demo.faces import faces_folder, photo_name
from enrollment.errors import PhotoProblem
from enrollment.photos.editing import EditSign
from enrollment.photos.reference import Measured, PhotoFacts, assess_photo
from recognition.images import decode_image
from recognition.portrait import SIDE
from recognition.quality import MEASURES, natural_colour, unified_quality
from recognition.recogniser import Recogniser

ORIENTATION = 0x0112
Encode = Callable[[PillowImage.Image], bytes]


def picture_of(person: int = 1, photo: int = 1) -> PillowImage.Image:
    """A real face in the middle of a portrait of 300x400 pixels."""
    face = PillowImage.open(faces_folder() / photo_name(person, photo)).convert("RGB").resize((184, 224))
    picture = PillowImage.new("RGB", (300, 400), (205, 205, 205))
    picture.paste(face, (58, 80))
    return picture


def encoded(picture: PillowImage.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def turned(picture: PillowImage.Image, turn: PillowImage.Transpose, orientation: int) -> bytes:
    exif = PillowImage.Exif()
    exif[ORIENTATION] = orientation
    return encoded(picture.transpose(turn), "JPEG", exif=exif, quality=95)


def deep_grey(picture: PillowImage.Image) -> bytes:
    return encoded(PillowImage.fromarray(np.asarray(picture.convert("L"), dtype=np.uint16) * 257), "PNG")


def deep_colour(picture: PillowImage.Image) -> bytes:
    return cv2.imencode(".png", np.asarray(picture, dtype=np.uint16) * 257)[1].tobytes()


def heic(picture: PillowImage.Image) -> bytes:
    pillow_heif = pytest.importorskip("pillow_heif", reason="pillow-heif is not installed")
    buffer = io.BytesIO()
    pillow_heif.from_pillow(picture).save(buffer, quality=95)
    return buffer.getvalue()


FORMS: dict[str, Encode] = {
    "JPEG": lambda picture: encoded(picture, "JPEG", quality=95),
    "progressive JPEG": lambda picture: encoded(picture, "JPEG", quality=95, progressive=True),
    "grey JPEG": lambda picture: encoded(picture.convert("L"), "JPEG", quality=95),
    "CMYK JPEG": lambda picture: encoded(picture.convert("CMYK"), "JPEG", quality=95),
    "JPEG on its side": lambda picture: turned(picture, PillowImage.Transpose.ROTATE_90, 6),
    "JPEG upside down": lambda picture: turned(picture, PillowImage.Transpose.ROTATE_180, 3),
    "mirrored JPEG": lambda picture: turned(picture, PillowImage.Transpose.FLIP_LEFT_RIGHT, 2),
    "PNG": lambda picture: encoded(picture, "PNG"),
    "PNG of 16 bits": deep_colour,
    "grey PNG of 16 bits": deep_grey,
    "PNG with a palette": lambda picture: encoded(picture.quantize(256), "PNG"),
    "PNG with transparency": lambda picture: encoded(picture.convert("RGBA"), "PNG"),
    "animated PNG": lambda picture: encoded(picture, "PNG", save_all=True, append_images=[picture.rotate(90)]),
    "WebP": lambda picture: encoded(picture, "WEBP", quality=95),
    "animated WebP": lambda picture: encoded(picture, "WEBP", save_all=True, append_images=[picture.rotate(90)]),
    "TIFF": lambda picture: encoded(picture, "TIFF", compression="tiff_lzw"),
    "BMP": lambda picture: encoded(picture, "BMP"),
    "HEIC": heic,
}


@pytest.fixture(scope="module")
def plain(recogniser: Recogniser) -> PhotoFacts:
    return assess_photo(FORMS["PNG"](picture_of()), recogniser)


@pytest.mark.parametrize("form", FORMS)
def test_the_face_is_the_same_in_whatever_form_the_picture_comes(
    form: str, recogniser: Recogniser, plain: PhotoFacts
) -> None:
    data = FORMS[form](picture_of())
    facts = assess_photo(data, recogniser)
    assert (facts.problem, facts.found, facts.faces) == (None, "", 1)
    assert (facts.width, facts.height) == (300, 400)
    assert facts.digest == hashlib.sha256(data).hexdigest()
    assert facts.template is not None
    assert plain.template is not None
    assert facts.template.similarity(plain.template) > 0.9


def test_a_photo_of_somebody_else_has_another_template(recogniser: Recogniser, plain: PhotoFacts) -> None:
    other = assess_photo(FORMS["PNG"](picture_of(2)), recogniser).template
    assert other is not None
    assert plain.template is not None
    assert other.similarity(plain.template) < 0.5


def test_the_portrait_is_a_jpeg_of_the_face(plain: PhotoFacts, recogniser: Recogniser) -> None:
    assert plain.portrait.startswith(b"\xff\xd8\xff")
    image = decode_image(plain.portrait)
    assert image.shape == (SIDE, SIDE, 3)
    assert len(recogniser.faces(image)) == 1


def test_every_measure_is_taken_the_unified_score_first(plain: PhotoFacts) -> None:
    assert next(iter(plain.quality)) == unified_quality.NAME
    assert len(plain.quality) == 1 + len(MEASURES)
    unified = plain.quality[unified_quality.NAME]
    assert unified.passed
    assert unified.component is not None
    assert 5 < unified.component <= 100
    assert plain.quality[natural_colour.NAME] == Measured(None, None, True)  # it has none


def test_a_blurred_photo_has_a_template_and_a_measure_that_says_so(recogniser: Recogniser, plain: PhotoFacts) -> None:
    blurred = PillowImage.fromarray(cv2.GaussianBlur(np.asarray(picture_of()), (0, 0), 8))
    facts = assess_photo(encoded(blurred, "PNG"), recogniser)
    assert facts.template is not None
    assert plain.quality["sharpness"].passed
    assert not facts.quality["sharpness"].passed


def test_signs_of_editing_are_told_of_a_photo_with_a_face_and_of_one_without(recogniser: Recogniser) -> None:
    exif = PillowImage.Exif()
    exif[0x0131] = "Adobe Photoshop 25.0 (Windows)"
    for picture in (picture_of(), wall()):
        data = encoded(picture, "JPEG", exif=exif)
        assert assess_photo(data, recogniser).signs == (EditSign.EDITING_SOFTWARE,)


def test_the_size_is_that_of_the_file_not_of_what_is_looked_at(recogniser: Recogniser, plain: PhotoFacts) -> None:
    facts = assess_photo(encoded(picture_of().resize((3000, 4000)), "JPEG"), recogniser)
    assert (facts.width, facts.height) == (3000, 4000)
    assert facts.template is not None
    assert plain.template is not None
    assert facts.template.similarity(plain.template) > 0.9


def bomb() -> bytes:
    """A PNG that says it has 3.6 billion pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000)))


def beside_each_other() -> PillowImage.Image:
    picture = PillowImage.new("RGB", (600, 400))
    picture.paste(picture_of(1), (0, 0))
    picture.paste(picture_of(2), (300, 0))
    return picture


def wall() -> PillowImage.Image:
    return PillowImage.new("RGB", (300, 400), (120, 120, 120))


NOT_A_PICTURE, NO_FACE, SEVERAL = PhotoProblem.NOT_A_PICTURE, PhotoProblem.NO_FACE, PhotoProblem.SEVERAL_FACES
TOO_LARGE, TOO_SMALL = PhotoProblem.TOO_LARGE, PhotoProblem.TOO_SMALL
MANY = (10_001, 10_000)  # pixels
# What it is, how it is made, its problem, what is said to have been found, its size, how many faces.
REFUSED: list[tuple[str, Callable[[], bytes], PhotoProblem, str, tuple[int, int], int]] = [
    ("empty", lambda: b"", NOT_A_PICTURE, "found an empty file", (0, 0), 0),
    ("a text", lambda: b"no picture", NOT_A_PICTURE, "expected a whole JPEG/PNG", (0, 0), 0),
    ("truncated", lambda: FORMS["JPEG"](picture_of())[:3000], NOT_A_PICTURE, "truncated", (300, 400), 0),
    ("a bomb", bomb, TOO_LARGE, "expected at most 100000000 pixels, found far more", (0, 0), 0),
    ("many bytes", lambda: bytes(40 * 1024 * 1024 + 1), TOO_LARGE, "bytes", (0, 0), 0),
    ("many pixels", lambda: encoded(PillowImage.new("1", MANY), "PNG"), TOO_LARGE, "10001x10000", MANY, 0),
    ("tiny", lambda: encoded(picture_of().resize((24, 32)), "PNG"), TOO_SMALL, "found 24x32", (24, 32), 0),
    ("a wall", lambda: encoded(wall(), "PNG"), NO_FACE, "no face", (300, 400), 0),
    ("two people", lambda: encoded(beside_each_other(), "PNG"), SEVERAL, "2 faces of similar size", (600, 400), 2),
]


@pytest.mark.parametrize(
    ("make", "problem", "found", "size", "faces"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED]
)
def test_a_photo_that_cannot_serve_says_why(
    recogniser: Recogniser,
    make: Callable[[], bytes],
    problem: PhotoProblem,
    found: str,
    size: tuple[int, int],
    faces: int,
) -> None:
    data = make()
    facts = assess_photo(data, recogniser)
    assert facts.problem is problem
    assert found in facts.found
    assert ((facts.width, facts.height), facts.faces) == (size, faces)
    assert (facts.template, facts.quality) == (None, {})
    assert bool(facts.portrait) == (problem in (NO_FACE, SEVERAL))
    assert facts.digest == hashlib.sha256(data).hexdigest()


def test_of_a_photo_of_several_people_all_is_shown_with_every_face_framed(recogniser: Recogniser) -> None:
    shown = decode_image(assess_photo(encoded(beside_each_other(), "PNG"), recogniser).portrait).astype(int)
    assert shown.shape == (SIDE, SIDE, 3)
    plain = np.asarray(beside_each_other().resize((360, 240)))[:, :, ::-1].astype(int)
    framed = np.abs(shown[60:300] - plain).max(axis=2) > 90
    assert framed[:, :180].any()
    assert framed[:, 180:].any()
    assert framed.mean() < 0.2
    above = shown[:50]
    assert np.ptp(above, axis=(0, 1)).max() <= 4  # what lies beyond the picture


def test_somebody_small_in_the_background_does_no_harm(recogniser: Recogniser, plain: PhotoFacts) -> None:
    picture = PillowImage.new("RGB", (600, 400), (205, 205, 205))
    picture.paste(picture_of(1), (0, 0))
    picture.paste(picture_of(2).resize((180, 240)), (360, 100))
    facts = assess_photo(encoded(picture, "PNG"), recogniser)
    assert facts.faces == 2
    assert facts.problem is None
    assert facts.template is not None
    assert plain.template is not None
    assert facts.template.similarity(plain.template) > 0.8


def test_heic_names_the_package_where_it_is_not_installed(
    recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = heic(picture_of())
    monkeypatch.setitem(sys.modules, "pillow_heif", None)  # as if it were not there
    facts = assess_photo(data, recogniser)
    assert (facts.problem, facts.found) == (NOT_A_PICTURE, "HEIC photos need the package pillow-heif")


def test_the_content_decides_not_the_name(tmp_path: Path, recogniser: Recogniser) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(FORMS["WebP"](picture_of()))
    assert assess_photo(path.read_bytes(), recogniser).problem is None


def test_several_threads_come_to_the_same_result(recogniser: Recogniser) -> None:
    photos = [FORMS["JPEG"](picture_of(person)) for person in range(1, 9)]
    alone = [assess_photo(data, recogniser) for data in photos]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda data: assess_photo(data, recogniser), photos * 3))
    for one, other in zip(alone * 3, together, strict=True):
        assert one.template is not None
        assert other.template is not None
        assert (one.template.vector == other.template.vector).all()
        assert (one.digest, one.portrait, one.quality) == (other.digest, other.portrait, other.quality)


@settings(max_examples=40)
@given(
    form=st.sampled_from(sorted(FORMS)),
    damage=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6),
)
def test_a_damaged_photo_never_stops_the_import(
    recogniser: Recogniser, form: str, damage: list[tuple[int, int]]
) -> None:
    data = bytearray(FORMS[form](picture_of()))
    for place, value in damage:
        data[place % min(len(data), 2000)] = value
    facts = assess_photo(bytes(data), recogniser)
    assert (facts.problem is None) == (facts.template is not None) == bool(facts.quality)
    assert bool(facts.portrait) == (facts.problem in (None, NO_FACE, SEVERAL))
    assert (facts.problem is None) == (facts.found == "")
