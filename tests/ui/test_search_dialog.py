"""Somebody whose card cannot be read is found, and checked in like anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from recognition.types import CandidateNumber
from station.checkin.background import Admission
from station.search import CandidateSearch
from station.session import Candidate
from ui import theme
from ui.languages import Languages
from ui.search_dialog import SearchDialog

PHOTO = cv2.imencode(".jpg", np.full((120, 100, 3), 90, dtype=np.uint8))[1].tobytes()
ADMITTED = Admission(datetime(2026, 10, 12, 0, 12, tzinfo=UTC), "meja-1", "Rina")


def person(row: int, name: str, photos: tuple[bytes, ...] = (PHOTO,)) -> Candidate:
    number = CandidateNumber(f"2430011001{2345 + row}")
    return Candidate(number, name, f"B-{row:02}", photos, nik=f"167101420395{row:04}")


PEOPLE = (
    person(0, "Siti Rahmawati Kusumaningtyas"),
    person(1, "Siti Kusuma Dewi"),
    person(2, "Siti Aminah", ()),
    person(3, "Budi Santoso", (b"no picture",)),
    *(person(10 + row, f"Peserta {'Panjang ' * 14}{row}") for row in range(60)),
)


@pytest.fixture(autouse=True)
def languages(qapp: QApplication) -> Iterator[Languages]:
    theme.apply(qapp)
    made = Languages(qapp)
    made.use("en")
    yield made
    made.use("en")


@pytest.fixture
def desk(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def dialog(desk: QWidget) -> SearchDialog:
    made = SearchDialog(desk, CandidateSearch(PEOPLE), lambda number: ADMITTED if number == PEOPLE[1].number else None)
    made.open()
    return made


def names(dialog: SearchDialog) -> list[str]:
    return [candidate.name for candidate in dialog.found]


def test_nobody_is_listed_before_something_is_typed(dialog: SearchDialog) -> None:
    assert names(dialog) == []
    assert dialog.message.startswith("A few letters are enough")
    assert dialog.field.hasFocus()


def test_what_is_typed_narrows_the_list(dialog: SearchDialog) -> None:
    QTest.keyClicks(dialog.field, "siti")
    assert len(names(dialog)) == 3
    QTest.keyClicks(dialog.field, " kus")
    assert names(dialog) == ["Siti Kusuma Dewi", "Siti Rahmawati Kusumaningtyas"]
    assert dialog.message == ""


def test_where_nobody_fits_it_says_what_to_try(dialog: SearchDialog) -> None:
    QTest.keyClicks(dialog.field, "xyz")
    assert dialog.message.startswith("Nobody in this session")


def test_arrows_and_enter_choose_and_the_sheet_is_closed(dialog: SearchDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.field, "siti kus")
    QTest.keyClick(dialog.field, Qt.Key.Key_Down)
    QTest.keyClick(dialog.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.closed), qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert chosen.args == [PEOPLE[0].number]


def test_a_finger_chooses(dialog: SearchDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.field, "aminah")
    QApplication.processEvents()
    where = dialog.view.visualRect(dialog.view.model().index(0, 0)).center()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen.args == [PEOPLE[2].number]


def test_a_card_that_is_scanned_meanwhile_is_searched_for_and_chosen(dialog: SearchDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClicks(dialog.field, PEOPLE[3].number)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert chosen.args == [PEOPLE[3].number]


@pytest.mark.parametrize("typed", ["", "xyz"])
def test_enter_on_nobody_does_nothing(dialog: SearchDialog, qtbot: QtBot, typed: str) -> None:
    QTest.keyClicks(dialog.field, typed)
    with qtbot.assertNotEmitted(dialog.chosen):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            QTest.keyClick(dialog.field, key)
    assert dialog.isVisible()


def test_escape_clears_first_then_closes(dialog: SearchDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.field, "siti")
    QTest.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert dialog.field.text() == ""
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.closed):
        QTest.keyClick(dialog.field, Qt.Key.Key_Escape)


def test_a_row_is_read_out_with_everything_but_the_whole_nik(dialog: SearchDialog) -> None:
    QTest.keyClicks(dialog.field, "kusuma dewi")
    read = dialog.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read.startswith("Siti Kusuma Dewi. 24300110012346 · seat B-01 · NIK 16710•••••••0001. Admitted at ")
    assert PEOPLE[1].nik not in read


@pytest.mark.parametrize("typed", ["siti", "budi", "peserta"])
def test_rows_with_and_without_a_photo_and_with_long_names_are_painted(dialog: SearchDialog, typed: str) -> None:
    QTest.keyClicks(dialog.field, typed)
    picture = dialog.view.grab().toImage()
    assert not picture.isNull()
    if typed == "peserta":
        assert any(label.text().startswith("the first 50") for label in dialog.findChildren(QLabel))


def test_it_speaks_the_language_that_is_switched_to(dialog: SearchDialog, languages: Languages, qtbot: QtBot) -> None:
    languages.use("id")
    qtbot.waitUntil(lambda: dialog.message.startswith("Beberapa huruf"))
