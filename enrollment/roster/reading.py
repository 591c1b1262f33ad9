"""From a roster's file to its rows and problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import partial
from pathlib import Path

from enrollment.errors import RosterError
from enrollment.roster.columns import find_columns, is_header, read_mapping
from enrollment.roster.delimited import read_delimited
from enrollment.roster.problems import RosterProblem
from enrollment.roster.register import Register
from enrollment.roster.rows import RosterRow, RowChecks
from enrollment.roster.table import MAX_BYTES, IsHeader, Table, TableFormat
from enrollment.roster.workbook import read_workbook, sheet_names

_ZIP = b"PK\x03\x04"
# What people hand in under the name of a roster, told by how it begins.
_NO_ROSTERS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls), or a workbook with a password"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"<", "a web page or XML, whatever its name says"),
)


@dataclass(frozen=True, slots=True)
class Roster:
    """The good rows and what was wrong with the others; both in the order of their lines.

    ``format`` tells how the file was read, ``columns`` which header was taken for which meaning, ``unused`` the headers
    that meant nothing.
    """

    rows: tuple[RosterRow, ...]
    problems: tuple[RosterProblem, ...]
    format: TableFormat
    columns: Mapping[str, str]
    unused: tuple[str, ...]


def read_roster(
    path: Path, *, zone: tzinfo, today: date, mapping: Path | None = None, sheet: str | None = None
) -> Roster:
    """Read a roster, CSV or XLSX, whichever the file is by its content.

    Args:
        path: the file.
        zone: where sessions start whose time names no zone.
        today: nobody is born later.
        mapping: a file that says which column means what, where the usual names do not.
        sheet: the sheet of a workbook; the first that is not hidden unless given.

    Raises:
        RosterError: not readable, no roster, too large, or a column is missing or there twice.
    """
    given = None if mapping is None else read_mapping(mapping)
    table = _table(path, sheet, partial(is_header, mapping=given))
    columns = find_columns(table.header.cells, str(path), given)
    checks = RowChecks(path.name, columns, zone, today)
    register = Register(path.name)
    problems: list[RosterProblem] = []
    for row in table.rows:
        candidate, found = checks.check(row)
        problems += found
        if candidate is not None:
            problems += register.add(candidate)
    named = {meaning: columns.header[index] for meaning, index in columns.of.items()}
    named |= {"photos": ", ".join(columns.header[index] for index in columns.photos)} if columns.photos else {}
    return Roster(register.rows, tuple(problems), table.format, named, columns.unused)


def sheets_of(path: Path) -> tuple[str, ...]:
    """The sheets of a roster that are not hidden; none of a file that is no workbook.

    Raises:
        RosterError: not readable, too large, or a damaged workbook.
    """
    data = _contents(path)
    return sheet_names(data, str(path)) if data.startswith(_ZIP) else ()


def _contents(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RosterError(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise RosterError(f"{path}: expected at most {MAX_BYTES} bytes, found more")
    return data


def _table(path: Path, sheet: str | None, header: IsHeader) -> Table:
    data = _contents(path)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    found = next((what for mark, what in _NO_ROSTERS if start.startswith(mark)), None)
    if found is not None:
        raise RosterError(f"{path}: expected CSV or XLSX, found {found}; save the roster as .xlsx or .csv")
    if data.startswith(_ZIP):
        return read_workbook(data, str(path), header, sheet)
    if sheet is not None:
        raise RosterError(f"{path}: expected a workbook with a sheet {sheet!r}, found CSV, which has none")
    return read_delimited(data, str(path), header)
