"""A real server process: where it listens, how it stops, and that it keeps its word when it is killed."""

from __future__ import annotations

import queue
import random
import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
import typer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import Engine, make_url, select, text
from sqlalchemy.orm import Session, sessionmaker
from typer.testing import CliRunner

from cli.simulate_command import simulate
from server.database import open_engine
from server.errors import AddressError, DatabaseError
from server.notices import Listening, notify
from server.run import Listen, serve
from server.tables import Report
from tests.server.scribe import Scribe
from wire.envelopes import Envelope

if TYPE_CHECKING:
    from tests.server.conftest import Servers

PATIENCE = 30  # seconds until a test gives up on a process


def _post(url: str, scribe: Scribe, envelopes: list[Envelope], **options: Any) -> list[str]:
    body = {"envelopes": [envelope.model_dump(mode="json") for envelope in envelopes]}
    headers = {"Authorization": f"Bearer {scribe.token}"}
    answer = requests.post(f"{url}/v1/reports", json=body, headers=headers, timeout=PATIENCE, **options)
    answer.raise_for_status()
    return [outcome["outcome"] for outcome in answer.json()["outcomes"]]


def _never(_url: str) -> None:
    pytest.fail("a server that must not start has announced itself")


@pytest.mark.parametrize("host", [str(IPv4Address(0)), "::", "192.0.2.7", ""])
def test_an_address_that_others_can_reach_is_refused_without_a_certificate(host: str, sqlite_url: str) -> None:
    with pytest.raises(AddressError, match=r"certificate|no address"):
        serve(Listen(host, 0), sqlite_url, _never)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_does_not_exist_is_refused(port: int, sqlite_url: str) -> None:
    with pytest.raises(AddressError, match="0 to 65535"):
        serve(Listen(port=port), sqlite_url, _never)


def test_a_certificate_without_its_key_is_refused(sqlite_url: str) -> None:
    with pytest.raises(AddressError, match="both"):
        serve(Listen(port=0, certificate=Path("cert.pem")), sqlite_url, _never)


@pytest.mark.parametrize(
    "content", [None, b"", b"junk\n", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_certificate_that_cannot_be_used_is_named_before_the_database_is_touched(
    tmp_path: Path, sqlite_url: str, content: bytes | None
) -> None:
    certificate, key = _certificate(tmp_path)
    other = tmp_path / "other.pem"
    if content is not None:
        other.write_bytes(content)
    for files in ((other, key), (certificate, other), (key, certificate)):
        with pytest.raises(AddressError) as caught:
            serve(Listen(port=0, certificate=files[0], key=files[1]), sqlite_url, _never)
        assert all(str(file) in str(caught.value) for file in files)
    assert not Path(make_url(sqlite_url).database or "").exists()


def test_a_simulation_on_a_database_that_cannot_be_used_says_so_itself() -> None:
    program = typer.Typer()
    program.command()(simulate)
    result = CliRunner().invoke(program, ["--database", "nonsense"])
    assert isinstance(result.exception, DatabaseError)
    assert "expected a database URL" in str(result.exception)


def test_a_port_in_use_is_named(sqlite_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=f"port {port} on 127.0.0.1: is taken"):
            serve(Listen(port=port), sqlite_url, _never)


def test_a_database_that_cannot_be_used_is_said_so_before_anything_is_announced() -> None:
    with pytest.raises(DatabaseError):
        serve(Listen(port=0), "sqlite://", _never)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_an_announced_server_answers_and_stops_cleanly(servers: Servers, scribe: Scribe, sign: signal.Signals) -> None:
    process, url = servers.start()
    assert requests.get(f"{url}/health/ready", timeout=PATIENCE).json() == {"status": "ok"}
    assert _post(url, scribe, [scribe.begin(), scribe.checkin()]) == ["ACCEPTED", "ACCEPTED"]
    process.send_signal(sign)
    assert process.wait(PATIENCE) == 0
    assert process.communicate()[1] == ""


def test_a_server_killed_in_the_middle_loses_nothing_that_it_acknowledged(
    servers: Servers, sessions: sessionmaker[Session], scribe: Scribe
) -> None:
    process, url = servers.start()
    batches = [scribe.checkins(5) for _ in range(400)]
    acknowledged: list[Envelope] = []
    under_way = threading.Event()

    def send() -> None:
        try:
            for batch in batches:
                assert _post(url, scribe, batch) == ["ACCEPTED"] * len(batch)
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
    again = [outcome for batch in sent for outcome in _post(url, scribe, batch)]
    assert again[: len(acknowledged)] == ["DUPLICATE"] * len(acknowledged)
    with sessions() as session:
        assert len(session.scalars(select(Report.id)).all()) == sum(len(batch) for batch in sent)


def test_a_server_killed_at_random_instants_keeps_all_or_nothing_of_a_batch(
    servers: Servers, engine: Engine, scribe: Scribe
) -> None:
    dice = random.Random(4)  # noqa: S311
    for _ in range(5):
        process, url = servers.start()
        batch = scribe.checkins(20)
        timer = threading.Timer(dice.uniform(0.0, 0.05), process.kill)
        timer.start()
        try:
            _post(url, scribe, batch)
        except requests.ConnectionError:
            pass  # killed before its answer
        finally:
            timer.join()
            process.wait(PATIENCE)
        with engine.connect() as connection:
            counts = {
                connection.scalar(text(f"SELECT count(*) FROM {table} WHERE station_id = 'PLM-01'"))  # noqa: S608
                for table in ("report", "checkin")
            }
        assert len(counts) == 1
        assert counts.pop() % 20 == 0


def test_two_servers_on_postgresql_take_each_report_once_and_sqlite_has_one_server(
    servers: Servers, engine: Engine, scribe: Scribe
) -> None:
    _, first = servers.start()
    if engine.dialect.name == "sqlite":
        with pytest.raises(pytest.fail.Exception, match="there can be only one"):
            servers.start()
        return
    _, second = servers.start()
    envelope = scribe.begin()
    assert _post(first, scribe, [envelope]) == ["ACCEPTED"]
    assert _post(second, scribe, [envelope]) == ["DUPLICATE"]


def test_what_one_process_commits_all_hear_of(postgresql: str) -> None:
    engine = open_engine(make_url(postgresql).set(database="template_hadir"))
    heard: queue.SimpleQueue[int] = queue.SimpleQueue()
    listening = Listening(engine, heard.put)
    listening.start()
    assert heard.get(timeout=PATIENCE) == 1  # connected: something may be new
    with Session(engine) as session:
        notify(session, 7)
        session.rollback()
        notify(session, 20)
        session.commit()
    assert heard.get(timeout=PATIENCE) == 20
    listening.stop()
    engine.dispose()


def test_other_computers_are_served_by_tls_only(tmp_path: Path, sqlite_url: str) -> None:
    certificate, key = _certificate(tmp_path)
    program = (
        "import sys; from pathlib import Path; from server.run import Listen, serve; "
        "serve(Listen('127.0.0.1', 0, Path(sys.argv[1]), Path(sys.argv[2]), ('localhost',)), sys.argv[3], "
        "lambda url: print(url, flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, certificate, key, sqlite_url], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip().replace("127.0.0.1", "localhost")
        assert url.startswith("https://localhost:")
        answer = requests.get(f"{url}/health/live", verify=str(certificate), timeout=PATIENCE)
        assert answer.headers["Strict-Transport-Security"]
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(f"{url}/health/live", timeout=PATIENCE)
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{url.replace('https', 'http')}/health/live", timeout=PATIENCE)
    finally:
        process.terminate()
        process.communicate()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, secret
