"""Any database is brought up to date, or left alone with a clear word."""

from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from server.database import WRITING, Base, open_engine
from server.errors import DatabaseError, SchemaError
from server.ingest import ingest
from server.schema import upgrade
from wire.reports import Envelope


def test_the_migrations_make_exactly_what_the_models_describe(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_upgrading_again_changes_nothing_and_loses_nothing(
    engine: Engine, make_envelope: Callable[..., Envelope], now: datetime
) -> None:
    ingest(sessionmaker(engine), [make_envelope()], now)
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM report")) == 1


def test_two_processes_that_start_at_once_both_find_the_schema(database_url: str) -> None:
    engines = [open_engine(database_url), open_engine(database_url)]
    with ThreadPoolExecutor(1) as threads:
        other = threads.submit(upgrade, engines[1])
        upgrade(engines[0])
        other.result()
    for engine in engines:
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM report")) == 0
        engine.dispose()


def test_a_migration_that_breaks_off_leaves_nothing_behind(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(database_url)
    monkeypatch.setattr("alembic.op.execute", lambda _sql: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM sqlite_master")).all() == []
    engine.dispose()


def test_a_database_of_a_newer_program_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="newer"):
        upgrade(engine)


def test_a_locked_database_is_said_to_be_locked(database_url: str, engine: Engine) -> None:
    other = open_engine(database_url)
    with (
        engine.connect().execution_options(**WRITING) as connection,
        connection.begin(),
        pytest.raises(DatabaseError, match="locked"),
    ):
        upgrade(other)
    other.dispose()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, this is not a database. " * 100, encoding="utf-8")
    with pytest.raises(DatabaseError, match="not a database"):
        open_engine(f"sqlite:///{path}")


def test_the_database_is_made_with_its_folder_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "server.sqlite3"
    open_engine(f"sqlite:///{path}").dispose()
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match="cannot be made"):
        open_engine(f"sqlite:///{tmp_path / 'file' / 'server.sqlite3'}")


@pytest.mark.parametrize(
    "url", ["", "nonsense", "postgresql://secret:secret@db/hadir", "sqlite://", "sqlite:///:memory:"]
)
def test_a_url_that_cannot_be_used_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(DatabaseError, match="expected") as caught:
        open_engine(url)
    assert "secret" not in str(caught.value)


def test_the_database_waits_for_the_disk_and_keeps_references_whole(engine: Engine) -> None:
    with engine.connect() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
