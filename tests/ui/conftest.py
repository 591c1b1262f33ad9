"""The real desk: a real window on the replay camera, real models, a real journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import cv2
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demo.faces import name_of, number_of, photo_name
from demo.morning import SESSION
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.gallery import Gallery
from recognition.images import read_image
from recognition.pipeline import Pipeline
from recognition.portrait import portrait
from recognition.recogniser import Recogniser
from station.camera.replay import Scene
from station.clock import ServerClock
from station.config import StationConfig
from station.local import LocalDatabase
from station.session import Candidate, ExamSession
from station.session import number_of as candidate_number
from tests.station.makers import KEY, OPERATOR
from tests.ui.desk_helpers import (
    PATIENCE,
    PEOPLE,
    PINS,
    STARTS_AT,
    WITHOUT_PHOTO,
    Colleagues,
    PluggedCamera,
    WallClock,
)
from ui import theme
from ui.app import station_factory
from ui.desk_app import DeskApp
from ui.languages import Languages
from ui.view_state import Message
from wire.gallery import SessionInfo


@pytest.fixture
def wall() -> WallClock:
    return WallClock()


@pytest.fixture
def colleagues() -> Colleagues:
    return Colleagues()


@pytest.fixture(scope="module")
def session(faces: Path, registry: ModelRegistry, recogniser: Recogniser) -> ExamSession:
    """Three people of the faces, with three photos each; the name of the third is long. A fourth has no photo."""
    references = {}
    candidates = {}
    for person in PEOPLE:
        number = candidate_number(number_of(person))
        images = [read_image(faces / photo_name(person, photo)) for photo in (1, 2, 3)]
        subjects = [recogniser.align(image, recogniser.faces(image)[0]) for image in images]
        references[number] = [recogniser.embed(subject).template for subject in subjects]
        photos = tuple(
            cv2.imencode(".jpg", portrait(image, subject.face))[1].tobytes()
            for image, subject in zip(images, subjects, strict=True)
        )
        name = name_of(person) if person != PEOPLE[2] else "Raden Ajeng " * 8
        candidates[number] = Candidate(
            number, name, "A-1", photos, nik=f"16710430000700{person}", pin=PINS.get(person, "")
        )
    number = candidate_number(number_of(WITHOUT_PHOTO))
    candidates[number] = Candidate(number, name_of(WITHOUT_PHOTO), "A-1", ())
    return ExamSession(
        info=SessionInfo(id=SESSION, title="SKD", venue="Palembang", starts_at=STARTS_AT),
        candidates=candidates,
        gallery=Gallery(references, recogniser.model_id),
        points=registry.entry(DEFAULT).fused_operating_points,
        digest="0" * 64,
        expires_at=STARTS_AT + timedelta(days=1),
    )


@pytest.fixture
def camera() -> PluggedCamera:
    return PluggedCamera(Scene(), seed=9)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite3"


@pytest.fixture
def desk(
    qapp: QApplication,
    session: ExamSession,
    camera: PluggedCamera,
    pipeline: Pipeline,
    registry: ModelRegistry,
    journal: Path,
    wall: WallClock,
    colleagues: Colleagues,
) -> Iterator[DeskApp]:
    theme.apply(qapp)
    config = StationConfig(id="desk-test", server="http://127.0.0.1:1")
    local = LocalDatabase(journal, KEY, "desk-test", wall)
    factory = station_factory(config, session, camera, pipeline, local, wall, ServerClock())
    languages = Languages(qapp)
    languages.use("en")
    made = DeskApp(factory, wall, languages, None, OPERATOR, colleagues.ask)
    made.window.resize(1366, 768)
    made.window.show()
    made.start()
    yield made
    made.window.close()
    made.stop()
    local.close()
    languages.use("en")  # for the tests after this one


@pytest.fixture
def until(desk: DeskApp, qtbot: QtBot) -> Callable[..., None]:
    """Wait until the desk shows one of some messages."""

    def wait(*messages: Message) -> None:
        qtbot.waitUntil(lambda: desk.window.view is not None and desk.window.view.message in messages, timeout=PATIENCE)

    wait(Message.NEXT)
    return wait
