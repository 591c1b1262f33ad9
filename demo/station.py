"""The station of the demonstration, a process of its own: the real desk on the replay camera, and its operator.

    python -m demo.station HOME SEED --pictures DIR [--watched]

Talks to the programme that runs it in lines: events out (`demo.events`), a line in for each cue. Started again after
it was killed, it goes on with the first visit that is not in its journal.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Semaphore, Thread
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from demo.errors import DemoError
from demo.events import Decided, Finished, Opened, Waiting
from demo.faces import PEOPLE, live_stills, number_of
from demo.home import JOURNAL, journal_key
from demo.morning import SESSION, Cue, Visit, plan_morning
from demo.operator import Operator
from demo.people import OPERATOR, second_signature
from models.registry import ModelRegistry
from recognition.pipeline import open_pipeline
from station.camera.replay import ReplayCamera, Scene, scene_of
from station.clock import ServerClock, SystemClock
from station.config import StationConfig
from station.journal import entries
from station.local import LocalDatabase
from station.logs import log_to_file
from station.packs import open_pack, packs_called
from ui import app
from ui.desk_app import DeskApp, sounds_for
from ui.languages import Languages
from ui.stalls import StallMeter, Stalls
from ui.view_state import Message
from vault import sqlite

_PAUSE = 1.3  # seconds that each verdict stays when somebody watches
_DELIVERY_POLL, _PREVIEW_POLL = 50, 5  # milliseconds
_EXIT_FAILED = 1


def main(arguments: argparse.Namespace) -> int:
    """Play the morning; returns the exit code."""
    home: Path = arguments.home
    log_to_file(home / "logs" / "station.log")
    registry = ModelRegistry(home / "cache" / "models")
    pipeline = open_pipeline(registry)
    camera = ReplayCamera(Scene(), seed=arguments.seed)
    config = StationConfig(session=SESSION, sound=arguments.watched)
    application = app.make_application()
    app.quit_on_signals(application)
    clock = SystemClock()
    local = LocalDatabase(home / JOURNAL, journal_key(home), config.id, clock)
    (pack,) = packs_called(home / "packs", SESSION)
    session = open_pack(pack, local.journal, pipeline.model_id, clock.now())
    visits = _not_yet_recorded(local.journal, list(enumerate(plan_morning(arguments.seed).visits)))
    factory = app.station_factory(config, session, camera, pipeline, local, clock, ServerClock())
    languages = Languages(application)
    languages.use(config.language)
    sounds = sounds_for(config.sound, home / "cache" / "sounds")
    desk = DeskApp(factory, clock, languages, sounds, OPERATOR, second_signature)
    app.tell_failures(desk.bridge)
    desk.window.resize(1366, 768)
    desk.window.show()
    desk.start()
    show = _Show(application, desk, camera, arguments, visits)
    show.begin()
    try:
        return application.exec() or show.exit_code
    finally:
        desk.stop()
        local.close()


class _Show:
    """The morning's course: visits, then either delivery and the end, or the desk left to whoever watches."""

    def __init__(
        self,
        application: QApplication,
        desk: DeskApp,
        camera: ReplayCamera,
        arguments: argparse.Namespace,
        visits: list[tuple[int, Visit]],
    ) -> None:
        self._application = application
        self._desk = desk
        self._camera = camera
        self._watched: bool = arguments.watched
        self._morning = plan_morning(arguments.seed)
        self._meter: StallMeter | None = None
        self._painted_from = perf_counter()
        self.exit_code = 0
        self._cues = _Cues()
        self._cues.orphaned.connect(application.quit)
        self._operator = Operator(
            desk.window,
            camera,
            visits,
            _PAUSE if self._watched else 0.0,
            arguments.pictures,
            perf_counter,
            self._cues.ask,
            self._forget_own_work,
        )
        self._operator.decided.connect(_tell)
        self._operator.failed.connect(self._fail)
        self._operator.done.connect(self._played)
        desk.window.closed.connect(application.quit)
        self._delivery = QTimer()
        self._delivery.timeout.connect(self._end_when_delivered)

    def begin(self) -> None:
        """Start the operator once the camera's picture is on the screen."""
        if self._desk.window.page.live.painted:
            _tell(Opened())
            # From here on: what came before is the cold start, which has a figure of its own.
            self._meter = StallMeter(perf_counter)
            self._operator.start()
        else:
            QTimer.singleShot(_PREVIEW_POLL, self.begin)

    def _played(self) -> None:
        if not self._watched:
            self._delivery.start(_DELIVERY_POLL)
            return
        self._finish()
        self._desk.window.card_entered.connect(self._send_in)
        coming = ", ".join(number_of(person) for person in self._morning.still_to_come[:4])
        print(
            f"The morning is over; the desk is yours. Type one of these numbers and Enter: {coming}\n"
            "Close the window to end.",
            file=sys.stderr,
            flush=True,
        )

    def _send_in(self, number: str) -> None:
        """Let the candidate of a number that was typed step before the camera."""
        person = next((person for person in PEOPLE if number_of(person) == number.strip()), None)
        self._camera.play(scene_of(live_stills(person)) if person else Scene())

    def _end_when_delivered(self) -> None:
        view = self._desk.window.view
        idle = view is not None and view.message in (Message.NEXT, Message.ADMITTED)
        if view is not None and view.sync is not None and view.sync.pending == 0 and idle:
            self._delivery.stop()
            self._finish()
            self._application.quit()

    def _forget_own_work(self) -> None:
        if self._meter is not None:
            self._meter.forget()

    def _finish(self) -> None:
        stalls = self._meter.stalls if self._meter else Stalls(0.0, 0, 0.0)
        view = self._desk.window.view
        _tell(
            Finished(
                pending=view.sync.pending if view and view.sync else 0,
                longest_stall=stalls.longest,
                stalls_over_50=stalls.over_50,
                preview_rate=self._desk.window.page.live.painted / (perf_counter() - self._painted_from),
                frames_overwritten=self._desk.station.latest.overwritten,
            )
        )

    def _fail(self, error: DemoError) -> None:
        print(f"demo station: {error}", file=sys.stderr, flush=True)
        self.exit_code = _EXIT_FAILED
        self._application.quit()


def _tell(event: Opened | Waiting | Decided | Finished) -> None:
    print(event.model_dump_json(), flush=True)


class _Cues(QObject):
    """Listens on standard input: a line answers a cue; its end means that who started this programme is gone.

    Signals:
        orphaned: standard input has ended.
    """

    orphaned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._answered = Semaphore(0)
        Thread(target=self._listen, name="cues", daemon=True).start()

    def ask(self, visit: Visit) -> Callable[[], bool]:
        """Ask for what is to befall the server; what is returned tells whether it has."""
        if visit.cue is Cue.NONE:
            return lambda: True
        _tell(Waiting(cue=visit.cue))
        return lambda: self._answered.acquire(blocking=False)

    def _listen(self) -> None:
        while sys.stdin.readline():
            self._answered.release()
        self.orphaned.emit()


def _not_yet_recorded(journal: sqlite.Connection, visits: list[tuple[int, Visit]]) -> list[tuple[int, Visit]]:
    recorded = {number for number, _ in entries.decisions(journal)}
    return [(index, visit) for index, visit in visits if visit.card not in recorded]


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.station")
    parser.add_argument("home", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--watched", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(_parse()))
