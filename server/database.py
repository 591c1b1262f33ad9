"""Opening the database: SQLite for one server process, PostgreSQL for as many as there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

from filelock import FileLock, Timeout
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from server.errors import DatabaseBusyError, DatabaseError

BUSY_SECONDS = 1.0  # wait for another writer; shorter than the time that stopping the server may take
TURN_SECONDS = 10.0  # wait for the other writers of this process; a station waits longer for an answer
WRITING: Final = {"sqlite_begin": "BEGIN IMMEDIATE"}  # execution options of a transaction that will write
DRIVERS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}

_HAS_TURN = "has_turn"
_SQLITE_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged report survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE would delete past the triggers
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cache_size = -65536",  # KiB
)
_POSTGRESQL_SETTINGS = (
    "-c synchronous_commit=on "
    "-c lock_timeout=5s "  # a batch that waits longer is answered RETRY
    "-c idle_in_transaction_session_timeout=60s "
    "-c timezone=UTC"
)


def open_engine(database_url: str | URL) -> Engine:
    """Open the database; of SQLite, make its file (readable by its owner only) where there is none.

    Args:
        database_url: such as ``sqlite:////var/lib/hadir/server.sqlite3`` or ``postgresql://hadir@host/hadir``.

    Raises:
        DatabaseError: the URL cannot be used, or the database not be opened.
    """
    url = _parse(database_url)
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite:
        _make_private_file(url)
    engine = create_engine(
        url.set(drivername=DRIVERS[url.get_backend_name()]),
        connect_args={"timeout": BUSY_SECONDS} if is_sqlite else {"options": _POSTGRESQL_SETTINGS},
        hide_parameters=True,  # they would carry candidate numbers into error messages and logs
        pool_size=10,
        max_overflow=40 if is_sqlite else 10,
        pool_timeout=BUSY_SECONDS if is_sqlite else 10 * BUSY_SECONDS,
    )
    if is_sqlite:
        event.listen(engine, "connect", _set_up_sqlite)
        _queue_writers(engine)
    try:
        with engine.connect():
            return engine
    except DBAPIError as error:
        engine.dispose()
        raise DatabaseError(f"database {name_of(url)} cannot be opened: {error.orig}") from error


def name_of(url: URL) -> str:
    """What to call a database in messages: never with its password."""
    return url.render_as_string(hide_password=True) if url.host else str(url.database)


@contextmanager
def only_server(engine: Engine) -> Iterator[None]:
    """Hold an SQLite database as its only server process; PostgreSQL may have many.

    The operating system lets go of the lock when the process ends in whatever way.

    Raises:
        DatabaseBusyError: another server process holds it.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    lock = FileLock(f"{engine.url.database}.lock", mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise DatabaseBusyError(
            f"another server process serves {engine.url.database}; with SQLite there can be only one. "
            "For several, use PostgreSQL: docs/deployment.md"
        ) from error
    with lock:
        yield


def _parse(database_url: str | URL) -> URL:
    try:
        url = make_url(database_url)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseError(
            "expected a database URL such as sqlite:////path/server.sqlite3 or postgresql://user@host/name"
        ) from error
    if backend not in DRIVERS:
        raise DatabaseError(f"expected a sqlite or postgresql URL, got one of {backend}")
    return url


def _make_private_file(url: URL) -> None:
    if url.database in (None, "", ":memory:"):
        raise DatabaseError("expected a database file, got one in memory: nothing would be kept")
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)  # before SQLite does; its -wal and -shm files take the same mode
    except OSError as error:
        raise DatabaseError(f"database {path} cannot be made: {error.strerror}") from error


def _set_up_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    # The driver's own idea of when a transaction begins would break savepoints and DDL; `_begin_sqlite` says it.
    connection.isolation_level = None
    for pragma in _SQLITE_SETTINGS:
        connection.execute(pragma)


def _queue_writers(engine: Engine) -> None:
    """Let the threads of this process that write to SQLite take turns.

    SQLite itself lets them poll for the file's lock, so that one may wait for a second while others overtake it.
    """
    turn = Lock()

    def begin(connection: Connection) -> None:
        statement = connection.get_execution_options().get("sqlite_begin", "BEGIN")
        if statement == WRITING["sqlite_begin"]:
            if not turn.acquire(timeout=TURN_SECONDS):
                raise PoolTimeoutError("too many writers are waiting")
            connection.info[_HAS_TURN] = True
        connection.exec_driver_sql(statement)

    def end(_connection: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
        if record.info.pop(_HAS_TURN, False):
            turn.release()

    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", end)
