"""A real desk in its real window: who works there, and the keys that they press."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recognition.types import Image
from station.camera.replay import ReplayCamera
from station.clock import SystemClock
from station.errors import CameraError
from station.journal import database, entries
from station.operators.permissions import Permission, may
from tests.station.makers import COLLEAGUE, KEY, SUPERVISOR
from ui.desk_app import DeskApp
from wire.envelopes import unseal
from wire.reports import CheckInReport, Report
from wire.staff import Staff

PATIENCE = 20_000  # milliseconds
PEOPLE = (11, 12, 13)
STRANGER = 14
WITHOUT_PHOTO = 15
PINS = {11: "48217735"}
STARTS_AT = datetime(2026, 10, 12, 8, tzinfo=UTC)


class PluggedCamera(ReplayCamera):
    """A replay camera that can be unplugged."""

    unplugged = False

    def open(self) -> None:
        if self.unplugged:
            raise CameraError("unplugged")
        super().open()

    def read(self) -> Image:
        if self.unplugged:
            raise CameraError("unplugged")
        return super().read()


class WallClock(SystemClock):
    """The computer's clock, with another time of day."""

    def __init__(self) -> None:
        self.ahead = STARTS_AT - timedelta(hours=1) - datetime.now(UTC)

    def now(self) -> datetime:
        return super().now() + self.ahead


@dataclass
class Colleagues:
    """Who stands by to sign; ``present`` may be empty. ``asked`` is for what they were."""

    present: tuple[Staff, ...] = (COLLEAGUE, SUPERVISOR)
    asked: list[str] = field(default_factory=list)

    def ask(self, purpose: str, exclude: Collection[UUID], permission: Permission) -> Staff | None:
        self.asked.append(purpose)
        able = (each for each in self.present if each.id not in exclude and may(each.role, permission))
        return next(able, None)


def type_number(desk: DeskApp, number: str) -> None:
    QTest.keyClicks(desk.window.page.number, number)
    QTest.keyClick(desk.window.page.number, Qt.Key.Key_Return)


def press(desk: DeskApp, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        number = desk.window.page.number
        QTest.keyClick(number if number.isEnabled() and number.isVisible() else desk.window, key)
        qtbot.wait(150)


def scan(desk: DeskApp, qtbot: QtBot, number: str) -> None:
    """What a hand scanner types while the window has the keys."""
    QTest.keyClicks(desk.window, number)
    QTest.keyClick(desk.window, Qt.Key.Key_Return)
    qtbot.wait(150)


def reports(journal: Path) -> list[Report]:
    connection = database.connect_existing(journal, KEY)
    try:
        return [unseal(envelope) for envelope in entries.envelopes(connection)]
    finally:
        connection.close()


def last_checkin(journal: Path) -> CheckInReport:
    return next(each for each in reversed(reports(journal)) if isinstance(each, CheckInReport))


def decisions(journal: Path) -> list[tuple[str, str]]:
    connection = database.connect_existing(journal, KEY)
    try:
        return entries.decisions(connection)
    finally:
        connection.close()
