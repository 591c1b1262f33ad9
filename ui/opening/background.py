"""Work that takes a while, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any, TypeVar

import structlog
from PySide6.QtCore import QObject, Qt, Signal

_Result = TypeVar("_Result")

log = structlog.get_logger()


class Background(QObject):
    """Does each piece of work on a thread of its own; what comes of it is told on the window's thread.

    After `close` nothing is told any more, and what hangs is left behind.
    """

    _told = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._open = True
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def closed(self) -> bool:
        """Whether nothing is told any more."""
        return not self._open

    def ask(
        self,
        work: Callable[[], _Result],
        done: Callable[[_Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do some work; then one of the two is called."""

        def run() -> None:
            try:
                result = work()
            except Exception as error:  # a boundary: whatever it is, the window must get to know of it
                log.warning("opening was refused something", problem=f"{type(error).__name__}: {error}")
                self._told.emit(failed, error)
            else:
                self._told.emit(done, result)

        Thread(target=run, name="opening", daemon=True).start()

    def tell(self, listener: Callable[[Any], None], value: object) -> None:
        """Called on a thread: let a listener have a value on the window's thread, before what is told later."""
        self._told.emit(listener, value)

    def close(self) -> None:
        """Tell nothing any more."""
        self._open = False

    def _tell(self, listener: Callable[[Any], None], value: object) -> None:
        if self._open:
            listener(value)
