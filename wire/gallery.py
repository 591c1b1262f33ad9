"""Gallery files: a session's candidates, their photos and templates, from enrolment to the station.

A gallery is one ZIP archive:

``gallery.json``     `GalleryHeader`: session, model, calibration, candidates in order
``templates.npy``    float32 (number of references, dimension), rows of length one, in the order of the candidates
                     and, within one, of their references
``photos/NAME``      one JPEG for each reference, named by the SHA-256 of its bytes

It is written to a temporary name and moved into place, so that a reader sees a whole file or none.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AwareDatetime, Field, ValidationError

from wire.base import Digest, Strict, Text
from wire.errors import PackError
from wire.numbers import normalise_number

FORMAT_VERSION: Final = 2
MAX_CANDIDATES = 100_000
MAX_FILE = 2 * 1024**3  # bytes
_MAX_HEADER = 256 * 1024 * 1024
_HEADER, _TEMPLATES, _PHOTOS = "gallery.json", "templates.npy", "photos"


class SessionInfo(Strict):
    """An exam session: one venue, one start."""

    id: Text
    title: Text
    venue: Text
    starts_at: AwareDatetime


class CandidateEntry(Strict):
    """One candidate. ``photos`` names a reference photo for each of their rows of templates."""

    number: Text
    name: Text
    seat: Annotated[str, Field(max_length=40)] = ""
    photos: Annotated[list[Digest], Field(min_length=1, max_length=16)]


class PointInfo(Strict):
    """A threshold, the false match rate it stands for, and where it comes from.

    ``low`` and ``high`` are the 95 % confidence interval of what this roster itself says, if it says anything.
    """

    fmr: Annotated[float, Field(gt=0, le=1)]
    threshold: Annotated[float, Field(ge=-1, le=1)]
    basis: Literal["counted", "extrapolated", "engine"]
    low: Annotated[float, Field(allow_inf_nan=False)] | None = None
    high: Annotated[float, Field(allow_inf_nan=False)] | None = None


class CalibrationInfo(Strict):
    """What scores mean in this session.

    ``comparisons`` of different candidates were made, ``suspects`` pairs left out as far too alike. Before templates
    are compared, ``centre`` is subtracted from them. ``points`` are in order, the rarest rate last.
    """

    comparisons: Annotated[int, Field(ge=0)]
    suspects: Annotated[int, Field(ge=0)]
    centre: Annotated[list[Annotated[float, Field(ge=-1, le=1)]], Field(max_length=4096)]
    points: Annotated[list[PointInfo], Field(max_length=16)]


class GalleryHeader(Strict):
    """Everything of a gallery but templates and photos."""

    format_version: Literal[2] = FORMAT_VERSION
    session: SessionInfo
    model_id: Text
    created_at: AwareDatetime
    calibration: CalibrationInfo
    candidates: Annotated[list[CandidateEntry], Field(max_length=MAX_CANDIDATES)]


@dataclass(frozen=True, slots=True, eq=False)
class GalleryFile:
    """A gallery in memory. ``photos`` maps a digest to JPEG bytes."""

    header: GalleryHeader
    templates: NDArray[np.float32]
    photos: dict[str, bytes]


def gallery_path(galleries: Path, session_id: str) -> Path:
    """Where the gallery of a session lies: two sessions never share a file, whatever they are called."""
    safe = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "_" for char in session_id)
    if safe != session_id.upper():  # some file systems take upper and lower case for the same
        safe = f"{safe[:60]}-{hashlib.sha256(session_id.encode()).hexdigest()[:8]}"
    return galleries / f"{safe}.gallery"


def write_gallery(path: Path, gallery: GalleryFile) -> None:
    """Write a gallery file atomically, readable by its owner only."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr(_HEADER, gallery.header.model_dump_json(indent=1), zipfile.ZIP_DEFLATED)
                buffer = io.BytesIO()
                np.save(buffer, gallery.templates, allow_pickle=False)
                archive.writestr(_TEMPLATES, buffer.getvalue())
                for digest, data in sorted(gallery.photos.items()):
                    archive.writestr(f"{_PHOTOS}/{digest}", data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def read_gallery(path: Path) -> GalleryFile:
    """Read a gallery file and check that its parts belong together.

    Raises:
        PackError: missing, not a gallery, damaged, of another version, or a photo is not what its name says.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise PackError(f"gallery {path}: expected at most {MAX_FILE} bytes, found {path.stat().st_size}")
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_HEADER).file_size > _MAX_HEADER:
                raise PackError(f"gallery {path}: its header is larger than {_MAX_HEADER} bytes")
            header = GalleryHeader.model_validate_json(archive.read(_HEADER))
            templates = np.load(io.BytesIO(archive.read(_TEMPLATES)), allow_pickle=False)
            photos = {
                digest: archive.read(f"{_PHOTOS}/{digest}")
                for candidate in header.candidates
                for digest in candidate.photos
            }
    except FileNotFoundError as error:
        raise PackError(f"gallery {path} is not there; make it with: hadir enroll import") from error
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError) as error:
        if isinstance(error, ValidationError):
            first = error.errors(include_url=False, include_input=False)[0]
            error = ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
        raise PackError(f"gallery {path} is not a whole gallery file of version {FORMAT_VERSION}: {error}") from error
    _check(path, header, templates, photos)
    return GalleryFile(header, templates, photos)


def _check(path: Path, header: GalleryHeader, templates: NDArray[np.float32], photos: dict[str, bytes]) -> None:
    rows = sum(len(candidate.photos) for candidate in header.candidates)
    if templates.dtype != np.float32 or templates.ndim != 2 or len(templates) != rows:
        raise PackError(f"gallery {path}: expected {rows} float32 templates, got {templates.dtype} {templates.shape}")
    if rows and not np.allclose(np.linalg.norm(templates, axis=1), 1, atol=1e-3):
        raise PackError(f"gallery {path}: expected templates of length one")
    if len(header.calibration.centre) != templates.shape[1]:
        found = len(header.calibration.centre)
        raise PackError(f"gallery {path}: expected a centre of {templates.shape[1]} numbers, got {found}")
    numbers = {normalise_number(candidate.number) for candidate in header.candidates}
    if len(numbers) != len(header.candidates):
        raise PackError(f"gallery {path}: a candidate number stands in it twice")
    for digest, data in photos.items():
        if hashlib.sha256(data).hexdigest() != digest:
            raise PackError(f"gallery {path}: photo {digest} is altered")
