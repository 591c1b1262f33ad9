"""Runs a simulation: a server, a faulty line, workers that are many stations, and somebody who pulls plugs."""

from __future__ import annotations

import os
import random
import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

from sqlalchemy.orm import sessionmaker

from server.database import open_engine
from server.registration import invite
from server.schema import upgrade
from simulator.comparison import Comparison, Recorded, compare_by_asking, compare_with_database, read_journals
from simulator.errors import SimulationError
from simulator.faults import Fault, FaultDice
from simulator.line import FaultyLine
from simulator.processes import ServerProcess, WorkerProcess
from simulator.scenario import Scenario, StationOrder, WorkerOrder
from simulator.worker import POLICY
from station.client import HttpTransport, ServerAddress

_LOOK = 0.05  # seconds
_STILL = 300.0  # seconds without an end after the last kill that are too long
_STATIONS_A_WORKER = 25


@dataclass(frozen=True, slots=True)
class Result:
    """What happened. ``seconds`` are from the first station's start to the last delivery."""

    comparison: Comparison
    faults: Counter[Fault]
    worker_kills: int
    server_kills: int
    seconds: float


def simulate_here(scenario: Scenario, folder: Path, database: str, say: Callable[[str], None]) -> Result:
    """Simulate with a server of its own on a database, which may be killed too.

    Raises:
        SimulationError, DatabaseError.
    """
    with ExitStack() as stack:
        server = ServerProcess(folder, database)
        server.start()
        stack.callback(server.stop)
        say(f"server running: {server.url}")
        codes = _invitations(scenario, database)
        line = FaultyLine(server.port, FaultDice(scenario.seed, scenario.faults))
        stack.callback(line.close)
        result = _play(scenario, folder, line, codes, server, say)
        return result.finish(lambda recorded: compare_with_database(recorded, database))


def simulate_there(
    scenario: Scenario, folder: Path, url: str, codes: Sequence[str], say: Callable[[str], None]
) -> Result:
    """Simulate with a server that runs already on this computer, one station for each code. It is not killed.

    Raises:
        SimulationError.
    """
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.port is None:
        raise SimulationError(f"expected the address of a server on this computer, http://127.0.0.1:PORT, got {url}")
    line = FaultyLine(parts.port, FaultDice(scenario.seed, scenario.faults))
    try:
        result = _play(scenario, folder, line, {f"station-{at}": code for at, code in enumerate(codes)}, None, say)
    finally:
        line.close()

    def ask(recorded: Sequence[Recorded]) -> Comparison:
        transports = [HttpTransport(ServerAddress(url), POLICY, each.token) for each in recorded]
        return compare_by_asking(recorded, transports)

    return result.finish(ask)


@dataclass(frozen=True, slots=True)
class _Played:
    orders: list[WorkerOrder]
    faults: Counter[Fault]
    worker_kills: int
    server_kills: int
    seconds: float

    def finish(self, compare: Callable[[Sequence[Recorded]], Comparison]) -> Result:
        recorded = read_journals(self.orders)
        return Result(compare(recorded), self.faults, self.worker_kills, self.server_kills, self.seconds)


def _invitations(scenario: Scenario, database: str) -> dict[str, str]:
    """A code for each station, put into the database beside the running server as the command does."""

    run = secrets.token_hex(3)  # a database may have seen simulations before
    engine = open_engine(database)
    upgrade(engine)
    sessions, now = sessionmaker(engine), datetime.now(UTC)
    names = [f"sim-{run}-{at:04}" for at in range(scenario.stations)]
    codes = {name: invite(sessions, name, "Simulated venue", now) for name in names}
    engine.dispose()
    return codes


def _play(
    scenario: Scenario,
    folder: Path,
    line: FaultyLine,
    codes: dict[str, str],
    server: ServerProcess | None,
    say: Callable[[str], None],
) -> _Played:
    orders = _orders(scenario, folder, f"http://127.0.0.1:{line.port}", codes)
    workers = [WorkerProcess(order) for order in orders]
    began = monotonic()
    kills: Counter[str] = Counter()
    try:
        for worker in workers:
            worker.start()
        _pull_plugs(scenario, workers, server, kills)
        until = monotonic() + _STILL
        while not all(worker.done() for worker in workers):
            if monotonic() > until:
                raise SimulationError(f"the stations did not get everything delivered in {_STILL:g} s; see {folder}")
            sleep(_LOOK)
    finally:
        for worker in workers:
            worker.kill()
    seconds = monotonic() - began
    say(f"all delivered after {seconds:.0f} s")
    return _Played(orders, line.faults, kills["worker"], kills["server"], seconds)


def _pull_plugs(
    scenario: Scenario, workers: Sequence[WorkerProcess], server: ServerProcess | None, kills: Counter[str]
) -> None:
    """Kill workers and the server at random instants, for as long as the stations are at work."""
    dice = random.Random(scenario.seed)  # noqa: S311
    for _ in range(scenario.kills):
        sleep(dice.uniform(0.0, 2.0))
        busy = [worker for worker in workers if not worker.done()]
        if not busy:
            return
        if server is not None and dice.random() < 0.5:
            server.kill()
            server.start()
            kills["server"] += 1
        else:
            worker = dice.choice(busy)
            worker.kill()
            worker.start()
            kills["worker"] += 1


def _orders(scenario: Scenario, folder: Path, url: str, codes: dict[str, str]) -> list[WorkerOrder]:
    stations = [
        StationOrder(
            name=name, code=code, secret=secrets.token_hex(32), salt=secrets.token_hex(16), seed=scenario.seed + at
        )
        for at, (name, code) in enumerate(codes.items())
    ]
    count = max(min(len(stations), os.cpu_count() or 1), -(-len(stations) // _STATIONS_A_WORKER))
    return [
        WorkerOrder(
            folder=folder,
            server=url,
            reports=scenario.reports,
            pace=scenario.pace,
            stations=tuple(stations[at::count]),
        )
        for at in range(count)
    ]
