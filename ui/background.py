"""Work that would hold up the window, done on a thread of its own, one piece after another."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from station.errors import StationError

_Result = TypeVar("_Result")


class Background(QObject):
    """What comes of the work is told on the window's thread, in order. After `close` nothing is told any more."""

    _told = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._open = True
        self._threads = ThreadPoolExecutor(1, "background")
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        work: Callable[[], _Result],
        done: Callable[[_Result], None],
        failed: Callable[[StationError], None],
    ) -> None:
        """Queue some work. What it raises that is no StationError is raised in the window's thread."""
        if self._open:
            self._threads.submit(self._run, work, done, failed)

    def close(self) -> None:
        """Wait for the piece that runs, and leave out those behind it."""
        self._open = False
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _run(
        self,
        work: Callable[[], _Result],
        done: Callable[[_Result], None],
        failed: Callable[[StationError], None],
    ) -> None:
        try:
            result = work()
        except StationError as error:
            self._told.emit(failed, error)
        except Exception as error:  # a future would keep it to itself
            self._told.emit(_raise, error)
        else:
            self._told.emit(done, result)

    def _tell(self, listener: Callable[[Any], None], value: object) -> None:
        if self._open:
            listener(value)


def _raise(error: Exception) -> NoReturn:
    raise error
