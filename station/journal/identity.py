"""Who this station is, and what it shows to the server: one row of the local database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from station.journal import journals
from vault import sqlite
from wire.registration import Registered


@dataclass(frozen=True, slots=True)
class Identity:
    """``server`` and ``token`` are empty as long as the station is not registered."""

    station_id: str
    venue: str = ""
    server: str = ""
    token: str = field(default="", repr=False)

    @property
    def registered(self) -> bool:
        """Whether the server has ever taken this station."""
        return bool(self.token)


def read(connection: sqlite.Connection) -> Identity | None:
    """This station's identity; None as long as it has no name."""
    row = connection.execute("SELECT id, venue, server, token FROM station").fetchone()
    return Identity(*row) if row else None


def keep(connection: sqlite.Connection, registered: Registered, token: str, server: str, now: datetime) -> None:
    """Keep what the server made of this station, and begin the prepared journal if it was not: both or neither.

    Raises:
        JournalError: the journal belongs to a station of another name.
        sqlite.Error: nothing was stored.
    """
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        journals.begin_within(connection, registered.station_id, now)
        connection.execute("UPDATE station SET venue = ?, server = ?, token = ?", (registered.venue, server, token))


def replace_token(connection: sqlite.Connection, token: str) -> None:
    """Keep the token that is to be used from now on."""
    connection.execute("UPDATE station SET token = ?", (token,))
