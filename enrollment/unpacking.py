"""Unpacking what others have packed: the size that a ZIP archive declares for an entry is not believed."""

from __future__ import annotations

import copy
import zipfile
import zlib

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)  # all that zipfile may raise
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # zipfile unpacks the others without a bound


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of an entry, its checksum checked; of one that has more than ``limit``, the first ``limit`` + 1.

    Raises:
        one of `DAMAGED`: locked, damaged, or packed in another way than stored or deflated.
    """
    if entry.compress_type not in _METHODS:
        raise zipfile.BadZipFile(f"expected stored or deflated, found method {entry.compress_type}")
    undeclared = copy.copy(entry)
    undeclared.file_size = limit + 2  # zipfile would stop at the declared size and take that for the whole
    with archive.open(undeclared) as part:
        return part.read(limit + 1)
