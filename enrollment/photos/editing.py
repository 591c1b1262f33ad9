"""Signs of editing that a file carries about itself.

Programs that change pictures often sign them: in EXIF and XMP by name, Photoshop by its own blocks, generators by
their settings or by a declaration of origin (IPTC digital source type, in XMP or in a C2PA manifest). A background
that was cut out leaves pixels that show nothing. That is all that can be read from a file, and every sign is a reason
to look, never a proof: a studio crops with Photoshop, too.

Not detectable, by this or by anything that looks at one file alone: morphs of two people, retouching by a program that
leaves no trace, a filter in the camera app, and whatever was edited and then sent through a messenger, saved as a
screenshot or printed and photographed, since all of these take the metadata away. No sign says nothing. Pixels are
deliberately not judged: error level analysis and its like accuse photos that were merely saved twice, and nearly all
were. A manifest's signature is not checked: nobody forges one to be taken for a generator.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from enum import StrEnum

from PIL import Image as PillowImage

from enrollment.photos.metadata import Block, Kind, blocks_of
from recognition.images import without_warnings

_MAX_PIXELS = 25_000_000  # of a picture whose transparency is looked at


class EditSign(StrEnum):
    """What a file says of how it came to be, worst first."""

    GENERATED = "GENERATED"  # by a generator, as a whole
    PARTLY_GENERATED = "PARTLY_GENERATED"  # a generator filled in or changed parts
    BEAUTY_APP = "BEAUTY_APP"  # an app that changes faces
    CUT_OUT_BACKGROUND = "CUT_OUT_BACKGROUND"
    EDITING_SOFTWARE = "EDITING_SOFTWARE"


# Only programs whose purpose is to change what a picture shows, by the name they sign with. Left out on purpose: what
# crops, turns, scans, shrinks or develops (Windows Photos, Paint, Picasa, Shotwell, IrfanView, XnView, Lightroom,
# Camera Raw, Capture One, ImageMagick, Pillow, scanners' programs), and phones, whose firmware signs with its version.
# Names that are ordinary words count only at the beginning of the text.
_EDITORS = re.compile(
    rb"photoshop(?! lightroom| camera raw)|adobe imageready|adobe fireworks|\bgimp\b|affinity photo|pixelmator"
    rb"|\bkrita\b"
    rb"|paint ?shop ?pro|photo-paint|coreldraw|photoscape|photopea|pixlr|snapseed|pics ?art|polarr|\bfotor\b|befunky"
    rb"|\bcanva\b|photoroom|remove\.bg|photodirector|luminar|inshot|^(?:vsco|polish)\b",
    re.IGNORECASE,
)
_BEAUTY = re.compile(
    rb"faceapp|facetune|meitu|beauty ?plus|beauty ?cam|you ?cam|airbrush|portrait ?pro\b|camera360|remini|sweet ?selfie"
    rb"|retouch ?me|^(?:b612|snow|soda|ulike|lensa|peachy)\b",
    re.IGNORECASE,
)
# What a block of XMP says about programs: the last one, and every one of the history.
_XMP_PROGRAM = re.compile(rb"(?:CreatorTool|softwareAgent)(?:\s*=\s*[\"']|>)([^\"'<]{1,200})")
_XMP_LAYERS = re.compile(rb"<photoshop:(?:DocumentAncestors|TextLayers)\b")
_XMP_SOURCE = re.compile(rb"[dD]igitalSourceType(?:\s*=\s*[\"']|>|\s+rdf:resource\s*=\s*[\"'])([^\"'<]{1,200})")
# https://cv.iptc.org/newscodes/digitalsourcetype/; "algorithmicMedia", drawn by rule and not learned, is another thing.
_GENERATED = b"trainedAlgorithmicMedia"
_PARTLY = (b"compositeWithTrainedAlgorithmicMedia", b"compositeSynthetic")

_PROGRAM_TAGS = (0x0131, 0x000B)  # Software, ProcessingSoftware
_WORDS_TAGS = (0x010E, 0x010F, 0x0110, 0x9286)  # description, make, model, comment: where generators put their settings
_EXIF_FOLDER = 0x8769
_MAX_ENTRIES = 512
# Settings as the common generators write them: AUTOMATIC1111 and its kin, ComfyUI, InvokeAI, NovelAI.
_SETTINGS = re.compile(rb"\bSteps: \d+, Sampler: |\"class_type\"\s*:|\"sampler_name\"\s*:|^novelai", re.IGNORECASE)
_SETTINGS_KEYS = {"invokeai_metadata", "invokeai_graph", "sd-metadata"}

_NO_PICTURE = (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError)  # as in recognition.images
_CUT_OUT = 0.1  # of the pixels show nothing; a screenshot's round corners are far less


def signs_of_editing(data: bytes) -> tuple[EditSign, ...]:
    """Every sign that a picture file carries, worst first; nothing for what is no picture. Never raises."""
    found = {sign for block in blocks_of(data) for sign in _signs(block)}
    if _is_cut_out(data):
        found.add(EditSign.CUT_OUT_BACKGROUND)
    return tuple(sign for sign in EditSign if sign in found)


def _signs(block: Block) -> Iterator[EditSign]:
    match block.kind:
        case Kind.EXIF:
            yield from _of_exif(block.data)
        case Kind.XMP:
            yield from _of_xmp(block.data)
        case Kind.C2PA:
            yield from _of_source(block.data)
        case Kind.TEXT:
            yield from _of_text(block.key, block.data)
        case Kind.RESOURCES if _by_photoshop(block.data):
            yield EditSign.EDITING_SOFTWARE
        case Kind.SAVED_FOR_WEB:
            yield EditSign.EDITING_SOFTWARE


def _of_xmp(packet: bytes) -> Iterator[EditSign]:
    for program in _XMP_PROGRAM.findall(packet):
        yield from _of_program(program)
    for source in _XMP_SOURCE.findall(packet):
        yield from _of_source(source)
    if _XMP_LAYERS.search(packet):
        yield EditSign.EDITING_SOFTWARE


def _of_text(key: str, text: bytes) -> Iterator[EditSign]:
    if key == "Software":
        yield from _of_program(text)
    if key in _SETTINGS_KEYS or _SETTINGS.search(text):
        yield EditSign.GENERATED


def _of_program(name: bytes) -> Iterator[EditSign]:
    if _BEAUTY.search(name.strip()):
        yield EditSign.BEAUTY_APP
    elif _EDITORS.search(name.strip()):
        yield EditSign.EDITING_SOFTWARE


def _of_source(source: bytes) -> Iterator[EditSign]:
    if _GENERATED in source:
        yield EditSign.GENERATED
    if any(each in source for each in _PARTLY):
        yield EditSign.PARTLY_GENERATED


def _of_exif(tiff: bytes) -> Iterator[EditSign]:
    for tag, value in _texts(tiff):
        if tag in _PROGRAM_TAGS:
            yield from _of_program(value)
        if _SETTINGS.search(value):
            yield EditSign.GENERATED


def _texts(tiff: bytes) -> Iterator[tuple[int, bytes]]:
    """The texts of the first folder of a TIFF structure and of its EXIF folder, without NULs: UTF-16 reads as ASCII."""
    if tiff[:4] not in (b"II*\0", b"MM\0*"):
        return
    little = tiff.startswith(b"II")

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if little else "big")

    folders = [number(4, 4)]
    for folder in folders:  # grows by the EXIF folder, once
        for entry in range(min(number(folder, 2), _MAX_ENTRIES)):
            at = folder + 2 + 12 * entry
            tag, count = number(at, 2), number(at + 4, 4)
            if tag in _PROGRAM_TAGS or tag in _WORDS_TAGS:
                start = at + 8 if count <= 4 else number(at + 8, 4)
                yield tag, tiff[start : start + count].replace(b"\0", b"")
            elif tag == _EXIF_FOLDER and len(folders) == 1:
                folders.append(number(at + 8, 4))


def _by_photoshop(resources: bytes) -> bool:
    """Whether Photoshop wrote its image resources. Others write IPTC text into the same block, and no more than that.

    Adobe, "Photoshop File Formats Specification": 0x0406 is the quality it saved with, 0x0421 the program's name.
    """
    at = 0
    while resources[at : at + 4] == b"8BIM":
        id_ = int.from_bytes(resources[at + 4 : at + 6], "big")
        name = resources[at + 6] + 1 if at + 6 < len(resources) else 1
        start = at + 6 + name + name % 2 + 4
        size = int.from_bytes(resources[start - 4 : start], "big")
        if id_ == 0x0406 or (id_ == 0x0421 and b"Photoshop" in resources[start : start + size].replace(b"\0", b"")):
            return True
        at = start + size + size % 2
    return False


def _is_cut_out(data: bytes) -> bool:
    try:
        # Without warnings: a bomb is refused by its size, here and where the picture is read.
        with without_warnings, PillowImage.open(io.BytesIO(data), formats=("PNG", "WEBP")) as picture:
            if not picture.has_transparency_data or picture.width * picture.height > _MAX_PIXELS:
                return False
            alpha = picture.convert("RGBA").getchannel("A")
    except (*_NO_PICTURE, PillowImage.DecompressionBombError):
        return False  # what is no picture is told where it is read
    return alpha.histogram()[0] >= _CUT_OUT * alpha.width * alpha.height
