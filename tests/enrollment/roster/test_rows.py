"""A row is a candidate of a session, or it says all that is to be corrected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.roster.columns import find_columns
from enrollment.roster.problems import RosterProblem
from enrollment.roster.rows import MAX_PHOTOS, RosterRow, RowChecks
from enrollment.roster.table import TableRow

GOOD = {
    "No Peserta": "2430-0110 012",
    "NIK": "3171014708900001",
    "Nama": "Siti Rahmawati",
    "Tgl Lahir": "07/08/1990",
    "Sesi": "SKD-1",
    "Tilok": "BKN Palembang",
    "Ruang": "A",
    "Tanggal": "12/10/2026",
    "Jam": "08.00",
    "Kursi": "A-01",
    "PIN": "A7KQ",
    "Foto": "a.jpg;b.jpg",
}
HEADER = tuple(GOOD)
TODAY = date(2026, 10, 1)


def check(without: str = "", **changed: str) -> tuple[RosterRow | None, list[RosterProblem]]:
    """The good row with some cells changed, by the first word of their header, and one column left out."""
    header = tuple(title for title in HEADER if title != without)
    cells = tuple(changed.get(title.split()[0], GOOD[title]) for title in header)
    checks = RowChecks("roster.csv", find_columns(header, "roster.csv"), ZoneInfo("Asia/Makassar"), TODAY)
    return checks.check(TableRow(7, cells))


def row_of(without: str = "", **changed: str) -> RosterRow:
    row, problems = check(without, **changed)
    assert problems == []
    assert row is not None
    return row


def test_a_good_row_is_read_whole() -> None:
    row = row_of()
    assert (row.line, row.number, row.name, row.nik) == (7, "2430-0110012", "Siti Rahmawati", "3171014708900001")
    assert (row.born, row.seat, row.pin, row.photos) == (date(1990, 8, 7), "A-01", "A7KQ", ("a.jpg", "b.jpg"))
    session = row.session
    assert (session.title, session.venue, session.room) == ("SKD-1", "BKN Palembang", "A")
    assert session.starts_at == datetime(2026, 10, 12, 0, tzinfo=UTC)  # Makassar is 8 hours ahead


@pytest.mark.parametrize("column", ["NIK", "Tgl Lahir", "Ruang", "Kursi", "PIN", "Foto", "Sesi"])
def test_what_is_optional_may_be_missing_or_empty(column: str) -> None:
    assert row_of(without=column) == row_of(**{column.split()[0]: ""})


@pytest.mark.parametrize("place", ["Bandung, ", "Kab. Ogan Komering Ulu, Sumsel,", "Pangkal Pinang/Babel ,"])
def test_a_place_of_birth_may_stand_before_the_date(place: str) -> None:
    assert row_of(Tgl=f"{place}07-08-1990").born == date(1990, 8, 7)


def test_white_space_and_composed_letters_make_no_difference() -> None:
    assert row_of(Nama="  Nurhaliza\u0301 \u00a0 Putri\n") == row_of(Nama="Nurhalizá Putri")


@pytest.mark.parametrize("written", ["'{}", '="{}"', " {} "])
def test_marks_that_make_excel_keep_digits_are_no_part_of_them(written: str) -> None:
    row = row_of(No=written.format("0012"), NIK=written.format("3171014708900001"), PIN=written.format("0012"))
    assert (row.number, row.nik, row.pin) == ("0012", "3171014708900001", "0012")


def test_a_name_may_begin_with_an_apostrophe() -> None:
    assert row_of(Nama="'Aisyah").name == "'Aisyah"


@pytest.mark.parametrize(
    ("column", "value", "meaning", "found"),
    [
        ("No", "", "number", "''"),
        ("No", "\u200b", "number", "'\\u200b'"),
        ("No", "x" * 121, "number", "xxx"),
        ("No", "2.43001100123010E+15", "number", "2.43001100123010E+15, a number that Excel has rounded"),
        ("NIK", "3.17101E+15", "nik", "3.17101E+15, a number that Excel has rounded"),
        ("NIK", "3,17101E+15", "nik", "3,17101E+15, a number that Excel has rounded"),
        ("NIK", "317101470890000", "nik", "15 characters, 15 of them digits"),
        ("NIK", "3171014713900001", "nik", "13"),
        ("Nama", " ", "name", "''"),
        ("Nama", "x" * 121, "name", "xxx"),
        ("Nama", "Si\u200bti", "name", "'Si\\u200bti'"),
        ("Tgl", "31/02/1990", "born", "'31/02/1990'"),
        ("Tgl", "31/12/1899", "born", "'31/12/1899'"),
        ("Tgl", "02/10/2026", "born", "'02/10/2026'"),
        ("Sesi", "x" * 121, "session", "xxx"),
        ("Tilok", "", "venue", "''"),
        ("Ruang", "x" * 121, "room", "xxx"),
        ("Tanggal", "32/10/2026", "date", "'32/10/2026'"),
        ("Tanggal", "12/10/1926", "date", "'12/10/1926'"),
        ("Jam", "8", "start", "'8'"),
        ("Kursi", "x" * 41, "seat", "xxx"),
        ("PIN", "123", "pin", "3 characters"),
        ("PIN", "1234567890123", "pin", "13 characters"),
        ("PIN", "12 34", "pin", "5 characters"),
        ("Foto", "a\u200b.jpg", "photos", "'a\\u200b.jpg'"),
        ("Foto", "x" * 1001, "photos", "xxx"),
    ],
)
def test_a_bad_cell_is_named_by_line_column_expected_and_found(
    column: str, value: str, meaning: str, found: str
) -> None:
    row, problems = check(**{column: value})
    assert row is None
    (problem,) = problems
    assert (problem.file, problem.line, problem.column) == ("roster.csv", 7, meaning)
    assert found in str(problem.found)
    assert str(problem).startswith(f"roster.csv, line 7, {meaning}: expected ")


@pytest.mark.parametrize("secret", ["3171014713900001", "317101470890000"])
def test_neither_a_nik_nor_a_pin_is_repeated_in_a_problem(secret: str) -> None:
    _, problems = check(NIK=secret, PIN="p!")
    assert len(problems) == 2
    assert not any(secret in str(problem) or "p!" in str(problem) for problem in problems)


def test_every_problem_of_a_row_is_told() -> None:
    row, problems = check(No="", Nama="", NIK="1", Tgl="x", Tilok="", Tanggal="x", Jam="x", PIN="1")
    assert row is None
    told = [problem.column for problem in problems]
    assert sorted(told) == ["born", "date", "name", "nik", "number", "pin", "start", "venue"]


def test_a_nik_of_another_date_of_birth_is_told_and_keeps_nobody_out() -> None:
    row, problems = check(Tgl="08/08/1990")
    assert row is not None
    (problem,) = problems
    assert (problem.column, str(problem.found)) == ("nik", "470890; the candidate goes in, check their identity card")


def test_more_photos_than_a_candidate_may_have_are_told_and_the_first_taken() -> None:
    names = [f"{index}.jpg" for index in range(MAX_PHOTOS + 1)]
    row, problems = check(Foto=";".join(names))
    assert row is not None
    assert row.photos == tuple(names[:MAX_PHOTOS])
    assert [str(problem.found) for problem in problems] == ["17; the first 16 are taken"]


def test_photo_names_are_kept_as_they_are_written_and_once() -> None:
    assert row_of(Foto="a  b.jpg; c.jpg;;a  b.jpg\nd.jpg").photos == ("a  b.jpg", "c.jpg", "d.jpg")


def test_a_row_with_more_cells_than_the_header_is_out_of_step() -> None:
    checks = RowChecks("roster.csv", find_columns(HEADER, "r"), UTC, TODAY)
    assert checks.check(TableRow(2, (*GOOD.values(), " ")))[1] == []
    row, problems = checks.check(TableRow(2, (*GOOD.values(), "S.Kom")))
    assert row is None
    assert [str(problem) for problem in problems] == [
        "roster.csv, line 2, row: expected 12 cells, each quotation mark closed, found 13 cells; text that holds the "
        "separator needs quotation marks"
    ]


def test_a_row_that_is_too_short_misses_its_last_cells() -> None:
    checks = RowChecks("roster.csv", find_columns(HEADER, "r"), UTC, TODAY)
    row, problems = checks.check(TableRow(2, tuple(GOOD.values())[:3]))
    assert row is None
    assert [problem.column for problem in problems] == ["venue", "date", "start"]


@pytest.mark.parametrize(
    ("value", "good"), [("2026-10-12T08:00+07:00", True), ("12 Oktober 2026 08.00 WIB", True), ("2026-10-12", False)]
)
def test_a_start_may_stand_in_one_column(value: str, good: bool) -> None:
    header = ("No Peserta", "Nama", "Tilok", "Mulai")
    checks = RowChecks("roster.csv", find_columns(header, "r"), UTC, TODAY)
    row, problems = checks.check(TableRow(2, ("1", "Siti", "Medan", value)))
    assert [problem.column for problem in problems] == ([] if good else ["starts_at"])
    assert (row is not None and row.session.starts_at == datetime(2026, 10, 12, 1, tzinfo=UTC)) == good


@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from(sorted(GOOD.values()))), max_size=14))
def test_whatever_the_cells_are_there_is_a_candidate_or_a_problem(cells: list[str]) -> None:
    checks = RowChecks("roster.csv", find_columns(HEADER, "r"), UTC, TODAY)
    row, problems = checks.check(TableRow(5, tuple(cells)))
    assert all(problem.line == 5 for problem in problems)
    if row is None:
        assert problems
    else:
        assert 1 <= len(row.number) <= 120
        assert 1 <= len(row.name) <= 120
        assert row.name.isprintable()
        assert 1 <= len(row.session.id) <= 120
        assert row.session.starts_at.tzinfo is not None
        assert len(row.photos) <= MAX_PHOTOS
