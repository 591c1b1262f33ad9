"""A roster is read row by row; a bad row is reported with its place and skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.errors import RosterError
from enrollment.roster import read_roster

HEADER = "nomor,nama,sesi,tilok,mulai,kursi,foto\n"
GOOD = "1001,Siti Rahmawati,SKD-1,Palembang,2026-10-12T08:00+07:00,A-01,a.jpg;b.jpg\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "roster.csv"


def test_a_good_row_is_read_whole(path: Path) -> None:
    path.write_text(HEADER + GOOD, encoding="utf-8")
    roster = read_roster(path)
    assert roster.problems == ()
    (row,) = roster.rows
    assert (row.line, row.number, row.name, row.seat) == (2, "1001", "Siti Rahmawati", "A-01")
    assert row.photos == ("a.jpg", "b.jpg")
    assert row.starts_at.isoformat() == "2026-10-12T08:00:00+07:00"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_are_found_by_name_in_any_order_language_and_separator(path: Path, separator: str) -> None:
    header = separator.join(["Photos", "Nama", "NUMBER", "venue", "session", "starts_at"])
    row = separator.join(["a.jpg", "Budi", "7", "Medan", "S", "2026-10-12T08:00Z"])
    path.write_bytes(b"\xef\xbb\xbf" + f"{header}\r\n{row}\r\n".encode())
    (only,) = read_roster(path).rows
    assert (only.number, only.name, only.venue, only.seat) == ("7", "Budi", "Medan", "")


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        (GOOD.replace("1001", ""), "number", "''"),
        (GOOD.replace("Siti Rahmawati", " "), "name", "''"),
        (GOOD.replace("Siti Rahmawati", "x" * 121), "name", "xxx"),
        (GOOD.replace("2026-10-12T08:00+07:00", "12/10/2026"), "starts_at", "'12/10/2026'"),
        (GOOD.replace("+07:00", ""), "starts_at", "'2026-10-12T08:00'"),
        (GOOD.replace("a.jpg;b.jpg", " ; "), "photos", "0"),
        ("1001\n", "name", "''"),
    ],
)
def test_a_bad_row_is_named_by_line_column_expected_and_found(path: Path, row: str, column: str, found: str) -> None:
    path.write_text(HEADER + row + GOOD.replace("1001", "1002"), encoding="utf-8")
    roster = read_roster(path)
    (problem,) = roster.problems
    assert (problem.file, problem.line, problem.column) == ("roster.csv", 2, column)
    assert found in problem.found
    assert "expected" in str(problem)
    assert [each.number for each in roster.rows] == ["1002"]


def test_a_number_that_comes_twice_is_kept_once(path: Path) -> None:
    path.write_text(HEADER + GOOD + GOOD, encoding="utf-8")
    roster = read_roster(path)
    assert len(roster.rows) == 1
    assert str(roster.problems[0]) == "roster.csv, line 3, number: expected a new number (line 2 has it), found 1001"


@pytest.mark.parametrize("twin", ["10 01", "\u200b1001", "1001 "])
def test_numbers_that_are_the_same_at_the_desk_are_the_same_here(path: Path, twin: str) -> None:
    path.write_text(HEADER + GOOD + GOOD.replace("1001", twin), encoding="utf-8")
    roster = read_roster(path)
    assert len(roster.rows) == 1
    assert len(roster.problems) == 1


def test_a_field_of_any_length_is_one_bad_row(path: Path) -> None:
    path.write_text(HEADER + GOOD.replace("Siti", "x" * 200_000) + GOOD.replace("1001", "1002"), encoding="utf-8")
    roster = read_roster(path)
    assert [problem.column for problem in roster.problems] == ["name"]
    assert [row.number for row in roster.rows] == ["1002"]


def test_lines_are_counted_through_quoted_line_breaks_and_blank_lines(path: Path) -> None:
    broken = GOOD.replace("Palembang", '"Palem\nbang"')
    path.write_text(HEADER + broken + "\n" + GOOD, encoding="utf-8")
    roster = read_roster(path)
    assert roster.problems[0].line == 2
    assert roster.rows[0].line == 5


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected a header row"),
        (b"nomor,nama\n1,2\n", "expected a column session or sesi"),
        (b"nomor,nama,\xff\n", "expected UTF-8 text, found byte 0xff"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(path: Path, content: bytes, message: str) -> None:
    path.write_bytes(content)
    with pytest.raises(RosterError, match=message):
        read_roster(path)


def test_a_missing_file_is_refused(path: Path) -> None:
    with pytest.raises(RosterError, match="cannot be read: No such file"):
        read_roster(path)


@given(st.text(max_size=400))
def test_whatever_stands_below_the_header_each_row_is_good_or_reported(
    tmp_path_factory: pytest.TempPathFactory, body: str
) -> None:
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_bytes((HEADER + GOOD + body).encode())
    roster = read_roster(path)
    assert roster.rows[0].number == "1001"
    assert len(roster.rows) + len(roster.problems) <= len(body) + 1
