"""A file is believed when it says how it was made, and nobody is accused by what it does not say."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import PngImagePlugin

from enrollment.photos.editing import EditSign, signs_of_editing

SOFTWARE, PROCESSING_SOFTWARE, DESCRIPTION, COMMENT, EXIF_FOLDER = 0x0131, 0x000B, 0x010E, 0x9286, 0x8769
SETTINGS = "portrait of a man\nSteps: 20, Sampler: Euler a, CFG scale: 7"
C2PA = b"\x63\x32\x70\x61\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def picture(mode: str = "RGB") -> PillowImage.Image:
    return PillowImage.effect_noise((64, 64), 40).convert(mode)


def saved(kind: str = "JPEG", image: PillowImage.Image | None = None, **options: object) -> bytes:
    buffer = io.BytesIO()
    (image or picture()).save(buffer, kind, **options)
    return buffer.getvalue()


def with_exif(tag: int, text: str, kind: str = "JPEG") -> bytes:
    exif = PillowImage.Exif()
    exif[tag] = text
    return saved(kind, exif=exif.tobytes())


def with_segment(marker: int, content: bytes) -> bytes:
    jpeg = saved()
    return jpeg[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def with_chunk(name: bytes, content: bytes) -> bytes:
    png = saved("PNG")
    chunk = struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return png[:33] + chunk + png[33:]


def xmp(inner: str) -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{inner}</rdf:RDF></x:xmpmeta>'.encode()


def in_jpeg(packet: bytes) -> bytes:
    return with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def resource(id_: int, content: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", id_, 0, len(content)) + content + b"\0" * (len(content) % 2)


@pytest.mark.parametrize(
    "program", ["Adobe Photoshop 25.1 (Windows)", "GIMP 2.10.36", "Snapseed 2.0", "PicsArt", "paint shop pro 9", "VSCO"]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_program_that_edits_signs_its_work(program: str, kind: str) -> None:
    assert signs_of_editing(with_exif(SOFTWARE, program, kind)) == (EditSign.EDITING_SOFTWARE,)


@pytest.mark.parametrize("program", ["Meitu 9.8", "BeautyPlus", "FaceApp 11", "B612 12.3", "YouCam Perfect"])
def test_an_app_that_changes_faces_is_told_apart(program: str) -> None:
    assert signs_of_editing(with_exif(PROCESSING_SOFTWARE, program)) == (EditSign.BEAUTY_APP,)


@pytest.mark.parametrize(
    "program",
    [
        "17.5.1",
        "S918BXXU3AWF7",
        "HDR+ 1.0.585804401zd",
        "MediaTek Camera Application",
        "Windows Photo Editor 10.0.10011.16384",
        "Picasa",
        "Shotwell 0.22.0",
        "Adobe Photoshop Lightroom Classic 13.1 (Windows)",
        "Adobe Photoshop Camera Raw 15.3",
        "Capture One 23",
        "EPSON Scan",
        "ImageMagick 7.1",
        "Snowflake scanner",
        "Polishing Cloth 1.0",
    ],
)
def test_phones_scanners_and_whatever_crops_or_shrinks_are_not_accused(program: str) -> None:
    assert signs_of_editing(with_exif(SOFTWARE, program)) == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_a_plain_picture_has_no_signs(kind: str) -> None:
    assert signs_of_editing(saved(kind)) == ()


def test_real_photos_from_a_phone_have_no_signs(data: Path) -> None:
    photos = sorted((data / "pad-samples").glob("*.jpg"))
    assert photos
    assert {signs_of_editing(photo.read_bytes()) for photo in photos} == {()}


@pytest.mark.parametrize(
    "inner",
    [
        '<rdf:Description xmp:CreatorTool="Adobe Photoshop 25.0"/>',
        "<xmp:CreatorTool>GIMP 2.10</xmp:CreatorTool>",
        '<rdf:li stEvt:softwareAgent="Adobe Photoshop 25.0 (Macintosh)"/>',
        "<photoshop:DocumentAncestors><rdf:Bag/></photoshop:DocumentAncestors>",
    ],
)
def test_xmp_names_the_program_or_its_history(inner: str) -> None:
    assert signs_of_editing(in_jpeg(xmp(inner))) == (EditSign.EDITING_SOFTWARE,)


def test_xmp_that_says_where_and_when_is_no_sign() -> None:
    inner = '<rdf:Description photoshop:DateCreated="2026-01-01" photoshop:City="Medan" xmp:CreatorTool="17.5"/>'
    assert signs_of_editing(in_jpeg(xmp(inner))) == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("trainedAlgorithmicMedia", (EditSign.GENERATED,)),
        ("compositeWithTrainedAlgorithmicMedia", (EditSign.PARTLY_GENERATED,)),
        ("compositeSynthetic", (EditSign.PARTLY_GENERATED,)),
        ("digitalCapture", ()),
        ("computationalCapture", ()),
        ("algorithmicMedia", ()),
    ],
)
def test_the_declared_origin_is_believed(source: str, expected: tuple[EditSign, ...]) -> None:
    declared = xmp(f'<rdf:Description Iptc4xmpExt:DigitalSourceType="{SOURCE}{source}"/>')
    manifest = b"jumb" + C2PA + b"\x71digitalSourceType\x78" + f"{SOURCE}{source}".encode()
    assert signs_of_editing(in_jpeg(declared)) == expected
    assert signs_of_editing(with_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + declared)) == expected
    assert signs_of_editing(with_chunk(b"caBX", manifest)) == expected
    assert signs_of_editing(with_segment(0xEB, b"JP\0\1\0\0\0\1" + manifest)) == expected


def test_a_manifest_in_several_segments_is_put_together() -> None:
    manifest = b"LBOXTBOX" + b"jumb" + C2PA + f"{SOURCE}trainedAlgorithmicMedia".encode()
    first, rest = manifest[:60], manifest[60:]
    jpeg = with_segment(0xEB, b"JP\0\1\0\0\0\2LBOXTBOX" + rest)
    head = b"JP\0\1\0\0\0\1" + first
    jpeg = jpeg[:2] + b"\xff\xeb" + struct.pack(">H", len(head) + 2) + head + jpeg[2:]
    assert signs_of_editing(jpeg) == (EditSign.GENERATED,)


def test_a_caption_that_speaks_of_generated_pictures_is_none() -> None:
    assert signs_of_editing(with_exif(DESCRIPTION, "a talk on trainedAlgorithmicMedia")) == ()


def test_generators_leave_their_settings() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", SETTINGS, zip=True)
    comfy = PngImagePlugin.PngInfo()
    comfy.add_text("prompt", '{"3": {"class_type": "KSampler"}}')
    exif = PillowImage.Exif()
    exif.get_ifd(EXIF_FOLDER)[COMMENT] = b"UNICODE\0" + SETTINGS.encode("utf-16-be")
    for data in (saved("PNG", pnginfo=info), saved("PNG", pnginfo=comfy), saved(exif=exif.tobytes())):
        assert signs_of_editing(data) == (EditSign.GENERATED,)


def test_parameters_of_something_else_are_no_sign() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "dpi=300; scanner=flatbed")
    assert signs_of_editing(saved("PNG", pnginfo=info)) == ()


def test_photoshop_is_known_by_its_own_resources_and_others_are_not_taken_for_it() -> None:
    photoshop = b"Photoshop 3.0\0"
    iptc = resource(0x0404, b"\x1c\x02\x00\x00\x02\x00\x04")
    version = resource(0x0421, "\0Adobe Photoshop".encode("utf-16-be"))
    assert signs_of_editing(with_segment(0xED, photoshop + iptc)) == ()
    assert signs_of_editing(with_segment(0xED, photoshop + iptc + resource(0x0406, b"\0\5"))) != ()
    assert signs_of_editing(with_segment(0xED, photoshop + iptc + version)) != ()
    assert signs_of_editing(with_segment(0xEC, b"Ducky\0\1\0\4\0\0\0\x3c")) != ()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_background_that_was_cut_out_shows(kind: str) -> None:
    image = picture("RGBA")
    assert signs_of_editing(saved(kind, image)) == ()  # transparency that hides nothing
    image.paste((0, 0, 0, 0), (0, 0, 4, 4))
    assert signs_of_editing(saved(kind, image, lossless=True)) == ()  # a round corner
    image.paste((0, 0, 0, 0), (0, 0, 64, 20))
    assert signs_of_editing(saved(kind, image, lossless=True)) == (EditSign.CUT_OUT_BACKGROUND,)


def test_the_worst_sign_comes_first() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", "GIMP")
    info.add_text("parameters", SETTINGS)
    assert signs_of_editing(saved("PNG", pnginfo=info)) == (EditSign.GENERATED, EditSign.EDITING_SOFTWARE)


@given(st.binary(max_size=400))
@example(b"")
@example(b"\xff\xd8\xff")
@example(b"\x89PNG\r\n\x1a\n" + b"\0" * 12)
@example(b"II*\0\x08\0\0\0\xff\xff")
def test_whatever_the_bytes_are_nothing_is_raised(data: bytes) -> None:
    assert isinstance(signs_of_editing(data), tuple)


WHOLE = {
    "JPEG": in_jpeg(xmp('<rdf:Description xmp:CreatorTool="Adobe Photoshop 25.0"/>')),
    "PNG": saved("PNG", picture("RGBA")),
    "WEBP": with_exif(SOFTWARE, "GIMP", "WEBP"),
    "TIFF": with_exif(SOFTWARE, "GIMP", "TIFF"),
}


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_picture_that_was_damaged_or_cut_raises_nothing(kind: str, data: st.DataObject) -> None:
    damaged = bytearray(WHOLE[kind])
    for at in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=8)):
        damaged[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(damaged)))
    assert isinstance(signs_of_editing(bytes(damaged[:end])), tuple)
