"""Photos in a ZIP archive, read where they are."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from enrollment.errors import PhotoProblem, PhotoProblemError, PhotoSourceError
from enrollment.photos.kinds import check_kind
from enrollment.photos.names import PhotoNames, check_size, inside, is_shown, leaves
from enrollment.roster.rows import RosterRow
from enrollment.unpacking import DAMAGED, unpacked
from recognition.images import MAX_BYTES


class ZipPhotos:
    """A `PhotoSource`. Where all photos lie in one folder of the archive, names may leave that folder out."""

    def __init__(self, file: Path, pattern: str = "") -> None:
        """Raises PhotoSourceError: no ZIP archive, not readable, too many files, or a pattern that cannot be used."""
        try:
            self._archive = zipfile.ZipFile(file)
        except DAMAGED as error:
            raise PhotoSourceError(f"photos {file}: expected a folder or a ZIP archive: {error}") from error
        self._entries: dict[str, list[zipfile.ZipInfo]] = {}
        for entry in self._archive.infolist():
            name = entry.filename.replace("\\", "/")
            self._entries.setdefault(name if leaves(name) else _plain(name), []).append(entry)
        names = [name for name in self._entries if not name.endswith("/") and is_shown(name)]
        top = _top_folder(name for name in names if not leaves(name))
        try:
            self._names = PhotoNames(names, file, pattern, below=top)
        except PhotoSourceError:
            self._archive.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def names_of(self, row: RosterRow) -> tuple[str, ...]:
        """See `PhotoSource`."""
        return self._names.of(row)

    def read(self, name: str) -> bytes:
        """See `PhotoSource`."""
        wanted = inside(name)
        entries = self._entries.get(wanted) or self._entries.get(self._names.known_as(wanted), [])
        if not entries:
            raise PhotoProblemError(PhotoProblem.MISSING, "no such file in the archive")
        if len(entries) > 1:
            raise PhotoProblemError(PhotoProblem.UNREADABLE, f"{len(entries)} files of this name in the archive")
        entry = entries[0]
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            raise PhotoProblemError(PhotoProblem.NOT_A_FILE, "a link, folder or device, no file")
        check_size(entry.file_size)
        try:
            data = unpacked(self._archive, entry, MAX_BYTES)
        except DAMAGED as error:
            raise PhotoProblemError(PhotoProblem.UNREADABLE, f"damaged in the archive, or locked: {error}") from error
        check_size(len(data))
        if len(data) != entry.file_size:
            found = f"{len(data)} bytes where the archive says {entry.file_size}"
            raise PhotoProblemError(PhotoProblem.UNREADABLE, found)
        check_kind(wanted, data)
        return data


def _plain(name: str) -> str:
    """A name without what some programs put in front of all names."""
    return name.removeprefix("./")


def _top_folder(names: Iterable[str]) -> str:
    """The folder that all names lie in, with its slash; empty if there is none."""
    tops = {top + slash for top, slash, _ in (name.partition("/") for name in names)}
    return top if len(tops) == 1 and (top := tops.pop()).endswith("/") else ""
