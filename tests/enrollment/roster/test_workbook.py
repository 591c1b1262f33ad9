"""A sheet of an XLSX workbook becomes rows of text; what is damaged or made to burst is refused first."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.errors import RosterError
from enrollment.roster import workbook as workbook_module
from enrollment.roster.workbook import read_workbook, sheet_names
from tests.enrollment.roster.workbooks import Cell, Formula, sheet_of, workbook

HEADER: list[Cell] = ["No. Peserta", "NIK"]
XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs"]), max_size=12)


def by_number(cells: Sequence[str]) -> bool:
    return "No. Peserta" in cells


def cells_of(*rows: list[Cell]) -> list[tuple[str, ...]]:
    return [row.cells for row in read_workbook(workbook([HEADER, *rows]), "roster.xlsx", by_number).rows]


def declaring(data: bytes, name: str, size: int) -> bytes:
    """An archive that declares another size for a part, and the checksum of as much of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part, entry = archive.read(name), archive.getinfo(name)
    true, false = (
        struct.pack("<LLL", zlib.crc32(part[:length]), entry.compress_size, length) for length in (len(part), size)
    )
    return data.replace(true, false)  # in front of the part, and in the directory at the end


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Siti\n<Rahma> ", "  Siti\n<Rahma> "),
        (24300110012301, "24300110012301"),
        (7.0, "7"),
        (1.5, "1.5"),
        (-3, "-3"),
        (True, "TRUE"),
        (date(2000, 12, 31), "2000-12-31"),
        (time(8, 0), "08:00:00"),
        (datetime(2026, 10, 12, 13, 20), "2026-10-12 13:20:00"),
        (Formula("A1+1", 12.0), "12"),
        ("3171010101900001", "3171010101900001"),
        (999_999_999_999_999, "999999999999999"),
    ],
)
def test_a_cell_becomes_the_text_that_it_shows(cell: Cell, text: str) -> None:
    assert cells_of(["1", cell]) == [("1", text)]


def test_a_number_of_more_digits_than_excel_keeps_is_not_given_as_digits() -> None:
    assert cells_of(["1", 3171010101900001], ["2", 1e15]) == [
        ("1", "3.17101010190000E+15"),
        ("2", "1.00000000000000E+15"),
    ]


def test_every_minute_of_a_day_is_read_as_that_minute() -> None:
    minutes = [time(hour, minute) for hour in range(24) for minute in range(60)]
    rows: list[list[Cell]] = [["1", each] for each in minutes]
    assert [cells[1] for cells in cells_of(*rows)] == [each.isoformat() for each in minutes]


def test_the_header_is_the_first_row_that_is_not_empty_and_lines_are_those_of_the_sheet() -> None:
    table = read_workbook(
        workbook([[], [None, None], HEADER, [], ["1", "x"], [" "], ["2", "y"]]), "roster.xlsx", by_number
    )
    assert (table.header.line, table.header.cells) == (3, ("No. Peserta", "NIK"))
    assert [(row.line, row.cells) for row in table.rows] == [(5, ("1", "x")), (7, ("2", "y"))]


def test_titles_above_the_header_are_passed_over() -> None:
    book = workbook([["DAFTAR PESERTA SKD 2026"], [], ["Tilok", "Palembang", "A"], HEADER, ["1", "x"]])
    table = read_workbook(book, "roster.xlsx", by_number)
    assert (table.header.line, table.header.cells[:2]) == (4, ("No. Peserta", "NIK"))
    assert [(row.line, row.cells[:2]) for row in table.rows] == [(5, ("1", "x"))]


def test_the_first_sheet_that_is_not_hidden_is_read_or_the_one_that_is_named() -> None:
    data = workbook([["rahasia"]], [["nomor"]], names=("Lama", "Peserta"), hidden=("Lama",))
    assert read_workbook(data, "r", by_number).format.sheet == "Peserta"
    assert read_workbook(data, "r", by_number, "Lama").header.cells == ("rahasia",)
    with pytest.raises(RosterError, match="expected a sheet 'Baru', found 'Lama', 'Peserta'"):
        read_workbook(data, "r", by_number, "Baru")
    with pytest.raises(RosterError, match="expected a sheet that is not hidden, found 'Peserta'"):
        read_workbook(workbook([["nomor"]], hidden=("Peserta",)), "r", by_number)


def test_the_sheets_that_are_not_hidden_are_listed_without_a_look_at_their_cells() -> None:
    names = ("Rahasia", "Peserta", "Catatan")
    book = workbook([["a"]], [["b"]], [["c"]], names=names, hidden=["Rahasia"], parts={"xl/worksheets/sheet2.xml": "<"})
    assert sheet_names(book, "book.xlsx") == ("Peserta", "Catatan")
    with pytest.raises(RosterError, match=r"^book.xlsx: "):
        sheet_names(b"PK\x03\x04 no workbook", "book.xlsx")


