"""What stands beside the pixels in a picture file: its blocks of metadata, found without decoding anything.

The containers are walked as their standards have them: JPEG by its segments (ITU-T T.81, annex B), PNG by its chunks
(W3C PNG, third edition), WebP by its RIFF chunks (RFC 9649). Of any other format the XMP packet and the C2PA store
are found by their own marks, as both standards foresee. Damage ends the walk; nothing is ever raised.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_MAX_BLOCKS = 20_000  # a PNG of 40 MiB has some 5,000
_MAX_BYTES = 4 << 20  # of a block that are looked at; a manifest holds small pictures as well
_PNG = b"\x89PNG\r\n\x1a\n"
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/x"  # xap/1.0/ and, of a packet in several parts, xmp/extension/
_PHOTOSHOP = b"Photoshop 3.0\0"
_C2PA = b"\x63\x32\x70\x61\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"  # the type of a manifest store


class Kind(Enum):
    """What a block is."""

    EXIF = auto()  # a TIFF structure
    XMP = auto()
    RESOURCES = auto()  # Photoshop's image resources
    SAVED_FOR_WEB = auto()  # the segment that Photoshop's "Save for Web" leaves
    C2PA = auto()  # JUMBF boxes
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One block of metadata; ``key`` names a text."""

    kind: Kind
    data: bytes
    key: str = ""


def blocks_of(data: bytes) -> Iterator[Block]:
    """Every block of metadata of a file, at most 4 MiB of each."""
    if data.startswith(b"\xff\xd8"):
        return _of_jpeg(data)
    if data.startswith(_PNG):
        return _of_png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _of_webp(data)
    return _of_other(data)


def _of_jpeg(data: bytes) -> Iterator[Block]:
    boxes = b""
    for marker, segment in _segments(data):
        if marker == 0xE1 and segment.startswith(_EXIF):
            yield Block(Kind.EXIF, segment[len(_EXIF) :])
        elif marker == 0xE1 and segment.startswith(_XMP):
            yield Block(Kind.XMP, segment)
        elif marker == 0xED and segment.startswith(_PHOTOSHOP):
            yield Block(Kind.RESOURCES, segment[len(_PHOTOSHOP) :])
        elif marker == 0xEC and segment.startswith(b"Ducky"):
            yield Block(Kind.SAVED_FOR_WEB, segment)
        elif marker == 0xEB and segment.startswith(b"JP") and len(boxes) < _MAX_BYTES:
            # ISO/IEC 19566-5: every segment but the first repeats the header of the box that it goes on with.
            boxes += segment[16 if boxes else 8 :]
        elif marker == 0xFE:
            yield Block(Kind.TEXT, segment, "comment")
    if _C2PA in boxes:
        yield Block(Kind.C2PA, boxes)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers and what follows them, up to the picture itself."""
    at = 2
    for _ in range(_MAX_BLOCKS):
        if data[at : at + 1] != b"\xff" or at + 4 > len(data):
            return
        marker = data[at + 1]
        if marker == 0xFF:  # fill
            at += 1
        elif marker in (0xD9, 0xDA):
            return
        else:
            length = int.from_bytes(data[at + 2 : at + 4], "big")
            yield marker, data[at + 4 : at + 2 + length]
            at += 2 + max(length, 2)


def _of_png(data: bytes) -> Iterator[Block]:
    at = len(_PNG)
    for _ in range(_MAX_BLOCKS):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + min(length, _MAX_BYTES)]
        if len(name) < 4:
            return
        if name == b"eXIf":
            yield Block(Kind.EXIF, chunk)
        elif name == b"caBX" and _C2PA in chunk:
            yield Block(Kind.C2PA, chunk)
        elif name in (b"tEXt", b"zTXt", b"iTXt"):
            yield _text(name, chunk)
        at += 12 + length


def _text(name: bytes, chunk: bytes) -> Block:
    key, _, rest = chunk.partition(b"\0")
    if name == b"tEXt":
        text = rest
    elif name == b"zTXt":
        text = _inflated(rest[1:])
    else:  # iTXt: whether it is compressed, how, its language, its key once more
        text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        text = _inflated(text) if rest[:1] == b"\1" else text
    kind = Kind.XMP if key == b"XML:com.adobe.xmp" else Kind.TEXT
    return Block(kind, text, key.decode("latin-1"))


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_BYTES)
    except zlib.error:
        return b""


def _of_webp(data: bytes) -> Iterator[Block]:
    at = 12
    for _ in range(_MAX_BLOCKS):
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at + 8 : at + 8 + min(length, _MAX_BYTES)]
        if len(name) < 4:
            return
        if name == b"EXIF":
            yield Block(Kind.EXIF, chunk.removeprefix(_EXIF))
        elif name == b"XMP ":
            yield Block(Kind.XMP, chunk)
        elif name == b"C2PA" and _C2PA in chunk:
            yield Block(Kind.C2PA, chunk)
        at += 8 + length + length % 2


def _of_other(data: bytes) -> Iterator[Block]:
    if data.startswith((b"II*\0", b"MM\0*")):
        yield Block(Kind.EXIF, data)
    for mark in (b"Exif\0\0II*\0", b"Exif\0\0MM\0*"):  # HEIC
        if (at := data.find(mark)) >= 0:
            yield Block(Kind.EXIF, data[at + len(_EXIF) :][:_MAX_BYTES])
    if (at := data.find(b"<x:xmpmeta")) >= 0:
        yield Block(Kind.XMP, data[at : data.find(b"</x:xmpmeta>", at, at + _MAX_BYTES)])
    if (at := data.find(_C2PA)) >= 0:
        yield Block(Kind.C2PA, data[at : at + _MAX_BYTES])
