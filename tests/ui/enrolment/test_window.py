"""Pages by key, both languages, one job at a time, a window that ends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.enrolment.conftest import Enrolment, candidate
from ui.enrolment.help import HelpDialog
from ui.enrolment.window import DUPLICATES, IMPORT, PACKS, PHOTOS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def said(enrolment: Enrolment) -> set[str]:
    return {part.text() for part in enrolment.window.findChildren(QLabel) if part.text()}


def test_every_page_has_its_key(enrolment: Enrolment) -> None:
    keys = {Qt.Key.Key_F6: PHOTOS, Qt.Key.Key_F7: DUPLICATES, Qt.Key.Key_F8: PACKS, Qt.Key.Key_F5: IMPORT}
    for key, page in keys.items():
        QTest.keyClick(enrolment.window, key)
        assert enrolment.window.page == page
        assert [button.isChecked() for button in enrolment.window.side_bar.buttons].index(True) == page


@pytest.mark.parametrize("page", [IMPORT, PHOTOS, DUPLICATES, PACKS])
def test_f2_says_everything_in_the_other_language_and_back(enrolment: Enrolment, page: int) -> None:
    enrolment.import_(candidate(1, 1), candidate(2, 1))
    enrolment.window.show_page(page)
    enrolment.idle()
    QTest.qWait(150)
    english = said(enrolment)
    QTest.keyClick(enrolment.window, Qt.Key.Key_F2)
    QTest.qWait(50)
    indonesian = said(enrolment)
    assert "Everything stays on this computer, encrypted. Whatever is stopped goes on later." in english - indonesian
    assert len(english & indonesian) < len(english) // 2
    QTest.keyClick(enrolment.window, Qt.Key.Key_F2)
    QTest.qWait(50)
    assert said(enrolment) == english


def test_a_notice_is_said_again_in_the_other_language(enrolment: Enrolment) -> None:
    enrolment.import_(candidate(1, 1), candidate(2, 1))
    notice = enrolment.window.importing.notice
    english = notice.title.text()
    enrolment.languages.use("id")
    QTest.qWait(50)
    assert notice.title.text() != english


def test_only_one_long_job_runs_at_a_time(enrolment: Enrolment) -> None:
    enrolment.look_at(*[candidate(person, 1, 2) for person in range(1, 41)])
    enrolment.window.importing.main_action()
    assert enrolment.app.task.running
    assert enrolment.window.task_bar.isVisible()
    enrolment.window.show_page(DUPLICATES)
    assert not enrolment.window.duplicates.search.isEnabled()
    enrolment.window.show_page(PHOTOS)
    assert enrolment.window.photos.model.rowCount() == 0
    enrolment.idle()
    enrolment.until(lambda: enrolment.window.photos.model.rowCount() == 40)
    assert not enrolment.window.task_bar.isVisible()


def test_closing_in_the_middle_of_an_import_ends_everything(enrolment: Enrolment) -> None:
    enrolment.look_at(*[candidate(person, 1, 2, 3) for person in range(1, 41)])
    enrolment.window.importing.main_action()
    enrolment.window.close()
    enrolment.app.stop()
    QApplication.processEvents()


def test_help_opens_and_closes_by_f1_and_has_a_row_for_every_answer(enrolment: Enrolment, qtbot: QtBot) -> None:
    QTest.keyClick(enrolment.window, Qt.Key.Key_F1)
    dialog = enrolment.window.findChild(HelpDialog)
    assert dialog is not None
    assert any(part.text() == "1, 2, 3, 4" for part in dialog.findChildren(QLabel))
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: enrolment.window.findChild(HelpDialog) is None)


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_every_page_fits_the_screen(enrolment: Enrolment, size: tuple[int, int]) -> None:
    for page in (IMPORT, PHOTOS, DUPLICATES, PACKS):
        enrolment.window.show_page(page)
        enrolment.idle()
        for language in ("id", "en"):
            enrolment.languages.use(language)
            enrolment.window.resize(*size)
            QTest.qWait(30)
            assert (enrolment.window.width(), enrolment.window.height()) == size
