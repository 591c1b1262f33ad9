"""A roster's file before anyone asks what its columns mean: a header and rows of text cells, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

MAX_BYTES = 128 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 256
HEADER_WITHIN = 20  # rows that are not empty: above the header a title may stand

IsHeader = Callable[[Sequence[str]], bool]
"""Whether the cells of a row are those of a header."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. ``line`` is where it begins in the file, from 1; in a workbook it is the row's number.

    ``fault`` says what is wrong with a row that cannot be taken apart into cells; it has none then.
    """

    line: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TableFormat:
    """What a file turned out to be. ``encoding`` and ``delimiter`` are of a CSV file, ``sheet`` is of a workbook."""

    kind: Literal["CSV", "XLSX"]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A header, and the rows below it that are not empty; they can be gone through once. What stands above the header
    is left out.

    Going through them raises RosterError when there are more than `MAX_ROWS`, or when too many are malformed.
    """

    format: TableFormat
    header: TableRow
    rows: Iterator[TableRow]
