"""A session's content as bytes: what a pack holds encrypted. The same content gives the same bytes, everywhere.

One ZIP archive, nothing in it compressed, all of it dated 1 January 1980, in this order:

``gallery.json``     `GalleryHeader` as canonical JSON
``templates.f32``    float32, little endian, row after row
``photos/NAME``      one JPEG for each reference, named by the SHA-256 of its bytes, sorted by that

Compression would make the bytes depend on the version of a library, and let an archive grow when it is read; age
authenticates, but this way there is nothing to trust even in what a known signer has packed.
"""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Final

import numpy as np
from pydantic import ValidationError

from wire.base import first_fault, to_canonical_json
from wire.gallery import GalleryFile, GalleryHeader, check_content, invalid

MAX_CONTENT = 1024**3  # bytes of all parts
MAX_ARCHIVE = MAX_CONTENT + 512 * 1024**2  # bytes, with what ZIP adds
_MAX_HEADER = 64 * 1024**2  # bytes
_HEADER, _TEMPLATES, _PHOTOS = "gallery.json", "templates.f32", "photos/"
_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP archive can have
_UNIX = 3


def encode_content(content: GalleryFile) -> bytes:
    """Make bytes of a session's content.

    Raises:
        PackError: its parts do not belong together, or it is too large.
    """
    check_content(content)
    parts = {
        _HEADER: to_canonical_json(content.header),
        _TEMPLATES: content.templates.astype("<f4").tobytes(),
        **{_PHOTOS + digest: data for digest, data in sorted(content.photos.items())},
    }
    if sum(map(len, parts.values())) > MAX_CONTENT or len(parts[_HEADER]) > _MAX_HEADER:
        raise invalid(f"expected at most {MAX_CONTENT} bytes, at most {_MAX_HEADER} of them for the roster")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = _UNIX
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def decode_content(data: bytes) -> GalleryFile:
    """The content that bytes stand for, with its parts checked to belong together.

    Raises:
        PackError: they are none, are damaged, or hold more than they should.
    """
    if len(data) > MAX_ARCHIVE:
        raise invalid(f"expected at most {MAX_ARCHIVE} bytes, got {len(data)}")
    try:
        parts = _parts(data)
        header = GalleryHeader.model_validate_json(parts.pop(_HEADER))
        vectors = np.frombuffer(parts.pop(_TEMPLATES), "<f4").astype(np.float32)
        templates = vectors.reshape(-1, len(header.calibration.centre))
    except ValidationError as error:
        raise invalid(first_fault(error)) from error
    # What zipfile raises for what is no archive, a damaged or an encrypted one is documented nowhere: seen, and read.
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, RuntimeError, struct.error) as error:
        raise invalid(str(error)) from error
    photos = {name.removeprefix(_PHOTOS): data for name, data in parts.items()}
    content = GalleryFile(header, templates, photos)
    check_content(content)
    return content


def _parts(data: bytes) -> dict[str, bytes]:
    """The entries of an archive that are stored as they are and do not lie upon each other."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if any(each.compress_type != zipfile.ZIP_STORED or each.file_size != each.compress_size for each in entries):
            raise ValueError("an entry is compressed")
        if sum(each.file_size for each in entries) > min(len(data), MAX_CONTENT):
            raise ValueError("its entries are larger than it is")
        if archive.getinfo(_HEADER).file_size > _MAX_HEADER:
            raise ValueError(f"its roster is larger than {_MAX_HEADER} bytes")
        parts = {each.filename: archive.read(each) for each in entries}
    if len(parts) != len(entries):
        raise ValueError("an entry stands in it twice")
    return parts
