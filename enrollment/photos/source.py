"""Where photos come from: a folder or a ZIP archive, both full of names that nobody has checked."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from enrollment.errors import PhotoProblem, PhotoProblemError, PhotoSourceError
from enrollment.photos.archive import ZipPhotos
from enrollment.photos.kinds import check_kind
from enrollment.photos.names import PhotoNames, check_size, inside, is_shown
from enrollment.roster.rows import RosterRow
from recognition.images import MAX_BYTES


class PhotoSource(Protocol):
    """Photos, by name."""

    def names_of(self, row: RosterRow) -> tuple[str, ...]:
        """The names of a candidate's photos: those that the roster gives, or else of all files found for them.

        They may be more than `enrollment.roster.rows.MAX_PHOTOS`.
        """

    def read(self, name: str) -> bytes:
        """The bytes of a photo, at most `recognition.images.MAX_BYTES`. May be called from several threads at once.

        Raises:
            PhotoProblemError: there is no such photo, none that may be read, or one of another kind than its name says.
        """


@contextmanager
def open_photos(path: Path, pattern: str = "") -> Iterator[PhotoSource]:
    """The photos of a folder or of a ZIP archive.

    Without a ``pattern`` (`enrollment.photos.pattern.Pattern`), a candidate whose photos the roster does not name has
    the pictures called by their number, alone or with something behind it that begins with neither letter nor digit
    (NUMBER.jpg, NUMBER_2.png, NUMBER-front.jpeg), and all pictures in a folder called by their number.

    Raises:
        PhotoSourceError: neither of both, not readable, too many files, or a pattern that cannot be used.
    """
    if path.is_dir():
        yield FolderPhotos(path, pattern)
    else:
        with ZipPhotos(path, pattern) as photos:
            yield photos


class FolderPhotos:
    """A `PhotoSource`: the photos of a folder and of the folders in it. Links may be followed while they stay in it."""

    def __init__(self, folder: Path, pattern: str = "") -> None:
        """Raises PhotoSourceError: no folder, not readable, too many files, or a pattern that cannot be used."""
        try:
            self._root = folder.resolve(strict=True)
            self._names = PhotoNames(_names_below(self._root), folder, pattern)
        except (OSError, RuntimeError) as error:
            raise PhotoSourceError(f"photos {folder}: expected a folder or a ZIP archive: {error}") from error

    def names_of(self, row: RosterRow) -> tuple[str, ...]:
        """See `PhotoSource`."""
        return self._names.of(row)

    def read(self, name: str) -> bytes:
        """See `PhotoSource`."""
        wanted = inside(name)
        try:
            path = self._resolved(wanted)
            if not path.is_relative_to(self._root):
                raise PhotoProblemError(PhotoProblem.OUTSIDE, "a link that leaves the folder")
            if not stat.S_ISREG(path.stat().st_mode):
                raise PhotoProblemError(PhotoProblem.NOT_A_FILE, "a folder, pipe or device, no file")
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise PhotoProblemError(PhotoProblem.MISSING, "no such file") from error
        except OSError as error:
            raise PhotoProblemError(PhotoProblem.UNREADABLE, f"a file that cannot be read: {error.strerror}") from error
        except RuntimeError as error:
            raise PhotoProblemError(PhotoProblem.NOT_A_FILE, "a ring of links") from error
        check_size(len(data))
        check_kind(wanted, data)
        return data

    def _resolved(self, name: str) -> Path:
        """The file of this name, or, where there is none, the one that differs from it in case alone."""
        try:
            return (self._root / name).resolve(strict=True)
        except FileNotFoundError:
            return (self._root / self._names.known_as(name)).resolve(strict=True)


def _names_below(root: Path) -> Iterator[str]:
    """All below a folder that is neither a folder nor hidden. Links are not gone into: reading tells what they are."""
    folders = [root]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                path = Path(entry.path)
                name = path.relative_to(root).as_posix()
                if not is_shown(name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                else:
                    yield name
