"""A real desk in its real window, for the test to break."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recognition.pipeline import Pipeline
from station.session import ExamSession
from tests.functional.faults.opener import Opener, Until, waiter
from tests.ui.conftest import camera, colleagues, journal, session, wall
from tests.ui.desk_helpers import Colleagues, PluggedCamera, WallClock
from ui.desk_app import DeskApp

__all__ = ["camera", "colleagues", "journal", "session", "wall"]


@pytest.fixture
def opener(
    qapp: QApplication,
    session: ExamSession,
    pipeline: Pipeline,
    journal: Path,
    wall: WallClock,
    colleagues: Colleagues,
) -> Opener:
    return Opener(qapp, session, pipeline, journal, wall, colleagues)


@pytest.fixture
def desk(opener: Opener, camera: PluggedCamera) -> Iterator[DeskApp]:
    with opener.open(camera) as made:
        yield made


@pytest.fixture
def until(desk: DeskApp, qtbot: QtBot) -> Until:
    return waiter(desk, qtbot)
