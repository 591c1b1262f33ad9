"""What the program itself stands on goes: its models' files, its sounds, the thread that looks at faces."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from demo.faces import live_stills, number_of
from models.errors import ModelMissingError
from models.registry import ModelRegistry
from recognition.pipeline import Pipeline, open_pipeline
from recognition.types import Frame, FrameAnalysis
from station.camera.replay import scene_of
from station.selftest import models
from station.selftest.results import Finding
from tests.functional.faults.opener import Opener, Until, proves_itself, steps, waiter
from tests.ui.desk_helpers import PluggedCamera, decisions, last_checkin, press, type_number
from ui.desk_app import DeskApp
from ui.sounds import Sounds
from ui.view_state import Look, Message

# Qt's offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def check_in(desk: DeskApp, camera: PluggedCamera, qtbot: QtBot) -> None:
    until = waiter(desk, qtbot)
    until(Message.NEXT)
    camera.play(scene_of(live_stills(12)))
    type_number(desk, number_of(12))
    until(Message.MATCH)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)


def test_models_that_are_deleted_while_the_desk_is_open_stop_nobody_and_are_missed_at_the_next_opening(
    opener: Opener, camera: PluggedCamera, registry: ModelRegistry, qtbot: QtBot, tmp_path: Path
) -> None:
    folder, cache = tmp_path / "models", tmp_path / "cache"
    folder.mkdir()
    entries = {}
    for name in ("yunet", "sface"):
        found = registry.find(name)
        shutil.copy(found.path, folder)
        # Of a package that is not there, or its copy of the file would be found.
        entries[name] = replace(found.entry, package="no_such_package")
    own = ModelRegistry(cache, [folder], entries=entries)
    pipeline = open_pipeline(own)
    with opener.open(camera, pipeline=pipeline) as desk:
        shutil.rmtree(folder)
        shutil.rmtree(cache)
        check_in(desk, camera, qtbot)
    assert decisions(opener.journal) == [(number_of(12), "ADMIT")]
    assert models.check(own, "sface", pipeline.model_id, None).finding is Finding.MODELS_MISSING
    with pytest.raises(ModelMissingError, match="yunet"):
        open_pipeline(own)


class FailingPipeline(Pipeline):
    """A real one whose runtime fails as long as it is told to."""

    def __init__(self, whole: Pipeline) -> None:
        self.__dict__.update(whole.__dict__)
        self.fails = True

    def analyse(self, frame: Frame) -> FrameAnalysis:
        if self.fails:
            raise RuntimeError("the runtime has no memory")
        return super().analyse(frame)


def test_a_face_check_that_fails_is_a_fault_and_no_verdict_and_goes_on_by_itself(
    opener: Opener, camera: PluggedCamera, pipeline: Pipeline, qtbot: QtBot
) -> None:
    failing = FailingPipeline(pipeline)
    with opener.open(camera, pipeline=failing) as desk:
        until = waiter(desk, qtbot)
        until(Message.NEXT)
        camera.play(scene_of(live_stills(12)))
        type_number(desk, number_of(12))
        shown = until(Message.ANALYSIS_FAULT)
        assert (shown.look, "no memory" in steps(desk)) == (Look.FAULT, True)
        failing.fails = False
        until(Message.MATCH)
        press(desk, qtbot, Qt.Key.Key_Return)
        until(Message.ADMITTED)
    assert last_checkin(opener.journal).earlier_attempts == ()
    assert proves_itself(opener.journal)


@pytest.mark.parametrize("player", ["", "#!/bin/sh\nexit 1\n"])
def test_without_a_sound_device_the_desk_works_in_silence_and_says_so_quietly(
    opener: Opener,
    camera: PluggedCamera,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    player: str,
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    if player:
        (programs / "pw-play").write_text(player)
        (programs / "pw-play").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    sounds = Sounds(tmp_path / "sounds", lambda: None)
    with opener.open(camera, sounds) as desk:
        check_in(desk, camera, qtbot)
        qtbot.waitUntil(lambda: sounds.silent, timeout=20_000)
        assert desk.window.view is not None
        assert desk.window.view.look is Look.ADMIT
    assert decisions(opener.journal) == [(number_of(12), "ADMIT")]


def test_a_part_of_the_program_that_ends_leaves_no_desk_that_seems_to_wait(
    desk: DeskApp, until: Until, qtbot: QtBot
) -> None:
    until(Message.NEXT)
    desk.bridge.failure("desk: MemoryError: ")
    assert until(Message.PROGRAM_FAULT).look is Look.FAULT
    assert "Start the program again" in steps(desk)
    assert not desk.window.page.number.isEnabled()
