"""Looks every now and then whether the local database would take a decision, before somebody has to be told that theirs
was not taken; and, once something keeps it from that, whether it is over."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Final

from station.clock import Clock
from station.errors import JournalError
from station.journal.faults import StorageFault, StorageProblem, fault_of
from station.journal.probing import write_and_take_back
from vault import sqlite
from vault.errors import VaultError

EVERY: Final = 20.0  # seconds from one look to the next, where nothing fails
WHILE_FAILING: Final = 2.0  # seconds
_THOROUGH: Final = 300.0  # seconds from one look at every table to the next: half a second of work for 50 MB
_PATIENCE = 1000  # milliseconds to wait for a lock: whoever holds it rightly only makes short changes


class StorageWatch:
    """On a thread and, for each look, a connection of its own: what an open connection has read once it may not read
    again, and so would not notice that it is damaged.

    Args:
        connect: one more connection to the database at ``path``.
        failing: whether the last decision could not be stored, or the last look has failed.
        on_look: called on this thread after each look, with what it found, None where nothing is wrong.
    """

    def __init__(
        self,
        path: Path,
        connect: Callable[[], sqlite.Connection],
        clock: Clock,
        failing: Callable[[], bool],
        on_look: Callable[[StorageFault | None], None],
    ) -> None:
        self._path = path
        self._connect = connect
        self._clock = clock
        self._failing = failing
        self._on_look = on_look
        self._file = _file(path)
        self._looked = self._read_through = clock.monotonic()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="storage", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Stop after the look under way."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def look(self) -> StorageFault | None:
        """Write something and take it back; now and then read all that is there."""
        if _file(self._path) != self._file:
            return StorageFault(
                StorageProblem.DAMAGED, f"local database {self._path} was deleted, or replaced by another"
            )
        now = self._clock.monotonic()
        thorough = now - self._read_through >= _THOROUGH
        try:
            with closing(self._connect()) as connection:
                connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
                write_and_take_back(connection)
                if thorough:
                    self._read_through = now
                    return _structure(connection)
        except (sqlite.Error, JournalError, VaultError) as error:
            return fault_of(error)
        return None

    def _run(self) -> None:
        while not self._stopping.wait(WHILE_FAILING):
            now = self._clock.monotonic()
            if self._failing() or now - self._looked >= EVERY:
                self._looked = now
                self._on_look(self.look())


def _structure(connection: sqlite.Connection) -> StorageFault | None:
    """Read every page, each of which has an authentication code."""
    found = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
    return None if found == ["ok"] else StorageFault(StorageProblem.DAMAGED, found[0])


def _file(path: Path) -> tuple[int, int] | None:
    """Which file lies there, None where none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
