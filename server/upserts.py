"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL spell the same and SQLAlchemy keeps in two places.

Statements are made once for each table: making one takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Executable, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from server.tables import Base

Row = dict[str, object]


def insert_rows(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that are all new."""
    if rows:
        session.connection().execute(_plain(model), rows)


def insert_missing(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert the rows whose primary key is not there yet."""
    if rows:
        session.connection().execute(_missing(_dialect(session), model), rows)


def put(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows; one whose primary key is there already is written over."""
    if rows:
        session.connection().execute(_over(_dialect(session), model, tuple(rows[0])), rows)


def add_up(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows of counts; to one whose primary key is there already, the counts are added."""
    if rows:
        session.connection().execute(_added(_dialect(session), model, tuple(rows[0])), rows)


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


@cache
def _plain(model: type[Base]) -> Executable:
    return insert(_table(model))


@cache
def _missing(dialect: str, model: type[Base]) -> Executable:
    return _insert(dialect, model).on_conflict_do_nothing()


@cache
def _over(dialect: str, model: type[Base], names: tuple[str, ...]) -> Executable:
    statement, keys = _insert(dialect, model), _keys(model)
    values = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=values)


@cache
def _added(dialect: str, model: type[Base], names: tuple[str, ...]) -> Executable:
    statement, keys, columns = _insert(dialect, model), _keys(model), _table(model).c
    values = {name: columns[name] + statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=values)


def _insert(dialect: str, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    table = _table(model)
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def _keys(model: type[Base]) -> list[str]:
    return [column.name for column in _table(model).primary_key]


def _table(model: type[Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no plain table")
    return table
