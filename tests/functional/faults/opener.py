"""Opens a real desk in its real window, whose camera, clock and journal are for the test to break."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from recognition.pipeline import Pipeline
from station.camera.source import Camera
from station.clock import ServerClock
from station.config import StationConfig
from station.journal import database
from station.journal.reading import verify_database
from station.local import LocalDatabase
from station.session import ExamSession
from tests.station.makers import KEY, OPERATOR
from tests.ui.desk_helpers import PATIENCE, Colleagues, WallClock
from ui import theme
from ui.app import station_factory
from ui.desk_app import DeskApp
from ui.languages import Languages
from ui.sounds import Sounds
from ui.view_state import Message, ViewState

Until = Callable[..., ViewState]


@dataclass(frozen=True, slots=True)
class Opener:
    """What a desk is made of, but for its camera."""

    application: QApplication
    session: ExamSession
    pipeline: Pipeline
    journal: Path
    wall: WallClock
    colleagues: Colleagues

    @contextmanager
    def open(self, camera: Camera, sounds: Sounds | None = None, pipeline: Pipeline | None = None) -> Iterator[DeskApp]:
        """A desk that is closed again in any case."""
        theme.apply(self.application)
        languages = Languages(self.application)
        languages.use("en")
        with closing(LocalDatabase(self.journal, KEY, "desk-test", self.wall)) as local:
            config = StationConfig(id="desk-test", server="http://127.0.0.1:1")
            used = pipeline or self.pipeline
            factory = station_factory(config, self.session, camera, used, local, self.wall, ServerClock())
            desk = DeskApp(factory, self.wall, languages, sounds, OPERATOR, self.colleagues.ask)
            desk.window.resize(1366, 768)
            desk.window.show()
            desk.start()
            try:
                yield desk
            finally:
                desk.window.close()
                desk.stop()
                languages.use("en")


def waiter(desk: DeskApp, qtbot: QtBot) -> Until:
    """Waits until the desk shows one of some messages, and gives what it shows."""

    def wait(*messages: Message) -> ViewState:
        qtbot.waitUntil(lambda: desk.window.view is not None and desk.window.view.message in messages, timeout=PATIENCE)
        assert desk.window.view is not None
        return desk.window.view

    return wait


def proves_itself(journal: Path) -> bool:
    """Whether every entry of a journal is what was signed, and none is missing."""
    with closing(database.connect_existing(journal, KEY)) as connection:
        return not verify_database(connection).problems


def steps(desk: DeskApp) -> str:
    """What the desk says beside the verdict."""
    labels = desk.window.page.evidence.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())
