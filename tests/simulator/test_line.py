"""The line between stations and server fails as it was told to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import requests

from simulator.faults import Fault, FaultDice
from simulator.line import FaultyLine


class Upstream(ThreadingHTTPServer):
    """Answers with what it was sent, and remembers it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Upstream

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(body.decode())
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Script(FaultDice):
    """Dice that fall as the test says, then well."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(0, 0.0)
        self._script = list(faults)

    def throw(self) -> Fault:
        return self._script.pop(0) if self._script else Fault.NONE

    def delay(self) -> int:
        return 2


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    server = Upstream()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def send(line: FaultyLine, body: str) -> str:
    """What comes back: a body, a status, or the name of what was raised."""
    try:
        answer = requests.post(f"http://127.0.0.1:{line.port}/", data=body, timeout=2)
    except requests.RequestException as error:
        return type(error).__name__
    return answer.text if answer.ok else str(answer.status_code)


@pytest.mark.parametrize(
    ("fault", "heard", "arrived"),
    [
        (Fault.NONE, "a", ["a"]),
        (Fault.CUT_BEFORE, "ConnectionError", []),
        (Fault.CUT_AFTER, "ConnectionError", ["a"]),
        (Fault.SILENCE, "ReadTimeout", ["a"]),
        (Fault.HALF_ANSWER, "ChunkedEncodingError", ["a"]),
        (Fault.ERROR_BEFORE, "500", []),
        (Fault.ERROR_AFTER, "503", ["a"]),
        (Fault.TWICE, "a", ["a", "a"]),
        (Fault.LATER, "ConnectionError", []),
    ],
)
def test_each_fault_is_what_it_says(fault: Fault, heard: str, arrived: list[str], upstream: Upstream) -> None:
    line = FaultyLine(upstream.server_port, Script([fault]))
    assert send(line, "a") == heard
    line.close()
    assert upstream.received == arrived


def test_a_late_request_arrives_after_later_ones(upstream: Upstream) -> None:
    line = FaultyLine(upstream.server_port, Script([Fault.LATER]))
    assert [send(line, body) for body in ("a", "b", "c")] == ["ConnectionError", "b", "c"]
    line.close()
    assert upstream.received == ["b", "c", "a"]


def test_a_server_that_is_away_is_a_cut_line(upstream: Upstream) -> None:
    line = FaultyLine(1, Script([]))
    assert send(line, "a") == "ConnectionError"
    line.close()


def test_the_same_seed_throws_the_same_dice() -> None:
    first, second, other = FaultDice(1, 0.5), FaultDice(1, 0.5), FaultDice(2, 0.5)
    thrown = [[dice.throw() for _ in range(200)] for dice in (first, second, other)]
    assert thrown[0] == thrown[1] != thrown[2]
    assert 60 < sum(fault is not Fault.NONE for fault in thrown[0]) < 140
    assert set(thrown[0]) == set(Fault)
    assert sum(first.thrown.values()) == 200
