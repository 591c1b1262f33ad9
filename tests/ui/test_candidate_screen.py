"""The screen that faces the candidate says what to do, and nothing about anybody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from recognition.types import CandidateNumber, Frame
from station.camera.reader import CameraState, CameraStatus
from station.checkin.background import Background
from station.checkin.guidance import Guidance
from station.checkin.states import CheckIn
from station.ids import CheckInId
from tests.station.makers import candidate
from ui import theme
from ui.candidate_screen import CandidateScreen, free_screens
from ui.candidate_view import CandidateView, Scene, candidate_view
from ui.guidance_figures import draw_guidance, draw_scene
from ui.languages import Languages
from ui.view_state import Look, Message, ViewState

CHECKIN = CheckIn(CheckInId(uuid4()), CandidateNumber("C0"), Background(candidate(0)), began=1.0)
LIVE = CameraStatus(CameraState.LIVE, "camera 0")
IDLE = ViewState(Look.WAIT, Message.NEXT, (), LIVE)
CAPTURING = ViewState(Look.WAIT, Message.CHECKING, (), LIVE, checkin=CHECKIN, guidance=Guidance.COME_CLOSER)
MESSAGES = st.sampled_from([message for message in Message if message is not Message.CHECKING])
LOOKS = st.sampled_from([look for look in Look if look is not Look.FAULT])


@pytest.fixture(autouse=True)
def languages(qapp: QApplication) -> Iterator[Languages]:
    theme.apply(qapp)
    made = Languages(qapp)
    made.use("en")
    yield made
    made.use("en")


def half_and_half() -> Frame:
    """A frame that is dark on the left and bright on the right."""
    bgr = np.zeros((240, 320, 3), dtype=np.uint8)
    bgr[:, 160:] = 255
    return Frame(1, 0.0, bgr, "test")


@pytest.fixture
def screen(qtbot: QtBot) -> CandidateScreen:
    made = CandidateScreen(half_and_half)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


def test_before_a_card_everybody_is_welcome() -> None:
    assert candidate_view(IDLE) == CandidateView(Scene.WELCOME, preview=True)
    assert candidate_view(replace(IDLE, camera=CameraStatus(CameraState.OPENING, "camera 0"))).preview is False


def test_while_the_camera_looks_they_see_themselves_and_what_to_do() -> None:
    assert candidate_view(CAPTURING) == CandidateView(Scene.GUIDE, Guidance.COME_CLOSER, preview=True)


@given(MESSAGES, LOOKS, MESSAGES, LOOKS, st.text(max_size=5))
def test_whatever_the_machine_says_and_whoever_decides_the_screen_is_the_same(
    one: Message, one_look: Look, other: Message, other_look: Look, pin: str
) -> None:
    first = ViewState(one_look, one, (), LIVE, checkin=CHECKIN, pin=pin)
    second = ViewState(other_look, other, (), LIVE, checkin=CHECKIN, seconds=1.0)
    assert candidate_view(first) == candidate_view(second) == CandidateView(Scene.THANKS)


@given(st.sampled_from(Message), st.sampled_from([None, CHECKIN]))
def test_a_fault_only_asks_for_a_moment(message: Message, checkin: CheckIn | None) -> None:
    assert candidate_view(ViewState(Look.FAULT, message, (), LIVE, checkin=checkin)) == CandidateView(Scene.WAIT)


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_on_it_names_the_candidate(screen: CandidateScreen, languages: Languages, language: str) -> None:
    languages.use(language)
    for view in (IDLE, CAPTURING, replace(CAPTURING, message=Message.NO_MATCH, look=Look.STOP)):
        screen.render_view(view)
        said = f"{screen.line} {screen.accessibleName()} {screen.windowTitle()}"
        assert CHECKIN.number not in said
        assert candidate(0).name not in said


def test_the_line_is_the_guidance(screen: CandidateScreen) -> None:
    screen.render_view(CAPTURING)
    assert screen.line == "Please come closer"
    screen.render_view(replace(CAPTURING, message=Message.MATCH, look=Look.ADMIT))
    assert screen.line == "Thank you. One moment, please"


def test_the_picture_is_that_of_a_mirror(screen: CandidateScreen) -> None:
    screen.render_view(CAPTURING)
    screen._pull()
    shown = screen.grab().toImage()
    assert QColor(shown.pixel(100, 300)).lightness() > 200
    assert QColor(shown.pixel(700, 300)).lightness() < 50


def test_no_picture_stays_once_the_camera_has_looked(screen: CandidateScreen) -> None:
    screen.render_view(CAPTURING)
    screen._pull()
    screen.render_view(replace(CAPTURING, message=Message.STORING))
    shown = screen.grab().toImage()
    assert QColor(shown.pixel(700, 300)).lightness() > 50


def _drawn(draw: object, what: object) -> bytes:
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    draw(painter, what, QRectF(0, 0, 200, 200))  # type: ignore[operator]
    painter.end()
    return bytes(image.constBits())


def test_every_instruction_and_scene_has_a_figure_of_its_own(qapp: QApplication) -> None:
    figures = {_drawn(draw_guidance, guidance) for guidance in Guidance}
    assert len(figures) == len(Guidance)
    scenes = {_drawn(draw_scene, scene) for scene in Scene}
    assert len(scenes) == len(Scene)


def test_a_screen_that_shows_the_operators_is_none() -> None:
    operator = QRect(0, 0, 1366, 768)
    beside, mirrored, overlapping = QRect(1366, 0, 1024, 768), QRect(0, 0, 1366, 768), QRect(1000, 0, 1366, 768)
    assert free_screens([operator, beside], operator) == [beside]
    assert free_screens([operator, mirrored], operator) == []
    assert free_screens([operator, overlapping], operator) == []


def test_with_one_screen_it_stays_away(screen: CandidateScreen, qtbot: QtBot) -> None:
    desk = QWidget()
    qtbot.addWidget(desk)
    desk.show()
    assert screen.toggle(desk) is False
    assert not screen.isVisible()
    assert screen.follow(desk) is False


TWO_SCREENS = {
    "screens": [
        {"name": "operator", "x": 0, "y": 0, "width": 1366, "height": 768},
        {"name": "candidate", "x": 1366, "y": 0, "width": 1024, "height": 600},
    ]
}
PROGRAM = """
from PySide6.QtWidgets import QApplication, QWidget
from ui.candidate_screen import CandidateScreen
application = QApplication([])
desk = QWidget()
desk.setGeometry(10, 10, 600, 400)
desk.show()
screen = CandidateScreen(lambda: None)
shown = screen.toggle(desk), screen.screen().name(), screen.geometry().getRect(), screen.follow(desk)
moved = desk.setScreen(application.screens()[1])
desk.setGeometry(1400, 10, 300, 300)
application.processEvents()
followed = screen.follow(desk), screen.screen().name(), screen.geometry().getRect()
away = screen.toggle(desk), screen.isVisible()
print(shown, followed, away)
"""


def test_with_two_screens_it_fills_the_one_where_the_operator_is_not_and_keeps_out_of_the_way(tmp_path: Path) -> None:
    config = tmp_path / "screens.json"
    config.write_text(json.dumps(TWO_SCREENS))
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.stdout.strip() == str(
        (
            (True, "candidate", (1366, 0, 1024, 600), True),
            (True, "operator", (0, 0, 1366, 768)),
            (False, False),
        )
    ).removeprefix("(").removesuffix(")").replace("), (", ") ("), ran.stderr
