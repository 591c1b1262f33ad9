"""CSV is read whatever its encoding and separator, and a stray quotation mark costs one row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.errors import RosterError
from enrollment.roster import delimited
from enrollment.roster.delimited import read_delimited
from enrollment.roster.table import HEADER_WITHIN, TableRow

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


def by_number(cells: Sequence[str]) -> bool:
    return "nomor" in cells


def read(text: str, encoding: str = "utf-8") -> list[TableRow]:
    return list(read_delimited(text.encode(encoding), "roster.csv", by_number).rows)


def faults_of(text: str) -> tuple[dict[int, str], list[int]]:
    """What was found in malformed rows, by line; and the lines of the others."""
    rows = read(text)
    return {row.line: row.fault for row in rows if row.fault}, [row.line for row in rows if not row.fault]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_makes_most_columns(delimiter: str) -> None:
    text = f'"Nama; gelar, lain"{delimiter}Nomor{delimiter}Foto\nSiti{delimiter}1{delimiter}"a{delimiter}b"\n'
    table = read_delimited(text.encode(), "roster.csv", by_number)
    assert table.format.delimiter == delimiter
    assert table.header.cells == ("Nama; gelar, lain", "Nomor", "Foto")
    assert [row.cells for row in table.rows] == [("Siti", "1", f"a{delimiter}b")]


def test_the_hint_that_excel_understands_is_followed_and_is_no_header() -> None:
    table = read_delimited(b"sep=;\r\nNama;Catatan, panjang, lama\r\nSiti;x\r\n", "roster.csv", by_number)
    assert (table.format.delimiter, table.header.line) == (";", 2)
    assert [row.line for row in table.rows] == [3]


def test_titles_above_the_header_are_passed_over_and_the_separator_is_that_of_the_header() -> None:
    text = "DAFTAR PESERTA SKD 2026, BKN, Palembang, Lampiran, I\n\nHal: 1;\nnomor;nama;foto\n1;Siti;a.jpg,b.jpg\n"
    table = read_delimited(text.encode(), "roster.csv", by_number)
    assert (table.format.delimiter, table.header.line, table.header.cells) == (";", 4, ("nomor", "nama", "foto"))
    assert [(row.line, row.cells) for row in table.rows] == [(5, ("1", "Siti", "a.jpg,b.jpg"))]


def test_a_row_like_a_header_far_below_is_none() -> None:
    text = "judul;x\n" + "1;y\n" * (HEADER_WITHIN - 1)
    assert read_delimited(f"{text}nomor;nama\n".encode(), "roster.csv", by_number).header.cells == ("judul", "x")


@pytest.mark.parametrize(
    ("mark", "codec", "title"),
    [
        (b"", "utf-8", "UTF-8"),
        (b"\xef\xbb\xbf", "utf-8", "UTF-8 with BOM"),
        (b"\xff\xfe", "utf-16-le", "UTF-16"),
        (b"\xfe\xff", "utf-16-be", "UTF-16"),
        (b"", "cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_recognised_and_told(mark: bytes, codec: str, title: str) -> None:
    table = read_delimited(mark + "nomor,nama\n1,Siti Nurhalizá – “Ayu”\n".encode(codec), "roster.csv", by_number)
    assert table.format.encoding == title
    assert table.header.cells == ("nomor", "nama")
    assert [row.cells[1] for row in table.rows] == ["Siti Nurhalizá – “Ayu”"]


def test_lines_are_counted_through_line_breaks_in_cells_and_empty_lines() -> None:
    rows = read('\n\nnomor,nama\n1,"Si\nti"\n\n , \n2,Budi\r3,Cahyo')
    assert [(row.line, row.cells[0]) for row in rows] == [(4, "1"), (8, "2"), (9, "3")]


@pytest.mark.parametrize("rest", ["", "3,Cahyo\n4,Dewi\n"])
def test_a_quotation_mark_that_is_never_closed_costs_its_row_alone(rest: str) -> None:
    faults, good = faults_of('nomor,nama\n1,Siti\n2,"Budi\n' + rest)
    assert list(faults) == [3]
    assert "unexpected end" in faults[3]
    assert good == [2, *range(4, 4 + rest.count("\n"))]


def test_two_stray_quotation_marks_do_not_swallow_the_rows_between_them() -> None:
    faults, good = faults_of('nomor,nama\n1,"Siti\n2,Budi\n3,"Cahyo\n4,Dewi\n')
    assert list(faults) == [2, 4]
    assert good == [3, 5]


def test_a_quotation_mark_within_a_cell_means_nothing() -> None:
    assert read('nomor,nama\n1,Siti "Ayu" Lestari\n')[0].cells == ("1", 'Siti "Ayu" Lestari')


def test_a_cell_of_any_length_costs_one_row() -> None:
    faults, good = faults_of(f"nomor,nama\n1,{'x' * 200_000}\n2,Budi\n")
    assert list(faults) == [2]
    assert "field larger" in faults[2]
    assert good == [3]


def test_a_line_of_any_length_costs_one_row() -> None:
    faults, good = faults_of(f"nomor,nama\n1{',' * 1_000_000}\n2,Budi\n")
    assert faults == {2: "a line of 1000002 characters"}
    assert good == [3]


def test_a_file_of_more_lines_than_any_roster_has_is_refused() -> None:
    with pytest.raises(RosterError, match="expected at most 2000000 lines, found more"):
        read("nomor,nama" + "\n" * 2_000_001)


def test_a_file_of_malformed_rows_is_given_up() -> None:
    with pytest.raises(RosterError, match="more than 1000 malformed rows"):
        read("nomor,nama\n" + '1,"Siti" x\n' * 1001)


def test_more_rows_than_anyone_has_candidates_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_ROWS", 2)
    assert len(read("nomor\n1\n2\n")) == 2
    with pytest.raises(RosterError, match="at most 2 rows, found more"):
        read("nomor\n1\n2\n3\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "expected a header row, found an empty file"),
        (b"\n ;; \n\n", "expected a header row, found an empty file"),
        (b"sep=;\n", "expected a header row of at most 256 columns, found none"),
        (b'""\n', "expected a header row of at most 256 columns, found none"),
        (b'"nomor,nama\n1,Siti\n', "line 1: expected a header row .* found unexpected end of data"),
        (b"," * 256 + b"a", "found one of 257"),
        (b"nomor,nama\n1,\x81\n", "text in UTF-8 or Windows-1252, found byte 0x81 at 13"),
        (b"\xef\xbb\xbfnomor\n\xff\n", "text in UTF-8 with BOM, found byte 0xff at 9"),
        (b"nomor\0nama\n", "a file that is neither"),
        ("nomor,nama\n".encode("utf-16-le"), "a file that is neither"),  # without its mark
    ],
)
def test_what_is_no_table_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(RosterError, match=f"^roster.csv.*{message}"):
        read_delimited(data, "roster.csv", by_number)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_program_writes_is_read_back_cell_for_cell(
    rows: list[list[str]], delimiter: str, codec: str, ending: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows([["nomor", "nama", "foto"], *rows])
    table = read_delimited(text.getvalue().encode(codec), "roster.csv", by_number)
    assert table.format.delimiter == delimiter
    full = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert [row.cells for row in table.rows] == full


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=300))
def test_whatever_stands_below_the_header_every_line_is_in_a_row_in_a_fault_or_empty(body: str) -> None:
    rows = read("nomor,nama\n" + body)
    assert [row.line for row in rows] == sorted({row.line for row in rows})
    begun = {row.line for row in rows}
    for line, text in enumerate(io.StringIO(body, newline=""), 2):
        if line not in begun and text.replace(",", "").replace('"', "").strip():
            above = max((row for row in rows if row.line < line), key=lambda row: row.line)
            assert any(char in cell for cell in above.cells for char in "\r\n")  # it is part of the row above


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_there_is_a_table_or_a_roster_error(data: bytes) -> None:
    try:
        table = read_delimited(data, "roster.csv", by_number)
    except RosterError:
        return
    assert any(cell.strip() for cell in table.header.cells)
    assert all(row.fault or any(cell.strip() for cell in row.cells) for row in table.rows)
