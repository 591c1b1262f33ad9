"""Brings a database to the schema of this program, whatever version wrote it before."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from server.database import WRITING
from server.errors import DatabaseError, SchemaError

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(engine: Engine) -> None:
    """Run the migrations that the database has not seen, all in one transaction.

    Two processes starting at once are safe: the second waits for the first and finds nothing left to do.

    Raises:
        SchemaError: a newer program has written the database.
        DatabaseError: it is locked, damaged, or not a database of ours.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with engine.connect().execution_options(**WRITING) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise SchemaError(f"database {engine.url.database} is of a newer version: {error}") from error
    except DBAPIError as error:
        raise DatabaseError(f"database {engine.url.database} cannot be brought up to date: {error.orig}") from error
