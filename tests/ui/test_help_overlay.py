"""F1 shows the keys of now and of always, all at once, and gives the keyboard back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.decision_bar import KEYS
from ui.help_dialog import HelpDialog
from ui.languages import Languages
from ui.view_state import Action


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
    QLineEdit(made).setFocus()
    made.show()
    qtbot.waitExposed(made)
    return made


def words(sheet: QWidget) -> set[str]:
    return {label.text() for label in sheet.findChildren(QLabel)}


def test_it_shows_what_can_be_done_now(desk: QWidget) -> None:
    sheet = HelpDialog(desk, (Action.RETAKE, Action.CANCEL), also=[("1", "The same person")])
    sheet.open()
    assert {"Now", "R", "Retake", "Esc", "Cancel", "1", "The same person", "F11"} <= words(sheet)
    assert "Refuse…" not in words(sheet)
    sheet.close()


def test_where_nothing_is_to_be_decided_it_says_so(desk: QWidget) -> None:
    sheet = HelpDialog(desk, ())
    sheet.open()
    assert "Nothing to decide. Scan the next card." in words(sheet)
    sheet.close()


def test_without_a_state_every_key_is_shown_once(desk: QWidget) -> None:
    sheet = HelpDialog(desk)
    sheet.open()
    shown = [label.text() for label in sheet.findChildren(QLabel)]
    for _, name in KEYS.values():
        assert shown.count(name) == 1, name
    sheet.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_all_of_it_fits_the_smallest_screen(desk: QWidget, languages: Languages, language: str) -> None:
    languages.use(language)
    sheet = HelpDialog(desk, tuple(Action), also=[("1", "Orang yang sama"), ("2", "Orang lain"), ("3", "Ragu")])
    sheet.open()
    QApplication.processEvents()
    assert sheet.rect().contains(sheet.card.geometry())
    for label in sheet.findChildren(QLabel):
        assert label.width() >= label.sizeHint().width(), label.text()
        assert label.height() >= label.fontMetrics().height(), label.text()
    sheet.close()


def test_it_speaks_the_language_that_is_switched_to(desk: QWidget, languages: Languages, qtbot: QtBot) -> None:
    sheet = HelpDialog(desk, (Action.RETAKE,))
    sheet.open()
    languages.use("id")
    qtbot.waitUntil(lambda: "Ulangi foto" in words(sheet) and "Retake" not in words(sheet))
    sheet.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1])
def test_it_closes_and_gives_the_keyboard_back(desk: QWidget, qtbot: QtBot, key: Qt.Key) -> None:
    desk.activateWindow()
    field = desk.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    sheet = HelpDialog(desk)
    sheet.open()
    QTest.keyClick(sheet, Qt.Key.Key_X)
    assert sheet.isVisible()
    assert field.text() == ""
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(sheet, key)
    assert desk.focusWidget() is field


def test_a_click_beside_it_closes_one_on_it_does_not(desk: QWidget, qtbot: QtBot) -> None:
    sheet = HelpDialog(desk)
    sheet.open()
    QApplication.processEvents()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.card.geometry().center())
    assert sheet.isVisible()
    with qtbot.waitSignal(sheet.closed):
        QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_it_stays_as_large_as_the_window(desk: QWidget) -> None:
    sheet = HelpDialog(desk)
    sheet.open()
    desk.resize(1920, 1080)
    QApplication.processEvents()
    assert sheet.size() == desk.size()
    sheet.close()


def test_a_desk_that_goes_on_below_does_not_take_the_keys(desk: QWidget, qtbot: QtBot) -> None:
    desk.activateWindow()
    field = desk.findChild(QLineEdit)
    assert field is not None
    sheet = HelpDialog(desk)
    sheet.open()
    field.setFocus()
    assert sheet.hasFocus()
    sheet.close()
    field.setFocus()
    assert field.hasFocus()


def test_whoever_had_the_keys_may_be_gone_by_then(desk: QWidget, qtbot: QtBot) -> None:
    desk.activateWindow()
    gone = QLineEdit(desk)
    gone.show()
    gone.setFocus()
    sheet = HelpDialog(desk)
    sheet.open()
    gone.deleteLater()
    QApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(sheet.closed):
        sheet.close()


def test_of_two_sheets_the_upper_one_has_the_keys(desk: QWidget) -> None:
    desk.activateWindow()
    lower, upper = HelpDialog(desk), HelpDialog(desk)
    lower.open()
    upper.open()
    assert upper.hasFocus()
    upper.close()
    assert lower.hasFocus()
    lower.close()
