"""Opening the station's local database: as `vault.opening` opens any, with what is the journal's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from station.errors import JournalError
from station.journal.schema import MIGRATIONS
from vault import opening, sqlite
from vault.errors import DatabaseFaultError
from vault.keys import DatabaseKey
from vault.opening import Migrations

KEYRING_SERVICE: Final = "hadir station journal"
REPAIR_HINT = "run: hadir journal repair"


def connect(path: Path, key: DatabaseKey, migrations: Migrations = MIGRATIONS) -> sqlite.Connection:
    """Open the database of a station, making or migrating it.

    The connection is for one thread at a time. Transactions are explicit (`BEGIN IMMEDIATE`).

    Raises:
        PassphraseError: the key is not this file's; nothing was touched.
        JournalError: it cannot be opened, is damaged or of a newer version.
    """
    if not path.exists() and repaired_name(path).exists():
        raise JournalError(f"a repair of local database {path} was interrupted; {REPAIR_HINT}")
    try:
        return opening.connect(path, key, migrations, REPAIR_HINT)
    except DatabaseFaultError as error:
        raise JournalError(str(error)) from error


def connect_existing(path: Path, key: DatabaseKey) -> sqlite.Connection:
    """As `connect`, but a file that is not there is an error instead of made."""
    try:
        return opening.connect_existing(path, key, MIGRATIONS, REPAIR_HINT)
    except DatabaseFaultError as error:
        raise JournalError(str(error)) from error


def repaired_name(path: Path) -> Path:
    """What the file that a repair has made is called until it is in its place."""
    return path.with_name(f"{path.name}.repaired")
