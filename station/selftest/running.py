"""Runs every check of an opening, side by side where they wait for different things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

import structlog

from models.registry import ModelRegistry
from recognition.types import Frame, FrameAnalysis, ModelId
from station.camera.reader import CameraState
from station.client import Transport
from station.clock import Clock
from station.errors import JournalError
from station.health import program_name
from station.latest import LatestFrame
from station.selftest import camera, clock, database, disk, focus, light, models, pack, server, sound
from station.selftest.results import Check, CheckResult, Finding
from station.session import ExamSession
from vault import sqlite
from vault.errors import VaultError
from wire.reports import CheckOutcome

PATIENCE: Final = 4.0  # seconds for everything; what has not ended by then has failed

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What the checks look at. Every check runs on a thread of its own.

    Args:
        latest: the slot that a running camera reader fills.
        camera: what that reader last said.
        analyse: makes an analysis of a frame; None where the models could not be opened. Nobody else may use it while
            the checks run: a pipeline is for one thread.
        running: the model that it makes templates with, None likewise.
        session: the session of the pack that was opened, None where none was; ``pack_made`` is when that was made.
        venue: the station's, empty where it is registered with none.
        connect: opens the local database, which lies at ``journal``, for one thread.
        transport: the line to the server, with timeouts well below `PATIENCE`; None for a station not registered.
        sound: whether the station is set up to make sounds.
    """

    clock: Clock
    latest: LatestFrame
    camera: Callable[[], CameraState]
    analyse: Callable[[Frame], FrameAnalysis] | None
    registry: ModelRegistry
    engine: str
    running: ModelId | None
    session: ExamSession | None
    journal: Path
    connect: Callable[[], sqlite.Connection]
    transport: Transport | None = None
    pack_made: datetime | None = None
    venue: str = ""
    sound: bool = True


_Part = Callable[[Sources], Iterator[CheckResult]]


def run_self_test(
    sources: Sources, on_result: Callable[[CheckResult], None], patience: float = PATIENCE
) -> tuple[CheckResult, ...]:
    """Run every check, and tell of each as it is done, on the calling thread; returns all, in the order of `Check`.

    A part that fails, or that does not end within ``patience`` seconds, is a result: nothing is raised, and each check
    is told of exactly once. A part that hangs is left behind on its thread.
    """
    done: SimpleQueue[CheckResult] = SimpleQueue()
    for part, checks in _PARTS.items():
        Thread(target=_run, args=(part, checks, sources, done.put), name=f"self-test {checks[0]}", daemon=True).start()
    results: dict[Check, CheckResult] = {}
    until = sources.clock.monotonic() + patience
    while len(results) < len(Check) and (left := until - sources.clock.monotonic()) > 0:
        try:
            result = done.get(timeout=left)
        except Empty:
            break
        results[result.check] = result
        on_result(result)
    for check in Check:
        if check not in results:
            results[check] = CheckResult(check, CheckOutcome.FAILED, Finding.NOT_FINISHED, (round(patience),))
            on_result(results[check])
    return tuple(results[check] for check in Check)


def _run(part: _Part, checks: tuple[Check, ...], sources: Sources, tell: Callable[[CheckResult], object]) -> None:
    told: set[Check] = set()
    try:
        for result in part(sources):
            told.add(result.check)
            tell(result)
    except Exception as error:  # a boundary: whatever breaks in a check, the operator must hear of it and of the others
        log.exception("self-test failed", checks=checks)
        for check in checks:
            if check not in told:
                tell(CheckResult(check, CheckOutcome.FAILED, Finding.CHECK_FAILED, (type(error).__name__,)))


def _files(sources: Sources) -> Iterator[CheckResult]:
    yield pack.judge(sources.session, sources.venue, sources.clock.now())
    yield disk.check(sources.journal.parent)
    yield sound.judge(sources.sound, sound.count_devices())


def _models(sources: Sources) -> Iterator[CheckResult]:
    packed = sources.session.gallery.model_id if sources.session else None
    yield models.check(sources.registry, sources.engine, sources.running, packed)


def _pictures(sources: Sources) -> Iterator[CheckResult]:
    footage = camera.watch(sources.latest, sources.clock, lambda: sources.camera() is CameraState.LIVE)
    verdict = camera.judge(footage)
    yield verdict
    frame = footage.last if verdict.finding not in _SHOWS_NOTHING else None
    image = frame.bgr if frame is not None else None
    analysis = sources.analyse(frame) if frame is not None and sources.analyse is not None else None
    yield light.judge(image, analysis)
    yield focus.judge(image, analysis)


def _database(sources: Sources) -> Iterator[CheckResult]:
    yield database.check(sources.connect, sources.journal)


def _line(sources: Sources) -> Iterator[CheckResult]:
    answer: server.Answer | None
    try:
        with closing(sources.connect()) as connection:
            answer = server.ask(connection, sources.transport, sources.clock, program_name())
    except (JournalError, VaultError, sqlite.Error):
        answer = None  # what is wrong with the database is the database's check to tell
    yield server.judge(answer)
    yield clock.judge(answer.offset if answer else None, sources.clock.now(), sources.pack_made)


_SHOWS_NOTHING = frozenset({Finding.CAMERA_ONE_COLOUR, Finding.CAMERA_SILENT, Finding.CAMERA_CLOSED})
_PARTS: dict[_Part, tuple[Check, ...]] = {
    _files: (Check.PACK, Check.DISK, Check.SOUND),
    _models: (Check.MODELS,),
    _pictures: (Check.CAMERA, Check.LIGHT, Check.FOCUS),
    _database: (Check.DATABASE,),
    _line: (Check.SERVER, Check.CLOCK),
}
