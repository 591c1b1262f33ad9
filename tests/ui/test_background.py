"""Work is done on another thread, and what comes of it is told on the window's."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from station.errors import JournalError, StationError
from ui.background import Background


@pytest.fixture
def background(qapp: QCoreApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def nothing(value: object) -> None:
    """What a test does not wait for."""


def test_work_is_done_elsewhere_one_piece_after_another_and_told_here(qtbot: QtBot, background: Background) -> None:
    told: list[tuple[int, bool, bool]] = []

    def work(number: int) -> tuple[int, bool]:
        return number, threading.current_thread() is threading.main_thread()

    for number in range(3):
        background.ask(
            lambda number=number: work(number),  # type: ignore[misc]
            lambda result: told.append((*result, threading.current_thread() is threading.main_thread())),
            nothing,
        )
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [(number, False, True) for number in range(3)]


def test_a_fault_of_the_station_is_told(qtbot: QtBot, background: Background) -> None:
    told: list[StationError] = []

    def fail() -> None:
        raise JournalError("the disk is full")

    background.ask(fail, nothing, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]) == "the disk is full"


def test_a_fault_of_the_program_is_not_kept_quiet(qtbot: QtBot, background: Background) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as exceptions:
        background.ask(fail, nothing, nothing)
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError


def test_once_closed_nothing_is_told_any_more(qtbot: QtBot, background: Background) -> None:
    told: list[int] = []
    began, go_on = threading.Event(), threading.Event()

    def work() -> int:
        began.set()
        go_on.wait(20)
        return 1

    background.ask(work, told.append, nothing)
    background.ask(lambda: 2, told.append, nothing)
    began.wait(20)
    threading.Timer(0.05, go_on.set).start()
    background.close()
    background.ask(lambda: 3, told.append, nothing)
    qtbot.wait(50)
    assert told == []
