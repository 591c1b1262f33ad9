"""The meter tells how long the window's thread was held up, and leaves out what it is told to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from ui.stalls import StallMeter


class SteppedTime:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def tick(qtbot: QtBot, meter: StallMeter, time: SteppedTime, seconds: float) -> None:
    """Let the meter's timer fire once, ``seconds`` after the last time."""
    time.now += seconds
    before = meter.stalls.seconds
    qtbot.waitUntil(lambda: meter.stalls.seconds != before)
    QCoreApplication.processEvents()


def test_a_late_tick_is_a_stall(qtbot: QtBot) -> None:
    time = SteppedTime()
    meter = StallMeter(time)
    tick(qtbot, meter, time, 0.010)
    assert meter.stalls.longest < 1
    tick(qtbot, meter, time, 0.070)
    assert 59 < meter.stalls.longest < 61
    assert meter.stalls.over_50 == 1


def test_work_that_no_desk_does_is_left_out(qtbot: QtBot) -> None:
    time = SteppedTime()
    meter = StallMeter(time)
    time.now += 5
    meter.forget()
    tick(qtbot, meter, time, 0.010)
    assert meter.stalls.over_50 == 0
