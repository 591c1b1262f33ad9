"""One thread for everything that a window asks of enrolment: it alone has the database and the recogniser.

Jobs are functions that are given a `Bench`. They come in two kinds, each in order. A long one (an import, a search)
says how far it is; whenever it does, the short ones that have come meanwhile (a few thumbnails, an answer about a pair)
are done, and there it can be stopped. What it has committed stays.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import structlog

from enrollment.errors import (
    ClusterError,
    EnrollmentError,
    PackingError,
    PhotoSourceError,
    ReportError,
    RosterError,
)
from models.errors import ModelError
from recognition.recogniser import Recogniser
from vault import sqlite
from vault.errors import KeySourceError, PassphraseError, PrivateKeyError, VaultError
from wire.errors import WireError

log = structlog.get_logger()

_Result = TypeVar("_Result")


class Trouble(StrEnum):
    """What went wrong, as far as it matters for what to do about it."""

    STOPPED = "STOPPED"  # somebody wanted it so
    ROSTER = "ROSTER"
    PHOTOS = "PHOTOS"
    STORE = "STORE"  # the database, or the disk below it
    FILE = "FILE"  # a file that was to be read or written
    KEY = "KEY"  # a private key, or its passphrase
    ENGINE = "ENGINE"
    CLUSTER = "CLUSTER"
    REPORT = "REPORT"
    PACK = "PACK"
    REQUEST = "REQUEST"  # something that cannot be done, such as a review without a name
    PROGRAM = "PROGRAM"  # a mistake of ours


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job has no result. ``detail`` is the error's own message: what was expected, what came, and where."""

    trouble: Trouble
    detail: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """What a job may use, on the workbench's thread and not beyond its end.

    ``recogniser`` opens the engine at its first call; raises ModelError. ``report`` tells how far a job is, and ends it
    where it was stopped.
    """

    connection: sqlite.Connection
    recogniser: Callable[[], Recogniser]
    report: Callable[[object], None]


Job = Callable[[Bench], _Result]


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    job: Job[Any]
    done: Callable[[Any], None]
    failed: Callable[[Failure], None]
    progress: Callable[[Any], None]
    long: bool


class _StoppedError(Exception):
    """The job that runs is to end."""


class Workbench:
    """Starts with `start`, ends with `close`. The callbacks of every job are called on its thread.

    Args:
        connection: the open enrolment database; used by the workbench alone from now on, and closed by it.
        open_recogniser: opens the engine; called once, when a job first needs it.
    """

    def __init__(self, connection: sqlite.Connection, open_recogniser: Callable[[], Recogniser]) -> None:
        self._connection = connection
        self._open_recogniser = open_recogniser
        self._recogniser: Recogniser | None = None
        self._changed = threading.Condition()
        self._short: deque[_Order] = deque()
        self._long: deque[_Order] = deque()
        self._running_long = False
        self._stop = False
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="workbench")

    def start(self) -> None:
        """Begin to take jobs."""
        self._thread.start()

    def do(
        self,
        job: Job[_Result],
        done: Callable[[_Result], None],
        failed: Callable[[Failure], None],
        progress: Callable[[Any], None] = lambda value: None,
        *,
        long: bool = False,
    ) -> None:
        """Queue a job. ``done`` is told its result, or ``failed`` why there is none; ``progress`` how far it is."""
        with self._changed:
            (self._long if long else self._short).append(_Order(job, done, failed, progress, long))
            self._changed.notify()

    def stop(self) -> None:
        """End the long job that runs, or waits for its turn, at its next report. Nothing happens when there is none."""
        with self._changed:
            self._stop = self._running_long or bool(self._long)

    def close(self) -> None:
        """Stop what runs, drop what waits, close the database; returns when that is done."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            while (order := self._next()) is not None:
                self._carry_out(order)
        finally:
            self._connection.close()

    def _next(self) -> _Order | None:
        with self._changed:
            if self._running_long:
                self._running_long = self._stop = False
            while not (self._closing or self._short or self._long):
                self._changed.wait()
            if self._closing:
                return None
            if self._short:
                return self._short.popleft()
            self._running_long = True
            return self._long.popleft()

    def _carry_out(self, order: _Order) -> None:
        try:
            result = order.job(Bench(self._connection, self._engine, self._report_of(order)))
        except _StoppedError:
            order.failed(Failure(Trouble.STOPPED))
        except Exception as error:
            trouble = trouble_of(error)
            if trouble is Trouble.PROGRAM:
                log.exception("enrolment job failed")
            order.failed(Failure(trouble, str(error) or type(error).__name__))
        else:
            order.done(result)

    def _report_of(self, order: _Order) -> Callable[[object], None]:
        if not order.long:
            return order.progress

        def report(value: object) -> None:
            order.progress(value)
            self._give_way()
            if self._stop or self._closing:
                raise _StoppedError

        return report

    def _give_way(self) -> None:
        """Do the short jobs that have come; in the middle of a transaction they wait for its end."""
        while not self._connection.in_transaction and not self._closing:
            with self._changed:
                if not self._short:
                    return
                order = self._short.popleft()
            self._carry_out(order)

    def _engine(self) -> Recogniser:
        if self._recogniser is None:
            self._recogniser = self._open_recogniser()
        return self._recogniser


_TROUBLES: tuple[tuple[type[Exception], Trouble], ...] = (
    (RosterError, Trouble.ROSTER),
    (PhotoSourceError, Trouble.PHOTOS),
    (ClusterError, Trouble.CLUSTER),
    (ReportError, Trouble.REPORT),
    (PackingError, Trouble.PACK),
    (WireError, Trouble.PACK),
    (EnrollmentError, Trouble.REQUEST),
    (KeySourceError, Trouble.KEY),
    (PassphraseError, Trouble.KEY),
    (PrivateKeyError, Trouble.KEY),
    (VaultError, Trouble.STORE),
    (sqlite.Error, Trouble.STORE),
    (ModelError, Trouble.ENGINE),
    (OSError, Trouble.FILE),
)


def trouble_of(error: Exception) -> Trouble:
    """What kind of trouble an error is; what nobody foresaw is a mistake of the program."""
    return next((trouble for kind, trouble in _TROUBLES if isinstance(error, kind)), Trouble.PROGRAM)
