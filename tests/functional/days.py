"""A station's day in its real window, for tests of what happens in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import cv2
import numpy as np
from PySide6.QtCore import Qt
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
from station.clock import Clock, ServerClock
from station.config import StationConfig
from station.local import LocalDatabase
from station.opening import Opening, Taken
from station.operators.people import People
from tests.station.operators.makers import PINS
from tests.wire.makers import SIGNER, entry, header_of
from ui import theme
from ui.app import station_factory
from ui.bridge import Bridge
from ui.languages import Languages
from ui.station_app import DayParts, StationApp
from wire.gallery import GalleryFile
from wire.pack import build_pack
from wire.pack_header import PackFacts
from wire.pack_keys import StationKey
from wire.reports import SelfTestResult

PATIENCE = 60_000  # milliseconds


@contextmanager
def station_day(
    qtbot: QtBot, local: LocalDatabase, clock: Clock, registry: ModelRegistry, pipeline: Pipeline, folder: Path
) -> Iterator[StationApp]:
    """The program at its sign-in, with today's pack taken; stopped in the end."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    languages = Languages(application)
    languages.use("en")
    server_clock, config = ServerClock(), StationConfig(camera="replay", sound=False)
    pack = folder / "today.pack"
    write_pack(pack, local, pipeline.model_id)

    def camera(target: str) -> ReplayCamera:
        return ReplayCamera(scene_of(live_stills(1)))

    opening = Opening(config, registry, DEFAULT, pipeline, local, clock, camera, folder / "packs")
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


def sign_in(day: StationApp, qtbot: QtBot, name: str, pin: str) -> None:
    qtbot.waitUntil(lambda: bool(day.sign_in.staff.names), timeout=PATIENCE)
    QTest.keyClicks(day.sign_in.staff.field, name)
    QTest.keyClick(day.sign_in.staff.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: day.sign_in.entry.takes_pin, timeout=PATIENCE)
    with qtbot.waitSignal(day.sign_in.signed_in, timeout=PATIENCE):
        QTest.keyClicks(day.sign_in.entry.field, pin)
        QTest.keyClick(day.sign_in.entry.field, Qt.Key.Key_Return)
