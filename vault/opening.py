"""Opening an encrypted database: SQLCipher in WAL mode, every commit on disk before it returns.

Schema versions are SQLite's ``user_version``. Each step to the next is one transaction, so that an interrupted one
leaves the version before, and before the first one a backup is put beside the file, encrypted with the same key.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from vault import sqlite
from vault.errors import DatabaseFaultError, PassphraseError
from vault.keys import DatabaseKey

BUSY_TIMEOUT = 5.0  # seconds; whoever holds the lock only makes short changes

Migrations = tuple[tuple[str, ...], ...]
"""The statements that lead from each version of a schema to the next."""


def connect(path: Path, key: DatabaseKey, migrations: Migrations, hint: str = "") -> sqlite.Connection:
    """Open a database, making or migrating it. ``hint`` says what to do about one that is damaged.

    The connection is for one thread at a time. Transactions are explicit (`BEGIN IMMEDIATE`).

    Raises:
        PassphraseError: the key is not this file's; nothing was touched.
        DatabaseFaultError: it cannot be opened, is damaged or of a newer version.
    """
    try:
        _make_private_file(path)
        connection = _open(path, key)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            _migrate(connection, path, migrations)
        except BaseException:
            connection.close()
            raise
    except (OSError, sqlite.Error) as error:
        advice = f"; {hint}" if hint else ""
        raise DatabaseFaultError(f"local database {path} cannot be opened: {error}{advice}") from error
    return connection


def connect_existing(path: Path, key: DatabaseKey, migrations: Migrations, hint: str = "") -> sqlite.Connection:
    """As `connect`, but a file that is not there is an error instead of made; raises DatabaseFaultError."""
    if not path.exists() or not path.stat().st_size:
        raise DatabaseFaultError(f"there is no local database {path} yet")
    return connect(path, key, migrations, hint)


def does_not_open(path: Path) -> str:
    """What is said of a file that a key does not open."""
    return (
        f"local database {path} does not open: the passphrase is wrong, its keyring is another user's, or the file is "
        f"damaged"
    )


def free_name(path: Path, what: str) -> Path:
    """A name beside a file that nothing has yet: ``station.sqlite3.WHAT``, then with ``-2``, ``-3`` behind it."""
    name, number = path.with_name(f"{path.name}.{what}"), 1
    while name.exists():
        number += 1
        name = path.with_name(f"{path.name}.{what}-{number}")
    return name


def _open(path: Path, key: DatabaseKey) -> sqlite.Connection:
    connection = sqlite.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log = off")  # else it writes to standard error
        connection.execute(key.pragma)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite.DatabaseError as error:
        connection.close()
        if "not a database" in str(error):
            raise PassphraseError(does_not_open(path)) from error
        raise
    return connection


def _make_private_file(path: Path) -> None:
    """Make an empty file for its owner only, before SQLite would make one for everybody.

    A file that is there is left alone: on POSIX, closing any descriptor of a file drops all locks that this process
    holds on it, those of a connection that is already open included. Another program would then take the database for
    unused and delete its write-ahead log, with committed changes in it.
    """
    if not path.exists():
        with contextlib.suppress(FileExistsError):  # another program was faster, with the same intent
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _version(connection: sqlite.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _migrate(connection: sqlite.Connection, path: Path, migrations: Migrations) -> None:
    """Two programs opening a new file at once: the second waits for the first's lock and finds nothing to do."""
    version = _version(connection)
    if version > len(migrations):
        raise DatabaseFaultError(
            f"local database {path} is of version {version}, this program knows {len(migrations)}: update Hadir"
        )
    if 0 < version < len(migrations):
        _back_up(connection, path, version)
    for target in range(version + 1, len(migrations) + 1):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if _version(connection) >= target:
                continue
            for statement in migrations[target - 1]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {target}")


def _back_up(connection: sqlite.Connection, path: Path, version: int) -> Path:
    """Put a whole copy beside the file, under a name that is free; written under another, so that none is half."""
    unfinished = path.with_name(f"{path.name}.backup-unfinished")
    unfinished.unlink(missing_ok=True)
    _make_private_file(unfinished)
    connection.execute("VACUUM INTO ?", (str(unfinished),))
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    name = free_name(path, f"v{version}-backup")
    unfinished.rename(name)
    return name
