"""The whole self-test, on a replay camera, real models, a real journal and a real server: it always ends, with a result
for each check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy.orm import sessionmaker

from demo.faces import photo_name
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.images import read_image
from recognition.pipeline import Pipeline
from recognition.types import CandidateNumber, Frame, FrameAnalysis
from server.database import open_engine
from server.registration import invite
from server.schema import upgrade
from station.camera.reader import CameraReader, CameraState, CameraStatus
from station.camera.replay import ReplayCamera, scene_of
from station.client import HttpTransport, ServerAddress
from station.clock import SystemClock
from station.errors import JournalError
from station.journal import database
from station.latest import LatestFrame
from station.outbox.policy import SendingPolicy
from station.registration import register
from station.selftest.results import Check, CheckResult, Finding, may_open
from station.selftest.running import Sources, run_self_test
from station.session import Candidate
from tests.server.conftest import Servers
from tests.station.makers import KEY
from tests.station.selftest.makers import roster
from vault import sqlite
from wire.reports import CheckOutcome

PATIENCE = 60.0  # seconds, for a computer that does much else
POLICY = SendingPolicy(connect_timeout=5, read_timeout=20)


def connection_to(journal: Path) -> Callable[[], sqlite.Connection]:
    return partial(database.connect, journal, KEY)


@pytest.fixture
def sources(tmp_path: Path, registry: ModelRegistry, pipeline: Pipeline, faces: Path) -> Iterator[Sources]:
    """A station that is not registered, with a person before its camera and a session of that engine."""
    said: list[CameraStatus] = []
    latest, clock = LatestFrame(), SystemClock()
    reader = CameraReader(ReplayCamera(scene_of([read_image(faces / photo_name(1, 1))])), latest, clock, said.append)
    reader.start()
    now = datetime.now(UTC)
    session = roster(
        Candidate(CandidateNumber("C0"), "Peserta 0", "A-1", (b"jpeg",), pin="123456"),
        starts_at=now,
        expires_at=now + timedelta(hours=6),
    )
    session.gallery.model_id = pipeline.model_id
    yield Sources(
        clock=clock,
        latest=latest,
        camera=lambda: said[-1].state if said else CameraState.OPENING,
        analyse=pipeline.analyse,
        registry=registry,
        engine=DEFAULT,
        running=pipeline.model_id,
        session=session,
        journal=tmp_path / "station.sqlite3",
        connect=connection_to(tmp_path / "station.sqlite3"),
        pack_made=now - timedelta(hours=1),
    )
    reader.stop()


@pytest.fixture
def server_url(tmp_path: Path) -> Iterator[str]:
    """A server in a process of its own that knows the station desk-1, which has the journal beside it."""
    database_url = f"sqlite:///{tmp_path / 'server.sqlite3'}"
    engine = open_engine(database_url)
    upgrade(engine)
    code = invite(sessionmaker(engine), "desk-1", "Palembang", datetime.now(UTC))
    engine.dispose()
    servers = Servers(database_url)
    _, url = servers.start()
    connection = connection_to(tmp_path / "station.sqlite3")()
    transport = HttpTransport(ServerAddress(url), POLICY)
    register(connection, transport, url, code, SystemClock())
    transport.close()
    connection.close()
    yield url
    servers.stop_all()


def by_check(results: tuple[CheckResult, ...]) -> dict[Check, CheckResult]:
    return {result.check: result for result in results}


def test_a_station_that_is_well_may_open_and_each_check_is_told_once(sources: Sources) -> None:
    told: list[CheckResult] = []
    results = run_self_test(sources, told.append, PATIENCE)
    assert [result.check for result in results] == list(Check)
    assert sorted(result.check for result in told) == sorted(Check)
    assert may_open(results)
    found = by_check(results)
    assert found[Check.CAMERA].finding is Finding.CAMERA_RECORDED
    for check, finding in (
        (Check.PACK, Finding.PACK_READY),
        (Check.MODELS, Finding.MODELS_READY),
        (Check.DATABASE, Finding.DATABASE_READY),
        (Check.LIGHT, Finding.LIGHT_GOOD_ON_FACE),
        (Check.FOCUS, Finding.FOCUS_GOOD),
        (Check.SERVER, Finding.SERVER_UNREGISTERED),
        (Check.CLOCK, Finding.CLOCK_UNKNOWN),
    ):
        assert found[check].finding is finding


def test_a_real_server_tells_the_time(sources: Sources, server_url: str) -> None:
    connection = sources.connect()
    (token,) = connection.execute("SELECT token FROM station").fetchone()
    connection.close()
    transport = HttpTransport(ServerAddress(server_url), POLICY, token)
    found = by_check(run_self_test(replace(sources, transport=transport), lambda result: None, PATIENCE))
    transport.close()
    assert found[Check.SERVER].finding is Finding.SERVER_REACHED
    assert found[Check.CLOCK].finding is Finding.CLOCK_RIGHT


def test_a_token_that_the_server_does_not_know_is_told(sources: Sources, server_url: str) -> None:
    transport = HttpTransport(ServerAddress(server_url), POLICY, "x" * 43)
    found = by_check(run_self_test(replace(sources, transport=transport), lambda result: None, PATIENCE))
    transport.close()
    assert found[Check.SERVER].finding is Finding.SERVER_REFUSES


def test_a_part_that_breaks_is_a_result_and_the_others_go_on(sources: Sources) -> None:
    def broken(frame: Frame) -> FrameAnalysis:
        raise RuntimeError("the runtime has gone")

    results = run_self_test(replace(sources, analyse=broken), lambda result: None, PATIENCE)
    found = by_check(results)
    assert found[Check.LIGHT].finding is found[Check.FOCUS].finding is Finding.CHECK_FAILED
    assert found[Check.LIGHT].values == ("RuntimeError",)
    assert found[Check.CAMERA].finding is Finding.CAMERA_RECORDED
    assert may_open(results)


def test_a_database_that_does_not_open_keeps_the_desk_closed_and_the_server_unasked(sources: Sources) -> None:
    def refuse() -> sqlite.Connection:
        raise JournalError("damaged")

    results = run_self_test(replace(sources, connect=refuse), lambda result: None, PATIENCE)
    found = by_check(results)
    assert not may_open(results)
    assert found[Check.DATABASE].outcome is CheckOutcome.FAILED
    assert found[Check.SERVER].finding is Finding.SERVER_UNKNOWN


def test_a_part_that_hangs_does_not_hold_up_the_opening(sources: Sources) -> None:
    let_go = Event()

    def hang() -> sqlite.Connection:
        let_go.wait(PATIENCE)
        raise JournalError("too late")

    results = run_self_test(replace(sources, connect=hang, latest=LatestFrame()), lambda result: None, 3.0)
    let_go.set()
    found = by_check(results)
    assert found[Check.DATABASE].finding is found[Check.SERVER].finding is Finding.NOT_FINISHED
    assert found[Check.DISK].finding is not Finding.NOT_FINISHED
    assert not may_open(results)
    # With no camera at all nobody is kept out, but what is said of it is plain.
    assert found[Check.CAMERA].finding is Finding.CAMERA_SILENT
    assert found[Check.LIGHT].outcome is CheckOutcome.NOT_RUN
