"""Whether a photo is the kind of file that its name says."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from enrollment.errors import PhotoProblem, PhotoProblemError
from recognition.images import is_heic

SUFFIXES: dict[str, tuple[str, ...]] = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png",),
    "WebP": (".webp",),
    "HEIC": (".heic", ".heif", ".hif"),
    "TIFF": (".tif", ".tiff"),
    "BMP": (".bmp",),
    "PNM": (".ppm", ".pgm", ".pbm", ".pnm"),
}
_BEGINNINGS = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "WebP": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "TIFF": re.compile(rb"II[*+]\0|MM\0[*+]"),
    "BMP": re.compile(rb"BM....\0\0\0\0", re.DOTALL),
    "PNM": re.compile(rb"P[1-6]\s"),
}


def check_kind(name: str, data: bytes) -> None:
    """Check that a picture has an ending of its kind, or none; what is no picture at all is not judged here.

    Raises:
        PhotoProblemError: MISNAMED, with the ending that it should have.
    """
    kind, suffix = _kind_of(data), PurePosixPath(name).suffix
    if kind and suffix and suffix.lower() not in SUFFIXES[kind]:
        found = f"a {kind} called {suffix}: rename it to {SUFFIXES[kind][0]}"
        raise PhotoProblemError(PhotoProblem.MISNAMED, found)


def _kind_of(data: bytes) -> str:
    """The kind that the first bytes say; empty for what is no picture."""
    if is_heic(data):
        return "HEIC"
    return next((kind for kind, beginning in _BEGINNINGS.items() if beginning.match(data)), "")
