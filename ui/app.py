"""The composition root: builds the station and its window, and runs them until the window is closed."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType

import structlog
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from models.registry import ModelRegistry
from recognition.pipeline import Pipeline, open_pipeline
from station.assembly import Station
from station.camera.opencv import OpenCvCamera
from station.camera.source import Camera
from station.clock import Clock, ServerClock, SystemClock
from station.config import StationConfig
from station.local import LocalDatabase
from station.opening import Opening, Taken
from station.operators.people import People
from station.session import ExamSession
from ui import theme
from ui.bridge import Bridge
from ui.desk_app import sounds_for
from ui.languages import Languages
from ui.start_fault import until_it_works
from ui.station_app import DayParts, StationApp
from ui.unlock_dialog import unlock_in_window
from vault.keys import DatabaseKey
from wire.reports import SelfTestResult

log = structlog.get_logger()

_SIGNAL_INTERVAL = 200  # milliseconds in which Python gets to see a signal
_SWITCH_INTERVAL = 0.001  # seconds


def make_application() -> QApplication:
    """Qt's application, with our theme."""
    # A thread that computes in Python holds the lock for 5 ms, at each of the many calls that a repaint takes.
    sys.setswitchinterval(_SWITCH_INTERVAL)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Hadir")
    application.setDesktopFileName("hadir")
    theme.apply(application)
    return application


def make_camera(target: str) -> Camera:
    """A camera by the text of the configuration: digits name a device, everything else a file or a stream."""
    return OpenCvCamera(int(target) if target.isascii() and target.isdigit() else target)


def station_factory(
    config: StationConfig,
    session: ExamSession,
    camera: Camera,
    pipeline: Pipeline,
    local: LocalDatabase,
    clock: Clock,
    server_clock: ServerClock,
    self_test: Sequence[SelfTestResult] = (),
) -> Callable[[Bridge], Station]:
    """What builds the station once there is a bridge to call back."""

    def make(bridge: Bridge) -> Station:
        return Station(
            config, session, camera, pipeline, local, clock, server_clock, bridge.snapshot, bridge.sync, self_test
        )

    return make


def run_desk(
    config: StationConfig,
    registry: ModelRegistry,
    engine: str,
    pack: Path | None,
    packs: Path,
    journal: Path,
    unlock: Callable[[Path], DatabaseKey] | None,
    sounds: Path,
) -> int:
    """Run the desk until its window is closed; returns the exit code.

    ``pack`` is the session's to begin with; without it one is chosen in the window. A pack that is taken is copied into
    the folder ``packs``, where the next start finds it.

    ``unlock`` opens the journal; without it a window asks for the passphrase, if one is needed, and the program ends
    when that is cancelled.

    Raises:
        ModelError, PackError, StationError, VaultError: before the desk is shown. What is wrong with models or database
            is told in a window first, and may be put right.
    """
    application = make_application()
    languages = Languages(application)
    languages.use(config.language)
    key = unlock(journal) if unlock else unlock_in_window(journal)
    if key is None:
        return 0
    pipeline = until_it_works(lambda: open_pipeline(registry, engine))
    clock, server_clock = SystemClock(), ServerClock()
    with ExitStack() as opened:
        local = until_it_works(lambda: LocalDatabase(journal, key, config.id, clock))
        opened.callback(local.close)
        people = People(opened.enter_context(closing(local.connect())), clock, server_clock)
        opening = Opening(config, registry, engine, pipeline, local, clock, make_camera, packs)
        if pack is not None:
            opening.take_pack(pack)

        def make_station(bridge: Bridge, taken: Taken, camera: str, self_test: tuple[SelfTestResult, ...]) -> Station:
            source = make_camera(camera)
            factory = station_factory(config, taken.session, source, pipeline, local, clock, server_clock, self_test)
            return factory(bridge)

        station = StationApp(
            DayParts(
                local.identity.station_id,
                opening,
                people,
                make_station,
                clock,
                languages,
                sounds_for(config.sound, sounds),
                lambda desk: tell_failures(desk.bridge),
            )
        )
        quit_on_signals(application)
        station.window.closed.connect(application.quit)
        station.start()
        station.window.showMaximized()
        log.info("station opened", station=local.identity.station_id)
        opened.callback(station.stop)
        return application.exec()


def tell_failures(bridge: Bridge) -> None:
    """Let log and screen have what ends a thread or a slot: a desk that does nothing must not look like one that waits.

    Qt hands an exception of a slot to ``sys.excepthook`` and goes on.
    """

    def tell(where: str, error: BaseException | None) -> None:
        log.critical("program failed", where=where, exc_info=error)
        bridge.failure(f"{where}: {type(error).__name__}: {error}")

    def thread_hook(failure: threading.ExceptHookArgs) -> None:
        tell(failure.thread.name if failure.thread else "thread", failure.exc_value)

    def slot_hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        tell("window", error)
        sys.__excepthook__(kind, error, trace)

    threading.excepthook = thread_hook
    sys.excepthook = slot_hook


def quit_on_signals(application: QApplication) -> None:
    """Close on Ctrl-C and SIGTERM as on the window's cross. Qt's loop lets Python look only now and then."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: application.quit())
    timer = QTimer(application)
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNAL_INTERVAL)
