"""The real desk: a real window on the replay camera, real models, a real server process where one is needed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demo.cards import card_picture
from demo.faces import live_stills, name_of, number_of, photo_name
from demo.morning import SESSION
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.gallery import Gallery
from recognition.images import read_image
from recognition.pipeline import Pipeline
from recognition.portrait import portrait
from recognition.recogniser import Recogniser
from recognition.types import Image
from station.camera.replay import ReplayCamera, Scene, scene_of
from station.clock import SystemClock
from station.config import StationConfig
from station.connectivity import Link
from station.errors import CameraError, JournalError
from station.journal import database, entries
from station.outbox.sender import SyncStatus
from station.session import Candidate, ExamSession
from station.session import number_of as candidate_number
from tests.station.makers import KEY
from ui import texts, theme
from ui.app import station_factory, tell_failures
from ui.desk_app import DeskApp
from ui.languages import Languages
from ui.view_state import Action, Look, Message
from wire.envelopes import unseal
from wire.gallery import SessionInfo
from wire.reports import KeyReport, OpeningReport

PATIENCE = 20_000  # milliseconds
PEOPLE = (11, 12, 13)
STRANGER = 14


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


@pytest.fixture(scope="module")
def session(faces: Path, registry: ModelRegistry, recogniser: Recogniser) -> ExamSession:
    """Three people of the faces, with three photos each; the name of the third is long."""
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
        candidates[number] = Candidate(number, name, "A-1", photos)
    starts_at = datetime(2026, 10, 12, 8, tzinfo=UTC)
    return ExamSession(
        info=SessionInfo(id=SESSION, title="SKD", venue="Palembang", starts_at=starts_at),
        candidates=candidates,
        gallery=Gallery(references, recogniser.model_id),
        points=registry.entry(DEFAULT).fused_operating_points,
        digest="0" * 64,
        expires_at=starts_at + timedelta(days=1),
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
) -> Iterator[DeskApp]:
    theme.apply(qapp)
    config = StationConfig(id="desk-test", server="http://127.0.0.1:1")
    clock = SystemClock()
    factory = station_factory(config, session, camera, pipeline, journal, KEY, clock)
    languages = Languages(qapp)
    languages.use("en")
    made = DeskApp(factory, clock, languages, None)
    made.window.resize(1366, 768)
    made.window.show()
    made.start()
    yield made
    made.window.close()
    made.stop()
    languages.use("en")  # for the tests after this one


@pytest.fixture
def until(desk: DeskApp, qtbot: QtBot) -> Callable[..., None]:
    """Wait until the desk shows one of some messages."""

    def wait(*messages: Message) -> None:
        qtbot.waitUntil(lambda: desk.window.view is not None and desk.window.view.message in messages, timeout=PATIENCE)

    wait(Message.NEXT)
    return wait


def type_number(desk: DeskApp, number: str) -> None:
    QTest.keyClicks(desk.window.number, number)
    QTest.keyClick(desk.window.number, Qt.Key.Key_Return)


def press(desk: DeskApp, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(desk.window, key)
        qtbot.wait(150)


def decisions(journal: Path) -> list[tuple[str, str]]:
    connection = database.connect_existing(journal, KEY)
    try:
        return entries.decisions(connection)
    finally:
        connection.close()


def test_a_candidate_is_checked_in_by_keyboard(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    camera.play(scene_of(live_stills(11)))
    type_number(desk, number_of(11))
    until(Message.MATCH)
    assert desk.window.view is not None
    assert desk.window.view.look is Look.ADMIT
    assert decisions(journal) == []
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    assert decisions(journal) == [(number_of(11), "ADMIT")]


def test_a_card_held_up_to_the_camera_begins_the_check_in(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None]
) -> None:
    camera.play(Scene((card_picture(number_of(12)),), filling=0.7))
    until(Message.CHECKING)
    camera.play(scene_of(live_stills(12)))
    until(Message.MATCH)
    assert desk.window.view is not None
    assert desk.window.view.candidate is not None
    assert desk.window.view.candidate.number == number_of(12)


def test_an_impostor_is_stopped_and_refusing_takes_two_presses(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    camera.play(scene_of(live_stills(STRANGER)))
    type_number(desk, number_of(11))
    until(Message.NO_MATCH)
    press(desk, qtbot, Qt.Key.Key_Return)
    press(desk, qtbot, Qt.Key.Key_X)
    assert decisions(journal) == []
    press(desk, qtbot, Qt.Key.Key_X)
    until(Message.REFUSED)
    assert decisions(journal) == [(number_of(11), "REFUSE")]


def test_the_next_card_from_a_hand_scanner_decides_nothing_about_the_person_at_the_desk(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    camera.play(scene_of(live_stills(11)))
    type_number(desk, number_of(11))
    until(Message.MATCH)
    QTest.keyClicks(desk.window, "PX24R")
    QTest.keyClick(desk.window, Qt.Key.Key_Return)
    qtbot.wait(300)
    assert desk.window.view is not None
    assert desk.window.view.message is Message.MATCH
    assert decisions(journal) == []


def test_a_camera_that_is_unplugged_is_a_fault_and_the_check_in_goes_on_when_it_is_back(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], journal: Path
) -> None:
    type_number(desk, number_of(11))
    until(Message.CHECKING)
    camera.unplugged = True
    until(Message.CAMERA_LOST)
    assert desk.window.view is not None
    assert desk.window.view.look is Look.FAULT
    assert Action.SUPERVISOR in desk.window.view.actions
    camera.play(scene_of(live_stills(11)))
    camera.unplugged = False
    desk.window.action_chosen.emit(Action.RETRY_CAMERA)
    until(Message.MATCH)
    assert decisions(journal) == []


def test_a_number_that_is_not_on_the_roster_can_be_sent_to_the_supervisor(
    desk: DeskApp, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    type_number(desk, "999")
    until(Message.NOT_ON_ROSTER)
    press(desk, qtbot, Qt.Key.Key_P)
    until(Message.SENT_TO_SUPERVISOR)
    assert decisions(journal) == [("999", "PROVISIONAL")]


def test_a_second_visit_of_an_admitted_candidate_is_noticed(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    camera.play(scene_of(live_stills(12)))
    for message in (Message.MATCH, Message.ALREADY_ADMITTED):
        type_number(desk, number_of(12))
        until(message)
        press(desk, qtbot, Qt.Key.Key_Return if message is Message.MATCH else Qt.Key.Key_P)
        until(Message.ADMITTED, Message.SENT_TO_SUPERVISOR)
    assert decisions(journal) == [(number_of(12), "ADMIT"), (number_of(12), "PROVISIONAL")]


def test_no_number_can_be_typed_while_a_decision_is_pending(
    desk: DeskApp, until: Callable[..., None], qtbot: QtBot
) -> None:
    assert desk.window.number.isEnabled()
    type_number(desk, "999")
    until(Message.NOT_ON_ROSTER)
    assert not desk.window.number.isEnabled()
    press(desk, qtbot, Qt.Key.Key_Escape)
    until(Message.CANCELLED)
    assert desk.window.number.isEnabled()


def test_two_stations_never_run_on_one_database(
    desk: DeskApp, session: ExamSession, pipeline: Pipeline, registry: ModelRegistry, journal: Path
) -> None:
    config = StationConfig(id="desk-test", server="http://127.0.0.1:1")
    factory = station_factory(config, session, ReplayCamera(Scene()), pipeline, journal, KEY, SystemClock())
    with pytest.raises(JournalError, match="another station is running"):
        factory(desk.bridge)


def test_opening_the_desk_is_recorded_with_what_is_decided_by(
    desk: DeskApp, until: Callable[..., None], journal: Path, session: ExamSession
) -> None:
    connection = database.connect_existing(journal, KEY)
    first, opening = [unseal(envelope) for envelope in entries.envelopes(connection)]
    connection.close()
    assert isinstance(first, KeyReport)
    assert isinstance(opening, OpeningReport)
    assert (opening.session.id, opening.session.expected) == (SESSION, len(PEOPLE))
    assert (opening.gallery_digest, opening.model_id) == (session.digest, desk.station.analysis._pipeline.model_id)
    assert opening.accept.score == desk.station.policy.accept.threshold


def test_a_station_that_is_not_registered_says_so_in_both_languages(
    desk: DeskApp, until: Callable[..., None], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "not registered" in desk.window.footer.sync_text, timeout=PATIENCE)
    press(desk, qtbot, Qt.Key.Key_F2)
    assert "belum terdaftar" in desk.window.footer.sync_text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (SyncStatus(Link.UNAUTHORISED, 3, 0, None), "refuses this station"),
        (SyncStatus(Link.ONLINE, 3, 0, None, set_back=True), "hadir journal repair --set-back"),
        (SyncStatus(Link.OFFLINE, 3, 0, None), "not reached"),
    ],
)
def test_the_footer_says_what_is_wrong_with_the_line(
    desk: DeskApp, until: Callable[..., None], status: SyncStatus, words: str
) -> None:
    desk.bridge.sync(status)
    assert words in desk.window.footer.sync_text


def test_the_enter_that_ends_a_number_decides_nothing(
    desk: DeskApp, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    for _ in range(2):
        type_number(desk, "999")
        until(Message.NOT_ON_ROSTER)
        qtbot.wait(200)
        press(desk, qtbot, Qt.Key.Key_Escape)
        until(Message.CANCELLED)
        qtbot.wait(200)
        assert desk.window.view is not None
        assert desk.window.view.message is Message.CANCELLED
    assert decisions(journal) == [("999", "CANCEL")] * 2


def test_a_thread_that_ends_is_told_on_the_screen_and_nothing_can_be_decided(
    desk: DeskApp, until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    tell_failures(desk.bridge)
    thread = threading.Thread(target=lambda: [][1], name="sender")
    thread.start()
    thread.join()
    until(Message.PROGRAM_FAULT)
    assert desk.window.view is not None
    assert (desk.window.view.look, desk.window.view.actions) == (Look.FAULT, ())
    assert not desk.window.number.isEnabled()
    assert desk.window.view.problem == "sender: IndexError: list index out of range"


def test_the_number_behind_the_words_is_a_key_away(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot
) -> None:
    camera.play(scene_of(live_stills(12)))
    type_number(desk, number_of(12))
    until(Message.MATCH)
    evidence = desk.window.evidence
    assert evidence.isVisible()
    assert not evidence.number.isVisible()
    press(desk, qtbot, Qt.Key.Key_F3)
    assert evidence.number.isVisible()
    view = desk.window.view
    assert view is not None
    assert view.score is not None
    assert evidence.number.text() == texts.score(view.score)
    assert texts.number(view.score.score, 3) in evidence.number.text()
    press(desk, qtbot, Qt.Key.Key_F3)
    assert not evidence.number.isVisible()


def test_the_language_changes_at_once_and_back(desk: DeskApp, until: Callable[..., None], qtbot: QtBot) -> None:
    seen = []
    for _ in range(3):
        seen.append((desk.window.verdict.headline, desk.window.number.placeholderText()))
        press(desk, qtbot, Qt.Key.Key_F2)
    assert seen[0][0] == "Next candidate"
    assert seen[1][0] == "Peserta berikutnya"
    assert seen[1][1].startswith("Pindai kartu")
    assert seen[2] == seen[0]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_nothing_overlaps_or_leaves_the_window_even_with_a_long_name(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, size: tuple[int, int]
) -> None:
    desk.window.resize(*size)
    camera.play(scene_of(live_stills(13)))
    type_number(desk, number_of(13))
    until(Message.MATCH)
    qtbot.wait(50)
    assert (desk.window.width(), desk.window.height()) == size
    window = desk.window
    panels = (
        window.live,
        window.portraits,
        window.candidate,
        window.number,
        window.verdict,
        window.evidence,
        window.decisions,
    )
    areas = [panel.rect().translated(panel.mapTo(window, QPoint(0, 0))) for panel in panels]
    for index, area in enumerate(areas):
        assert window.rect().contains(area), panels[index]
        for other in areas[index + 1 :]:
            assert not area.intersects(other), panels[index]
