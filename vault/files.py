"""Writing a file for its owner only, so that whoever reads it sees all of it or nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, in the place of one that may be there; raises OSError."""
    with _written_beside(path, data) as temporary:
        temporary.replace(path)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; raises FileExistsError where it is, OSError."""
    with _written_beside(path, data) as temporary:
        try:
            os.link(temporary, path)  # unlike a renaming, never in the place of another
        except FileExistsError as error:
            raise FileExistsError(error.errno, error.strerror, str(path)) from error


@contextmanager
def _written_beside(path: Path, data: bytes) -> Iterator[Path]:
    """The data on disk under a name of its own, which is gone afterwards whatever happens."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # readable by its owner only
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
