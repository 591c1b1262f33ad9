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
