"""Names of photos: whose they are, which are safe, and what a file is really called that somebody wrote otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from enrollment.errors import PhotoProblem, PhotoProblemError, PhotoSourceError
from enrollment.photos.kinds import SUFFIXES
from enrollment.photos.pattern import NameIndex, Pattern
from enrollment.roster.rows import RosterRow
from recognition.images import MAX_BYTES

MAX_FILES = 1_000_000
_SUFFIXES = tuple(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
_BY_NUMBER = ("{number}*", "{number}/*")
_DRIVE = re.compile(r"[A-Za-z]:")


class PhotoNames:
    """All names of a source. ``below`` is a folder, with its slash, that names and patterns may leave out."""

    def __init__(self, names: Iterable[str], place: Path, pattern: str = "", below: str = "") -> None:
        """Raises PhotoSourceError: more than `MAX_FILES` names, or a pattern that cannot be used."""
        self._below = below
        self._folded: dict[str, str] = {}
        found = []
        for name in names:
            found.append(name)
            # Of two that differ in case alone, neither can be meant by a third spelling.
            self._folded[_folded(name)] = "" if _folded(name) in self._folded else name
            if len(found) > MAX_FILES:
                raise PhotoSourceError(f"photos {place}: expected at most {MAX_FILES} files, found more")
        texts = (pattern,) if pattern else _BY_NUMBER
        folders = ("", below) if below else ("",)
        self._patterns = [Pattern.parse(text, folder) for folder in folders for text in texts]
        pictures = [name for name in found if pattern or name.lower().endswith(_SUFFIXES)]
        self._index = NameIndex((name, spelling) for name in pictures for spelling in _spellings(name))

    def of(self, row: RosterRow) -> tuple[str, ...]:
        """The names that the roster gives, or those of all files that fit a pattern."""
        if row.photos:
            return row.photos
        values = {"number": row.number, "nik": row.nik, "session": row.session.title, "seat": row.seat}
        return tuple(dict.fromkeys(name for each in self._patterns for name in each.find(self._index, values)))

    def known_as(self, name: str) -> str:
        """The name of a file that differs in case alone, or in ``below``; the same name if there is none."""
        found = (self._folded.get(_folded(each)) for each in (name, self._below + name))
        return next((each for each in found if each), name)


def is_shown(name: str) -> bool:
    """Whether a file may be somebody's photo: nothing hidden, none of the doubles that macOS puts into archives."""
    parts = [part for part in name.split("/") if part != ".."]
    return name.isprintable() and not any(part.startswith((".", "__MACOSX")) for part in parts)


def leaves(name: str) -> bool:
    """Whether a name, with slashes alone, leads out of its source."""
    return name.startswith("/") or bool(_DRIVE.match(name)) or ".." in name.split("/")


def inside(name: str) -> str:
    """A name as a path within the source.

    Raises:
        PhotoProblemError: it leaves the source, or no file can have it.
    """
    slashed = name.replace("\\", "/")
    parts = [part for part in slashed.split("/") if part not in ("", ".")]
    if leaves(slashed):
        raise PhotoProblemError(PhotoProblem.OUTSIDE, "a path that leaves the folder")
    if not parts or not name.isprintable():
        raise PhotoProblemError(PhotoProblem.MISSING, "a name that no file can have")
    return "/".join(parts)


def check_size(size: int) -> None:
    """Raises PhotoProblemError: more bytes than a photo may have."""
    if size > MAX_BYTES:
        raise PhotoProblemError(PhotoProblem.TOO_LARGE, f"more than {MAX_BYTES} bytes")


def _spellings(name: str) -> Iterator[str]:
    """The paths by which a name is found. One that leads out is found by what it would be inside, so that whoever it
    belongs to is told: reading refuses it."""
    if not leaves(name):
        yield name
        return
    parts = [part for part in _DRIVE.sub("", name).split("/") if part not in ("", ".", "..")]
    yield from dict.fromkeys(("/".join(parts), parts[-1] if parts else ""))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
