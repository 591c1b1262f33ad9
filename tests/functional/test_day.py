"""A day at one station, everything real: signing in, the opening, the desk, a second signature, signing out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.registry import ModelRegistry
from recognition.pipeline import Pipeline
from station.assembly import Station
from station.clock import SystemClock
from station.errors import SessionError
from station.journal import entries
from station.local import LocalDatabase
from station.operators import store
from tests.functional.days import PATIENCE, sign_in, station_day
from tests.station.makers import KEY
from tests.station.operators.makers import ADMIN_PIN, PIN, PINS
from ui.notice_panel import NoticePanel
from ui.second_signature import SecondSignature
from ui.station_app import StationApp
from ui.view_state import Message
from wire.envelopes import unseal
from wire.reports import CheckInReport, OpeningReport, SignInReport
from wire.staff import Role
from wire.vocabulary import Decision

# Qt's offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalDatabase]:
    opened = LocalDatabase(tmp_path / "station.sqlite3", KEY, "desk-1", SystemClock())
    yield opened
    opened.close()


@pytest.fixture
def day(
    qtbot: QtBot, qapp: QApplication, local: LocalDatabase, registry: ModelRegistry, pipeline: Pipeline, tmp_path: Path
) -> Iterator[StationApp]:
    with station_day(qtbot, local, SystemClock(), registry, pipeline, tmp_path) as app:
        yield app


def test_a_day_from_signing_in_to_a_provisional_admission_that_two_people_signed(
    day: StationApp, local: LocalDatabase, qtbot: QtBot
) -> None:
    now = datetime.now(UTC)
    first = day.sign_in.first_admin
    qtbot.waitUntil(lambda: first.isVisible(), timeout=PATIENCE)
    first.name.setText("Dian Prasetyo")
    first.first.setText(ADMIN_PIN)
    first.second.setText(ADMIN_PIN)
    with qtbot.waitSignal(day.sign_in.signed_in, timeout=PATIENCE):
        first.submit()
    store.add(local.journal, "Rina Wulandari", Role.OPERATOR, PIN, now, PINS)

    qtbot.waitUntil(lambda: day.opening.checks.may_go_on, timeout=PATIENCE)
    day.sign_out()
    sign_in(day, qtbot, "Rina", PIN)
    qtbot.waitUntil(lambda: day.opening.checks.may_go_on, timeout=PATIENCE)
    QTest.keyClick(day.opening, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: day.desk is not None and day.window.currentWidget() is day.desk.window, timeout=PATIENCE)
    desk = day.desk
    assert desk is not None
    assert "Rina Wulandari" in desk.window.header.operator_text

    qtbot.waitUntil(lambda: desk.window.view is not None and desk.window.view.message is Message.NEXT, timeout=PATIENCE)
    QTest.keyClicks(desk.window.page.number, "C0")
    QTest.keyClick(desk.window.page.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.window.view and desk.window.view.checkin), timeout=PATIENCE)

    def sign_second() -> None:
        dialog = next((each for each in QApplication.topLevelWidgets() if isinstance(each, SecondSignature)), None)
        if dialog is None or not dialog.isVisible() or not dialog.staff.names:
            QTimer.singleShot(50, sign_second)
            return
        QTest.keyClicks(dialog.staff.field, "Dian")
        QTest.keyClick(dialog.staff.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.entry.takes_pin, timeout=PATIENCE)
        QTest.keyClicks(dialog.entry.field, ADMIN_PIN)
        QTest.keyClick(dialog.entry.field, Qt.Key.Key_Return)

    QTimer.singleShot(0, sign_second)
    desk.window.page.sheets.provisional_asked.emit("")
    qtbot.waitUntil(
        lambda: bool(desk.window.view and desk.window.view.message is Message.PROVISIONAL), timeout=PATIENCE
    )
    day.sign_out()
    qtbot.waitUntil(lambda: day.window.currentWidget() is day.sign_in, timeout=PATIENCE)
    sign_in(day, qtbot, "Dian", ADMIN_PIN)
    assert day.window.currentWidget() is desk.window
    assert "Dian Prasetyo" in desk.window.header.operator_text

    reports = [unseal(each) for each in entries.envelopes(local.journal)]
    (opening,) = [each for each in reports if isinstance(each, OpeningReport)]
    assert {each.name for each in opening.self_test} >= {"camera", "pack", "database"}
    (decided,) = [each for each in reports if isinstance(each, CheckInReport)]
    assert decided.decision is Decision.PROVISIONAL
    assert decided.operator is not None
    assert decided.second is not None
    assert (decided.operator.name, decided.second.name) == ("Rina Wulandari", "Dian Prasetyo")
    assert len([each for each in reports if isinstance(each, SignInReport)]) >= 4


def test_a_desk_that_cannot_be_built_says_why_and_the_opening_goes_on(
    day: StationApp, local: LocalDatabase, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(local.journal, "Dian Prasetyo", Role.ADMIN, ADMIN_PIN, datetime.now(UTC), PINS)
    day.sign_in.refresh()
    sign_in(day, qtbot, "Dian", ADMIN_PIN)
    qtbot.waitUntil(lambda: day.opening.checks.may_go_on, timeout=PATIENCE)
    with monkeypatch.context() as broken:
        broken.setattr(Station, "__init__", _refuse)
        QTest.keyClick(day.opening, Qt.Key.Key_Return)
    said = [notice.text for notice in day.window.findChildren(NoticePanel) if notice.isVisible()]
    assert any("there is no threshold" in text for text in said)
    assert day.desk is None
    QTest.keyClick(day.opening, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: day.desk is not None, timeout=PATIENCE)


def _refuse(*_: object) -> None:
    raise SessionError("there is no threshold for a false match rate of 1e-05")
