"""The database's disk is full, another program holds it, or somebody overwrites it: no decision seems to be made that
is not on record."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from demo.faces import live_stills, number_of
from station.camera.replay import scene_of
from station.clock import SystemClock
from station.errors import JournalError
from station.journal import entries, salvage, watch
from station.journal.faults import StorageProblem
from station.local import LocalDatabase
from tests.functional.faults.opener import Opener, Until, proves_itself, steps, waiter
from tests.functional.faults.processes import program
from tests.station.makers import KEY
from tests.ui.desk_helpers import PATIENCE, PluggedCamera, decisions, press, type_number
from ui.desk_app import DeskApp
from ui.view_state import Look, Message
from vault import opening
from vault.errors import VaultError

# Qt's offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
SMALL = 6  # MiB


class Ballast:
    """A file that fills a disk."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "ballast"

    def fill(self) -> None:
        with self._file.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass  # that was the last block

    def remove(self) -> None:
        self._file.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of `SMALL` MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}m", "none", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nobody but the administrator may make a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk waits less long for another program, and looks at its database at once after a failure, else never:
    each look makes room in the log for some decisions more."""
    monkeypatch.setattr(watch, "EVERY", 1e9)
    monkeypatch.setattr(watch, "WHILE_FAILING", 0.1)
    monkeypatch.setattr(opening, "BUSY_TIMEOUT", 0.3)


@pytest.fixture
def look_now(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the desk look at its database all the time from now on."""
    return lambda: monkeypatch.setattr(watch, "EVERY", 0.0)


def matched(desk: DeskApp, camera: PluggedCamera, until: Until, person: int = 11) -> None:
    camera.play(scene_of(live_stills(person)))
    type_number(desk, number_of(person))
    until(Message.MATCH)


def until_it_works(desk: DeskApp, qtbot: QtBot) -> None:
    """By itself."""
    qtbot.waitUntil(lambda: desk.window.view is not None and desk.window.view.storage is None, timeout=PATIENCE)


class TestFullDisk:
    @pytest.fixture
    def journal(self, disk: Path) -> Path:
        return disk / "station.sqlite3"

    def test_a_decision_on_a_full_disk_is_not_made_and_can_be_made_once_there_is_room(
        self, desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path
    ) -> None:
        ballast = Ballast(journal.parent)
        until(Message.NEXT)
        matched(desk, camera, until)
        ballast.fill()
        press(desk, qtbot, Qt.Key.Key_Return)
        shown = until(Message.NOT_STORED)
        assert (shown.look, shown.storage) == (Look.FAULT, StorageProblem.FULL)
        assert "The disk is full" in steps(desk)
        assert desk.station.desk.snapshot.admitted == 0
        ballast.remove()
        until_it_works(desk, qtbot)
        assert "decide once more" in steps(desk)
        assert decisions(journal) == []
        press(desk, qtbot, Qt.Key.Key_Return)
        until(Message.ADMITTED)
        assert decisions(journal) == [(number_of(11), "ADMIT")]
        assert proves_itself(journal)

    def test_a_full_disk_is_noticed_before_anybody_decides_and_its_end_too(
        self, desk: DeskApp, until: Until, journal: Path, look_now: Callable[[], None]
    ) -> None:
        ballast = Ballast(journal.parent)
        until(Message.NEXT)
        ballast.fill()
        look_now()
        assert until(Message.STORAGE_FAULT).storage is StorageProblem.FULL
        ballast.remove()
        until(Message.NEXT)

    def test_an_admission_that_cannot_be_taken_back_still_counts_and_is_taken_back_later(
        self, desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path
    ) -> None:
        ballast = Ballast(journal.parent)
        until(Message.NEXT)
        matched(desk, camera, until)
        press(desk, qtbot, Qt.Key.Key_Return)
        until(Message.ADMITTED)
        ballast.fill()
        press(desk, qtbot, Qt.Key.Key_U, Qt.Key.Key_Return)
        until(Message.NOT_UNDONE)
        assert desk.station.desk.snapshot.admitted == 1
        ballast.remove()
        until_it_works(desk, qtbot)
        press(desk, qtbot, Qt.Key.Key_U, Qt.Key.Key_Return)
        until(Message.UNDONE)
        assert desk.station.desk.snapshot.admitted == 0
        assert proves_itself(journal)


