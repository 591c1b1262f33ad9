"""What the photos' files are, before anything is made of them: whether they can be read, and what an import loses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from enrollment.errors import PhotoProblem, PhotoProblemError
from enrollment.photos.source import PhotoSource
from recognition.errors import ImageSizeError, NotAnImageError
from recognition.images import MIN_SIDE, picture_size
from recognition.parallel import in_parallel

_TOLD_EVERY = 50  # photos

Names = Mapping[str, Sequence[str]]
"""The names of each candidate's photos, by their number as it is compared."""


@dataclass(frozen=True, slots=True)
class PhotoFault:
    """A file that cannot serve: whose it is (``key`` is their number as it is compared), its name, what was found."""

    key: str
    name: str
    problem: PhotoProblem
    found: str


@dataclass(frozen=True, slots=True)
class LostPhotos:
    """Names of a candidate's usable photos that an import takes away: there is no such file any more, another picture
    is in it, or it cannot be read."""

    gone: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """``lost`` has only candidates who lose something. ``faults`` are in the order of the names."""

    lost: Mapping[str, LostPhotos]
    faults: tuple[PhotoFault, ...]


@dataclass(frozen=True, slots=True)
class _File:
    key: str
    name: str
    digest: str = ""
    fault: PhotoFault | None = None


def check_files(
    names: Names,
    kept: Mapping[str, Mapping[str, str]],
    source: PhotoSource,
    *,
    every: bool,
    workers: int = 1,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Checked:
    """Read files and compare them with what is known of them; ``workers`` are in memory at a time.

    Args:
        names: the photos that everybody would have.
        kept: the usable photos that candidates have: the SHA-256 of each file, by the number and by its name.
        source: where they are.
        every: look at the files of all ``names``, and at their headers; else at those of candidates who lose something
            if they are not what they were.
        workers: how many files are read at a time.
        on_progress: told how many files are done, of how many.
    """
    tasks = [
        (key, name)
        for key, theirs in names.items()
        if every or key in kept
        for name in dict.fromkeys((*theirs, *kept.get(key, ())))
    ]
    on_progress(0, len(tasks))
    read = in_parallel(partial(_look, source=source, header=every), tasks, workers)
    lost: dict[str, LostPhotos] = {}
    faults: list[PhotoFault] = []
    for key, group in groupby(_told(read, len(tasks), on_progress), key=lambda file: file.key):
        files = {file.name: file for file in group}
        if every:
            faults += [file.fault for name in names[key] if (file := files[name]).fault is not None]
        if key in kept and (missed := _missed(names[key], kept[key], files)) != LostPhotos():
            lost[key] = missed
    return Checked(lost, tuple(faults))


def _told(files: Iterator[_File], total: int, on_progress: Callable[[int, int], None]) -> Iterator[_File]:
    for done, file in enumerate(files, 1):
        yield file
        if done % _TOLD_EVERY == 0 or done == total:
            on_progress(done, total)


def _look(task: tuple[str, str], source: PhotoSource, header: bool) -> _File:
    key, name = task
    try:
        data = source.read(name)
        if header:
            _check_header(data)
    except PhotoProblemError as error:
        return _File(key, name, fault=PhotoFault(key, name, error.problem, str(error)))
    return _File(key, name, hashlib.sha256(data).hexdigest())


def _check_header(data: bytes) -> None:
    """Raises PhotoProblemError: no picture by its header, or one of another size than a photo can have."""
    try:
        least = min(picture_size(data))
    except NotAnImageError as error:
        raise PhotoProblemError(PhotoProblem.NOT_A_PICTURE, str(error).removeprefix("picture: ")) from error
    except ImageSizeError as error:
        raise PhotoProblemError(PhotoProblem.TOO_LARGE, str(error).removeprefix("picture: ")) from error
    if least < MIN_SIDE:
        found = f"expected sides of at least {MIN_SIDE} pixels, found {least}"
        raise PhotoProblemError(PhotoProblem.TOO_SMALL, found)


def _missed(names: Sequence[str], kept: Mapping[str, str], files: Mapping[str, _File]) -> LostPhotos:
    """A picture that the candidate still has under another name is not lost; nor is one that the roster leaves out
    while its file is there: that is a change of names."""
    still = {files[name].digest for name in names}
    missing = [files[name] for name, digest in kept.items() if digest not in still]
    faults = {file.name: file.fault.problem for file in missing if file.fault is not None}
    return LostPhotos(
        gone=tuple(name for name, problem in faults.items() if problem is PhotoProblem.MISSING),
        replaced=tuple(file.name for file in missing if file.name in names and file.name not in faults),
        unreadable=tuple(
            name for name, problem in faults.items() if problem is not PhotoProblem.MISSING and name in names
        ),
    )
