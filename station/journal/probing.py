"""Whether the local database would take a decision now."""

from __future__ import annotations

from vault import sqlite

_CACHE = 8  # pages: so small that what is written below goes to the disk although it is never committed
_WRITTEN = 256 * 1024  # bytes


def write_and_take_back(connection: sqlite.Connection) -> None:
    """Write in a transaction that is rolled back, enough that it reaches the disk; raises sqlite.Error."""
    connection.execute(f"PRAGMA cache_size = {_CACHE}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("CREATE TABLE self_test (content BLOB NOT NULL) STRICT")
        connection.execute("INSERT INTO self_test VALUES (randomblob(?))", (_WRITTEN,))
    finally:
        # A full disk makes SQLite roll back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
