"""What keeps a desk from starting is told in a window, and tried again without starting the program again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.errors import ModelMissingError
from models.registry import ModelRegistry
from recognition.pipeline import open_pipeline
from station.clock import SystemClock
from station.errors import JournalError
from station.local import LocalDatabase
from tests.station.makers import KEY, fill, open_journal
from ui.start_fault import StartFault, until_it_works

# Qt's offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Reader:
    """Whoever reads the window does something about it, or gives up; ``read`` is what it said."""

    def __init__(self, *keys: Qt.Key, before: Callable[[], None] = lambda: None) -> None:
        self.read: list[str] = []
        self._keys = list(keys)
        self._before = before
        QTimer.singleShot(0, self._look)

    def _look(self) -> None:
        shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, StartFault) and each.isVisible()]
        if not shown:
            QTimer.singleShot(20, self._look)
            return
        self.read.append(shown[0].notice.text)
        self._before()
        QTest.keyClick(shown[0], self._keys.pop(0))
        if self._keys:
            QTimer.singleShot(20, self._look)


def missing(folder: Path, whole: ModelRegistry) -> ModelRegistry:
    """A registry whose models' files are looked for in a folder alone."""
    entries = {name: replace(each, package="no_such_package") for name, each in whole.entries.items()}
    return ModelRegistry(folder / "cache", [folder], entries=entries)


def test_models_that_are_missing_are_told_and_found_once_they_are_put_back(
    registry: ModelRegistry, qtbot: QtBot, tmp_path: Path
) -> None:
    def put_back() -> None:
        for name in ("yunet", "sface"):
            shutil.copy(registry.find(name).path, tmp_path)

    own = missing(tmp_path, registry)
    reader = Reader(Qt.Key.Key_Return, before=put_back)
    assert until_it_works(lambda: open_pipeline(own)).model_id == open_pipeline(registry).model_id
    assert len(reader.read) == 1
    assert "Hadir must be installed again" in reader.read[0]


def test_whoever_closes_the_window_ends_the_program_with_the_reason(
    registry: ModelRegistry, qtbot: QtBot, tmp_path: Path
) -> None:
    reader = Reader(Qt.Key.Key_Escape)
    with pytest.raises(ModelMissingError, match="face_detection"):
        until_it_works(lambda: open_pipeline(missing(tmp_path, registry)))
    assert len(reader.read) == 1


def test_a_damaged_database_is_told_in_a_window_and_never_opened(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "station.sqlite3"
    with closing(open_journal(path)) as journal:
        fill(journal, 20)
    content = bytearray(path.read_bytes())
    content[-3000] ^= 1
    path.write_bytes(content)
    reader = Reader(Qt.Key.Key_Return, Qt.Key.Key_Escape)
    with pytest.raises(JournalError, match="hadir journal repair"):
        until_it_works(lambda: LocalDatabase(path, KEY, "", SystemClock()))
    assert len(reader.read) == 2
    assert "Close other Hadir windows, or call venue IT" in reader.read[1]
