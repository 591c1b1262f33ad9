"""Any database is brought up to date, or left alone with a clear word."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, insert, inspect, select, text
from sqlalchemy.orm import Session, sessionmaker

from server.database import WRITING, only_server, open_engine
from server.errors import DatabaseBusyError, DatabaseError, SchemaError
from server.ingest import ingest
from server.schema import MIGRATIONS, is_current, upgrade
from server.tables import Base, Candidate, CheckIn, EvidencePicture, PictureUse, Report
from tests.server.scribe import NOW, Scribe


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database of each kind with nothing in it."""
    kind = "sqlite_url" if request.param == "sqlite" else "empty_postgresql"
    return str(request.getfixturevalue(kind))


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    engine = open_engine(empty_url)
    yield engine
    engine.dispose()


def test_the_migrations_make_exactly_what_the_models_describe(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_upgrading_again_changes_nothing_and_loses_nothing(
    engine: Engine, sessions: sessionmaker[Session], scribe: Scribe
) -> None:
    ingest(sessions, "PLM-01", [scribe.begin()], NOW)
    upgrade(engine)
    assert is_current(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM report")) == 1


def test_pictures_that_had_not_arrived_before_the_upgrade_are_awaited_after_it(empty: Engine) -> None:
    whole, begun = "a" * 64, "b" * 64
    with empty.begin() as connection:
        _upgrade_to(connection, "0002")
        registry = MetaData()
        registry.reflect(connection)
        _insert_report(connection, 1)
        for position, digest in enumerate((whole, begun)):
            use = {"report": 1, "position": position, "digest": digest, "size": 2, "role": "FACE", "station_id": "S"}
            connection.execute(insert(registry.tables["picture_use"]), use)
            picture = {"digest": digest, "size": 2, "received": 2 - position, "content": b"xx"}
            arrived = {"completed_at": NOW if digest == whole else None}
            connection.execute(insert(EvidencePicture), picture | arrived)
    upgrade(empty)
    with empty.connect() as connection:
        found = connection.execute(select(PictureUse.digest, PictureUse.awaited).order_by(PictureUse.digest)).all()
    assert [tuple(row) for row in found] == [(whole, False), (begun, True)]


def test_candidates_of_before_the_upgrade_stand_since_the_report_that_counts(empty: Engine) -> None:
    decisions = {
        "ADMITTED": ("REFUSE", "ADMIT", "ADMIT_MANUAL"),
        "PROVISIONAL": ("REFUSE", "PROVISIONAL", "CANCEL"),
        "REFUSED": ("PROVISIONAL", "REFUSE", "CANCEL"),
        "SEEN": ("CANCEL", "CANCEL", "CANCEL"),
    }
    with empty.begin() as connection:
        _upgrade_to(connection, "0003")
        id_ = 0
        for status, words in decisions.items():
            candidate = {"session_id": "S", "number": status, "status": status, "stations": 1, "admitted_at": NOW}
            connection.execute(insert(Candidate), candidate)
            for minute, decision in enumerate(words):
                id_ += 1
                _insert_report(connection, id_)
                at = NOW + timedelta(minutes=minute)
                checkin = {"id": id_, "station_id": f"at {minute}", "session_id": "S", "candidate_number": status}
                times = {"occurred_at": at, "received_at": at, "decision": decision, "checkin_id": UUID(int=id_)}
                connection.execute(insert(CheckIn), checkin | times)
    upgrade(empty)
    with empty.connect() as connection:
        rows = connection.execute(
            select(Candidate.number, Candidate.changed, Candidate.station_id, Candidate.decided_at)
        ).all()
        undone = connection.scalars(select(CheckIn.undone)).all()
    later = timedelta(minutes=1)
    assert {row[0]: tuple(row[1:]) for row in rows} == {
        "ADMITTED": (3, "at 1", NOW + later),
        "PROVISIONAL": (6, "at 1", NOW + later),
        "REFUSED": (9, "at 1", NOW + later),
        "SEEN": (12, "at 2", NOW + 2 * later),
    }
    assert undone == [False] * id_


def _upgrade_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _insert_report(connection: Connection, id_: int) -> None:
    report = {"station_seq": id_, "venue": "V", "payload": "{}", "received_at": NOW, "id": id_, "station_id": "S"}
    texts = dict.fromkeys(("previous", "digest", "key_id", "signature"), "x")
    connection.execute(insert(Report), report | texts | {"journal_id": UUID(int=1), "report_id": UUID(int=id_)})


def test_two_processes_that_start_at_once_both_find_the_schema(empty_url: str) -> None:
    engines = [open_engine(empty_url), open_engine(empty_url)]
    with ThreadPoolExecutor(1) as threads:
        other = threads.submit(upgrade, engines[1])
        upgrade(engines[0])
        other.result()
    for engine in engines:
        assert is_current(engine)
        engine.dispose()


def test_a_migration_that_breaks_off_leaves_nothing_behind(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alembic.op.execute", lambda _sql: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upgrade(empty)
    assert inspect(empty).get_table_names() == []


def test_a_database_of_a_newer_program_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not is_current(engine)
    with pytest.raises(SchemaError, match="newer"):
        upgrade(engine)


def test_a_database_from_before_reports_were_signed_is_left_alone(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    with pytest.raises(SchemaError, match="did not sign"):
        upgrade(empty)


def test_a_locked_database_is_said_to_be_locked(sqlite_url: str) -> None:
    engine, other = open_engine(sqlite_url), open_engine(sqlite_url)
    with (
        engine.connect().execution_options(**WRITING) as connection,
        connection.begin(),
        pytest.raises(DatabaseError, match="locked"),
    ):
        upgrade(other)
    engine.dispose()
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


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://secret:secret@db/hadir", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_cannot_be_used_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(DatabaseError, match="expected") as caught:
        open_engine(url)
    assert "secret" not in str(caught.value)


def test_a_postgresql_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseError, match="cannot be opened") as caught:
        open_engine("postgresql://hadir:secret@127.0.0.1:1/hadir?connect_timeout=2")
    assert "secret" not in str(caught.value)


def test_the_database_waits_for_the_disk_and_keeps_references_whole(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}


def test_sqlite_has_one_server_process_and_postgresql_any_number(engine: Engine) -> None:
    with only_server(engine):
        if engine.dialect.name == "postgresql":
            with only_server(engine):
                return
        with pytest.raises(DatabaseBusyError, match="PostgreSQL"), only_server(engine):
            pytest.fail("a second process serves the same file")
    with only_server(engine):
        return
