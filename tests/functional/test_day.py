"""A day at one station, everything real: signing in, the opening, the desk, a second signature, signing out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demo.faces import live_stills
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.pipeline import Pipeline
from station import packs
from station.assembly import Station
from station.camera.replay import ReplayCamera, scene_of
from station.clock import ServerClock, SystemClock
from station.config import StationConfig
from station.errors import SessionError
from station.journal import entries
from station.local import LocalDatabase
from station.opening import Opening, Taken
from station.operators import store
from station.operators.people import People
from tests.station.makers import KEY
from tests.station.operators.makers import ADMIN_PIN, PIN, PINS
from tests.wire.makers import SIGNER, entry, header_of
from ui import theme
from ui.app import station_factory
from ui.bridge import Bridge
from ui.languages import Languages
from ui.notice_panel import NoticePanel
from ui.second_signature import SecondSignature
from ui.station_app import DayParts, StationApp
from ui.view_state import Message
from wire.envelopes import unseal
from wire.gallery import GalleryFile
from wire.pack import build_pack
from wire.pack_header import PackFacts
from wire.pack_keys import StationKey
from wire.reports import CheckInReport, OpeningReport, SelfTestResult, SignInReport
from wire.staff import Role
from wire.vocabulary import Decision

# Qt's offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

PATIENCE = 60_000  # milliseconds


def write_pack(path: Path, local: LocalDatabase, model_id: str) -> None:
    """Headquarters' pack for this station, for a session that starts in an hour."""
    now = datetime.now(UTC)
    packs.trust(local.journal, SIGNER.public, now)
    recipient = packs.make_identity(local.journal).recipient
    _, jpeg = cv2.imencode(".jpg", live_stills(1)[0])
    photo = jpeg.tobytes()
    digest = hashlib.sha256(photo).hexdigest()
    plain = header_of([entry(index).model_copy(update={"photos": [digest]}) for index in range(3)])
    header = plain.model_copy(
        update={
            "model_id": model_id,
            "calibration": plain.calibration.model_copy(update={"centre": [0.0] * 128}),
            "session": plain.session.model_copy(update={"starts_at": now + timedelta(hours=1)}),
        }
    )
    content = GalleryFile(header, np.eye(3, 128, dtype=np.float32), {digest: photo})
    facts = PackFacts(uuid4(), now - timedelta(hours=1), now + timedelta(hours=6))
    path.write_bytes(build_pack(content, facts, [StationKey("desk-1", recipient)], SIGNER, now))


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalDatabase]:
    opened = LocalDatabase(tmp_path / "station.sqlite3", KEY, "desk-1", SystemClock())
    yield opened
    opened.close()


@pytest.fixture
def day(
    qtbot: QtBot, qapp: QApplication, local: LocalDatabase, registry: ModelRegistry, pipeline: Pipeline, tmp_path: Path
) -> Iterator[StationApp]:
    theme.apply(qapp)
    languages = Languages(qapp)
    languages.use("en")
    clock, server_clock, config = SystemClock(), ServerClock(), StationConfig(camera="replay", sound=False)
    pack = tmp_path / "today.pack"
    write_pack(pack, local, pipeline.model_id)

    def camera(target: str) -> ReplayCamera:
        return ReplayCamera(scene_of(live_stills(1)))

    opening = Opening(config, registry, DEFAULT, pipeline, local, clock, camera, tmp_path / "packs")
    opening.take_pack(pack)

    def make_station(bridge: Bridge, taken: Taken, target: str, self_test: tuple[SelfTestResult, ...]) -> Station:
        source = camera(target)
        return station_factory(config, taken.session, source, pipeline, local, clock, server_clock, self_test)(bridge)

    with closing(local.connect()) as connection:
        people = People(connection, clock, server_clock, PINS)
        app = StationApp(DayParts("desk-1", opening, people, make_station, clock, languages, None, lambda desk: None))
        qtbot.addWidget(app.window)
        app.window.resize(1366, 768)
        app.start()
        app.window.show()
        yield app
        app.stop()


def sign_in(day: StationApp, qtbot: QtBot, name: str, pin: str) -> None:
    qtbot.waitUntil(lambda: bool(day.sign_in.staff.names), timeout=PATIENCE)
    QTest.keyClicks(day.sign_in.staff.field, name)
    QTest.keyClick(day.sign_in.staff.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: day.sign_in.entry.takes_pin, timeout=PATIENCE)
    with qtbot.waitSignal(day.sign_in.signed_in, timeout=PATIENCE):
        QTest.keyClicks(day.sign_in.entry.field, pin)
        QTest.keyClick(day.sign_in.entry.field, Qt.Key.Key_Return)


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
