"""A one-time code becomes a registered key and a token, cut off at any moment or not."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from station.client import HttpTransport, ServerAddress
from station.errors import RegistrationError
from station.journal import database, entries, identity, journals
from station.journal.reading import verify_database
from station.outbox.policy import SendingPolicy
from station.registration import register, rotate
from tests.conftest import TurnedClock
from tests.station.makers import KEY, NOW, fill, open_journal
from vault import sqlite
from wire.envelopes import unseal
from wire.registration import Registered, Registration, TokenChange, TokenChanged, proves, token_digest
from wire.reports import KeyReport
from wire.signing import PublicKey

CODE = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"
POLICY = SendingPolicy(connect_timeout=1, read_timeout=1)


class Registrar(HTTPServer):
    """A server that knows one code. The first ``cut`` answers get lost after the server took them in."""

    station_id = "desk-7"
    refusal = ""
    cut = 0
    seen: Registration | None = None
    changed = ""


class Handler(BaseHTTPRequestHandler):
    server: Registrar

    def do_POST(self) -> None:
        registrar = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = 409 if registrar.refusal else 200
        if self.path == "/v1/token":
            registrar.changed = TokenChange.model_validate_json(body).token_digest
            answer = TokenChanged(server_time=NOW).model_dump_json()
        else:
            asked = Registration.model_validate_json(body)
            assert proves(PublicKey.parse(asked.public_key), asked)
            assert registrar.seen in (None, asked), "a second try is the same registration"
            registrar.seen = asked
            answer = Registered(station_id=registrar.station_id, venue="Palembang", server_time=NOW).model_dump_json()
        if registrar.cut:
            registrar.cut -= 1
            self.close_connection = True
            return
        content = (f'{{"error": "{registrar.refusal}", "detail": ""}}' if registrar.refusal else answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def registrar() -> Iterator[Registrar]:
    server = Registrar(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[sqlite.Connection]:
    """A database in which nothing was begun."""
    connection = database.connect(tmp_path / "station.sqlite3", KEY)
    yield connection
    connection.close()


def url_of(registrar: Registrar) -> str:
    return f"http://127.0.0.1:{registrar.server_port}"


def line(registrar: Registrar, token: str = "") -> HttpTransport:
    return HttpTransport(ServerAddress(url_of(registrar)), POLICY, token)


def register_with(connection: sqlite.Connection, registrar: Registrar, code: str = CODE) -> identity.Identity:
    transport = line(registrar)
    try:
        return register(connection, transport, url_of(registrar), code, TurnedClock())
    finally:
        transport.close()


def test_a_new_station_takes_the_invitations_name_and_begins_its_journal(
    registrar: Registrar, fresh: sqlite.Connection
) -> None:
    made = register_with(fresh, registrar, f"  {CODE.lower()} ")
    assert made == identity.Identity("desk-7", "Palembang", url_of(registrar), made.token)
    assert identity.read(fresh) == made
    (envelope,) = entries.envelopes(fresh)
    first = unseal(envelope)
    assert registrar.seen is not None
    assert isinstance(first, KeyReport)
    assert (first.station_id, first.journal_id, first.public_key) == (
        "desk-7",
        registrar.seen.journal_id,
        registrar.seen.public_key,
    )
    assert registrar.seen.station_id is None
    assert verify_database(fresh).problems == ()


def test_a_station_that_has_recorded_something_says_its_name_and_keeps_its_journal(
    registrar: Registrar, tmp_path: Path
) -> None:
    connection = open_journal(tmp_path / "station.sqlite3", "desk-7")
    fill(connection, 2)
    register_with(connection, registrar)
    assert registrar.seen is not None
    assert registrar.seen.station_id == "desk-7"
    assert len(entries.envelopes(connection)) == 3
    connection.close()


def test_a_server_that_calls_the_station_otherwise_is_not_believed(registrar: Registrar, tmp_path: Path) -> None:
    connection = open_journal(tmp_path / "station.sqlite3", "desk-8")
    with pytest.raises(RegistrationError, match="calls this station desk-7, but its journal is that of desk-8"):
        register_with(connection, registrar)
    assert identity.read(connection) == identity.Identity("desk-8")
    connection.close()


def test_cut_off_it_can_be_run_again_with_the_same_code_key_and_journal(
    registrar: Registrar, fresh: sqlite.Connection
) -> None:
    registrar.cut = 1
    with pytest.raises(RegistrationError, match="run the same command again, the code stays good"):
        register_with(fresh, registrar)
    assert identity.read(fresh) is None
    assert entries.envelopes(fresh) == []
    known = register_with(fresh, registrar)
    assert registrar.seen is not None
    assert token_digest(known.token) == registrar.seen.token_digest


def test_registering_again_with_another_code_replaces_the_token(registrar: Registrar, fresh: sqlite.Connection) -> None:
    before = register_with(fresh, registrar)
    registrar.seen = None
    assert register_with(fresh, registrar, CODE[::-1]).token != before.token
    assert len(entries.envelopes(fresh)) == 1


@pytest.mark.parametrize(
    ("refusal", "message"),
    [
        ("code_unknown", "does not know this code"),
        ("code_used", "was used before"),
        ("code_expired", "has expired"),
        ("station_mismatch", "for a station of another name"),
        ("proof_invalid", "does not believe"),
        ("journal_taken", "is a copy"),
        ("something_new", "server answered 409 something_new"),
    ],
)
def test_each_refusal_is_explained(registrar: Registrar, fresh: sqlite.Connection, refusal: str, message: str) -> None:
    registrar.refusal = refusal
    with pytest.raises(RegistrationError, match=message):
        register_with(fresh, registrar)
    assert identity.read(fresh) is None


@pytest.mark.parametrize("code", ["", "ABCD", CODE + "-ABCD", CODE.replace("A", "1")])
def test_what_is_no_code_is_refused_before_anything_is_sent(
    registrar: Registrar, fresh: sqlite.Connection, code: str
) -> None:
    with pytest.raises(RegistrationError, match="expected a code of six groups"):
        register_with(fresh, registrar, code)
    assert registrar.seen is None


def test_rotation_replaces_token_and_key_and_the_journal_stays_one_chain(
    registrar: Registrar, fresh: sqlite.Connection
) -> None:
    known = register_with(fresh, registrar)
    transport = line(registrar, known.token)
    key_id = rotate(fresh, transport, TurnedClock())
    transport.close()
    fill(fresh, 1)
    now = identity.read(fresh)
    assert now is not None
    assert now == identity.Identity("desk-7", "Palembang", url_of(registrar), now.token)
    assert token_digest(now.token) == registrar.changed != token_digest(known.token)
    assert entries.envelopes(fresh)[-1].key_id == key_id
    account = verify_database(fresh)
    assert (account.problems, len(account.journals[0].keys)) == ((), 2)


def test_a_rotation_that_does_not_reach_the_server_changes_nothing(
    registrar: Registrar, fresh: sqlite.Connection
) -> None:
    known = register_with(fresh, registrar)
    registrar.cut = 1
    transport = line(registrar, known.token)
    with pytest.raises(RegistrationError, match="run the same command again"):
        rotate(fresh, transport, TurnedClock())
    transport.close()
    assert identity.read(fresh) == known
    assert len(entries.envelopes(fresh)) == 1


def test_a_journal_is_prepared_once(fresh: sqlite.Connection) -> None:
    first, second = (journals.prepare(fresh, NOW) for _ in range(2))
    assert first.journal_id == second.journal_id
    assert first.key.public == second.key.public
