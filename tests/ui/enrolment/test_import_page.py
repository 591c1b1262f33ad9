"""A roster is looked at, taken in, stopped and gone on with."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from demo.faces import number_of
from enrollment.roster.problem_list import SHOWN
from tests.enrollment.roster.workbooks import workbook
from tests.ui.enrolment.conftest import HEADER, Enrolment, candidate, write_roster
from ui.enrolment.preview_lists import KINDS, PROBLEMS
from ui.enrolment.window import PHOTOS


def test_nothing_can_be_looked_at_before_both_are_chosen(enrolment: Enrolment, faces: Path, tmp_path: Path) -> None:
    page = enrolment.window.importing
    assert not page.chooser.look.isEnabled()
    page.chooser.photos.choose(faces)
    assert not page.chooser.look.isEnabled()
    page.chooser.roster.choose(write_roster(tmp_path / "a.csv", candidate(1, 1)))
    assert page.chooser.look.isEnabled()


def test_only_what_can_be_a_roster_is_taken_from_a_drop(enrolment: Enrolment, tmp_path: Path) -> None:
    card = enrolment.window.importing.chooser.roster
    picture, roster = tmp_path / "a.png", write_roster(tmp_path / "a.csv", candidate(1, 1))
    picture.write_bytes(b"")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture)), QUrl.fromLocalFile(str(roster))])
    none = Qt.KeyboardModifier.NoModifier
    card.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    assert card.path == roster


def test_looking_stores_nothing_and_says_what_would_happen(enrolment: Enrolment) -> None:
    enrolment.look_at(candidate(1, 1), candidate(2, 1), ("", "Nobody", "Palembang", "A", "tomorrow", "", ""))
    page = enrolment.window.importing
    assert len(page.preview.prepared.plan.changes.new) == 2  # type: ignore[union-attr]
    assert {problem.line for problem in page.preview.lists.problems.rows} == {4}
    assert page.preview.lists.tabs.currentIndex() == 1
    QTest.keyClick(enrolment.window, Qt.Key.Key_Escape)
    assert not page.previewing
    page.enter()
    QTest.qWait(100)
    assert not page.sessions.rows


def test_an_import_by_keys_ends_with_its_sessions(enrolment: Enrolment) -> None:
    enrolment.look_at(candidate(1, 1, 2), candidate(2, 1))
    page = enrolment.window.importing
    QTest.keyClick(enrolment.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert enrolment.app.task.running
    enrolment.idle()
    enrolment.until(lambda: len(page.sessions.rows) == 1)
    (session,) = page.sessions.rows
    assert (session.candidates, session.usable, session.waiting) == (2, 2, 0)
    assert page.notice.title.text() == "Imported: 2 candidates"


def test_a_second_import_shows_before_and_after(enrolment: Enrolment) -> None:
    enrolment.import_(candidate(1, 1), candidate(2, 1))
    enrolment.look_at(candidate(1, 1, seat="C-7"), candidate(2, 1))
    page = enrolment.window.importing
    (change,) = page.preview.lists.changes.rows
    assert (change.number, change.field, change.before, change.after) == (number_of(1), "seat", "A-1", "C-7")
    assert page.preview.lists.tabs.currentIndex() == 0


def test_a_wrong_folder_is_told_loudly_and_what_would_be_lost_is_listed(
    enrolment: Enrolment, faces: Path, tmp_path: Path
) -> None:
    enrolment.import_(candidate(1, 1), candidate(2, 1))
    page = enrolment.window.importing
    assert not page.preview.warning.isVisible()
    wrong = tmp_path / "wrong"
    (wrong / "s1").mkdir(parents=True)
    (wrong / "s1" / "1.pgm").write_bytes((faces / "s3/1.pgm").read_bytes())
    page.chooser.photos.choose(wrong)
    page.main_action()
    enrolment.until(lambda: page.previewing)
    enrolment.languages.use("id")
    table = page.preview.lists.changes
    shown = [[str(table.data(table.index(row, column))) for column in range(4)] for row in range(table.rowCount())]
    assert shown == [
        [number_of(1), "foto", "s1/1.pgm", "gambar lain dengan nama yang sama"],
        [number_of(2), "foto", "s2/1.pgm", "hilang"],
    ]
    assert page.preview.warning.isVisible()
    enrolment.until(lambda: "tidak ada di “wrong”: 1." in page.preview.warning.title.text())


def test_many_problems_are_shown_by_kind_first_and_a_kind_leads_to_its_first_row(enrolment: Enrolment) -> None:
    bad = [(f"{number}", "Nobody", "Palembang", "A", "tomorrow", "", "") for number in range(SHOWN)]
    enrolment.look_at(candidate(1, 1), *bad, ("77", "", "Palembang", "A", "2026-10-12T08:00+07:00", "", ""))
    lists = enrolment.window.importing.preview.lists
    assert lists.tabs.currentIndex() == KINDS
    assert [(kind.count, kind.column, kind.first, kind.last) for kind in lists.kinds.rows] == [
        (SHOWN, "starts_at", 3, SHOWN + 2),
        (1, "name", SHOWN + 3, SHOWN + 3),
    ]
    lists.kind_table.selectRow(1)
    lists.kind_table.setFocus()
    QTest.keyClick(lists.kind_table, Qt.Key.Key_Return)
    assert lists.tabs.currentIndex() == PROBLEMS
    assert lists.problem_table.currentIndex().row() == SHOWN


def test_problems_are_saved_as_csv_in_which_nothing_is_a_formula(enrolment: Enrolment, tmp_path: Path) -> None:
    enrolment.look_at(candidate(1, 1), ("5", "=cmd|' /C calc'!A0", "Palembang", "A", "=1+1", "", ""))
    page, path = enrolment.window.importing, tmp_path / "problems.csv"
    page.write_problems(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    assert header == ["File", "Line", "Column", "Expected", "Found"]
    assert len(rows) == len(page.preview.lists.problems.rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert page.notice.title.text() == "Saved"


def test_problems_that_cannot_be_saved_say_why_and_leave_nothing_half(enrolment: Enrolment, tmp_path: Path) -> None:
    enrolment.look_at(candidate(1, 1), ("5", "", "Palembang", "A", "", "", ""))
    enrolment.window.importing.write_problems(tmp_path / "no such folder" / "problems.csv")
    assert "cannot be read or written" in enrolment.window.importing.notice.title.text()


def test_a_roster_that_is_none_says_what_to_do(enrolment: Enrolment, faces: Path, tmp_path: Path) -> None:
    page, roster = enrolment.window.importing, tmp_path / "a.csv"
    roster.write_bytes(b"%PDF-1.7 not a roster")
    page.chooser.photos.choose(faces)
    page.chooser.roster.choose(roster)
    page.main_action()
    enrolment.until(page.notice.isVisible)
    assert page.notice.title.text().startswith("This roster cannot be read.")
    assert "found a PDF file" in page.notice.detail.text()
    assert page.chooser.look.isEnabled()


def test_a_stopped_import_keeps_what_it_has_and_goes_on_where_it_was(enrolment: Enrolment) -> None:
    rows = [candidate(person, 1, 2, 3, 4) for person in range(1, 41)]
    enrolment.look_at(*rows)
    page, task = enrolment.window.importing, enrolment.app.task
    page.main_action()

    def stop_soon() -> None:
        if task.done and not task.stopping:
            task.stop()

    task.changed.connect(stop_soon)
    enrolment.idle()
    assert page.notice.title.text().startswith("Stopped.")
    enrolment.until(lambda: len(page.sessions.rows) == 1)
    waiting = page.sessions.rows[0].waiting
    assert 0 < waiting < 160
    task.changed.disconnect(stop_soon)
    enrolment.look_at(*rows)
    assert page.preview.prepared is not None
    assert page.preview.prepared.plan.changes.unchanged == 40
    page.main_action()
    enrolment.idle()
    enrolment.until(lambda: page.sessions.rows[0].waiting == 0)


def test_thumbnails_come_while_an_import_runs(enrolment: Enrolment) -> None:
    enrolment.import_(candidate(1, 1))
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    enrolment.look_at(*[candidate(person, 1, 2, 3, 4) for person in range(1, 41)])
    thumbnails = enrolment.window.photos.thumbnails
    thumbnails.forget()
    enrolment.window.importing.main_action()
    thumbnails.get(1)
    enrolment.until(lambda: thumbnails.get(1) is not None)
    assert enrolment.app.task.running
    enrolment.idle()


def test_a_workbook_of_several_sheets_asks_which_and_one_of_a_single_sheet_does_not(
    enrolment: Enrolment, faces: Path, tmp_path: Path
) -> None:
    page, book, single = enrolment.window.importing, tmp_path / "two.xlsx", tmp_path / "one.xlsx"
    book.write_bytes(workbook([["Catatan"]], [HEADER, candidate(1, 1), candidate(2, 1)], names=("Catatan", "Peserta")))
    single.write_bytes(workbook([HEADER, candidate(1, 1)], names=("Peserta",)))
    page.chooser.photos.choose(faces)
    page.chooser.roster.choose(book)
    enrolment.until(page.chooser.sheet.isVisible)
    assert [page.chooser.sheet.itemText(place) for place in range(page.chooser.sheet.count())] == ["Catatan", "Peserta"]
    page.chooser.sheet.setCurrentIndex(1)
    page.main_action()
    enrolment.until(lambda: page.previewing)
    assert page.preview.prepared is not None
    assert len(page.preview.prepared.plan.rows) == 2
    page.back()
    page.chooser.roster.choose(single)
    QTest.qWait(150)
    assert not page.chooser.sheet.isVisible()


def test_a_mapping_file_says_what_unusual_columns_mean(enrolment: Enrolment, faces: Path, tmp_path: Path) -> None:
    page, roster, mapping = enrolment.window.importing, tmp_path / "a.csv", tmp_path / "columns.toml"
    unusual = ",".join("kode" if title == "nomor peserta" else title for title in HEADER)
    roster.write_text(f"{unusual}\n{','.join(candidate(1, 1))}\n", encoding="utf-8")
    mapping.write_text('number = "kode"\n', encoding="utf-8")
    page.chooser.photos.choose(faces)
    page.chooser.roster.choose(roster)
    page.main_action()
    enrolment.until(page.notice.isVisible)
    assert "expected a column for number" in page.notice.detail.text()
    page.chooser.unusual.use_mapping(mapping)
    page.main_action()
    enrolment.until(lambda: page.previewing)
    assert page.preview.prepared is not None
    assert [row.number for row in page.preview.prepared.plan.rows] == [number_of(1)]


def test_more_options_open_by_key_and_what_is_given_there_is_counted_when_they_are_closed(
    enrolment: Enrolment, faces: Path, tmp_path: Path
) -> None:
    chooser = enrolment.window.importing.chooser
    assert not chooser.unusual.isVisible()
    QTest.keyClick(enrolment.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert chooser.unusual.isVisible()
    chooser.unusual.pattern.setText("{number}.jpg")
    chooser.unusual.use_mapping(tmp_path / "columns.toml")
    QTest.keyClick(enrolment.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert not chooser.unusual.isVisible()
    assert chooser.more.text() == "More options (2)"
    chooser.photos.choose(faces)
    chooser.roster.choose(write_roster(tmp_path / "a.csv", candidate(1, 1)))
    choice = chooser.choice
    assert choice is not None
    assert (choice.pattern, choice.mapping, choice.sheet) == ("{number}.jpg", tmp_path / "columns.toml", None)


def test_problems_are_said_in_the_language_of_the_window(enrolment: Enrolment) -> None:
    enrolment.look_at(candidate(1, 1), ("5", "", "Palembang", "A", "besok", "", ""))
    table = enrolment.window.importing.preview.lists.problems

    def shown() -> list[str]:
        return [str(table.data(table.index(row, 2))) for row in range(table.rowCount())]

    assert shown() == ["printable text of 1 to 120 characters", "date and time such as 2026-10-12T08:00+07:00"]
    enrolment.languages.use("id")
    assert shown() == ["teks biasa, 1 sampai 120 karakter", "tanggal dan jam seperti 2026-10-12T08:00+07:00"]
