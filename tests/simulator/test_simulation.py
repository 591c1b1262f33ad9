"""A simulation proves what it says, and would notice the opposite."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from server.database import open_engine
from server.schema import upgrade
from simulator.comparison import compare_with_database, read_journals
from simulator.run import simulate_here
from simulator.scenario import Scenario, StationOrder, WorkerOrder
from station.journal import database, journals
from tests.conftest import TurnedClock
from vault.keys import DatabaseKey

SMALL = Scenario(stations=3, reports=15, seed=5, faults=0.3, kills=3, pace=0.02)


def test_stations_and_server_that_are_killed_on_a_bad_line_lose_and_double_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'server.sqlite3'}"
    result = simulate_here(SMALL, tmp_path, url, lambda _line: None)
    assert result.comparison.good
    assert result.comparison.recorded >= 3 * (15 + 2)
    assert sum(result.faults.values()) > 10
    assert result.worker_kills + result.server_kills > 0


def test_a_report_that_is_not_on_the_server_is_counted_as_lost(tmp_path: Path, clock: TurnedClock) -> None:
    order = StationOrder(name="sim", code="", secret="11" * 32, salt="22" * 16, seed=1)
    worker = WorkerOrder(folder=tmp_path, server="", reports=1, pace=0, stations=(order,))
    path = worker.journal(order)
    path.parent.mkdir()
    connection = database.connect(path, DatabaseKey(bytes.fromhex(order.secret), bytes.fromhex(order.salt)))
    journals.begin(connection, "sim", clock.now())
    connection.close()
    url = f"sqlite:///{tmp_path / 'server.sqlite3'}"
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    found = compare_with_database(read_journals([worker]), url)
    assert (found.recorded, found.on_server, found.lost, found.good) == (1, 0, 1, False)


@pytest.mark.parametrize(
    "options",
    [["--server", "http://127.0.0.1:1"], ["--invite", "AAAA"], ["--server", "x", "--invite", "y", "--database", "z"]],
)
def test_options_that_do_not_go_together_are_refused(options: list[str]) -> None:
    result = CliRunner().invoke(app, ["simulate", *options])
    assert result.exit_code == 2
    assert "--invite" in result.output
