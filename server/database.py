"""The tables of the central server and the engine that they live in.

SQLite is supported today. The models, the migrations and every query stand on SQLAlchemy's own types, and what is
SQLite's alone is in this module, so that another database is one more branch in `open_engine`.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from server.errors import DatabaseError

BUSY_SECONDS = 1.0  # wait for another writer; shorter than the time that stopping the server may take
WRITING = {"sqlite_begin": "BEGIN IMMEDIATE"}  # execution options of a transaction that will write

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged report survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE would delete past the triggers
    "PRAGMA trusted_schema = OFF",
)
_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only an INTEGER


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Goes in with any offset, is stored and comes out as UTC, on databases without zones too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into UTC; one without an offset is refused."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"expected a time with an offset, got {value.isoformat()}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment its offset back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables of the central server."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class Report(Base):
    """One accepted report, for good: triggers forbid to change or delete it.

    ``payload`` is the text that the station sent, ``digest`` its SHA-256. The columns below them are copied out of
    it for the page and carry no authority of their own.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("station_id", "report_id"),
        UniqueConstraint("station_id", "station_seq"),
    )

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    station_id: Mapped[str] = mapped_column(String(64))
    report_id: Mapped[UUID] = mapped_column(Uuid)
    station_seq: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64))
    payload: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)

    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    session_id: Mapped[str] = mapped_column(String(120))
    candidate_number: Mapped[str] = mapped_column(String(120))
    verdict: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(32))
    decision: Mapped[str] = mapped_column(String(32), index=True)
    score: Mapped[float | None] = mapped_column(Float)
    threshold: Mapped[float | None] = mapped_column(Float)


class AlarmKind(StrEnum):
    """Why a report contradicts one that is already kept."""

    DIGEST_CONFLICT = "DIGEST_CONFLICT"  # the same report id, another text
    SEQUENCE_CONFLICT = "SEQUENCE_CONFLICT"  # the same place in the station's sequence, another report


class Alarm(Base):
    """A report that was turned away because it contradicts a kept one. ``payload`` is its text, as evidence.

    The same contradiction, sent again, is one alarm.
    """

    __tablename__ = "alarm"
    __table_args__ = (UniqueConstraint("kind", "station_id", "report_id", "digest"),)

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    station_id: Mapped[str] = mapped_column(String(64))
    report_id: Mapped[UUID] = mapped_column(Uuid)
    station_seq: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64))
    payload: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)


def open_engine(database_url: str | URL) -> Engine:
    """Open the database, making its file (readable by its owner only) where there is none.

    Args:
        database_url: such as ``sqlite:////var/lib/hadir/server.sqlite3``.

    Raises:
        DatabaseError: the URL cannot be used, or the database not be opened.
    """
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise DatabaseError("expected a database URL such as sqlite:////path/server.sqlite3") from error
    if url.get_backend_name() != "sqlite":
        raise DatabaseError(f"expected a sqlite URL, got one of {url.get_backend_name()}: not supported yet")
    _make_private_file(url)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,  # they would carry candidate numbers into error messages and logs
        pool_size=10,
        max_overflow=40,
        pool_timeout=BUSY_SECONDS,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect():
            return engine
    except DBAPIError as error:
        engine.dispose()
        raise DatabaseError(f"database {url.database} cannot be opened: {error.orig}") from error


def _make_private_file(url: URL) -> None:
    if url.database in (None, "", ":memory:"):
        raise DatabaseError("expected a database file, got one in memory: nothing would be kept")
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)  # before SQLite does; its -wal and -shm files take the same mode
    except OSError as error:
        raise DatabaseError(f"database {path} cannot be made: {error.strerror}") from error


def _set_up(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    # The driver's own idea of when a transaction begins would break savepoints and DDL; `_begin` says it instead.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
