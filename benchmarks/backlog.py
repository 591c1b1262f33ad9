"""How long a station needs to deliver a day's backlog over a line that is cut ten times.

    python -m benchmarks.backlog [--reports N] [--database URL]

A real journal, the real sender with the limits that a desk has, a real server; the line is cut before and after the
request by turns. In the end every entry is looked for on the server.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
from pathlib import Path
from time import perf_counter

from rich.console import Console

from simulator.comparison import compare_with_database, read_journals
from simulator.faults import Fault, FaultDice
from simulator.line import FaultyLine
from simulator.processes import ServerProcess
from simulator.scenario import StationOrder, WorkerOrder
from simulator.worker import SimulatedStation
from station.outbox.policy import SendingPolicy

CUTS, REPORTS = 10, 3_000
_EVERY = 12  # requests between two cuts


class TenCuts(FaultDice):
    """No dice at all: every twelfth request, ten times, the line is cut before it arrives or before its answer."""

    def __init__(self) -> None:
        super().__init__(0, 0.0)
        self._requests = 0

    def throw(self) -> Fault:
        """The fate of the next request."""
        self._requests += 1
        number, rest = divmod(self._requests, _EVERY)
        cut = rest == 0 and number <= CUTS
        fault = (Fault.CUT_BEFORE if number % 2 else Fault.CUT_AFTER) if cut else Fault.NONE
        self.thrown[fault] += 1
        return fault


def measure(console: Console, folder: Path, reports: int, database: str) -> None:
    """Record, deliver, compare and print."""
    server = ServerProcess(folder, database)
    server.start()
    line = FaultyLine(server.port, TenCuts())
    order = StationOrder(
        name="backlog",
        code=server.invite("backlog"),
        secret=secrets.token_hex(32),
        salt=secrets.token_hex(16),
        seed=1,
    )
    url = f"http://127.0.0.1:{line.port}"
    worker = WorkerOrder(folder=folder, server=url, reports=reports, pace=0.0, stations=(order,))
    station = SimulatedStation(worker, order, SendingPolicy())
    station.record_all()
    began = perf_counter()
    station.deliver_all()
    seconds = perf_counter() - began
    found = compare_with_database(read_journals([worker]), database)
    cuts = sum(times for fault, times in line.faults.items() if fault is not Fault.NONE)
    line.close()
    server.stop()
    console.print(
        f"backlog of {found.recorded:,} reports with {found.pictures} pictures, line cut {cuts} times: "
        f"{seconds:.1f} s; on server {found.on_server:,}, lost {found.lost}, doubled {found.doubled}"
    )


def main() -> None:
    """Measure on SQLite, or on the database given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backlog")
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--database")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hadir-bench-") as name:
        folder = Path(name)
        database = arguments.database or f"sqlite:///{folder / 'server.sqlite3'}"
        measure(Console(width=110), folder, arguments.reports, database)


if __name__ == "__main__":
    main()
