"""The opening shows its checks as they come, opens only when it may, and never waits on the window's thread."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from station.selftest.results import BLOCKING, Check, may_open
from tests.ui.opening.conftest import CAMERAS, PATIENCE, Parts
from ui.languages import Languages
from ui.opening.page import OpeningPage
from wire.reports import CheckOutcome


def until_done(qtbot: QtBot, page: OpeningPage) -> None:
    qtbot.waitUntil(lambda: page.checks.again.isEnabled(), timeout=PATIENCE)


def test_results_are_shown_as_they_come(page: OpeningPage, parts: Parts, qtbot: QtBot) -> None:
    parts.hold.clear()
    page.start()
    qtbot.waitUntil(lambda: len(page.results) == 1, timeout=PATIENCE)
    rows = page.checks.checks.rows
    assert rows[Check.PACK].word.text() == "Good"
    assert rows[Check.SOUND].word.text() == "Checking"
    assert page.checks.banner.sentence.text() == "1 of 10 checks are done."
    assert not page.checks.go_on.isEnabled()
    parts.hold.set()
    until_done(qtbot, page)
    assert page.checks.banner.headline.text() == "Ready"


def test_enter_opens_the_desk_once_it_may(page: OpeningPage, qtbot: QtBot) -> None:
    page.start()
    until_done(qtbot, page)
    with qtbot.waitSignal(page.opened, timeout=PATIENCE):
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert [result.check for result in page.results] == list(Check)


def test_nothing_opens_while_the_checks_run(page: OpeningPage, parts: Parts, qtbot: QtBot) -> None:
    parts.hold.clear()
    page.start()
    qtbot.waitUntil(lambda: len(page.results) == 1, timeout=PATIENCE)
    with qtbot.assertNotEmitted(page.opened):
        QTest.keyClick(page, Qt.Key.Key_Return)


@pytest.mark.parametrize("check", list(Check))
def test_only_what_the_desk_cannot_do_without_keeps_it_closed(
    page: OpeningPage, parts: Parts, qtbot: QtBot, check: Check
) -> None:
    parts.failing = {check}
    page.start()
    until_done(qtbot, page)
    assert page.checks.go_on.isEnabled() is may_open(page.results) is (check not in BLOCKING)
    expected = "The desk cannot open yet" if check in BLOCKING else "The desk can open, with faults"
    assert page.checks.banner.headline.text() == expected


def test_f5_runs_the_checks_anew(page: OpeningPage, parts: Parts, qtbot: QtBot) -> None:
    parts.failing = {Check.PACK}
    page.start()
    until_done(qtbot, page)
    parts.failing = set()
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert page.results == ()
    until_done(qtbot, page)
    assert parts.runs == 2
    assert page.checks.go_on.isEnabled()


def test_a_run_that_is_asked_for_meanwhile_waits_for_the_one_under_way(
    page: OpeningPage, parts: Parts, qtbot: QtBot
) -> None:
    parts.hold.clear()
    page.start()
    qtbot.waitUntil(lambda: len(page.results) == 1, timeout=PATIENCE)
    page.run_again()
    page.run_again()
    assert (parts.runs, page.results) == (1, ())
    parts.hold.set()
    until_done(qtbot, page)
    assert parts.runs == 2
    assert len(page.results) == len(Check)


def test_a_run_that_breaks_keeps_the_desk_closed_and_can_be_repeated(
    page: OpeningPage, parts: Parts, qtbot: QtBot
) -> None:
    parts.broken = True
    page.start()
    until_done(qtbot, page)
    assert [result.outcome for result in page.results] == [CheckOutcome.PASSED] + [CheckOutcome.FAILED] * 9
    assert not page.checks.go_on.isEnabled()
    parts.broken = False
    page.run_again()
    until_done(qtbot, page)
    assert page.checks.go_on.isEnabled()


def test_another_camera_is_used_at_once_and_checked(page: OpeningPage, parts: Parts, qtbot: QtBot) -> None:
    page.start()
    until_done(qtbot, page)
    choice = page.checks.camera.choice
    qtbot.waitUntil(lambda: choice.count() == 2, timeout=PATIENCE)
    assert [choice.itemText(index) for index in range(2)] == [camera.name for camera in CAMERAS]
    with qtbot.waitSignal(page.camera_chosen, timeout=PATIENCE) as chosen:
        choice.activated.emit(1)
    assert chosen.args == ["2"]
    until_done(qtbot, page)
    assert (parts.used, parts.runs) == (["2"], 2)
    assert choice.currentText() == "Logitech C270"


def test_the_camera_in_use_stays_chosen_where_another_cannot_be_used(
    page: OpeningPage, parts: Parts, qtbot: QtBot
) -> None:
    page.start()
    until_done(qtbot, page)
    with qtbot.assertNotEmitted(page.camera_chosen):
        page.checks.camera.chosen.emit("9")
        qtbot.waitUntil(lambda: parts.runs == 2, timeout=PATIENCE)
        until_done(qtbot, page)
    assert page.checks.camera.choice.currentText() == "Integrated Camera"
    assert page.checks.camera.choice.isEnabled()


def test_a_camera_that_was_unplugged_is_called_that(page: OpeningPage, qtbot: QtBot) -> None:
    page.checks.camera.show_cameras(CAMERAS[1:])
    assert page.checks.camera.choice.currentText() == "Integrated Camera (not plugged in)"


def test_the_preview_shows_what_the_camera_sees_and_that_it_sees_nothing(
    page: OpeningPage, parts: Parts, qtbot: QtBot
) -> None:
    preview = page.checks.camera.preview
    qtbot.waitUntil(lambda: preview.showing, timeout=PATIENCE)
    parts.frame = None
    qtbot.waitUntil(lambda: not preview.showing, timeout=PATIENCE)


def test_everything_is_said_again_in_the_other_language(page: OpeningPage, qtbot: QtBot, languages: Languages) -> None:
    page.start()
    until_done(qtbot, page)
    languages.use("id")
    qtbot.waitUntil(lambda: page.checks.go_on.text() == "Buka meja", timeout=PATIENCE)
    row = page.checks.checks.rows[Check.CAMERA]
    assert (row.name.text(), row.word.text()) == ("Kamera", "Baik")
    assert page.checks.banner.headline.text() == "Siap"


def test_a_screen_reader_gets_a_whole_row(page: OpeningPage, parts: Parts, qtbot: QtBot) -> None:
    parts.failing = {Check.DATABASE}
    page.start()
    until_done(qtbot, page)
    said = page.checks.checks.rows[Check.DATABASE].accessibleName()
    expected = "Database. Fault. The database is damaged. Venue IT: run hadir journal repair. Nothing is deleted"
    assert said == expected
    for part in (page.checks.camera.choice, page.checks.camera.preview, page.checks.banner):
        assert part.accessibleName()


def test_after_the_opening_nothing_is_taken_in_any_more(page: OpeningPage, parts: Parts, qtbot: QtBot) -> None:
    parts.hold.clear()
    page.start()
    qtbot.waitUntil(lambda: len(page.results) == 1, timeout=PATIENCE)
    page.stop()
    parts.hold.set()
    qtbot.wait(50)
    assert len(page.results) == 1
