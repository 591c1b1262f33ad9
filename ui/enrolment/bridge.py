"""The only object that both the workbench's thread and the window touch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from enrollment.workbench import Failure, Job, Workbench

_Result = TypeVar("_Result")


class Bridge(QObject):
    """Hands jobs to a workbench; what comes of them is told on the window's thread, in order.

    After `close` nothing is told any more.
    """

    _told = Signal(object, object)

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        self._open = True
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        job: Job[_Result],
        done: Callable[[_Result], None],
        failed: Callable[[Failure], None],
        progress: Callable[[Any], None] = lambda value: None,
        *,
        long: bool = False,
    ) -> None:
        """Queue a job; see `Workbench.do`."""
        self._workbench.do(
            job,
            lambda result: self._told.emit(done, result),
            lambda failure: self._told.emit(failed, failure),
            lambda value: self._told.emit(progress, value),
            long=long,
        )

    def stop(self) -> None:
        """End the long job that runs."""
        self._workbench.stop()

    def close(self) -> None:
        """End the workbench."""
        self._open = False
        self._workbench.close()

    def _tell(self, listener: Callable[[Any], None], value: object) -> None:
        if self._open:
            listener(value)
