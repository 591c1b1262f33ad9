"""`hadir station register`, `rotate` and `status` on a data folder."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from station.journal.lock import lock_journal
from tests.cli.conftest import Hadir
from tests.station.makers import NOW
from wire.registration import Registered, TokenChanged

CODE = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/v1/token":
            answer = TokenChanged(server_time=NOW).model_dump_json()
        else:
            answer = Registered(station_id="desk-7", venue="Palembang", server_time=NOW).model_dump_json()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    made = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=made.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


def test_a_station_registers_rotates_and_tells_who_it_is(hadir: Hadir, folder: Path, server: str) -> None:
    ran = hadir("--home", folder, "station", "register", "--server", server, "--code", CODE)
    assert ran.out == f"registered as desk-7 (Palembang) with {server}\n"
    rotated = hadir("--home", folder, "station", "rotate")
    assert rotated.code == 0
    assert "signed with key" in rotated.out
    status = hadir("--home", folder, "station", "status")
    assert "desk-7" in status.out
    assert f"with {server}" in status.out
    assert "pending           2" in status.out
    for secret in ("t" * 43, "n" * 43):
        assert secret not in ran.out + rotated.out + status.out
    assert hadir("--home", folder, "journal", "verify").code == 0


def test_without_an_address_it_is_asked_for(hadir: Hadir, folder: Path) -> None:
    ran = hadir("--home", folder, "station", "register", "--code", CODE)
    assert ran.code == 2
    assert "expected --server" in ran.err


def test_plain_http_to_another_computer_is_refused(hadir: Hadir, folder: Path) -> None:
    ran = hadir("--home", folder, "station", "register", "--server", "http://192.0.2.1", "--code", CODE)
    assert ran.code == 2
    assert "plain http is refused" in ran.err


def test_a_server_that_is_not_there_is_one_message_that_says_what_to_do(hadir: Hadir, folder: Path) -> None:
    ran = hadir("--home", folder, "station", "register", "--server", "http://127.0.0.1:1", "--code", CODE)
    assert ran.code == 2
    assert "run the same command again" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_station_that_is_not_registered_has_nothing_to_rotate(hadir: Hadir, folder: Path) -> None:
    ran = hadir("--home", folder, "station", "rotate")
    assert ran.code == 2
    assert "not registered yet" in ran.err


def test_nothing_is_registered_while_the_desk_is_open(hadir: Hadir, folder: Path, server: str) -> None:
    folder.mkdir()
    with lock_journal(folder / "station.sqlite3"):
        ran = hadir("--home", folder, "station", "register", "--server", server, "--code", CODE)
    assert ran.code == 2
    assert "another station is running" in ran.err
