"""The client takes a whole, fitting answer or says that the batch may have to be sent again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from station.client import HttpTransport, ServerAddress, TransportError
from station.errors import StationError
from station.outbox.policy import SendingPolicy
from tests.station.makers import report
from wire.reports import Envelope, seal
from wire.vocabulary import ReportOutcome

POLICY = SendingPolicy(connect_timeout=1, read_timeout=1)


class OddServer(HTTPServer):
    """Answers every request with what the test put in."""

    answer: bytes = b""
    status = 200
    headers: tuple[tuple[str, str], ...] = ()
    own_length = True


class Handler(BaseHTTPRequestHandler):
    server: OddServer

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.server.status)
        for name, value in self.server.headers:
            self.send_header(name, value)
        if self.server.own_length:
            self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def odd() -> Iterator[OddServer]:
    server = OddServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def transport(odd: OddServer) -> Iterator[HttpTransport]:
    made = HttpTransport(ServerAddress(f"http://127.0.0.1:{odd.server_port}"), POLICY)
    yield made
    made.close()


@pytest.fixture
def envelope() -> Envelope:
    return seal(report(1))


def answer(*outcomes: tuple[object, str]) -> bytes:
    rows = [{"report_id": str(report_id), "outcome": outcome} for report_id, outcome in outcomes]
    return json.dumps({"outcomes": rows, "server_time": "2026-10-12T07:00:00Z"}).encode()


def test_a_fitting_answer_is_one_outcome_for_each_report(
    odd: OddServer, transport: HttpTransport, envelope: Envelope
) -> None:
    odd.answer = answer((envelope.report_id, "ACCEPTED"))
    (outcome,) = transport.send([envelope])
    assert outcome.outcome is ReportOutcome.ACCEPTED


@pytest.mark.parametrize("body", [b"", b"<html>log in to this network</html>", b"{}", b'{"outcomes": 3}'])
def test_an_answer_of_another_kind_is_a_failure_of_the_line(
    odd: OddServer, transport: HttpTransport, envelope: Envelope, body: bytes
) -> None:
    odd.answer = body
    with pytest.raises(TransportError, match="not a batch result"):
        transport.send([envelope])


def test_an_answer_about_other_reports_is_not_believed(
    odd: OddServer, transport: HttpTransport, envelope: Envelope
) -> None:
    odd.answer = answer((seal(report(2)).report_id, "ACCEPTED"))
    with pytest.raises(TransportError, match="does not speak of the reports"):
        transport.send([envelope])


def test_an_endless_answer_is_cut_off(odd: OddServer, transport: HttpTransport, envelope: Envelope) -> None:
    odd.answer = b" " * 300_000
    with pytest.raises(TransportError, match="longer than"):
        transport.send([envelope])


@pytest.mark.parametrize(("value", "seconds"), [("17", 17.0), ("soon", None), ("-3", None), ("99999999999", None)])
def test_a_refusal_tells_how_long_to_wait_if_it_says_so_in_seconds(
    odd: OddServer, transport: HttpTransport, envelope: Envelope, value: str, seconds: float | None
) -> None:
    odd.status, odd.headers = 503, (("Retry-After", value),)
    with pytest.raises(TransportError, match="answered 503") as caught:
        transport.send([envelope])
    assert caught.value.retry_after == seconds


def test_a_redirection_is_not_followed(odd: OddServer, transport: HttpTransport, envelope: Envelope) -> None:
    odd.status, odd.headers = 307, (("Location", "http://127.0.0.1:1/"),)
    with pytest.raises(TransportError, match="answered 307"):
        transport.send([envelope])


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (b'{"outcomes": [', (("Content-Length", "500"),)),
        (b"5\r\nhel", (("Transfer-Encoding", "chunked"),)),
        (b"zz\r\nhello\r\n", (("Transfer-Encoding", "chunked"),)),
        (b"no gzip at all", (("Content-Encoding", "gzip"), ("Content-Length", "14"))),
    ],
    ids=["half a body", "half a chunk", "no chunk", "no gzip"],
)
def test_an_answer_that_breaks_off_or_makes_no_sense_is_a_failure_of_the_line(
    odd: OddServer, transport: HttpTransport, envelope: Envelope, sent: bytes, headers: tuple[tuple[str, str], ...]
) -> None:
    odd.answer, odd.headers, odd.own_length = sent, headers, False
    with pytest.raises(TransportError, match="not reached"):
        transport.send([envelope])


@pytest.mark.parametrize("location", ["http://wifi.local/login?n=Caf\xe9", "http://[bad/", "//["])
def test_a_redirection_to_nonsense_is_a_failure_of_the_line(
    odd: OddServer, transport: HttpTransport, envelope: Envelope, location: str
) -> None:
    odd.status, odd.headers = 302, (("Location", location),)
    with pytest.raises(TransportError):
        transport.send([envelope])


def test_a_refusal_of_the_whole_batch_is_told_from_a_server_in_trouble(
    odd: OddServer, transport: HttpTransport, envelope: Envelope
) -> None:
    for status, refused in ((413, True), (422, True), (500, False), (503, False), (401, False)):
        odd.status = status
        with pytest.raises(TransportError) as caught:
            transport.send([envelope])
        assert caught.value.refused is refused


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "https://a..b", f"https://{'x' * 70}.example"])
def test_nobody_there_is_a_failure_of_the_line(envelope: Envelope, url: str) -> None:
    transport = HttpTransport(ServerAddress(url), POLICY)
    with pytest.raises(TransportError, match="not reached"):
        transport.send([envelope])
    transport.close()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8640", "http://localhost", "http://[::1]:80", "https://hadir.example"]
)
def test_plain_http_is_taken_to_this_computer_and_https_to_any(url: str) -> None:
    assert ServerAddress(url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://hadir.example",
        "http://10.0.0.7:8640",
        "ftp://localhost",
        "localhost:80",
        "",
        "https://[bad",
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(StationError, match="server address"):
        ServerAddress(url)
