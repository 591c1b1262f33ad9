"""The local database, taken by one program: locked, checked, its journal begun, and open as often as needed."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

from station.clock import Clock
from station.config import UNNAMED
from station.errors import JournalError
from station.journal import database, identity, integrity, journals
from station.journal.identity import Identity
from station.journal.lock import lock_journal
from vault import sqlite
from vault.keys import DatabaseKey


class LocalDatabase:
    """``journal`` is the connection of whoever writes decisions; others have one of their own by `connect`."""

    def __init__(self, path: Path, key: DatabaseKey, name: str, clock: Clock) -> None:
        """Take the database. A station without a name gets ``name``, or `UNNAMED` where that is empty.

        Raises:
            JournalError: another program has it, it cannot be opened or is damaged, or it is another station's.
        """
        self.path = path
        self._key = key
        with ExitStack() as opened:  # closed again in the opposite order, at `close` or where something fails here
            opened.callback(lock_journal(path).release)
            try:
                self.journal = opened.enter_context(closing(integrity.open_sound(path, key)))
                self.identity = _identity(self.journal, name, clock)
            except (sqlite.Error, OSError) as error:
                hint = database.REPAIR_HINT
                raise JournalError(f"local database {path} cannot be read: {error}; {hint}") from error
            self._opened = opened.pop_all()

    def connect(self) -> sqlite.Connection:
        """One more connection, closed by whoever asks for it; raises JournalError."""
        return database.connect_existing(self.path, self._key)

    def close(self) -> None:
        """Close ``journal`` and let go of the lock, once every other connection is closed."""
        self._opened.close()


def _identity(connection: sqlite.Connection, wanted: str, clock: Clock) -> Identity:
    """Who this station is; one without a name gets that of the configuration, and its journal begins."""
    known = identity.read(connection)
    name = wanted or (known.station_id if known else UNNAMED)
    journals.begin(connection, name, clock.now())
    return known or Identity(name)
