"""The clock is set, the computer sleeps, the pack's time ends: whoever stood here is looked at again, and nothing is
opened anew that time has closed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from demo.faces import live_stills, number_of
from station.camera.replay import scene_of
from tests.functional.faults.opener import Until, proves_itself
from tests.functional.faults.processes import Program, program
from tests.ui.desk_helpers import PATIENCE, PluggedCamera, WallClock, decisions, last_checkin, press, type_number
from ui.desk_app import DeskApp
from ui.view_state import Action, Look, Message

# Qt's offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
PERSON, OTHER = 12, 13  # neither has a PIN, which would close with the clock
STOPPED_FOR = 1.5  # seconds; the program takes one for long


def matched(desk: DeskApp, camera: PluggedCamera, until: Until) -> None:
    until(Message.NEXT)
    camera.play(scene_of(live_stills(PERSON)))
    type_number(desk, number_of(PERSON))
    until(Message.MATCH)


def told(desk: DeskApp) -> str:
    """What the note on the clock says; empty where there is none."""
    notice = desk.window.page.time_notice
    return notice.notice.text if notice.isVisible() else ""


@pytest.mark.parametrize(
    ("jump", "sentence"),
    [
        (timedelta(hours=3), "The computer slept, or its clock jumped ahead by 3 h"),
        (timedelta(minutes=-20), "The computer's clock jumped back by 20 min"),
    ],
)
def test_after_a_jump_of_the_clock_nobody_is_let_in_on_what_was_seen_before_and_the_operator_is_told(
    desk: DeskApp,
    camera: PluggedCamera,
    until: Until,
    qtbot: QtBot,
    wall: WallClock,
    journal: Path,
    jump: timedelta,
    sentence: str,
) -> None:
    matched(desk, camera, until)
    wall.ahead += jump
    assert Action.ADMIT not in until(Message.MATCH_STALE).actions
    qtbot.waitUntil(lambda: sentence in told(desk), timeout=PATIENCE)
    assert "call venue IT" in told(desk)
    assert decisions(journal) == []
    press(desk, qtbot, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: not told(desk), timeout=PATIENCE)
    press(desk, qtbot, Qt.Key.Key_R)
    until(Message.MATCH)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    (attempt,) = last_checkin(journal).earlier_attempts
    assert attempt.score is not None
    assert proves_itself(journal)


def test_a_clock_that_is_put_right_again_needs_nobody_to_say_so(
    desk: DeskApp, until: Until, qtbot: QtBot, wall: WallClock
) -> None:
    until(Message.NEXT)
    wall.ahead += timedelta(hours=1)
    qtbot.waitUntil(lambda: "ahead by 1 h" in told(desk), timeout=PATIENCE)
    wall.ahead -= timedelta(hours=1)
    qtbot.waitUntil(lambda: not told(desk), timeout=PATIENCE)


def test_a_note_on_the_clock_keeps_nobody_from_the_next_check_in(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, wall: WallClock, journal: Path
) -> None:
    until(Message.NEXT)
    wall.ahead += timedelta(minutes=2)
    qtbot.waitUntil(lambda: bool(told(desk)), timeout=PATIENCE)
    matched(desk, camera, until)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    assert decisions(journal) == [(number_of(PERSON), "ADMIT")]


def test_whoever_is_at_the_desk_when_the_pack_expires_is_decided_on_and_nobody_after_them_even_if_the_clock_goes_back(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, wall: WallClock, journal: Path
) -> None:
    matched(desk, camera, until)
    wall.ahead += timedelta(days=2)
    until(Message.MATCH_STALE)
    press(desk, qtbot, Qt.Key.Key_R)
    until(Message.MATCH)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    press(desk, qtbot, Qt.Key.Key_Return)
    shown = until(Message.PACK_EXPIRED)
    assert (shown.look, shown.actions[0]) == (Look.FAULT, Action.NEXT_PACK)
    wall.ahead -= timedelta(days=2)
    qtbot.waitUntil(lambda: not told(desk), timeout=PATIENCE)
    desk.station.desk.present_card(number_of(OTHER))
    assert until(Message.PACK_EXPIRED).checkin is None
    assert decisions(journal) == [(number_of(PERSON), "ADMIT")]


@pytest.mark.skipif(os.name == "nt", reason="no process is stopped and let go on there")
def test_a_program_that_stood_still_lets_nobody_in_on_a_match_from_before(tmp_path: Path) -> None:
    with program("desk_process", tmp_path) as desk:
        desk.write("card C0")
        read_until(desk, lambda name, stale, _: name == "AwaitingDecision" and not stale)
        desk.stand_still()
        time.sleep(STOPPED_FOR)
        desk.write("admit")  # pressed just before the lid was closed, and read after it was opened
        desk.go_on()
        still = read_until(desk, lambda name, stale, _: name == "AwaitingDecision" and stale)
        assert still >= 1.0
        desk.write("retake")
        read_until(desk, lambda name, stale, _: name == "AwaitingDecision" and not stale)
        desk.write("admit")
        read_until(desk, lambda name, *_: name == "Recorded")
    journal = tmp_path / "station.sqlite3"
    assert decisions(journal) == [("C0", "ADMIT")]
    assert len(last_checkin(journal).earlier_attempts) == 1


def read_until(desk: Program, reached: Callable[[str, bool, float], bool]) -> float:
    """For how long it says that it stood still, once it has reached a state."""
    while True:
        name, stale, still = desk.read().split()
        if reached(name, stale == "True", float(still)):
            return float(still)
