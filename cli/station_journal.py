"""The station's journal, as the commands of `hadir station` write to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from cli.context import context_of
from cli.unlocking import unlock_for_command
from station.errors import StationError
from station.journal import integrity
from station.journal.lock import lock_journal
from vault import sqlite


@contextmanager
def station_journal(context: typer.Context, passphrase_file: Path | None) -> Iterator[sqlite.Connection]:
    """The journal, made if it is not there, with the lock that keeps a desk from writing to it meanwhile."""
    paths = context_of(context).paths
    paths.make_home()
    with lock_journal(paths.journal):
        connection = integrity.open_sound(paths.journal, unlock_for_command(paths.journal, passphrase_file))
        try:
            yield connection
        except sqlite.Error as error:
            raise StationError(f"local database {paths.journal}: {error}") from error
        finally:
            connection.close()
