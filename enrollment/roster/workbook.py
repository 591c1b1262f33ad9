"""XLSX: one sheet of a workbook becomes rows of text.

An XLSX file is a ZIP archive of XML parts, so a small one may hold a great deal; and a sheet of two cells in opposite
corners is laid out by calamine as one of 17 billion, for which no program has memory. Every part is therefore
unpacked here first, within bounds, its cells counted, and what was found good is packed anew: calamine never sees
anything else.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from xml.parsers import expat

import python_calamine as calamine

from enrollment.errors import RosterError
from enrollment.roster.table import (
    HEADER_WITHIN,
    MAX_COLUMNS,
    MAX_ROWS,
    IsHeader,
    Table,
    TableFormat,
    TableRow,
)
from enrollment.unpacking import DAMAGED, unpacked

MAX_UNPACKED = 512 * 1024 * 1024  # bytes of all parts that are read
MAX_CELLS = 10_000_000  # of the rectangle from the first to the last used cell of a sheet
_MAX_PARTS = 10_000
_CONTENTS = ("xl/worksheets/", "xl/sharedStrings.xml")  # what the cells hold
_SAFE_DIGITS = 10**15  # Excel keeps 15 digits of a number; of a longer one the last are lost

_Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
_REFERENCE = re.compile(r"([A-Za-z]{1,6})([0-9]{1,12})")


def read_workbook(data: bytes, name: str, is_header: IsHeader, sheet: str | None = None) -> Table:
    """Read a sheet, by its name or the first one that is not hidden.

    The header is the first row that is one, of the first `HEADER_WITHIN` that are not empty; else the first of all.

    Formulas count as the values that Excel has stored with them; dates become ISO text, whole numbers digits. A number
    of more than 15 digits becomes text such as 3.17101010190000E+15, because its last digits are not to be trusted.

    Raises:
        RosterError: not an XLSX workbook, damaged, too large, or without that sheet. The message begins with ``name``.
    """
    packed = _checked(data, name)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(packed)) as workbook:
            title = _sheet_name(workbook, name, sheet)
            rows = _rows(workbook.get_sheet_by_name(title), name)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise RosterError(f"{name}: expected an XLSX workbook, found one that cannot be read: {error}") from error
    top = list(islice(rows, HEADER_WITHIN))
    if not top:
        raise RosterError(f"{name}, sheet {title}: expected a header row, found an empty sheet")
    place = next((place for place, row in enumerate(top) if is_header(row.cells)), 0)
    return Table(TableFormat("XLSX", sheet=title), top[place], chain(top[place + 1 :], rows))


def sheet_names(data: bytes, name: str) -> tuple[str, ...]:
    """The sheets of a workbook that are not hidden, in their order. Only the workbook's list is read.

    Raises:
        RosterError: not an XLSX workbook, damaged or too large. The message begins with ``name``.
    """
    packed = _checked(data, name, without=_CONTENTS)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(packed)) as workbook:
            return tuple(each.name for each in _worksheets(workbook) if _is_shown(each))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise RosterError(f"{name}: expected an XLSX workbook, found one that cannot be read: {error}") from error


def _worksheets(workbook: calamine.CalamineWorkbook) -> list[calamine.SheetMetadata]:
    return [each for each in workbook.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]


def _is_shown(sheet: calamine.SheetMetadata) -> bool:
    return sheet.visible == calamine.SheetVisibleEnum.Visible


def _sheet_name(workbook: calamine.CalamineWorkbook, name: str, wanted: str | None) -> str:
    sheets = _worksheets(workbook)
    names = [each.name for each in sheets]
    if wanted is not None and wanted not in names:
        raise RosterError(f"{name}: expected a sheet {wanted!r}, found {', '.join(map(repr, names))}")
    shown = [each.name for each in sheets if _is_shown(each)]
    if wanted is None and not shown:
        raise RosterError(f"{name}: expected a sheet that is not hidden, found {', '.join(map(repr, names)) or 'none'}")
    return wanted if wanted is not None else shown[0]


def _rows(sheet: calamine.CalamineSheet, name: str) -> Iterator[TableRow]:
    for line, values in enumerate(sheet.iter_rows(), 1):
        cells = tuple(_text(value) for value in values)
        if any(cell.strip() for cell in cells):
            yield TableRow(line, cells)


def _text(value: _Cell) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if abs(value) >= _SAFE_DIGITS:
            return f"{value:.14E}"
        return str(int(value)) if float(value).is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.time):
        return value.isoformat("seconds")
    return str(value)


def _checked(data: bytes, name: str, without: tuple[str, ...] = ()) -> bytes:
    """The XML parts of a workbook in an archive that is not compressed, each unpacked and looked through.

    Parts whose names begin as one of ``without`` are left out.
    """
    target = io.BytesIO()
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as packed:
            _check_contents(source.namelist(), name)
            for entry in source.infolist():
                if entry.filename.lower().endswith((".xml", ".rels")) and not entry.filename.startswith(without):
                    part = unpacked(source, entry, left)
                    left -= len(part)
                    if left < 0:
                        raise RosterError(f"{name}: expected at most {MAX_UNPACKED} bytes unpacked, found more")
                    _check_cells(part, f"{name}, {entry.filename}")
                    packed.writestr(entry.filename, part)
    except DAMAGED as error:
        raise RosterError(f"{name}: expected a whole XLSX workbook, found a damaged one: {error}") from error
    return target.getvalue()


def _check_contents(names: list[str], name: str) -> None:
    if len(names) > _MAX_PARTS or len(set(names)) < len(names):
        raise RosterError(f"{name}: expected an XLSX workbook, found an archive of too many parts, or of one twice")
    if "[Content_Types].xml" not in names:
        found = "an OpenDocument file" if "mimetype" in names else "a ZIP archive of something else"
        raise RosterError(f"{name}: expected an XLSX workbook, found {found}; save the roster as .xlsx")
    if "xl/workbook.bin" in names:
        raise RosterError(f"{name}: expected an XLSX workbook, found a binary one (.xlsb); save the roster as .xlsx")


def _check_cells(part: bytes, where: str) -> None:
    extent = _Extent()
    try:
        extent.parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise RosterError(f"{where}: expected a workbook's XML, found {error}") from error
    if extent.rows > MAX_ROWS + 1 or extent.columns > MAX_COLUMNS or extent.rows * extent.columns > MAX_CELLS:
        expected = f"at most {MAX_ROWS} rows, {MAX_COLUMNS} columns and {MAX_CELLS} cells"
        found = f"cells as far as row {extent.rows}, column {extent.columns}"
        raise RosterError(f"{where}: expected {expected}, found {found}; keep the roster alone in a workbook")


class _Extent:
    """How far the cells of a sheet reach that hold something; of any other part it is nothing."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
            case "c":
                self._column += 1
                if "r" in attributes:
                    self._row, self._column = _place(attributes["r"])
            case "v" | "is" | "f":
                self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)

    def _doctype(self, *_: object) -> None:
        raise ValueError("a document type declaration")


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a cell such as B12, from 1."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"a cell {reference[:20]!r}")
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]), column
