"""A desk that cannot be opened, and one whose pack's time is over: the day goes on, in the same program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.registry import ModelRegistry
from recognition.pipeline import Pipeline
from station.clock import SystemClock
from station.journal import entries
from station.local import LocalDatabase
from station.operators import store
from tests.functional.days import PATIENCE, sign_in, station_day, write_pack
from tests.functional.faults.processes import program
from tests.station.makers import KEY
from tests.station.operators.makers import ADMIN_PIN, PINS
from ui.notice_panel import NoticePanel
from ui.station_app import StationApp
from ui.view_state import Message
from vault import opening as vault_opening
from wire.envelopes import unseal
from wire.reports import OpeningReport
from wire.staff import Role

# Qt's offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class LaterClock(SystemClock):
    """The computer's clock, which can be put ahead."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


@pytest.fixture
def clock() -> LaterClock:
    return LaterClock()


@pytest.fixture
def local(tmp_path: Path, clock: LaterClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalDatabase]:
    monkeypatch.setattr(vault_opening, "BUSY_TIMEOUT", 0.3)
    with closing(LocalDatabase(tmp_path / "station.sqlite3", KEY, "desk-1", clock)) as opened:
        store.add(opened.journal, "Dian Prasetyo", Role.ADMIN, ADMIN_PIN, datetime.now(UTC), PINS)
        yield opened


@pytest.fixture
def day(
    qtbot: QtBot,
    qapp: QApplication,
    local: LocalDatabase,
    clock: LaterClock,
    registry: ModelRegistry,
    pipeline: Pipeline,
    tmp_path: Path,
) -> Iterator[StationApp]:
    """A day at whose opening somebody has signed in, and all is well."""
    with station_day(qtbot, local, clock, registry, pipeline, tmp_path) as app:
        sign_in(app, qtbot, "Dian", ADMIN_PIN)
        qtbot.waitUntil(lambda: app.opening.checks.may_go_on, timeout=PATIENCE)
        yield app


def until(day: StationApp, qtbot: QtBot, message: Message) -> None:
    qtbot.waitUntil(
        lambda: bool(day.desk and day.desk.window.view and day.desk.window.view.message is message), timeout=PATIENCE
    )


def openings(local: LocalDatabase) -> int:
    return sum(isinstance(unseal(each), OpeningReport) for each in entries.envelopes(local.journal))


def test_a_desk_whose_opening_cannot_be_recorded_is_not_opened_and_says_why_until_it_can(
    day: StationApp, local: LocalDatabase, qtbot: QtBot
) -> None:
    with program("database_holder", local.path) as holder:
        assert holder.read() == "held"
        QTest.keyClick(day.opening, Qt.Key.Key_Return)
        said = [notice.text for notice in day.window.findChildren(NoticePanel) if notice.isVisible()]
        assert any("cannot be recorded: database is locked" in text for text in said)
        assert day.desk is None
    assert openings(local) == 0
    qtbot.waitUntil(lambda: day.opening.checks.may_go_on, timeout=PATIENCE)
    QTest.keyClick(day.opening, Qt.Key.Key_Return)
    until(day, qtbot, Message.NEXT)
    assert openings(local) == 1


def test_after_a_pack_s_time_the_next_one_is_chosen_without_starting_again(
    day: StationApp, local: LocalDatabase, clock: LaterClock, pipeline: Pipeline, qtbot: QtBot, tmp_path: Path
) -> None:
    QTest.keyClick(day.opening, Qt.Key.Key_Return)
    until(day, qtbot, Message.NEXT)
    assert day.desk is not None
    clock.ahead = timedelta(hours=7)
    until(day, qtbot, Message.PACK_EXPIRED)
    QTest.keyClick(day.desk.window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: day.desk is None, timeout=PATIENCE)
    assert day.opening.isVisible()
    clock.ahead = timedelta()  # the next session's day
    later = tmp_path / "later.pack"
    write_pack(later, local, pipeline.model_id)
    day.opening.show_packs()
    with qtbot.waitSignal(day.opening.pack_chosen, timeout=PATIENCE):
        day.opening.packs.card.chosen.emit(later)
    qtbot.waitUntil(lambda: day.opening.checks.may_go_on, timeout=PATIENCE)
    QTest.keyClick(day.opening, Qt.Key.Key_Return)
    until(day, qtbot, Message.NEXT)
    assert openings(local) == 2
