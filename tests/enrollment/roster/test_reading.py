"""From a file to a roster: good rows go in, every bad one is told, and what is no roster is refused by what it is."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.errors import RosterError
from enrollment.roster import reading
from enrollment.roster.reading import Roster, read_roster, sheets_of
from tests.enrollment.roster.workbooks import Cell, workbook

HEADER = ["No Peserta", "NIK", "Nama", "Tilok", "Tanggal", "Jam", "Foto", "Keterangan"]
SITI = ["1001", "3171014708900001", "Siti Rahmawati", "Palembang", "12/10/2026", "08:00", "a.jpg", ""]
BUDI = ["1002", "3171010708900002", "Budi Santoso", "Palembang", "12/10/2026", "08:00", "b.jpg", ""]


def read(path: Path, **options: object) -> Roster:
    return read_roster(path, zone=ZoneInfo("Asia/Jakarta"), today=date(2026, 10, 1), **options)  # type: ignore[arg-type]


def written(folder: Path, *rows: list[str], name: str = "roster.csv") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADER, *rows])
    path = folder / name
    path.write_bytes(text.getvalue().encode())
    return path


def test_good_rows_go_in_and_bad_ones_are_told(tmp_path: Path) -> None:
    bad = [*SITI[:2], "", *SITI[3:]]
    roster = read(written(tmp_path, SITI, bad, SITI, BUDI))
    assert [row.number for row in roster.rows] == ["1001", "1002"]
    assert [(problem.line, problem.column) for problem in roster.problems] == [(3, "name"), (4, "number")]


def test_a_roster_tells_how_it_was_read(tmp_path: Path) -> None:
    roster = read(written(tmp_path, SITI))
    assert (roster.format.kind, roster.format.encoding, roster.format.delimiter) == ("CSV", "UTF-8", ";")
    assert roster.columns["number"] == "No Peserta"
    assert roster.columns["photos"] == "Foto"
    assert roster.unused == ("Keterangan",)


def test_a_workbook_gives_the_same_rows_as_the_csv_file(tmp_path: Path) -> None:
    cells: list[Cell] = [1001, *SITI[1:4], date(2026, 10, 12), time(8), "a.jpg", None]
    path = tmp_path / "roster.xlsx"
    path.write_bytes(workbook([list(HEADER), cells], [["x"]]))
    roster = read(path)
    assert roster.rows == read(written(tmp_path, SITI)).rows
    assert (roster.format.kind, roster.format.sheet) == ("XLSX", "Peserta")


def test_a_workbook_is_told_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(workbook([list(HEADER), list(SITI)]))
    assert len(read(path).rows) == 1


def test_a_nik_that_was_typed_as_a_number_is_told_and_no_digit_guessed(tmp_path: Path) -> None:
    cells: list[Cell] = ["1001", 3171014708900001, *SITI[2:]]
    path = tmp_path / "roster.xlsx"
    path.write_bytes(workbook([list(HEADER), cells]))
    roster = read(path)
    assert roster.rows == ()
    assert [str(problem) for problem in roster.problems] == [
        "roster.xlsx, line 2, nik: expected digits in a column formatted as text, found 3.17101470890000E+15, "
        "a number that Excel has rounded"
    ]


def test_a_mapping_and_a_sheet_may_be_named(tmp_path: Path) -> None:
    path, mapping = tmp_path / "roster.xlsx", tmp_path / "mapping.toml"
    header: list[Cell] = ["Kode", "Nama", "Tilok", "Mulai"]
    path.write_bytes(workbook([["x"]], [header, ["7", "Siti", "Medan", datetime(2026, 10, 12, 8)]]))
    mapping.write_text('number = "Kode"\n', encoding="utf-8")
    (row,) = read(path, mapping=mapping, sheet="Catatan").rows
    assert (row.number, row.session.starts_at.isoformat()) == ("7", "2026-10-12T08:00:00+07:00")
    with pytest.raises(RosterError, match=r"expected a workbook with a sheet 'Catatan', found CSV"):
        read(written(tmp_path, SITI), sheet="Catatan")


def test_titles_above_the_header_are_passed_over_in_both_formats(tmp_path: Path) -> None:
    titles: list[list[Cell]] = [["DAFTAR PESERTA SKD 2026"], ["Tilok:", "Palembang"], []]
    book, text = tmp_path / "roster.xlsx", tmp_path / "roster.csv"
    book.write_bytes(workbook([*titles, list(HEADER), list(SITI)]))
    text.write_text("DAFTAR PESERTA SKD 2026\nTilok: Palembang, Sumsel\n\n" + ";".join(HEADER) + "\n" + ";".join(SITI))
    assert [row.line for row in read(book).rows] == [row.line for row in read(text).rows] == [5]
    assert read(book).rows == read(text).rows


def test_without_a_header_the_first_row_is_told(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("DAFTAR PESERTA\nnomor,nama\n1,Siti\n")
    with pytest.raises(RosterError, match=r"expected a column for number, called .* found DAFTAR PESERTA$"):
        read(path)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel file (.xls), or a workbook with a password"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\xef\xbb\xbf\n <html><table>", "a web page or XML, whatever its name says"),
    ],
)
def test_what_only_bears_the_name_of_a_roster_is_refused_by_what_it_is(tmp_path: Path, data: bytes, found: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(data)
    message = f"{path}: expected CSV or XLSX, found {found}; save the roster as .xlsx or .csv"
    with pytest.raises(RosterError, match=f"^{re.escape(message)}$"):
        read(path)


def test_a_workbook_has_sheets_to_choose_from_and_csv_has_none(tmp_path: Path) -> None:
    path = tmp_path / "roster"
    path.write_bytes(workbook([["nomor"]], [["nomor"]]))
    assert sheets_of(path) == ("Peserta", "Catatan")
    path.write_bytes(b"nomor\n1\n")
    assert sheets_of(path) == ()


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="cannot be read: No such file"):
        read(tmp_path / "none.csv")
    with pytest.raises(RosterError, match="cannot be read"):
        read(tmp_path)


def test_a_file_of_more_bytes_than_a_roster_has_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 50)
    with pytest.raises(RosterError, match="expected at most 50 bytes, found more"):
        read(written(tmp_path, SITI))


CELLS = st.sampled_from(
    ["", "1001", "1002", "3171014708900001", "Siti", "Palembang", "12/10/2026", "08:00", "a.jpg", "x"]
)
LINES = st.one_of(
    st.tuples(*[CELLS] * len(HEADER)).map(";".join),
    st.sampled_from([";".join(SITI), ";".join(BUDI), ""]),
    st.text(st.characters(codec="utf-8", exclude_characters='\0\r\n"'), max_size=60),
)


@given(st.lists(LINES, max_size=10))
def test_whatever_stands_below_the_header_every_row_is_a_candidate_or_told_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_bytes("\n".join([";".join(HEADER), *lines]).encode())
    roster = read(path)
    told = {row.line for row in roster.rows} | {problem.line for problem in roster.problems}
    photos = {photo for row in roster.rows for photo in row.photos}
    for line, text in enumerate(lines, 2):
        added = text.split(";")[6:7] in [[photo] for photo in photos]  # to the first row of the same person
        assert line in told or added or not text.replace(";", "").strip()
    assert told <= set(range(2, len(lines) + 2))
