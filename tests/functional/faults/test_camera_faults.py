"""The camera is a process that is killed, stopped, frozen, or another program's: nobody is judged meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from demo.faces import number_of
from station.camera.opencv import OpenCvCamera
from station.camera.reader import CameraState
from station.checkin.states import Capturing
from tests.functional.faults.opener import Opener, proves_itself, steps, waiter
from tests.functional.faults.processes import Program, program
from tests.ui.desk_helpers import PATIENCE, decisions, last_checkin, press, type_number
from ui import texts
from ui.desk_app import DeskApp
from ui.view_state import Action, Look, Message
from wire.vocabulary import Decision, Reason

pytestmark = [
    # Qt's offscreen platform says so of every window.
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.skipif(os.name == "nt", reason="no process is stopped and let go on there"),
]
SERVED = "stream_camera"


@pytest.fixture
def source() -> Iterator[Program]:
    with program(SERVED, 0) as started:
        yield started


def stream_of(source: Program) -> tuple[OpenCvCamera, int]:
    port = int(source.read())
    return OpenCvCamera(f"http://127.0.0.1:{port}/camera"), port


def is_paused_in_first_attempt(desk: DeskApp) -> bool:
    shown = desk.window.view
    if shown is None or shown.checkin is None:
        return False  # the window does not know of the card yet
    state = desk.station.desk.snapshot.state
    return isinstance(state, Capturing) and state.paused_at is not None and state.checkin.attempt == 1


def admit_and_prove(desk: DeskApp, qtbot: QtBot, journal: Path, number: str) -> None:
    """Nothing but this admission is on record, with no attempt before it that failed."""
    press(desk, qtbot, Qt.Key.Key_Return)
    waiter(desk, qtbot)(Message.ADMITTED)
    report = last_checkin(journal)
    assert decisions(journal) == [(number, "ADMIT")]
    assert (report.decision, report.reason, report.earlier_attempts) == (Decision.ADMIT, None, ())
    assert proves_itself(journal)


def check_in_while_it_is_taken(desk: DeskApp, source: Program, other: Program, qtbot: QtBot) -> None:
    """The check-in waits until the other program is gone."""
    until = waiter(desk, qtbot)
    shown = until(Message.CAMERA_TAKEN)
    assert (shown.look, shown.actions) == (Look.FAULT, (Action.RETRY_CAMERA,))
    assert "Close the other program" in steps(desk)
    assert "in use by another program" in shown.problem
    type_number(desk, number_of(11))
    qtbot.waitUntil(lambda: is_paused_in_first_attempt(desk), timeout=PATIENCE)
    source.write("11")
    other.kill()
    until(Message.MATCH)


def test_a_camera_that_is_unplugged_in_a_check_in_and_plugged_in_again_judges_nobody_meanwhile(
    opener: Opener, source: Program, qtbot: QtBot
) -> None:
    camera, port = stream_of(source)
    with opener.open(camera) as desk:
        until = waiter(desk, qtbot)
        until(Message.NEXT)
        type_number(desk, number_of(11))
        until(Message.CHECKING)
        source.kill()
        shown = until(Message.CAMERA_LOST)
        assert shown.look is Look.FAULT
        assert shown.actions == (Action.RETRY_CAMERA, Action.PROVISIONAL, Action.CANCEL)
        assert "Check the cable" in steps(desk)
        assert is_paused_in_first_attempt(desk)
        with program(SERVED, port) as again:
            again.write("11")
            until(Message.MATCH)  # by itself
            admit_and_prove(desk, qtbot, opener.journal, number_of(11))


def test_a_camera_that_stands_still_is_told_from_one_that_is_gone_and_goes_on_by_itself(
    opener: Opener, source: Program, qtbot: QtBot
) -> None:
    camera, _ = stream_of(source)
    with opener.open(camera) as desk:
        until = waiter(desk, qtbot)
        until(Message.NEXT)
        type_number(desk, number_of(11))
        until(Message.CHECKING)
        source.stand_still()
        assert until(Message.CAMERA_STALLED).look is Look.FAULT
        assert "plug it in again" in steps(desk)
        assert is_paused_in_first_attempt(desk)
        source.go_on()
        source.write("11")
        until(Message.MATCH)
        admit_and_prove(desk, qtbot, opener.journal, number_of(11))


def test_a_camera_that_shows_the_same_picture_again_and_again_accuses_nobody_of_being_somebody_else(
    opener: Opener, source: Program, qtbot: QtBot
) -> None:
    camera, _ = stream_of(source)
    source.write("12")
    with opener.open(camera) as desk:
        until = waiter(desk, qtbot)
        until(Message.NEXT)
        source.write("freeze")
        until(Message.CAMERA_STALLED)
        type_number(desk, number_of(11))
        qtbot.waitUntil(lambda: is_paused_in_first_attempt(desk), timeout=PATIENCE)
        assert until(Message.CAMERA_STALLED).look is Look.FAULT
        source.write("11")
        until(Message.MATCH)
        admit_and_prove(desk, qtbot, opener.journal, number_of(11))


def test_a_camera_that_another_program_has_is_told_and_used_once_that_lets_go(
    opener: Opener, source: Program, qtbot: QtBot
) -> None:
    camera, port = stream_of(source)
    with program("camera_holder", port) as other:
        assert other.read() == "held"
        with opener.open(camera) as desk:
            check_in_while_it_is_taken(desk, source, other, qtbot)
            admit_and_prove(desk, qtbot, opener.journal, number_of(11))


def test_somebody_whom_no_camera_sees_can_be_let_in_by_two_or_sent_on_and_the_fault_is_on_record(
    opener: Opener, source: Program, qtbot: QtBot
) -> None:
    camera, _ = stream_of(source)
    with opener.open(camera) as desk:
        until = waiter(desk, qtbot)
        until(Message.NEXT)
        source.kill()
        until(Message.CAMERA_LOST)
        type_number(desk, number_of(11))
        qtbot.waitUntil(lambda: is_paused_in_first_attempt(desk), timeout=PATIENCE)
        until(Message.CAMERA_LOST)
        press(desk, qtbot, Qt.Key.Key_P, Qt.Key.Key_Return)
        until(Message.PROVISIONAL)
        report = last_checkin(opener.journal)
    assert (report.decision, report.reason, report.verdict) == (Decision.PROVISIONAL, Reason.EQUIPMENT_FAULT, None)
    assert proves_itself(opener.journal)


def test_a_verdict_that_was_given_before_the_camera_went_can_still_be_decided_on(
    opener: Opener, source: Program, qtbot: QtBot
) -> None:
    camera, _ = stream_of(source)
    source.write("11")
    with opener.open(camera) as desk:
        until = waiter(desk, qtbot)
        until(Message.NEXT)
        type_number(desk, number_of(11))
        until(Message.MATCH)
        source.kill()
        qtbot.waitUntil(lambda: desk.station.desk.snapshot.camera.state is CameraState.LOST, timeout=PATIENCE)
        view = until(Message.MATCH)
        assert texts.headline(view) == "Match"
        admit_and_prove(desk, qtbot, opener.journal, number_of(11))
