"""Backups: everything that cannot be made again, of one moment, in a file that either kind of database can take in.

A backup is gzip over lines of JSON: a header, then for each table rows by the hundred, then the number of rows of each
table. Projections are left out; restoring makes them again. A file that was cut off has no last line and is refused.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID

from sqlalchemy import Connection, DateTime, Engine, LargeBinary, Table, Uuid, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.types import TypeDecorator, TypeEngine

from server.database import WRITING
from server.errors import BackupError
from server.projection import rebuild
from server.tables import PROJECTIONS, Base
from server.voiding import void_access

VERSION = 1
_FORMAT = "hadir server backup"
_ROWS = 100  # of one line
# Of the moment and of no use later, or headquarters' to put here again.
_PASSING = frozenset({"login", "failed_login", "contact", "session_pack", "pack_reader", "pack_piece"})
# What a file that was altered can lead to, beside what says by itself what is wrong.
_DAMAGED = (zlib.error, LookupError, TypeError, AttributeError, RecursionError)
_DERIVED = frozenset(model.__tablename__ for model in PROJECTIONS)


def write_backup(engine: Engine, path: Path) -> dict[str, int]:
    """Write a backup; returns the number of rows of each table. The server may run meanwhile.

    Raises:
        BackupError: the file is there already or cannot be written.
    """
    if path.exists():
        raise BackupError(f"{path} is there already, and a backup is never written over")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".backup-")
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as raw:
            counts = _write(engine, raw)
            raw.flush()
            os.fsync(raw.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return counts


def restore_backup(
    engine: Engine, path: Path, on_progress: Callable[[int], None], *, void_access_at: datetime | None = None
) -> dict[str, int]:
    """Take a backup into a database that is up to date and empty, all of it or nothing, then make the projections.

    Args:
        engine: of the database.
        path: the file.
        on_progress: told how many reports were projected.
        void_access_at: nobody who may speak or sign in by the backup may do so from this moment on: see
            `server.voiding`. None to let them, also those who were shut out after the backup was made.

    Raises:
        BackupError: the file is no backup, cut off, damaged or of another version, or the database is not empty.
    """
    try:
        with (
            gzip.open(path, "rb") as lines,
            engine.connect().execution_options(**WRITING) as connection,
            connection.begin(),
        ):
            _expect_empty(connection)
            counts = _read(connection, cast("BinaryIO", lines))
            _go_on_counting(connection)
            if void_access_at is not None:
                void_access(connection, void_access_at)
    except (OSError, EOFError, ValueError, SQLAlchemyError) as error:
        raise BackupError(f"{path} cannot be restored: {error}") from error
    except _DAMAGED as error:
        raise BackupError(f"{path} cannot be restored: it is damaged ({type(error).__name__}: {error})") from error
    rebuild(sessionmaker(engine), on_progress)
    return counts


def _tables() -> list[Table]:
    """What a backup holds, each table after those that it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _DERIVED | _PASSING]


def _write(engine: Engine, raw: BinaryIO) -> dict[str, int]:
    counts: dict[str, int] = {}
    # One moment for all tables: SQLite reads so by itself, PostgreSQL when asked to.
    isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with (
        gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6) as out,
        engine.connect().execution_options(**isolation) as connection,
        connection.begin(),
    ):
        out.write(_line({"format": _FORMAT, "version": VERSION}))
        for table in _tables():
            counts[table.name] = 0
            rows = connection.execution_options(yield_per=_ROWS).execute(select(table).order_by(*table.primary_key))
            for chunk in rows.mappings().partitions():
                values = [{name: _to_json(value) for name, value in row.items()} for row in chunk]
                out.write(_line({"table": table.name, "rows": values}))
                counts[table.name] += len(values)
        out.write(_line({"end": counts}))
    return counts


def _read(connection: Connection, lines: BinaryIO) -> dict[str, int]:
    header = json.loads(lines.readline())
    if header != {"format": _FORMAT, "version": VERSION}:
        raise ValueError(f"expected a backup of version {VERSION}")
    tables = {table.name: table for table in _tables()}
    counts = dict.fromkeys(tables, 0)
    for found in _objects(lines):
        if "end" in found:
            if found["end"] != counts:
                raise ValueError("it does not hold as many rows as it says")
            if lines.read(1):  # reads to the end, which is where gzip checks what it has read
                raise ValueError("it goes on after its last line")
            return counts
        table = tables[found["table"]]
        connection.execute(
            insert(table),
            [{name: _from_json(table.c[name].type, value) for name, value in row.items()} for row in found["rows"]],
        )
        counts[table.name] += len(found["rows"])
    raise ValueError("it was cut off: there is no last line")


def _objects(lines: BinaryIO) -> Iterator[dict[str, Any]]:
    for line in lines:
        yield json.loads(line)


def _expect_empty(connection: Connection) -> None:
    for table in _tables():
        if connection.scalar(select(func.count()).select_from(table)):
            raise ValueError(f"expected an empty database, but table {table.name} has rows")


def _go_on_counting(connection: Connection) -> None:
    """PostgreSQL counts ids by itself, and does not see those that were put in."""
    if connection.dialect.name == "sqlite":
        return
    for table in _tables():
        if "id" in table.c and table.c.id.autoincrement and table.c.id.type.python_type is int:
            statement = "SELECT setval(pg_get_serial_sequence(:name, 'id'), coalesce(max(id), 0) + 1, false) FROM "
            connection.execute(text(f'{statement} "{table.name}"'), {"name": f'"{table.name}"'})


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _to_json(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode()
        case _:
            return value


def _from_json(kind: TypeEngine[Any], value: object) -> object:
    inner = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if not isinstance(value, str):
        return value
    if isinstance(inner, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(inner, Uuid):
        return UUID(value)
    if isinstance(inner, LargeBinary):
        return base64.b64decode(value)
    return value
