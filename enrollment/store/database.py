"""Opening the enrolment database: encrypted, one file, for one program at a time to write."""

from __future__ import annotations

from pathlib import Path

from enrollment.store.schema import MIGRATIONS
from vault import opening, sqlite
from vault.keys import DatabaseKey


def open_enrolment(path: Path, key: DatabaseKey) -> sqlite.Connection:
    """Open the database, making or migrating it. The connection is for one thread at a time.

    Raises:
        PassphraseError: the key is not this file's.
        VaultError: it cannot be opened, is damaged or of a newer version.
    """
    return opening.connect(path, key, MIGRATIONS)


def empty_enrolment() -> sqlite.Connection:
    """A database with nothing in it, in memory: what an import is compared with before there is a file."""
    connection = sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
    for statement in (statement for version in MIGRATIONS for statement in version):
        connection.execute(statement)
    return connection
