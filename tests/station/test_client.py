"""The client takes a whole, fitting answer or says that the batch may have to be sent again."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from station.client import UNTRUSTED, HttpTransport, ServerAddress
from station.errors import StationError, TransportError
from station.outbox.policy import SendingPolicy
from tests.station import makers
from wire.envelopes import Envelope
from wire.heartbeat import Heartbeat
from wire.reports import FIRST_PREVIOUS
from wire.vocabulary import ReportOutcome

POLICY = SendingPolicy(connect_timeout=1, read_timeout=1)
TOKEN = "t" * 43
DIGEST = "a" * 64
HEARTBEAT = Heartbeat(
    sent_at=makers.NOW,
    clock_offset=None,
    journal_id=makers.JOURNAL_ID,
    last_seq=0,
    last_digest=FIRST_PREVIOUS,
    pending=0,
    quarantined=0,
    pictures_pending=0,
    session_id=None,
    camera=None,
    program="hadir test",
)


class OddServer(HTTPServer):
    """Answers every request with what the test put in."""

    answer: bytes = b""
    status = 200
    headers: tuple[tuple[str, str], ...] = ()
    own_length = True
    asked: tuple[str, str | None, bytes] = ("", None, b"")


class Handler(BaseHTTPRequestHandler):
    server: OddServer

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.server.asked = (f"{self.command} {self.path}", self.headers["Authorization"], body)
        self.send_response(self.server.status)
        for name, value in self.server.headers:
            self.send_header(name, value)
        if self.server.own_length:
            self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)
        self.close_connection = True

    def do_POST(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        self.do_GET()

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
    made = HttpTransport(ServerAddress(f"http://127.0.0.1:{odd.server_port}"), POLICY, TOKEN)
    yield made
    made.close()


@pytest.fixture
def envelope() -> Envelope:
    return makers.envelope()


def answer(*outcomes: tuple[object, str]) -> bytes:
    rows = [{"report_id": str(report_id), "outcome": outcome} for report_id, outcome in outcomes]
    return json.dumps({"outcomes": rows, "server_time": "2026-10-12T07:00:00Z"}).encode()


def test_a_fitting_answer_is_one_outcome_for_each_report(
    odd: OddServer, transport: HttpTransport, envelope: Envelope
) -> None:
    odd.answer = answer((envelope.report_id, "ACCEPTED"))
    (outcome,) = transport.send([envelope]).outcomes
    assert outcome.outcome is ReportOutcome.ACCEPTED


@pytest.mark.parametrize("body", [b"", b"<html>log in to this network</html>", b"{}", b'{"outcomes": 3}'])
def test_an_answer_of_another_kind_is_a_failure_of_the_line(
    odd: OddServer, transport: HttpTransport, envelope: Envelope, body: bytes
) -> None:
    odd.answer = body
    with pytest.raises(TransportError, match="no BatchResult"):
        transport.send([envelope])


def test_an_answer_about_other_reports_is_not_believed(
    odd: OddServer, transport: HttpTransport, envelope: Envelope
) -> None:
    odd.answer = answer((makers.envelope().report_id, "ACCEPTED"))
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


def test_a_refusal_of_the_whole_batch_is_told_from_a_server_in_trouble_and_from_a_lost_token(
    odd: OddServer, transport: HttpTransport, envelope: Envelope
) -> None:
    for status, refused in ((413, True), (422, True), (500, False), (503, False), (401, False)):
        odd.status = status
        with pytest.raises(TransportError) as caught:
            transport.send([envelope])
        assert caught.value.refused is refused
        assert caught.value.unauthorised is (status == 401)


def test_a_refusal_is_told_in_the_servers_words_and_nobody_elses(
    odd: OddServer, transport: HttpTransport, envelope: Envelope
) -> None:
    odd.status = 429
    for said, code, message in (
        (b'{"error": "rate_limited", "detail": "ten a minute"}', "rate_limited", "429 rate_limited: ten a minute"),
        (b'{"error": "<b>Hotspot</b>"}', "", "server answered 429"),
        (b"<html>", "", "server answered 429"),
    ):
        odd.answer = said
        with pytest.raises(TransportError) as caught:
            transport.send([envelope])
        assert caught.value.code == code
        assert str(caught.value).endswith(message)


def test_every_request_shows_the_token_and_asks_for_the_right_thing(
    odd: OddServer, transport: HttpTransport, envelope: Envelope
) -> None:
    state = b'{"digest": "%s", "size": 9, "received": 4}' % DIGEST.encode()
    time = b'"server_time": "2026-10-12T07:00:00Z"'
    requests: list[tuple[bytes, Callable[[], object], str]] = [
        (b'{%s, "known_last_seq": 7}' % time, lambda: transport.heartbeat(HEARTBEAT), "POST /v1/heartbeat"),
        (state, lambda: transport.upload_state(DIGEST), f"GET /v1/evidence/{DIGEST}"),
        (state, lambda: transport.upload(DIGEST, 2, b"xy"), f"PUT /v1/evidence/{DIGEST}?offset=2"),
        (b'{"server_time": "2026-10-12T07:00:00Z"}', lambda: transport.change_token("a" * 64), "POST /v1/token"),
    ]
    for answer_, ask, expected in requests:
        odd.answer = answer_
        ask()
        assert odd.asked[:2] == (expected, f"Bearer {TOKEN}")
    odd.answer = state
    assert (transport.upload(DIGEST, 2, b"xy").received, odd.asked[2]) == (4, b"xy")


def test_a_station_without_a_token_shows_none(odd: OddServer) -> None:
    transport = HttpTransport(ServerAddress(f"http://127.0.0.1:{odd.server_port}"), POLICY)
    with pytest.raises(TransportError):
        transport.upload_state(DIGEST)
    transport.close()
    assert odd.asked[1] is None


def test_a_servers_time_without_a_zone_is_no_time(odd: OddServer, transport: HttpTransport, envelope: Envelope) -> None:
    odd.answer = answer((envelope.report_id, "ACCEPTED")).replace(b"00Z", b"00")
    with pytest.raises(TransportError, match="no BatchResult"):
        transport.send([envelope])


@pytest.fixture
def secure(tmp_path: Path, odd: OddServer) -> Path:
    """Makes the odd server speak TLS with a certificate of its own authority, and gives that."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = tmp_path / "ca.pem", tmp_path / "key.pem"
    chain.write_bytes(certificate.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, secret)
    odd.socket = context.wrap_socket(odd.socket, server_side=True)
    return chain


def test_a_server_of_ones_own_authority_is_believed_only_where_that_is_named(
    secure: Path, odd: OddServer, envelope: Envelope
) -> None:
    url = f"https://localhost:{odd.server_port}"
    odd.answer = answer((envelope.report_id, "ACCEPTED"))
    stranger = HttpTransport(ServerAddress(url), POLICY, TOKEN)
    with pytest.raises(TransportError, match="certificate is not trusted") as refused:
        stranger.send([envelope])
    assert refused.value.code == UNTRUSTED
    stranger.close()
    known = HttpTransport(ServerAddress(url, secure), POLICY, TOKEN)
    assert known.send([envelope]).outcomes[0].outcome is ReportOutcome.ACCEPTED
    known.close()


def test_a_ca_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StationError, match=r"CA file .* is not there"):
        ServerAddress("https://hadir.example", tmp_path / "ca.pem")


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
