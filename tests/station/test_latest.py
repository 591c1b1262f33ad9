"""The slot holds the newest frame and nothing older."""

from __future__ import annotations

from threading import Thread

import numpy as np

from recognition.types import Frame
from station.latest import LatestFrame


def frame(sequence: int) -> Frame:
    return Frame(sequence, float(sequence), np.zeros((2, 2, 3), dtype=np.uint8), "test")


def test_a_reader_gets_the_newest_and_the_overwritten_are_counted() -> None:
    latest = LatestFrame()
    for sequence in (1, 2, 3):
        latest.put(frame(sequence))
    taken = latest.wait_newer(0, timeout=0)
    assert taken is not None
    assert taken.sequence == 3
    assert latest.overwritten == 2
    latest.put(frame(4))
    assert latest.overwritten == 2


def test_nothing_newer_means_none_after_the_timeout() -> None:
    latest = LatestFrame()
    latest.put(frame(5))
    assert latest.wait_newer(5, timeout=0) is None
    peeked = latest.peek()
    assert peeked is not None
    assert peeked.sequence == 5


def test_a_waiting_reader_is_woken_by_a_new_frame() -> None:
    latest = LatestFrame()
    got: list[Frame | None] = []
    reader = Thread(target=lambda: got.append(latest.wait_newer(0, timeout=30)))
    reader.start()
    latest.put(frame(1))
    reader.join(10)
    assert got[0] is not None


def test_closing_wakes_a_waiting_reader_with_nothing() -> None:
    latest = LatestFrame()
    got: list[Frame | None] = []
    reader = Thread(target=lambda: got.append(latest.wait_newer(0, timeout=30)))
    reader.start()
    latest.close()
    reader.join(10)
    assert got == [None]


def test_a_cleared_slot_shows_nothing() -> None:
    latest = LatestFrame()
    latest.put(frame(1))
    latest.clear()
    assert latest.peek() is None
    assert latest.wait_newer(0, timeout=0) is None
