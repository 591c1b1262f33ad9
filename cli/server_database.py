"""Which database the commands of the central server work on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from sqlalchemy import URL

from cli.context import context_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

Database = Annotated[
    str | None,
    typer.Option("--database", help="sqlite:////PATH or postgresql://USER@HOST/NAME; else SQLite in the data folder."),
]


def database_url(context: typer.Context, database: str | None) -> str | URL:
    """The database that was given, else that of the configuration, else SQLite in the data folder."""
    hadir = context_of(context)
    configured = hadir.config(server={"database": database}).server.database
    return configured or URL.create("sqlite", database=str(hadir.paths.server_database))


@contextmanager
def open_database(context: typer.Context, database: str | None) -> Iterator[Engine]:
    """The database, up to date, until the end of the block; raises DatabaseError."""
    from server.database import open_engine
    from server.schema import upgrade

    context_of(context).paths.make_home()
    engine = open_engine(database_url(context, database))
    try:
        upgrade(engine)
        yield engine
    finally:
        engine.dispose()
