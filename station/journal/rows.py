"""The rows of tables, out of single pages (SQLite's file format, sections 1.6 and 2).

A leaf of a table holds whole rows, but for the ends of long ones, which go on in a chain of overflow pages. So every
leaf that can be read gives its rows, whether or not anything still leads to it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from vault.pages import USABLE, Pages

Value = int | float | str | bytes | None

_TABLE_LEAF = 0x0D
_FIRST_PAGE_HEADER = 100
_MOST_LOCAL = USABLE - 35
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_OVERFLOW = USABLE - 4
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type: bytes
_NULL, _REAL, _ZERO, _ONE, _BLOB, _TEXT = 0, 7, 8, 9, 12, 13


@dataclass(frozen=True, slots=True)
class Row:
    """One row of some table: its number within it, and its values in the order of the columns.

    The column that is the number itself is None among the values.
    """

    number: int
    values: tuple[Value, ...]


class _BrokenError(Exception):
    """What was read is no row: a page of something else, or one whose row goes on in a page that is lost."""


def rows_of(pages: Pages) -> Iterator[Row]:
    """Every row of every table, in every version there is, the older first."""
    for number, page in pages:
        yield from _leaf_rows(pages, page, _FIRST_PAGE_HEADER if number == 1 else 0)


def _leaf_rows(pages: Pages, page: bytes, header: int) -> Iterator[Row]:
    if page[header] != _TABLE_LEAF:
        return
    (cells,) = struct.unpack_from(">H", page, header + 3)
    for index in range(min(cells, (USABLE - header - 8) // 2)):
        (start,) = struct.unpack_from(">H", page, header + 8 + 2 * index)
        try:
            yield _cell(pages, page, start)
        except (_BrokenError, IndexError, UnicodeDecodeError, struct.error):
            continue  # counted by who knows which rows there should be


def _cell(pages: Pages, page: bytes, start: int) -> Row:
    length, position = _varint(page, start)
    number, position = _varint(page, position)
    local = length
    if length > _MOST_LOCAL:
        local = _LEAST_LOCAL + (length - _LEAST_LOCAL) % _OVERFLOW
        local = local if local <= _MOST_LOCAL else _LEAST_LOCAL
    record = page[position : position + local]
    if length > local:
        (following,) = struct.unpack_from(">I", page, position + local)
        record += _overflow(pages, following, length - local)
    if len(record) != length:
        raise _BrokenError
    return Row(number, _values(record))


def _overflow(pages: Pages, number: int, length: int) -> bytes:
    """The rest of a row. Of a page with several versions the newest: rows that are kept never move."""
    parts: list[bytes] = []
    while length > 0:
        page = next(pages.versions(number), None)
        if page is None:
            raise _BrokenError
        parts.append(page[4 : 4 + min(length, _OVERFLOW)])
        length -= _OVERFLOW
        (number,) = struct.unpack_from(">I", page, 0)
    return b"".join(parts)


def _values(record: bytes) -> tuple[Value, ...]:
    end, position = _varint(record, 0)
    types = []
    while position < end:
        kind, position = _varint(record, position)
        types.append(kind)
    values = []
    for kind in types:
        value, position = _value(record, position, kind)
        values.append(value)
    return tuple(values)


def _value(record: bytes, position: int, kind: int) -> tuple[Value, int]:
    if kind == _NULL:
        return None, position
    if kind in (_ZERO, _ONE):
        return kind - _ZERO, position
    if kind in _INTEGERS:
        end = position + _INTEGERS[kind]
        return int.from_bytes(record[position:end], signed=True), end
    if kind == _REAL:
        return float(struct.unpack_from(">d", record, position)[0]), position + 8
    if kind < _BLOB:
        raise _BrokenError
    end = position + (kind - _BLOB) // 2
    content = record[position:end]
    return (content.decode() if kind % 2 else content), end


def _varint(data: bytes, position: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for index in range(8):
        byte = data[position + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, position + index + 1
    return value << 8 | data[position + 8], position + 9
