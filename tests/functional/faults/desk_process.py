"""A desk without a window that is a process of its own, and says what it shows.

    python -m tests.functional.faults.desk_process FOLDER

Prints a line for each state: its name, whether its match is stale, and for how many seconds the program stood still.
A line on standard input: ``card NUMBER``, ``admit`` or ``retake``.
"""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from recognition.types import FrameAnalysis
from station.analysis import AnalysisWorker
from station.camera.reader import CameraState, CameraStatus
from station.checkin import timekeeping
from station.checkin.background import Background
from station.checkin.desk import Desk
from station.checkin.reporting import Reporter
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import AwaitingDecision, Capturing, Rules
from station.clock import ServerClock, SystemClock
from station.latest import LatestFrame
from station.logs import log_to_file
from tests.station.makers import MODEL, POLICY, analysis, choice, open_journal, session, template_at
from wire.vocabulary import Decision


class NoPipeline:
    """Stands where no frame ever comes by the camera."""

    model_id = MODEL

    def analyse(self, frame: object) -> FrameAnalysis:
        raise AssertionError("no frame was put")


def tell(snapshot: DeskSnapshot) -> None:
    """Print a state."""
    state = snapshot.state
    stale = isinstance(state, AwaitingDecision) and state.stale
    sys.stdout.write(f"{type(state).__name__} {stale} {snapshot.stood_still.total_seconds()}\n")
    sys.stdout.flush()


def main() -> None:
    """Work until standard input ends."""
    timekeeping.STILL = timedelta(seconds=1)  # instead of the usual: the test would have to wait for so long
    log_to_file(Path(sys.argv[1]) / "station.log")
    people, clock = session(), SystemClock()
    with closing(open_journal(Path(sys.argv[1]) / "station.sqlite3")) as journal:
        desk = Desk(
            people,
            Rules(POLICY, partial(people.gallery.compare, threshold=POLICY.accept.threshold), people.nearest_twin),
            Reporter(people, MODEL, POLICY, clock, ServerClock()),
            journal,
            "station-1",
            clock,
            lambda: None,
            lambda number: Background(people.candidates.get(number)),
            tell,
            lambda: None,
        )
        desk.start(
            AnalysisWorker(
                LatestFrame(),
                NoPipeline(),  # type: ignore[arg-type]
                desk.analysed,
                desk.present_card,
                desk.health_changed,
            )
        )
        desk.camera_changed(CameraStatus(CameraState.LIVE, "test"))
        over = Event()
        Thread(target=show_a_face, args=(desk, over), daemon=True).start()
        for line in sys.stdin:
            obey(desk, line.split())
        over.set()
        desk.stop()


def obey(desk: Desk, words: list[str]) -> None:
    """Do what an operator does."""
    state = desk.snapshot.state
    match words:
        case ["card", number]:
            desk.present_card(number)
        case ["admit"] if isinstance(state, AwaitingDecision):
            desk.decide(state.checkin.id, choice(Decision.ADMIT))
        case ["retake"] if isinstance(state, AwaitingDecision):
            desk.retake(state.checkin.id)


def show_a_face(desk: Desk, over: Event) -> None:
    """Candidate 0 stands before the camera all the time."""
    while not over.is_set():
        state = desk.snapshot.state
        if isinstance(state, Capturing):
            desk.analysed(state.checkin.id, analysis(monotonic(), template_at(0.9)))
        sleep(0.05)


if __name__ == "__main__":
    main()
