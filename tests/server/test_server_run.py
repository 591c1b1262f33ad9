"""A real server process: where it listens, how it stops, and that it keeps its word when it is killed."""

from __future__ import annotations

import signal
import socket
import sqlite3
import threading
from collections.abc import Callable
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

import pytest
import requests

from server.errors import AddressError, DatabaseError
from server.run import serve
from wire.reports import Envelope

if TYPE_CHECKING:
    from tests.server.conftest import Servers

MakeEnvelope = Callable[..., Envelope]
PATIENCE = 30  # seconds until a test gives up on a process


def _post(url: str, envelopes: list[Envelope]) -> list[str]:
    body = {"envelopes": [envelope.model_dump(mode="json") for envelope in envelopes]}
    answer = requests.post(f"{url}/v1/reports", json=body, timeout=PATIENCE)
    answer.raise_for_status()
    return [outcome["outcome"] for outcome in answer.json()["outcomes"]]


def _never(_url: str) -> None:
    pytest.fail("a server that must not start has announced itself")


@pytest.mark.parametrize("host", [str(IPv4Address(0)), "::", "192.0.2.7", ""])
def test_an_address_that_others_can_reach_is_refused(host: str, database_url: str) -> None:
    with pytest.raises(AddressError, match=r"loopback|no address"):
        serve(host, 0, database_url, _never)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_does_not_exist_is_refused(port: int, database_url: str) -> None:
    with pytest.raises(AddressError, match="0 to 65535"):
        serve("127.0.0.1", port, database_url, _never)


def test_a_port_in_use_is_named(database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=f"port {port} on 127.0.0.1: is taken"):
            serve("127.0.0.1", port, database_url, _never)


def test_a_database_that_cannot_be_used_is_said_so_before_anything_is_announced() -> None:
    with pytest.raises(DatabaseError):
        serve("127.0.0.1", 0, "sqlite://", _never)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_an_announced_server_answers_and_stops_cleanly_with_pages_listening(
    servers: Servers, make_envelope: MakeEnvelope, sign: signal.Signals
) -> None:
    process, url = servers.start()
    assert requests.get(f"{url}/v1/health", timeout=PATIENCE).json() == {"status": "ok", "reports": 0}
    with requests.get(f"{url}/events", stream=True, timeout=PATIENCE) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = (line for line in stream.iter_lines(chunk_size=1, decode_unicode=True) if line)
        assert next(lines) == "retry: 3000"
        assert _post(url, [make_envelope(1), make_envelope(2)]) == ["ACCEPTED", "ACCEPTED"]
        assert next(lines) == 'data: {"accepted":2}'
        process.send_signal(sign)
        assert list(lines) == []
    assert process.wait(PATIENCE) == 0
    assert process.communicate()[1] == ""


def test_a_server_killed_in_the_middle_loses_nothing_that_it_acknowledged(
    servers: Servers, make_envelope: MakeEnvelope
) -> None:
    process, url = servers.start()
    batches = [[make_envelope(seq) for seq in range(start, start + 5)] for start in range(1, 2001, 5)]
    acknowledged: list[Envelope] = []
    under_way = threading.Event()

    def send() -> None:
        try:
            for batch in batches:
                assert _post(url, batch) == ["ACCEPTED"] * len(batch)
                acknowledged.extend(batch)
                if len(acknowledged) >= 50:
                    under_way.set()
        except requests.ConnectionError:
            return  # the server was killed, as planned

    sender = threading.Thread(target=send)
    sender.start()
    assert under_way.wait(PATIENCE)
    process.kill()
    process.wait(PATIENCE)
    sender.join(PATIENCE)
    assert 50 <= len(acknowledged) < 2000

    _, url = servers.start()
    sent = batches[: len(acknowledged) // 5 + 1]
    again = [outcome for batch in sent for outcome in _post(url, batch)]
    assert again[: len(acknowledged)] == ["DUPLICATE"] * len(acknowledged)
    total = sum(len(batch) for batch in sent)
    assert requests.get(f"{url}/v1/counts", timeout=PATIENCE).json()["reports"] == total
    database = sqlite3.connect(servers.database_url.removeprefix("sqlite:///"))
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_two_servers_on_one_database_take_each_report_once(servers: Servers, make_envelope: MakeEnvelope) -> None:
    (_, first), (_, second) = servers.start(), servers.start()
    envelope = make_envelope()
    assert _post(first, [envelope]) == ["ACCEPTED"]
    assert _post(second, [envelope]) == ["DUPLICATE"]