def test_a_database_that_another_program_holds_takes_no_decision_until_it_is_let_go(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path
) -> None:
    until(Message.NEXT)
    matched(desk, camera, until)
    with program("database_holder", journal) as holder:
        assert holder.read() == "held"
        press(desk, qtbot, Qt.Key.Key_X, Qt.Key.Key_1, Qt.Key.Key_Return)
        until(Message.STORING)
        shown = until(Message.NOT_STORED)
        assert (shown.look, shown.storage) == (Look.FAULT, StorageProblem.LOCKED)
        assert desk.window.page.sheets.sheet is None  # what to do stands in its place
        assert "Another program holds the database" in steps(desk)
        assert decisions(journal) == []
    until_it_works(desk, qtbot)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    assert decisions(journal) == [(number_of(11), "ADMIT")]
    assert proves_itself(journal)


def overwrite(journal: Path) -> None:
    """Another's bytes in the log, where everything still stands, from its middle on."""
    log = journal.with_name(f"{journal.name}-wal")
    half = log.stat().st_size // 2
    with log.open("r+b") as file:
        file.seek(half)
        file.write(os.urandom(half))


def test_nothing_is_recorded_on_a_database_that_was_overwritten_and_what_is_left_of_it_can_be_saved(
    opener: Opener, camera: PluggedCamera, qtbot: QtBot, journal: Path, look_now: Callable[[], None]
) -> None:
    with opener.open(camera) as desk:
        until = waiter(desk, qtbot)
        until(Message.NEXT)
        matched(desk, camera, until)
        overwrite(journal)
        look_now()
        qtbot.waitUntil(
            lambda: desk.window.view is not None and desk.window.view.storage is StorageProblem.DAMAGED,
            timeout=PATIENCE,
        )
        press(desk, qtbot, Qt.Key.Key_Return)
        shown = until(Message.NOT_STORED)
        assert shown.look is Look.FAULT
        assert "hadir journal repair" in steps(desk)
        assert desk.station.desk.snapshot.admitted == 0
    with pytest.raises((JournalError, VaultError), match="damaged"):
        LocalDatabase(journal, KEY, "desk-test", SystemClock())
    assert salvage.repair(journal, KEY, datetime.now(UTC)) is not None
    assert decisions(journal) == []
    with opener.open(camera) as desk:
        until = waiter(desk, qtbot)
        until(Message.NEXT)
        matched(desk, camera, until)
        press(desk, qtbot, Qt.Key.Key_Return)
        until(Message.ADMITTED)
    assert decisions(journal) == [(number_of(11), "ADMIT")]


def test_nothing_is_recorded_in_a_database_that_was_deleted(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path, look_now: Callable[[], None]
) -> None:
    if os.name == "nt":
        pytest.skip("an open file is not deleted there")
    until(Message.NEXT)
    matched(desk, camera, until)
    moved = journal.with_name("moved")
    journal.rename(moved)
    look_now()
    qtbot.waitUntil(
        lambda: desk.window.view is not None and desk.window.view.storage is StorageProblem.DAMAGED, timeout=PATIENCE
    )
    press(desk, qtbot, Qt.Key.Key_Return)
    assert "was deleted, or replaced" in until(Message.NOT_STORED).problem
    moved.rename(journal)
    until_it_works(desk, qtbot)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    assert decisions(journal) == [(number_of(11), "ADMIT")]


def test_a_journal_that_was_cut_short_opens_no_desk(journal: Path) -> None:
    with closing(LocalDatabase(journal, KEY, "desk-test", SystemClock())) as local:
        assert len(entries.envelopes(local.journal)) == 1
    with journal.open("r+b") as file:
        file.truncate(5000)
    with pytest.raises(JournalError, match="run: hadir journal repair"):
        LocalDatabase(journal, KEY, "desk-test", SystemClock())
