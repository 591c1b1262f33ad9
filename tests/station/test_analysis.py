"""The analysis thread looks for a card or a face as it is told, and outlives a model that fails."""

from __future__ import annotations

import time
from collections.abc import Iterator
from queue import SimpleQueue
from uuid import uuid4

import numpy as np
import pytest

from demo.cards import card_picture
from recognition.types import Frame, FrameAnalysis, Image, ModelId
from station.analysis import AnalysisWorker
from station.cards import FORGET_AFTER
from station.ids import CheckInId
from station.latest import LatestFrame
from tests.station.makers import analysis

PATIENCE = 20.0  # seconds
ID = CheckInId(uuid4())


class FragilePipeline:
    """Fails on every frame that is all black, as a model runtime does: with a bare Exception."""

    model_id = ModelId("fragile")

    def analyse(self, frame: Frame) -> FrameAnalysis:
        if not frame.bgr.any():
            raise Exception("the model broke")
        return analysis(frame.monotonic, sequence=frame.sequence)


class Bench:
    """A worker, and what it told."""

    def __init__(self) -> None:
        self.latest = LatestFrame()
        self.analysed: SimpleQueue[tuple[CheckInId, int]] = SimpleQueue()
        self.cards: SimpleQueue[str] = SimpleQueue()
        self.health: SimpleQueue[str | None] = SimpleQueue()
        self.worker = AnalysisWorker(
            self.latest,
            FragilePipeline(),  # type: ignore[arg-type]
            lambda id_, result: self.analysed.put((id_, result.frame.sequence)),
            self.cards.put,
            self.health.put,
        )
        self._sequence = 0

    def put(self, picture: Image, at: float = 1.0) -> None:
        self._sequence += 1
        self.latest.put(Frame(self._sequence, at, picture, "test"))


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    made.worker.start()
    yield made
    made.latest.close()
    made.worker.stop()


def grey() -> Image:
    return np.full((48, 64, 3), 90, dtype=np.uint8)


def test_a_failing_model_is_told_once_and_so_is_its_recovery(bench: Bench) -> None:
    bench.worker.look_for_face(ID)
    bench.put(black := np.zeros((48, 64, 3), dtype=np.uint8))
    assert bench.health.get(timeout=PATIENCE) == "Exception: the model broke"
    bench.put(black)
    bench.put(grey())
    assert bench.health.get(timeout=PATIENCE) is None
    assert bench.analysed.get(timeout=PATIENCE)[0] == ID


def test_a_card_is_told_once_while_nobody_is_checked(bench: Bench) -> None:
    bench.put(card_picture("C0"), at=1.0)
    assert bench.cards.get(timeout=PATIENCE) == "C0"
    bench.put(card_picture("C0"), at=1.5)
    bench.put(card_picture("C1"), at=2.0)
    assert bench.cards.get(timeout=PATIENCE) == "C1"


def test_a_card_that_was_away_for_long_enough_is_told_again(bench: Bench) -> None:
    bench.put(card_picture("C0"), at=1.0)
    assert bench.cards.get(timeout=PATIENCE) == "C0"
    bench.put(grey(), at=2.0)
    until = time.monotonic() + PATIENCE
    while bench.worker.looked_for_card < 2.0 and time.monotonic() < until:
        time.sleep(0.005)
    bench.put(card_picture("C0"), at=3.0 + FORGET_AFTER)
    assert bench.cards.get(timeout=PATIENCE) == "C0"


def test_while_somebody_is_checked_no_card_is_read(bench: Bench) -> None:
    bench.worker.look_for_face(ID)
    bench.put(card_picture("C1"))
    assert bench.analysed.get(timeout=PATIENCE) == (ID, 1)
    assert bench.cards.empty()
