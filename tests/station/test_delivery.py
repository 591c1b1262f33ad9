"""The real sender and client in a process of their own, killed again and again: everything arrives, once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread, Timer
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import BaseModel

from station.errors import TransportError
from station.journal import entries, integrity
from station.journal.reading import verify_database
from station.outbox import store
from tests.station.makers import KEY
from tests.station.test_outbox import ScriptedLine
from vault import sqlite
from wire.envelopes import Batch, BatchResult
from wire.evidence import picture_digest
from wire.heartbeat import Heartbeat

PATIENCE = 60.0  # seconds


class KeepingServer(ThreadingHTTPServer):
    """Keeps what it is sent in memory, one request at a time."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept = ScriptedLine()
        self.one_at_a_time = Lock()


class Handler(BaseHTTPRequestHandler):
    server: KeepingServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        with self.server.one_at_a_time:
            try:
                status, content = 200, self._answer(body).model_dump_json()
            except TransportError as error:
                status, content = error.status or 500, f'{{"error": "{error.code}", "detail": ""}}'
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content.encode())

    def do_PUT(self) -> None:
        self.do_POST()

    def do_GET(self) -> None:
        self.do_POST()

    def _answer(self, body: bytes) -> BaseModel:
        assert self.headers["Authorization"] == f"Bearer {'t' * 43}"
        kept, parts = self.server.kept, urlsplit(self.path)
        digest = parts.path.rpartition("/")[2]
        match self.command, parts.path:
            case "POST", "/v1/reports":
                result: BatchResult = kept.send(Batch.model_validate_json(body).envelopes)
                return result
            case "POST", "/v1/heartbeat":
                return kept.heartbeat(Heartbeat.model_validate_json(body))
            case "GET", _:
                return kept.upload_state(digest)
            case _:
                return kept.upload(digest, int(parse_qs(parts.query)["offset"][0]), body)

    def handle(self) -> None:
        """A station that is killed closes its line in the middle of whatever it was."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def keeping() -> Iterator[KeepingServer]:
    server = KeepingServer()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


STATION = """
import os, sys
from pathlib import Path
from queue import SimpleQueue
from station.client import HttpTransport, ServerAddress
from station.clock import ServerClock, SystemClock
from station.health import Health
from station.journal import database, entries
from station.outbox.policy import SendingPolicy
from station.outbox.sender import Sender
from tests.station.makers import KEY, open_journal, report
path, url, decisions = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
journal = open_journal(path)
policy = SendingPolicy(batch=3, backoff_first=0.01, picture_piece=1500, picture_rate=1e6, heartbeat=0.05)
told = SimpleQueue()
health = Health("SKD-1", None, "", None, "hadir test")
line = HttpTransport(ServerAddress(url), policy, "t" * 43)
sender = Sender(
    database.connect(path, KEY), line, SystemClock(), ServerClock(), lambda: health, told.put, policy
)
sender.start()
print("sending", flush=True)
for _ in range(decisions):
    picture = os.urandom(4000)
    entries.record(journal, lambda place: report(place, pictures=(picture,)), [picture])
    sender.notify()
while (status := told.get()).pending or status.pictures:
    pass
sender.stop()
"""


def run_station(path: Path, url: str, decisions: int, kill_after: float | None) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STATION, str(path), url, str(decisions)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    overdue = Timer(PATIENCE if kill_after is None else kill_after, process.kill)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"sending\n"
        overdue.start()
        code = process.wait()
    overdue.cancel()
    assert kill_after is not None or code == 0


def test_killed_at_any_moment_everything_recorded_arrives_once_with_its_pictures(
    keeping: KeepingServer, tmp_path: Path
) -> None:
    path, url = tmp_path / "station.sqlite3", f"http://127.0.0.1:{keeping.server_port}"
    for milliseconds in (0, 5, 20, 45, 80, 130):
        run_station(path, url, 40, milliseconds / 1000)
    run_station(path, url, 5, None)
    journal: sqlite.Connection = integrity.open_sound(path, KEY)
    envelopes = entries.envelopes(journal)
    pictures = dict(journal.execute("SELECT digest, content FROM picture").fetchall())
    assert verify_database(journal).problems == ()
    assert store.counts(journal) == store.OutboxCounts(0, 0, 0)
    journal.close()
    assert {envelope.report_id: envelope.digest for envelope in envelopes} == keeping.kept.kept
    assert sorted(keeping.kept.order) == [envelope.station_seq for envelope in envelopes]
    assert {digest: bytes(content) for digest, content in keeping.kept.uploaded.items()} == pictures
    assert all(picture_digest(content) == digest for digest, content in pictures.items())
    assert len(pictures) == len(envelopes) - 1
