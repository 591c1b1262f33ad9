"""However many problems there are, each kind is told, and a file has all of them."""

from __future__ import annotations

import csv
from pathlib import Path

from enrollment.errors import PhotoProblem
from enrollment.roster.problem_list import SHOWN, kinds, told, write_problems
from enrollment.roster.problems import RosterProblem, Wording, cell, photo_fault, said

FILE = "peserta.csv"


def bad_nik(line: int) -> RosterProblem:
    return RosterProblem(FILE, line, "nik", said(Wording.DIGITS, 16), said(Wording.OTHER_DIGITS, line, line))


def no_photo(line: int, problem: PhotoProblem = PhotoProblem.MISSING, found: str = "no such file") -> RosterProblem:
    name = f"{line}.jpg"
    return RosterProblem(FILE, line, "photos", said(Wording.PHOTO_OF, f"{line}", name), photo_fault(problem, found))


def test_few_problems_are_told_line_by_line_and_no_more_is_said() -> None:
    problems = [bad_nik(2), no_photo(3), bad_nik(4)]
    assert list(told(problems)) == [str(each) for each in problems]


def test_of_many_alike_some_are_told_how_many_more_where_and_the_others_are_not_buried() -> None:
    problems = [
        *(bad_nik(line) for line in range(2, 5002)),
        RosterProblem(FILE, 5002, "name", said(Wording.NIK_OF_NOBODY), cell("")),
    ]
    lines = list(told(problems))
    assert lines[:SHOWN] == [str(each) for each in problems[:SHOWN]]
    assert lines[SHOWN:] == [
        "  and 4,980 more like this, lines 22 to 5001",
        str(problems[-1]),
        "5,001 problems:",
        "    5,000  nik: expected 16 digits (lines 2 to 5001)",
        "        1  name: expected a NIK that nobody else has, found '' (line 5002)",
    ]


def test_kinds_are_told_without_what_differs_and_photos_by_their_fault() -> None:
    bomb = (PhotoProblem.TOO_LARGE, "expected at most 100 pixels, found 101")
    found = kinds(
        [no_photo(2), no_photo(3), no_photo(9), no_photo(4, *bomb), no_photo(5, PhotoProblem.TOO_LARGE, "expected x")]
    )
    assert [(kind.count, str(kind)) for kind in found] == [
        (3, "photos: expected the photo of candidate …, …, found no such file (lines 2 to 9)"),
        (2, "photos: expected the photo of candidate …, …, found too large (lines 4 to 5)"),
    ]
    assert str(no_photo(4, *bomb)) == (
        "peserta.csv, line 4, photos: expected the photo of candidate 4, 4.jpg, found too large: expected at most "
        "100 pixels, found 101"
    )


def test_the_file_has_all_of_them_and_nothing_in_it_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "problems.csv"
    risky = RosterProblem(FILE, 3, "name", said(Wording.TEXT, 1, 120), said(Wording.VALUE, "=1+1"))
    write_problems(path, [*(bad_nik(line) for line in range(100)), risky])
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    assert header == ["file", "line", "column", "expected", "found"]
    assert len(rows) == 101
    assert rows[-1] == [FILE, "3", "name", "printable text of 1 to 120 characters", "'=1+1"]