def test_a_sheet_without_cells_is_refused() -> None:
    with pytest.raises(RosterError, match="r, sheet Peserta: expected a header row, found an empty sheet"):
        read_workbook(workbook([[]]), "r", by_number)


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',  # without its own place, in a row far down
        '<row r="3"><c r="XFD3"><v>1</v></c></row>',
        '<row r="150000"><c r="CV150000"><v>1</v></c></row>',  # neither too many rows nor columns, but 15 million cells
    ],
)
def test_a_cell_far_away_is_refused_before_a_sheet_of_that_size_is_laid_out(far: str) -> None:
    data = workbook([HEADER], parts={"xl/worksheets/sheet1.xml": sheet_of([HEADER], far)})
    with pytest.raises(RosterError, match=r"sheet1\.xml: expected at most 200000 rows, 256 columns and 10000000 cells"):
        read_workbook(data, "roster.xlsx", by_number)


def test_a_row_far_away_that_is_only_formatted_does_no_harm() -> None:
    far = '<row r="1048576"><c r="A1048576" s="1"/></row>'
    data = workbook([HEADER], parts={"xl/worksheets/sheet1.xml": sheet_of([HEADER, ["1", "x"]], far)})
    assert [row.line for row in read_workbook(data, "roster.xlsx", by_number).rows] == [2]


def test_a_workbook_that_unpacks_to_more_than_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MAX_UNPACKED", 100_000)
    data = workbook([HEADER, ["1", "x" * 200_000]])
    assert len(data) < 10_000
    with pytest.raises(RosterError, match="expected at most 100000 bytes unpacked, found more"):
        read_workbook(data, "roster.xlsx", by_number)


@pytest.mark.parametrize(("bound", "found"), [(100_000, "at most 100000 bytes unpacked"), (10**6, "a damaged one")])
def test_the_size_that_a_part_declares_is_not_believed(monkeypatch: pytest.MonkeyPatch, bound: int, found: str) -> None:
    monkeypatch.setattr(workbook_module, "MAX_UNPACKED", bound)
    data = declaring(workbook([HEADER, ["1", "x" * 200_000]]), "xl/worksheets/sheet1.xml", 500)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.read("xl/worksheets/sheet1.xml")) == 500  # who believes it notices nothing
    with pytest.raises(RosterError, match=found):
        read_workbook(data, "roster.xlsx", by_number)


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "a document type declaration"),
        ("<worksheet>", "no element found"),
        ('<worksheet><sheetData><row r="x"><c r="A1"/></row></sheetData></worksheet>', "invalid literal"),
        ('<worksheet><sheetData><row><c r="1A"/></row></sheetData></worksheet>', "a cell '1A'"),
    ],
)
def test_a_sheet_that_is_no_sheet_is_refused(part: str, message: str) -> None:
    with pytest.raises(RosterError, match=f"^r, xl/worksheets/sheet1.xml: expected a workbook's XML, found {message}"):
        read_workbook(workbook([HEADER], parts={"xl/worksheets/sheet1.xml": part}), "r", by_number)


def archive_of(*names: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (archive_of("mimetype", "content.xml"), "found an OpenDocument file; save the roster as .xlsx"),
        (archive_of("123.jpg"), "found a ZIP archive of something else"),
        (archive_of("[Content_Types].xml", "xl/workbook.bin"), "found a binary one"),
        (archive_of("[Content_Types].xml"), "found one that cannot be read"),
        (archive_of("[Content_Types].xml", method=zipfile.ZIP_LZMA), "expected stored or deflated, found method 14"),
        (workbook([HEADER])[:-100], "found a damaged one"),
        (b"PK\x03\x04", "found a damaged one"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(RosterError, match=message):
        read_workbook(data, "roster.xlsx", by_number)


def test_a_workbook_with_a_part_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = archive_of("[Content_Types].xml", "xl/workbook.xml", "xl/workbook.xml")
    with pytest.raises(RosterError, match="of one twice"):
        read_workbook(data, "roster.xlsx", by_number)


@given(st.lists(st.lists(XML_TEXT, min_size=2, max_size=2), max_size=6))
def test_texts_are_read_back_cell_for_cell_and_line_for_line(rows: list[list[str]]) -> None:
    data = workbook([HEADER, *rows])
    full = [(line, tuple(row)) for line, row in enumerate(rows, 2) if any(cell.strip() for cell in row)]
    assert [(row.line, row.cells) for row in read_workbook(data, "roster.xlsx", by_number).rows] == full


@given(st.lists(st.tuples(st.integers(0, 5000), st.binary(min_size=1, max_size=3)), min_size=1, max_size=5))
def test_a_damaged_workbook_is_a_table_or_a_roster_error(damage: list[tuple[int, bytes]]) -> None:
    data = bytearray(workbook([HEADER, ["1", date(2026, 10, 12)], ["2", 7]]))
    for place, replacement in damage:
        start = place % len(data)
        data[start : start + len(replacement)] = replacement
    try:
        rows = list(read_workbook(bytes(data), "roster.xlsx", by_number).rows)
    except RosterError:
        return
    assert all(any(cell.strip() for cell in row.cells) for row in rows)
