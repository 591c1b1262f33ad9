"""The list that goes back to registration opens in a spreadsheet, and does nothing there but stand."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.errors import ReportError
from enrollment.triage.csv_report import COLUMNS, write_csv
from enrollment.triage.triage import Finding, Triaged
from tests.enrollment.triage.makers import triaged


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def written(folder: Path, *people: Triaged) -> list[dict[str, str]]:
    write_csv(people, folder / "triage.csv")
    return rows_of(folder / "triage.csv")


def test_everybody_with_a_finding_has_a_row(tmp_path: Path) -> None:
    people = triaged(Finding.DARK, Finding.TILTED, number="1", name="Siti Rahma", chance=0.25), triaged(number="2")
    (row,) = written(tmp_path, *people)
    assert tuple(row) == COLUMNS
    assert (row["number"], row["name"], row["chance_percent"]) == ("1", "Siti Rahma", "25")
    assert row["findings"] == "DARK TILTED"
    assert row["photos"] == "foto1.jpg"
    assert "terlalu gelap" in row["sentence_id"]
    assert "too dark" in row["sentence_en"]


def test_spreadsheets_know_the_encoding_by_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "triage.csv"
    write_csv([triaged(Finding.DARK, name="Ñáñigo é 王")], path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows_of(path)[0]["name"] == "Ñáñigo é 王"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\uff1d", "\uff20"])
def test_text_that_a_spreadsheet_would_calculate_is_marked_as_text(start: str, tmp_path: Path) -> None:
    hostile = f"{start}HYPERLINK(1)"
    (row,) = written(tmp_path, triaged(Finding.DARK, number=hostile, name=hostile))
    assert row["name"] == row["number"] == f"'{hostile}"


@given(st.text(max_size=30))
def test_any_name_comes_back_and_never_begins_a_formula(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    (row,) = written(tmp_path_factory.mktemp("csv"), triaged(Finding.DARK, name=name))
    assert row["name"].removeprefix("'") == name.encode("utf-8", "replace").decode().removeprefix("'")
    assert not row["name"].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    write_csv([triaged(Finding.DARK)], tmp_path / "new" / "triage.csv")
    assert stat.S_IMODE((tmp_path / "new" / "triage.csv").stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError, match="cannot be written"):
        write_csv([triaged(Finding.DARK)], tmp_path / "file" / "triage.csv")
