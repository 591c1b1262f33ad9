"""Many connections, slow ones and ones that break off: none of them keeps the others from being answered."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import requests
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.admission import Admission
from server.app import create_app
from server.connections import bounded_protocol
from tests.server.conftest import Client
from tests.server.scribe import NOW

if TYPE_CHECKING:
    from tests.server.conftest import Servers

PATIENCE = 30.0
FORM = "application/x-www-form-urlencoded"
STREAM = b"text/event-stream"
Talk = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def serve(app: FastAPI, talk: Callable[[Callable[[], Awaitable[Talk]]], Awaitable[None]], **bounds: float) -> None:
    """Talk to an application over real connections; ``bounds`` are those of `bounded_protocol`."""

    async def run() -> None:
        protocol = bounded_protocol(int(bounds.get("most", 100)), bounds.get("head_seconds", PATIENCE))
        config = uvicorn.Config(app, http=protocol, log_config=None, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            running = asyncio.create_task(server.serve(sockets=[listening]))
            while not server.started:
                await asyncio.sleep(0.01)
            async with asyncio.timeout(PATIENCE):
                await talk(lambda: asyncio.open_connection("127.0.0.1", port))
            server.should_exit = True
            await running

    asyncio.run(run())


def head(method: str, path: str, kind: str, token: str = "", length: int = 1000) -> bytes:
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode()


@pytest.mark.parametrize("sent", [b"", b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Sl"])
def test_a_connection_without_a_whole_request_head_is_closed(client: Client, sent: bytes) -> None:
    async def talk(connect: Callable[[], Awaitable[Talk]]) -> None:
        reader, writer = await connect()
        writer.write(sent)
        assert await reader.read() == b""
        writer.close()

    serve(client.app, talk, head_seconds=0.05)


@pytest.mark.parametrize("second", [b"GET /health/li", head("POST", "/v1/reports", "text/plain") + b"x"])
def test_a_connection_that_was_answered_has_no_more_time_for_the_next_head(client: Client, second: bytes) -> None:
    async def talk(connect: Callable[[], Awaitable[Talk]]) -> None:
        reader, writer = await connect()
        writer.write(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert (await reader.readuntil(b'{"status":"ok"}')).startswith(b"HTTP/1.1 200")
        writer.write(second)
        while not reader.at_eof():
            await reader.read(1000)
            if not writer.is_closing():
                writer.write(b"x")  # it drips, and does not live any longer for it
            await asyncio.sleep(0.01)
        writer.close()

    serve(client.app, talk, head_seconds=0.2)


def test_a_request_whose_head_has_come_may_take_its_time(client: Client) -> None:
    async def talk(connect: Callable[[], Awaitable[Talk]]) -> None:
        reader, writer = await connect()
        writer.write(head("POST", "/v1/register", "application/json", length=30))
        for _ in range(30):
            writer.write(b"x")
            await asyncio.sleep(0.02)
        assert b"not_json" in await reader.readuntil(b"}")
        writer.close()

    serve(client.app, talk, head_seconds=0.1)


def test_a_connection_too_many_is_closed_and_the_others_go_on(client: Client) -> None:
    async def talk(connect: Callable[[], Awaitable[Talk]]) -> None:
        kept = [await connect() for _ in range(3)]
        reader, writer = await connect()
        with contextlib.suppress(ConnectionError):
            assert await reader.read() == b""
        writer.close()
        for reader, writer in kept:
            writer.write(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            assert (await reader.read()).startswith(b"HTTP/1.1 200")
            writer.close()

    serve(client.app, talk, most=3)


@pytest.fixture
def many_files() -> Iterator[None]:
    """This process may hold the ends of many connections."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(before[1], 16_384), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.usefixtures("many_files")
def test_all_stations_may_be_connected_at_once_and_a_page_is_answered(servers: Servers) -> None:
    _, url = servers.start()
    port = int(url.rsplit(":", 1)[1])
    connected = [socket.create_connection(("127.0.0.1", port)) for _ in range(3_700)]
    for path in ("/health/live", "/health/ready", "/sign-in"):
        assert requests.get(f"{url}{path}", timeout=PATIENCE).status_code == 200
    for each in connected:
        each.close()


def test_a_request_too_many_is_refused_by_contract_and_health_is_always_answered(engine: Engine) -> None:
    client = Client(create_app(engine, lambda: NOW, most_requests=0), "any")
    for path in ("/v1/evidence/" + "a" * 64, "/nowhere"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["error"]) == (503, "server_busy")
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = client.get("/", headers={"Accept": "text/html"})
    assert (page.status_code, "<h1>" in page.text) == (503, True)
    for path in ("/health/live", "/health/ready", "/metrics"):
        assert client.get(path).status_code == 200
    assert 'hadir_refusals_total{error="server_busy"} 3.0' in client.get("/metrics").text


def test_places_are_free_again_afterwards_and_streams_take_none() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/events":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", STREAM)]})
        await (await receive())["go on"].wait()
        raise RuntimeError("however it ends")

    async def run() -> None:
        admitted = Admission(app, 1, lambda _request: Response(status_code=503))
        end = asyncio.Event()
        streams = [asyncio.create_task(_ask(admitted, "/events", end)) for _ in range(3)]
        for _ in range(2):
            go_on = asyncio.Event()
            working = asyncio.create_task(_ask(admitted, "/work", go_on))
            await asyncio.sleep(0)
            assert await _ask(admitted, "/work", go_on) == 503
            go_on.set()
            assert await working is None
        end.set()
        assert await asyncio.gather(*streams) == [200, 200, 200]

    asyncio.run(run())


async def _ask(app: ASGIApp, path: str, go_on: asyncio.Event) -> int | None:
    """The status of the answer; None if it failed before there was one."""
    status: int | None = None

    async def receive() -> Message:
        return {"type": "http.request", "go on": go_on}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    with contextlib.suppress(RuntimeError):
        await app({"type": "http", "method": "GET", "path": path, "headers": []}, receive, send)
    return status


@pytest.mark.parametrize(
    ("method", "path", "kind", "route"),
    [
        ("POST", "/v1/reports", "application/json", "/v1/reports"),
        ("POST", "/v1/heartbeat", "application/json", "/v1/heartbeat"),
        ("PUT", f"/v1/evidence/{'a' * 64}?offset=0", "application/octet-stream", "/v1/evidence/{digest}"),
        ("POST", "/sign-in", FORM, "/sign-in"),
    ],
)
def test_a_client_that_goes_away_is_no_fault_of_the_server(
    client: Client, caplog: pytest.LogCaptureFixture, method: str, path: str, kind: str, route: str
) -> None:
    counted = f'hadir_requests_total{{method="{method}",route="{route}",status="499"}} 1.0'

    async def talk(connect: Callable[[], Awaitable[Talk]]) -> None:
        _, writer = await connect()
        writer.write(head(method, path, kind, client.token) + b"abc")
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.close()
        while counted not in await _metrics(connect):
            await asyncio.sleep(0.02)
        assert 'status="500"' not in await _metrics(connect)

    with caplog.at_level(logging.INFO):
        serve(client.app, talk)
    assert f"{method} {route} answered 499" in caplog.text
    assert "Traceback" not in caplog.text


async def _metrics(connect: Callable[[], Awaitable[Talk]]) -> str:
    reader, writer = await connect()
    writer.write(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    text = (await reader.read()).decode()
    writer.close()
    return text
