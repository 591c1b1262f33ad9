"""Brings a database to the schema of this program, whatever version wrote it before."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from server.database import WRITING, name_of
from server.errors import DatabaseError, SchemaError

MIGRATIONS = Path(__file__).with_name("migrations")
_UNSIGNED = "0001"  # of builds before reports were signed; what they kept cannot be verified
_ONE_AT_A_TIME = 0x4841_4449  # the key of an advisory lock


def upgrade(engine: Engine) -> None:
    """Run the migrations that the database has not seen, all in one transaction.

    Two processes starting at once are safe: the second waits for the first and finds nothing left to do.

    Raises:
        SchemaError: a newer program has written the database, or one from before reports were signed.
        DatabaseError: it is locked, damaged, or not a database of ours.
    """
    name = name_of(engine.url)
    config = _config()
    try:
        with engine.connect().execution_options(**WRITING) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
            if MigrationContext.configure(connection).get_current_revision() == _UNSIGNED:
                raise SchemaError(f"database {name} is of a build that did not sign reports: move it away")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise SchemaError(f"database {name} is of a newer version: {error}") from error
    except DBAPIError as error:
        raise DatabaseError(f"database {name} cannot be brought up to date: {error.orig}") from error


def is_current(engine: Engine) -> bool:
    """Whether the database has this program's schema. Raises DBAPIError when it cannot be read."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
