"""The thread that looks at frames: for a card while nobody is being checked, for a face while somebody is."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from threading import Event, Thread

import structlog

from recognition.pipeline import Pipeline
from recognition.types import Frame, FrameAnalysis
from station.cards import CardWatch, read_card
from station.ids import CheckInId
from station.latest import LatestFrame

_PATIENCE = 0.2  # seconds to wait for a frame before looking whether to stop
_CARD_INTERVAL = 0.12  # seconds between two looks for a card: a person holds it up for longer

log = structlog.get_logger()


class _Looking(Enum):
    FOR_CARDS = "for cards"
    FOR_A_FACE = "for a face"
    FOR_NOTHING = "for nothing"


class AnalysisWorker:
    """Owns the pipeline. Its callbacks run on its thread.

    Args:
        on_analysis: a frame was analysed for a check-in.
        on_card: a card was newly held up, with its text.
        on_health: analysis has begun to fail (with the problem) or works again (with None).
    """

    def __init__(
        self,
        latest: LatestFrame,
        pipeline: Pipeline,
        on_analysis: Callable[[CheckInId, FrameAnalysis], None],
        on_card: Callable[[str], None],
        on_health: Callable[[str | None], None],
    ) -> None:
        self._latest = latest
        self._pipeline = pipeline
        self._on_analysis = on_analysis
        self._on_card = on_card
        self._on_health = on_health
        self._task: tuple[_Looking, CheckInId | None] = (_Looking.FOR_CARDS, None)
        self._watch = CardWatch()
        self._cards_from = float("-inf")
        self.looked_for_card = float("-inf")  # capture time of the last frame that was searched for a card
        self._problem: str | None = None
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="analysis", daemon=True)
        self.last: FrameAnalysis | None = None  # for the overlay, which pulls it

    @property
    def looking(self) -> str:
        """For what: cards, a face, or nothing."""
        return self._task[0].value

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def look_for_face(self, checkin_id: CheckInId) -> None:
        """From the next frame on, analyse faces for this check-in."""
        self._task = (_Looking.FOR_A_FACE, checkin_id)

    def look_for_cards(self, not_before: float = float("-inf")) -> None:
        """From the next frame on, look for cards; in frames captured from ``not_before`` on (monotonic seconds)."""
        self._watch.resume()
        self._cards_from = not_before
        self._task = (_Looking.FOR_CARDS, None)
        self.last = None

    def rest(self) -> None:
        """From the next frame on, look for nothing: whatever is held up now would be forgotten."""
        self._task = (_Looking.FOR_NOTHING, None)
        self.last = None

    def stop(self, timeout: float = 5.0) -> None:
        """Stop after the frame under way."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        sequence = 0
        while not self._stopping.is_set():
            frame = self._latest.wait_newer(sequence, _PATIENCE)
            if frame is None:
                continue
            sequence = frame.sequence
            looking, checkin_id = self._task
            try:
                if checkin_id is not None:
                    self._analyse(checkin_id, frame)
                elif looking is _Looking.FOR_CARDS:
                    self._scan(frame)
            except Exception as error:  # a boundary: model runtimes raise bare Exceptions, and the thread must live
                log.exception("analysis failed")
                self._health(f"{type(error).__name__}: {error}")
            else:
                self._health(None)

    def _scan(self, frame: Frame) -> None:
        if frame.monotonic < max(self.looked_for_card + _CARD_INTERVAL, self._cards_from):
            return
        text = read_card(frame)
        new = self._watch.newly_presented(text, frame.monotonic)  # told of absences too, or none would ever be over
        if new and text is not None:
            self._on_card(text)
        self.looked_for_card = frame.monotonic

    def _analyse(self, checkin_id: CheckInId, frame: Frame) -> None:
        analysis = self._pipeline.analyse(frame)
        if self._task[1] == checkin_id:
            self.last = analysis
        self._on_analysis(checkin_id, analysis)

    def _health(self, problem: str | None) -> None:
        if problem != self._problem:
            self._problem = problem
            self._on_health(problem)
