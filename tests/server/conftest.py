"""A database in a fresh folder, a station that writes reports, and a client that calls the application directly."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

import server
from server.app import create_app
from server.database import open_engine
from server.schema import upgrade
from wire.reports import CheckInReport, Envelope, seal
from wire.vocabulary import Decision, Verdict

JAKARTA = timezone(timedelta(hours=7), "WIB")
NOW = datetime(2026, 10, 12, 7, 41, 12, tzinfo=JAKARTA)
PROGRAM = (
    "import sys; from server.run import serve; "
    "serve(sys.argv[1], int(sys.argv[2]), sys.argv[3], lambda url: print(url, flush=True))"
)

MakeEnvelope = Callable[..., Envelope]


def _make_envelope(seq: int = 1, report_id: UUID | None = None, **changes: Any) -> Envelope:
    values: dict[str, Any] = {
        "report_id": report_id or uuid4(),
        "station_id": "PLM-01",
        "station_seq": seq,
        "occurred_at": NOW,
        "session_id": "2026-10-12-PLM-2",
        "checkin_id": uuid4(),
        "candidate_number": "24100140017",
        "decision": Decision.ADMIT,
        "verdict": Verdict.MATCH,
        "reason": None,
        "score": 0.512,
        "threshold": 0.363,
        "fmr": 1e-4,
        "model_id": "sface",
        "frames_used": 5,
        "seconds_to_verdict": 0.8,
    }
    return seal(CheckInReport(**(values | changes)))


@pytest.fixture(scope="session")
def make_envelope() -> MakeEnvelope:
    """Seals a report; names any of its fields to change it."""
    return _make_envelope


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which every test happens."""
    return NOW


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """A database that is not there yet."""
    return f"sqlite:///{tmp_path / 'server.sqlite3'}"


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


@dataclass(frozen=True)
class Client:
    """Calls an application without a network."""

    app: FastAPI

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request and wait for the whole answer."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, path, **options)

        return asyncio.run(send())

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Send a GET."""
        return self.request("GET", path, **options)

    def post_batch(self, envelopes: Sequence[Envelope | dict[str, Any]]) -> httpx.Response:
        """Send a batch as a station does."""
        raw = [e.model_dump(mode="json") if isinstance(e, Envelope) else e for e in envelopes]
        return self.request("POST", "/v1/reports", json={"envelopes": raw})


@pytest.fixture
def client(engine: Engine) -> Client:
    """The application on the empty database."""
    return Client(create_app(engine, lambda: NOW))


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
