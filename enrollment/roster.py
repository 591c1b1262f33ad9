"""Reading a roster: a CSV file with one candidate a row. Bad rows are reported and skipped, good ones kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from enrollment.errors import RosterError
from wire.numbers import normalise_number

if TYPE_CHECKING:
    import _csv

MAX_BYTES = 256 * 1024 * 1024
_MAX_TEXT = 120
_PHOTO_SEPARATOR = ";"

# Column names as they are written in rosters, Indonesian and English, without case.
ALIASES = {
    "number": ("number", "nomor", "nomor peserta", "no peserta"),
    "name": ("name", "nama"),
    "session": ("session", "sesi"),
    "venue": ("venue", "tilok", "lokasi"),
    "starts_at": ("starts_at", "mulai"),
    "seat": ("seat", "kursi"),
    "photos": ("photos", "foto"),
}
_OPTIONAL = {"seat"}


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """One thing wrong with one row: where it is, what was expected, and what was found."""

    file: str
    line: int
    column: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.column}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One candidate of one session. ``line`` is the row's line in the file, from 1."""

    line: int
    number: str
    name: str
    session: str
    venue: str
    starts_at: datetime
    seat: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """The good rows and what was wrong with the others."""

    rows: tuple[RosterRow, ...]
    problems: tuple[RosterProblem, ...]


def read_roster(path: Path) -> Roster:
    """Read a roster of UTF-8 CSV, with a comma, semicolon or tab between the columns.

    Raises:
        RosterError: not readable, not text, too large, or a column is missing.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RosterError(f"{path}: expected at most {MAX_BYTES} bytes, found {path.stat().st_size}")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RosterError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RosterError(
            f"{path}: expected UTF-8 text, found byte {error.object[error.start]:#x} at {error.start}"
        ) from error
    header, _, _ = text.partition("\n")
    if not header.strip():
        raise RosterError(f"{path}: expected a header row, found an empty line")
    csv.field_size_limit(MAX_BYTES)  # a field too long is one bad row, not the end of the roster
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(header))
    columns = _columns(path, next(reader))
    rows: list[RosterRow] = []
    problems: list[RosterProblem] = []
    seen: dict[str, int] = {}
    for line, cells in _numbered(path, reader):
        checked = _row(path.name, line, cells, columns)
        number = normalise_number(checked.number) if isinstance(checked, RosterRow) else ""
        if isinstance(checked, RosterRow) and (first := seen.setdefault(number, line)) != line:
            checked = RosterProblem(path.name, line, "number", f"a new number (line {first} has it)", checked.number)
        if isinstance(checked, RosterRow):
            rows.append(checked)
        else:
            problems.append(checked)
    return Roster(tuple(rows), tuple(problems))


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _columns(path: Path, header: list[str]) -> dict[str, int]:
    names = [cell.strip().lower() for cell in header]
    columns: dict[str, int] = {}
    for column, aliases in ALIASES.items():
        index = next((names.index(alias) for alias in aliases if alias in names), None)
        if index is not None:
            columns[column] = index
        elif column not in _OPTIONAL:
            raise RosterError(f"{path}: expected a column {' or '.join(aliases)}, found {', '.join(names)}")
    return columns


def _numbered(path: Path, reader: _csv.Reader) -> Iterator[tuple[int, list[str]]]:
    line = reader.line_num + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise RosterError(f"{path}, line {line}: {error}") from error


def _row(file: str, line: int, cells: list[str], columns: dict[str, int]) -> RosterRow | RosterProblem:
    values = {name: cells[index].strip() if index < len(cells) else "" for name, index in columns.items()}
    if values["number"] and not normalise_number(values["number"]):
        return RosterProblem(file, line, "number", "something that shows", repr(values["number"][:40]))
    for column in ("number", "name", "session", "venue"):
        if not values[column] or len(values[column]) > _MAX_TEXT or not values[column].isprintable():
            expected = f"printable text of 1 to {_MAX_TEXT} characters"
            return RosterProblem(file, line, column, expected, repr(values[column][:40]))
    try:
        starts_at = datetime.fromisoformat(values["starts_at"])
    except ValueError:
        starts_at = None
    if starts_at is None or starts_at.tzinfo is None:
        expected = "date, time and offset such as 2026-10-12T08:00+07:00"
        return RosterProblem(file, line, "starts_at", expected, repr(values["starts_at"][:40]))
    photos = tuple(name.strip() for name in values["photos"].split(_PHOTO_SEPARATOR) if name.strip())
    if not 1 <= len(photos) <= 16:
        return RosterProblem(file, line, "photos", "1 to 16 file names separated by ;", f"{len(photos)}")
    return RosterRow(
        line,
        values["number"],
        values["name"],
        values["session"],
        values["venue"],
        starts_at,
        "".join(char for char in values.get("seat", "") if char.isprintable())[:40],
        photos,
    )
