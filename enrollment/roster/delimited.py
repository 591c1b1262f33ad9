"""CSV as it comes: in several encodings, with several separators, and with quotation marks that nobody closed."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

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

_DELIMITERS = ",;\t|"
_MAX_FAULTS = 1000  # each may cost a look at 128 KiB, the csv module's limit of a cell
_MAX_LINES = 10 * MAX_ROWS  # those count that belong to a cell, or are empty
_MAX_LINE = 1_000_000  # characters
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def read_delimited(data: bytes, name: str, is_header: IsHeader) -> Table:
    """Read CSV with a comma, semicolon, tab or bar between the cells, whichever makes a header, and most columns of it.

    It is in the encoding that its byte order mark names, else in UTF-8, else in Windows-1252. The header is the first
    row that is one, of the first `HEADER_WITHIN` that are not empty; else the first of all. A line such as ``sep=;``,
    which Excel understands, may stand before it.

    Raises:
        RosterError: not text, or no header. The message begins with ``name``.
    """
    text, encoding = _decoded(data, name)
    lines = list(islice(io.StringIO(text, newline=""), _MAX_LINES + 1))
    if len(lines) > _MAX_LINES:
        raise RosterError(f"{name}: expected at most {_MAX_LINES} lines, found more")
    start = next((index for index, line in enumerate(lines) if line.strip(_DELIMITERS + " \r\n")), None)
    if start is None:
        raise RosterError(f"{name}: expected a header row, found an empty file")
    hint = lines[start].rstrip("\r\n").lower()
    if hint in [f"sep={each}" for each in _DELIMITERS]:
        delimiters, start = hint[-1], start + 1
    else:
        delimiters = _DELIMITERS
    layout = max((_layout(lines, start, each, is_header) for each in delimiters), key=lambda each: each.promise)
    delimiter, header = layout.delimiter, layout.header
    rows = islice(_rows(lines, start, delimiter), layout.above + 1, None)
    if header.fault or len(header.cells) > MAX_COLUMNS:
        expected = f"a header row of at most {MAX_COLUMNS} columns"
        found = header.fault or f"one of {len(header.cells)}"
        raise RosterError(f"{name}, line {header.line}: expected {expected}, found {found}")
    return Table(TableFormat("CSV", encoding, delimiter), header, _bounded(rows, name))


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    marked = [(codec, title) for mark, codec, title in _BOMS if data.startswith(mark)]
    attempts = marked or [("utf-8", "UTF-8"), ("cp1252", "Windows-1252")]
    for codec, title in attempts:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            at = len(data) - len(error.object) + error.start  # which is told without the mark
            fault = f"byte {data[at]:#04x} at {at}"
            continue
        if "\0" in text:
            raise RosterError(f"{name}: expected CSV or XLSX, found a file that is neither")
        return text, title
    raise RosterError(f"{name}: expected text in {' or '.join(title for _, title in attempts)}, found {fault}")


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the rows are with a delimiter: whether there is a ``header`` among the first, and the rows ``above`` it."""

    delimiter: str
    found: bool
    header: TableRow
    above: int

    @property
    def promise(self) -> tuple[bool, int, int]:
        """More for a delimiter that is likelier to be the one."""
        return self.found, -self.header.line, len(self.header.cells)


def _layout(lines: Sequence[str], start: int, delimiter: str, is_header: IsHeader) -> _Layout:
    top = list(islice(_rows(lines, start, delimiter), HEADER_WITHIN))
    place = next((place for place, row in enumerate(top) if is_header(row.cells)), None)
    header = top[place or 0] if top else TableRow(start + 1, (), "none")
    return _Layout(delimiter, place is not None, header, place or 0)


class _Lines:
    """Lines that can be gone back to."""

    def __init__(self, lines: Sequence[str], at: int) -> None:
        self._lines = lines
        self.at = at

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.at >= len(self._lines):
            raise StopIteration
        self.at += 1
        return self._lines[self.at - 1]


def _rows(lines: Sequence[str], start: int, delimiter: str) -> Iterator[TableRow]:
    """The rows that are not empty.

    A quotation mark that is not closed would swallow the rows below it. They are told by what follows the mark that
    seems to close it, or by the end of the file; reading then goes on with the very next line.
    """
    source = _Lines(lines, start)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while source.at < len(lines):
        first = source.at
        try:
            if len(lines[first]) > _MAX_LINE:
                raise csv.Error(f"a line of {len(lines[first])} characters")
            cells = next(reader)
        except csv.Error as error:
            source.at = first + 1
            yield TableRow(first + 1, (), str(error))
            continue
        if any(cell.strip() for cell in cells):
            yield TableRow(first + 1, tuple(cells))


def _bounded(rows: Iterator[TableRow], name: str) -> Iterator[TableRow]:
    faults = 0
    for count, row in enumerate(rows, 1):
        faults += bool(row.fault)
        if count > MAX_ROWS:
            raise RosterError(f"{name}: expected at most {MAX_ROWS} rows, found more")
        if faults > _MAX_FAULTS:
            raise RosterError(
                f"{name}: expected CSV, found more than {_MAX_FAULTS} malformed rows; the last: {row.fault}"
            )
        yield row
