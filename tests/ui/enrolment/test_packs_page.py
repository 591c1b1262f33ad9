"""Packs are built for stations that are named, and say what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from enrollment.packing_errands import Outlook
from enrollment.store.candidates import SessionSummary
from tests.enrollment.makers import MORNING, NOON
from tests.ui.enrolment.conftest import Enrolment, candidate
from ui.enrolment.outlook import outlook_sentences
from ui.enrolment.window import PACKS
from ui.unlock_dialog import UnlockDialog
from wire.pack import read_pack
from wire.pack_keys import StationIdentity, StationKey, read_signer, station_text

# Qt's offscreen platform says so of every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

GOOD = "correct horse battery"


def answer_with(*answers: tuple[str, ...] | None) -> None:
    """Answers each dialog that opens in turn, None by closing it."""
    left = list(answers)

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, UnlockDialog) or not dialog.isVisible():
            QTimer.singleShot(10, act)
            return
        given = left.pop(0)
        if left:
            QTimer.singleShot(10, act)
        if given is None:
            dialog.reject()
            return
        dialog.first.setText(given[0])
        dialog.second.setText(given[-1])
        dialog.accept()

    QTimer.singleShot(0, act)


def station(folder: Path, name: str) -> tuple[Path, StationIdentity]:
    identity = StationIdentity.generate()
    path = folder / f"{name}.txt"
    path.write_text(station_text(StationKey(name, identity.recipient)), encoding="utf-8")
    return path, identity


def test_nothing_is_built_without_sessions_stations_and_a_key(enrolment: Enrolment, tmp_path: Path) -> None:
    enrolment.import_(candidate(1, 1), candidate(2, 1))
    enrolment.window.show_page(PACKS)
    page = enrolment.window.packs
    enrolment.until(lambda: page.sessions.rowCount() == 1)
    assert not page.settings.build.isEnabled()
    page.add_stations([station(tmp_path, "palembang-1")[0]])
    page.sessions.toggle(0)
    assert not page.settings.build.isEnabled()
    answer_with((GOOD, GOOD))
    page.settings.make_key.click()
    assert page.settings.build.isEnabled()
    page.settings.clear.click()
    assert not page.settings.build.isEnabled()


def test_a_pack_opens_at_its_station_and_is_signed_by_the_exported_key(enrolment: Enrolment, tmp_path: Path) -> None:
    people = [candidate(person, 1, 2) for person in range(1, 7)]
    enrolment.import_(*people, (*candidate(8)[:6], "not-there.jpg"))
    enrolment.window.show_page(PACKS)
    page = enrolment.window.packs
    enrolment.until(lambda: page.sessions.rowCount() == 1)
    answer_with((GOOD, GOOD))
    page.settings.make_key.click()
    path, identity = station(tmp_path, "palembang-1")
    page.add_stations([path])
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert len(page.sessions.chosen) == 1
    assert page.remarks.text() == (
        "Candidates that go in: 7 · Without a usable photo, checked by ID card: 1"
        " · Not compared with the others yet (F7): 6"
    )
    answer_with((GOOD,))
    page.export(tmp_path / "signer.txt")
    enrolment.window.activateWindow()  # the window that asked had the keyboard
    enrolment.until(enrolment.window.isActiveWindow)
    answer_with(("not the passphrase",), (GOOD,))
    QTest.keyClick(enrolment.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    enrolment.idle()
    enrolment.until(lambda: len(page.built.rows) == 1)
    (built,) = page.built.rows
    sealed = read_pack(built.path)
    header = sealed.verify([read_signer((tmp_path / "signer.txt").read_text(encoding="utf-8"))])
    assert sealed.claims().plaintext_sha256 == built.content_digest
    opened = sealed.open(header, identity)
    assert [each.number for each in opened.content.header.candidates] == sorted(
        row[0] for row in (*people, candidate(8))
    )
    assert [each.number for each in opened.content.header.candidates if not each.photos] == [candidate(8)[0]]


def test_a_pair_of_two_chosen_sessions_is_told_once() -> None:
    alike = frozenset({("24300110012301", "24300110012302")})
    chosen = [Outlook(SessionSummary(each, 5, 5, 0), 0, 0, alike, 0, alike, 0) for each in (MORNING, NOON)]
    assert outlook_sentences(chosen) == (
        "check",
        "Candidates that go in: 10 · Pairs with a candidate of another session, without an answer: 1"
        " · One person with a number in another session too: 1",
    )


def test_closing_the_passphrase_window_builds_nothing(enrolment: Enrolment, tmp_path: Path) -> None:
    enrolment.import_(candidate(1, 1), candidate(2, 1))
    enrolment.window.show_page(PACKS)
    page = enrolment.window.packs
    enrolment.until(lambda: page.sessions.rowCount() == 1)
    answer_with(None)
    page.settings.make_key.click()
    assert not page._signer.there
    answer_with((GOOD, GOOD))
    page.settings.make_key.click()
    page.add_stations([station(tmp_path, "palembang-1")[0]])
    page.sessions.toggle(0)
    answer_with(None)
    page.main_action()
    assert not enrolment.app.task.running
    assert not page.settings.folder.exists()


def test_a_file_that_is_no_key_is_refused_in_words(enrolment: Enrolment, tmp_path: Path) -> None:
    page = enrolment.window.packs
    enrolment.window.show_page(PACKS)
    wrong = tmp_path / "signer.txt"
    wrong.write_text("hadir pack signer 1\nkey: x\nfingerprint: y\n", encoding="utf-8")
    page.add_stations([wrong])
    assert page.notice.title.text().startswith("This is no key file of a station.")
    assert str(wrong) in page.notice.detail.text()
    assert not page.settings.stations
