"""Sets of photos whose people are known: a folder for each person, or a list of pairs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recognition.errors import DatasetError

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".pgm", ".ppm"})
_MAX_LINES = 10_000_000
_LONGEST_LINE = 20_000  # characters; two paths are far shorter


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo and whose it is."""

    path: Path
    person: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two photos, by their index among the photos of the list, and whether they show one person."""

    one: int
    other: int
    same: bool


@dataclass(frozen=True, slots=True)
class PairList:
    """Pairs, and every photo that is in any of them, once."""

    photos: tuple[Photo, ...]
    pairs: tuple[Pair, ...]


def read_folder(root: Path) -> tuple[Photo, ...]:
    """The photos of a folder that holds one folder a person, in the order of their names.

    Raises:
        DatasetError: not a folder, or no folder in it holds a photo.
    """
    if not root.is_dir():
        raise DatasetError(f"{root}: expected a folder that holds one folder for each person, found none")
    photos = tuple(
        Photo(path, person.name)
        for person in sorted(root.iterdir())
        if person.is_dir() and not person.name.startswith(".")
        for path in sorted(person.iterdir())
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()
    )
    if not photos:
        raise DatasetError(
            f"{root}: expected photos ({', '.join(sorted(SUFFIXES))}) in one folder for each person, found none"
        )
    return photos


def read_pairs(path: Path, root: Path) -> PairList:
    """Read a list of pairs: CSV with the columns ``same,a,b`` (1 or 0, two files within ``root``), or LFW's pairs.txt.

    A person is the folder that a photo lies in; where the list says otherwise of any pair, whoever the list joins,
    named by their first photo.

    Raises:
        DatasetError: names the line and what was expected there.
    """
    lines = _lines(path)
    header = [name.strip().lower() for name in _first_row(path, lines)]
    rows = _csv_rows(path, lines, header) if len(header) > 1 else _lfw_rows(path, lines)
    indices: dict[str, int] = {}
    pairs = []
    for line, same, one, other in rows:
        for name in (one, other):
            if name not in indices:
                _check(root, name, f"{path}, line {line}")
                indices[name] = len(indices)
        pairs.append(Pair(indices[one], indices[other], same))
    if not pairs:
        raise DatasetError(f"{path}: expected at least one pair, found none")
    people = _people(list(indices), pairs)
    photos = (Photo(root / name, person) for name, person in zip(indices, people, strict=True))
    return PairList(tuple(photos), tuple(pairs))


def _people(names: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    folders = [Path(name).parent.name for name in names]
    if all(pair.same == (folders[pair.one] == folders[pair.other]) for pair in pairs):
        return folders
    first = list(range(len(names)))  # of each photo, the lowest one that is known to be of the same person

    def find(photo: int) -> int:
        while first[photo] != photo:
            photo = first[photo] = first[first[photo]]
        return photo

    for pair in pairs:
        if pair.same:
            low, high = sorted((find(pair.one), find(pair.other)))
            first[high] = low
    return [names[find(photo)] for photo in range(len(names))]


def read_groups(path: Path, people: Iterable[str]) -> dict[str, str]:
    """Read a CSV with the columns ``person,group``. People who are not in the set are left out.

    Raises:
        DatasetError: names the line and what was expected there.
    """
    lines = _lines(path)
    reader = csv.DictReader(lines, skipinitialspace=True)
    if not {"person", "group"} <= set(_first_row(path, lines)):
        raise DatasetError(f"{path}, line 1: expected the columns person,group, found {lines[0].strip()!r}")
    groups: dict[str, str] = {}
    for row in _read(path, reader):
        person, group = (row["person"] or "").strip(), (row["group"] or "").strip()
        if not person or not group:
            raise DatasetError(f"{path}, line {reader.line_num}: expected a person and a group")
        if groups.setdefault(person, group) != group:
            raise DatasetError(f"{path}, line {reader.line_num}: {person} is in group {groups[person]} already")
    known = {person: groups[person] for person in people if person in groups}
    if not known:
        raise DatasetError(f"{path}: expected people of this set, found none of them")
    return known


def _lines(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path} cannot be read: {error}") from error
    if not lines:
        raise DatasetError(f"{path}: expected lines, found an empty file")
    if len(lines) > _MAX_LINES:
        raise DatasetError(f"{path}: expected at most {_MAX_LINES} lines, found {len(lines)}")
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            raise DatasetError(f"{path}, line {number}: expected at most {_LONGEST_LINE} characters, found {len(line)}")
    return lines


_Row = tuple[int, bool, str, str]


def _csv_rows(path: Path, lines: Sequence[str], header: Sequence[str]) -> Iterator[_Row]:
    if not {"same", "a", "b"} <= set(header):
        raise DatasetError(f"{path}, line 1: expected the columns same,a,b, found {','.join(header)}")
    reader = csv.DictReader(lines, fieldnames=list(header), skipinitialspace=True)
    next(reader)
    for row in _read(path, reader):
        same, one, other = ((row[name] or "").strip() for name in ("same", "a", "b"))
        if same not in ("0", "1") or not one or not other:
            raise DatasetError(f"{path}, line {reader.line_num}: expected 1 or 0 and two files, found {same!r}")
        yield reader.line_num, same == "1", one, other


def _lfw_rows(path: Path, lines: Sequence[str]) -> Iterator[_Row]:
    """LFW's own form, tab separated: ``name i j`` is a pair of one person, ``name i other j`` of two."""
    if not all(word.isdecimal() for word in lines[0].split()):
        raise DatasetError(f"{path}, line 1: expected the columns same,a,b or LFW's counts, found {lines[0]!r}")
    for number, line in enumerate(lines[1:], 2):
        match line.split():
            case [name, one, other] if one.isdecimal() and other.isdecimal():
                yield number, True, _lfw_file(name, one), _lfw_file(name, other)
            case [name, one, stranger, other] if one.isdecimal() and other.isdecimal():
                yield number, False, _lfw_file(name, one), _lfw_file(stranger, other)
            case [count] if count.isdecimal():
                continue
            case []:
                continue
            case _:
                raise DatasetError(f"{path}, line {number}: expected 'name i j' or 'name i other j', found {line!r}")


def _lfw_file(name: str, index: str) -> str:
    return f"{name}/{name}_{index.lstrip('0'):0>4}.jpg"


def _first_row(path: Path, lines: Sequence[str]) -> list[str]:
    try:
        return next(csv.reader(lines[:1], skipinitialspace=True), [])
    except csv.Error as error:
        raise DatasetError(f"{path}, line 1: {error}") from error


def _read(path: Path, reader: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise DatasetError(f"{path}, line {reader.line_num}: {error}") from error


def _check(root: Path, name: str, where: str) -> None:
    """Raises DatasetError where a name is not that of a file within the root."""
    try:
        inside = (root / name).resolve().is_relative_to(root.resolve())
        there = inside and (root / name).is_file()
    except (OSError, ValueError):  # longer than a name may be, or with a character that none may have
        inside, there = True, False
    if not there:
        problem = "is not there" if inside else "leads out of it"
        raise DatasetError(f"{where}: expected a file of {root}, found {name!r}, which {problem}")
