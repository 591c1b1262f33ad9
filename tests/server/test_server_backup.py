"""A backup brings everything back, into either kind of database, or nothing."""

from __future__ import annotations

import contextlib
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select
from sqlalchemy.orm import sessionmaker
from typer.testing import CliRunner

from cli.context import Context
from cli.paths import Paths
from cli.server_command import app
from server.backup import restore_backup, write_backup
from server.dashboard.accounts import Passwords, add_user, enable
from server.dashboard.logins import TryLimits, sign_in
from server.database import open_engine
from server.errors import BackupError, RegistrationError, UnauthorisedError
from server.evidence import take_piece
from server.ingest import ingest
from server.registration import authenticate, invite, register
from server.schema import upgrade
from server.tables import Access, Base, Role
from server.voiding import void_access
from tests.server.conftest import registered
from tests.server.scribe import NOW, Scribe
from wire.envelopes import Envelope
from wire.evidence import Picture, PictureRole, picture_digest
from wire.vocabulary import ReportOutcome

CONTENT = b"\xff\xd8\xff" + b"picture" * 100

PASSWORD = "correct horse battery"  # noqa: S105  of these tests only
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def everything(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(str(tuple(row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture
def filled(engine: Engine) -> Engine:
    sessions = sessionmaker(engine)
    scribe = registered(sessions, Scribe())
    picture = Picture(digest=picture_digest(CONTENT), role=PictureRole.FACE, size=len(CONTENT))
    begin = scribe.begin()
    batch: list[Envelope] = [begin, scribe.open(), *scribe.checkins(150), scribe.checkin("x", pictures=(picture,))]
    ingest(sessions, "PLM-01", [*batch[:-3], batch[-1]], NOW)  # with a gap
    ingest(sessions, "PLM-01", [scribe.forged(begin, "T07:41", "T07:42")], NOW)
    take_piece(sessions, "PLM-01", picture.digest, 0, CONTENT, NOW)
    with sessions() as session:
        session.add(Access(at=NOW, user_name="dian", action="search", subject="\N{SNOWMAN} 'x'"))
        session.commit()
    return engine


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    else:
        engine = open_engine(request.getfixturevalue("empty_postgresql"))
    upgrade(engine)
    yield engine
    engine.dispose()


def test_everything_is_there_again_and_counting_goes_on(filled: Engine, other: Engine, tmp_path: Path) -> None:
    path = tmp_path / "backup.gz"
    counts = write_backup(filled, path)
    assert counts["report"] == 151
    assert restore_backup(other, path, lambda _done: None) == counts
    assert everything(other) == everything(filled)
    scribe = registered(sessionmaker(other), Scribe("PLM-02"))
    (result,) = ingest(sessionmaker(other), "PLM-02", [scribe.begin()], NOW)
    assert result.outcome is ReportOutcome.ACCEPTED


def test_a_backup_is_for_its_owner_only_and_never_written_over(filled: Engine, tmp_path: Path) -> None:
    path = tmp_path / "backup.gz"
    write_backup(filled, path)
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupError, match="never written over"):
        write_backup(filled, path)
    with pytest.raises(BackupError, match="nowhere"):
        write_backup(filled, tmp_path / "nowhere" / "backup.gz")
    assert [each.name for each in tmp_path.glob("*backup*")] == ["backup.gz"]


def test_a_backup_that_was_cut_off_or_altered_leaves_the_database_empty(
    filled: Engine, other: Engine, tmp_path: Path
) -> None:
    path, empty = tmp_path / "backup.gz", everything(other)
    write_backup(filled, path)
    whole = path.read_bytes()
    lines = gzip.decompress(whole).splitlines(keepends=True)
    for spoiled in (
        whole[: len(whole) // 2],
        whole[:-4],
        b"nothing",
        gzip.compress(b"".join(lines[:-1])),
        gzip.compress(b"".join(lines[:3] + lines[4:])),
        gzip.compress(lines[0].replace(b":1}", b":2}") + b"".join(lines[1:])),
        gzip.compress(lines[0] + b"[1,2]\n"),
        gzip.compress(lines[0] + b'{"table":"report","rows":[1]}\n'),
        gzip.compress(lines[0] + b'{"table":"report","rows":7}\n'),
    ):
        path.write_bytes(spoiled)
        with pytest.raises(BackupError):
            restore_backup(other, path, lambda _done: None)
        assert everything(other) == empty


def test_a_flipped_bit_anywhere_is_found_and_leaves_the_database_empty(
    filled: Engine, other: Engine, tmp_path: Path
) -> None:
    path, empty = tmp_path / "backup.gz", everything(other)
    write_backup(filled, path)
    whole = path.read_bytes()
    for place in (0, 2, *range(10, len(whole), len(whole) // 40), len(whole) - 1):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0x55
        path.write_bytes(spoiled)
        with pytest.raises(BackupError, match="cannot be restored"):
            restore_backup(other, path, lambda _done: None)
        assert everything(other) == empty


def _may_sign_in(engine: Engine, name: str) -> bool:
    limits = TryLimits()
    token = sign_in(
        sessionmaker(engine), Passwords(QUICK), NOW, name=name, password=PASSWORD, address="10.0.0.1", limits=limits
    )
    return token is not None


def test_who_may_come_in_is_as_it_was_or_nobody_if_access_is_voided(
    engine: Engine, other: Engine, tmp_path: Path
) -> None:
    path, sessions, restored = tmp_path / "backup.gz", sessionmaker(engine), sessionmaker(other)
    scribe, unused = Scribe(), invite(sessions, "PLM-02", "V", NOW)
    used = invite(sessions, "PLM-01", "V", NOW)
    register(sessions, scribe.registration(used), NOW)
    with sessions() as session:
        add_user(
            session, Passwords(QUICK), NOW, name="dian", role=Role.AUDITOR, venue=None, password=PASSWORD, by="test"
        )
        session.commit()
    write_backup(engine, path)
    restore_backup(other, path, lambda _done: None)
    assert authenticate(restored, f"Bearer {scribe.token}") == "PLM-01"
    assert _may_sign_in(other, "dian")

    with other.begin() as connection:
        void_access(connection, NOW)
    with pytest.raises(UnauthorisedError):
        authenticate(restored, f"Bearer {scribe.token}")
    for code, station in ((unused, Scribe("PLM-02")), (used, scribe)):
        with pytest.raises(RegistrationError):
            register(restored, station.registration(code), NOW)
    assert not _may_sign_in(other, "dian")

    registered(restored, scribe)
    with restored() as session:
        enable(session, NOW, name="dian", by="test")
        session.commit()
    assert authenticate(restored, f"Bearer {scribe.token}") == "PLM-01"
    assert _may_sign_in(other, "dian")


@pytest.mark.parametrize("options", [(), ("--void-access",)])
def test_the_command_says_what_a_restored_backup_needs(
    engine: Engine, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = tmp_path / "backup.gz"
    scribe = registered(sessionmaker(engine), Scribe())
    write_backup(engine, path)
    restored = f"sqlite:///{tmp_path / 'restored.sqlite3'}"
    arguments = ["restore", str(path), "--database", restored, *options]
    result = CliRunner().invoke(app, arguments, obj=Context(Paths(tmp_path / "home")))
    assert result.exit_code == 0
    assert ("hadir server revoke STATION" in result.output) is not bool(options)
    assert "hadir server invite" in result.output
    other = open_engine(restored)
    with contextlib.ExitStack() as stack:
        if options:
            stack.enter_context(pytest.raises(UnauthorisedError))
        assert authenticate(sessionmaker(other), f"Bearer {scribe.token}") == "PLM-01"
    other.dispose()


def test_only_an_empty_database_is_restored_to(filled: Engine, tmp_path: Path) -> None:
    path = tmp_path / "backup.gz"
    write_backup(filled, path)
    before = everything(filled)
    with pytest.raises(BackupError, match="empty database"):
        restore_backup(filled, path, lambda _done: None)
    assert everything(filled) == before
