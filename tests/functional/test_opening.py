"""A morning's opening with everything real: a pack is dropped, the checks look at camera, models and journal, and the
desk may open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demo.faces import live_stills
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.pipeline import Pipeline
from station import packs
from station.camera.devices import CameraDevice
from station.camera.reader import CameraReader, CameraState, CameraStatus
from station.camera.replay import ReplayCamera, scene_of
from station.clock import SystemClock
from station.journal import database
from station.latest import LatestFrame
from station.selftest.results import Check, CheckResult, Finding
from station.selftest.running import Sources, run_self_test
from station.session import ExamSession
from station.shelf import packs_on
from tests.station.makers import KEY, open_journal
from tests.wire.makers import DIGEST, PHOTO, SIGNER, entry, header_of
from ui import theme
from ui.opening.page import OpeningPage, OpeningParts
from wire.gallery import GalleryFile
from wire.pack import build_pack, read_pack
from wire.pack_header import PackFacts
from wire.pack_keys import StationKey

PATIENCE = 60_000  # milliseconds


class Station:
    """What a program has at hand before its desk opens."""

    def __init__(self, folder: Path, registry: ModelRegistry, pipeline: Pipeline) -> None:
        self._registry, self._pipeline = registry, pipeline
        self.folder, self.journal = folder, folder / "station.sqlite3"
        connection = open_journal(self.journal)
        packs.trust(connection, SIGNER.public, datetime.now(UTC))
        self.recipient = packs.make_identity(connection).recipient
        connection.close()
        self.latest, self.said = LatestFrame(), list[CameraStatus]()
        self.reader = CameraReader(ReplayCamera(scene_of(live_stills(1))), self.latest, SystemClock(), self.said.append)
        self.session: ExamSession | None = None
        self.made: datetime | None = None

    def write_pack(self, path: Path) -> None:
        """Headquarters' pack for this station, for a session that starts in an hour."""
        now = datetime.now(UTC)
        plain = header_of([entry(index) for index in range(3)])
        header = plain.model_copy(
            update={
                "model_id": self._pipeline.model_id,
                "calibration": plain.calibration.model_copy(update={"centre": [0.0] * 128}),
                "session": plain.session.model_copy(update={"starts_at": now}),
            }
        )
        content = GalleryFile(header, np.eye(3, 128, dtype=np.float32), {DIGEST: PHOTO})
        facts = PackFacts(uuid4(), now - timedelta(hours=1), now + timedelta(hours=6))
        path.write_bytes(build_pack(content, facts, [StationKey("desk-1", self.recipient)], SIGNER, now))

    def take(self, path: Path) -> None:
        with closing(database.connect_existing(self.journal, KEY)) as connection:
            self.session = packs.open_pack(path, connection, self._pipeline.model_id, datetime.now(UTC))
        self.made = read_pack(path).claims().created_at
        packs.keep_copy(path, self.folder / "packs", self.session.info.id)

    def check(self, on_result: Callable[[CheckResult], None]) -> Sequence[CheckResult]:
        sources = Sources(
            clock=SystemClock(),
            latest=self.latest,
            camera=lambda: self.said[-1].state if self.said else CameraState.OPENING,
            analyse=self._pipeline.analyse,
            registry=self._registry,
            engine=DEFAULT,
            running=self._pipeline.model_id,
            session=self.session,
            pack_made=self.made,
            journal=self.journal,
            connect=partial(database.connect_existing, self.journal, KEY),
        )
        return run_self_test(sources, on_result, PATIENCE / 1000)


@pytest.fixture
def station(tmp_path: Path, registry: ModelRegistry, pipeline: Pipeline) -> Iterator[Station]:
    made = Station(tmp_path, registry, pipeline)
    made.reader.start()
    yield made
    made.reader.stop()


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, station: Station) -> Iterator[OpeningPage]:
    theme.apply(qapp)
    shown = OpeningPage(
        OpeningParts(
            run=station.check,
            cameras=lambda: (),
            use_camera=lambda target: None,
            peek=station.latest.peek,
            packs=lambda: packs_on([station.folder / "packs"], datetime.now(UTC)),
            take_pack=station.take,
            offers=lambda: None,
            fetch_pack=lambda pack, on_progress, cancelled: None,
        ),
        CameraDevice("replay", "Replay"),
    )
    qtbot.addWidget(shown)
    shown.resize(1366, 664)
    shown.show()
    yield shown
    shown.stop()


def test_a_desk_opens_on_the_pack_that_was_dropped(
    page: OpeningPage, station: Station, tmp_path: Path, qtbot: QtBot
) -> None:
    page.start()
    qtbot.waitUntil(lambda: page.checks.again.isEnabled(), timeout=PATIENCE)
    found = {result.check: result.finding for result in page.results}
    assert found[Check.PACK] is Finding.PACK_NONE
    assert not page.checks.may_go_on

    stick = tmp_path / "from headquarters.pack"
    station.write_pack(stick)
    damaged = tmp_path / "half copied.pack"
    damaged.write_bytes(stick.read_bytes()[:-100])
    page.show_packs()
    page.packs.card.chosen.emit(damaged)
    qtbot.waitUntil(lambda: page.packs.notice.isVisible() and page.packs.card.isEnabled(), timeout=PATIENCE)
    assert "not copied completely" in page.packs.notice.headline.text()

    with qtbot.waitSignal(page.pack_chosen, timeout=PATIENCE):
        page.packs.card.chosen.emit(stick)
    qtbot.waitUntil(lambda: page.checks.may_go_on, timeout=PATIENCE)
    found = {result.check: result.finding for result in page.results}
    assert found[Check.PACK] is Finding.PACK_READY
    assert found[Check.LIGHT] is Finding.LIGHT_GOOD_ON_FACE
    assert found[Check.DATABASE] is Finding.DATABASE_READY
    assert (tmp_path / "packs" / "SKD-1.pack").is_file()
    with qtbot.waitSignal(page.opened, timeout=PATIENCE):
        QTest.keyClick(page, Qt.Key.Key_Return)
