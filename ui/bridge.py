"""The only object that both the station's threads and the window touch."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from station.checkin.snapshot import DeskSnapshot
from station.outbox.sender import SyncStatus


class Bridge(QObject):
    """Carries small immutable values from the station's threads to the window's.

    Signals:
        snapshot_changed: a new `DeskSnapshot`.
        sync_changed: a new `SyncStatus`.
        thread_failed: what ended a thread that must not end.
    """

    snapshot_changed = Signal(object)
    sync_changed = Signal(object)
    thread_failed = Signal(str)

    def snapshot(self, snapshot: DeskSnapshot) -> None:
        """Called on the desk's thread."""
        self.snapshot_changed.emit(snapshot)

    def sync(self, status: SyncStatus) -> None:
        """Called on the sender's thread."""
        self.sync_changed.emit(status)

    def failure(self, problem: str) -> None:
        """Called on the thread that ends."""
        self.thread_failed.emit(problem)
