"""`hadir simulate`: many stations against a real server, with everything going wrong."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from simulator.run import Result


def simulate(
    stations: Annotated[int, typer.Option("--stations", min=1, max=2000, help="How many stations.")] = 10,
    reports: Annotated[int, typer.Option("--reports", min=1, help="Check-ins that each station records.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, other faults.")] = 1,
    faults: Annotated[float, typer.Option("--faults", min=0, max=0.9, help="Share of requests that go wrong.")] = 0.1,
    kills: Annotated[int, typer.Option("--kills", min=0, help="Times that a station or the server is killed.")] = 6,
    pace: Annotated[float, typer.Option("--pace", min=0, help="Seconds between two check-ins of a station.")] = 0.05,
    database: Annotated[
        str | None, typer.Option("--database", help="Database of the simulation's own server; a new SQLite if none.")
    ] = None,
    server: Annotated[str | None, typer.Option("--server", help="A server on this computer that runs already.")] = None,
    invite: Annotated[
        list[str] | None, typer.Option("--invite", help="With --server: a code; one station for each.")
    ] = None,
) -> None:
    """Prove that no report is lost or doubled: real journals, outboxes and a real server, and a line that fails.

    Requests are cut before and after they arrive, answered with errors or not at all, delivered twice or late; clocks
    jump; stations and the server are killed. In the end every entry of every journal is looked for on the server.
    Everything is written in a temporary folder, which stays if anything is amiss; the exit code is 1 then.
    """
    from server.database import open_engine
    from simulator.run import simulate_here, simulate_there
    from simulator.scenario import Scenario

    if bool(server) != bool(invite) or (server and database):
        raise typer.BadParameter("expected --server together with --invite, and without --database")
    if database:
        open_engine(database).dispose()  # what is wrong with it is said here, and not by a server that does not start
    count = len(invite) if invite else stations
    scenario = Scenario(stations=count, reports=reports, seed=seed, faults=faults, kills=kills, pace=pace)
    folder = Path(tempfile.mkdtemp(prefix="hadir-simulation-"))
    if server and invite:
        result = simulate_there(scenario, folder, server, invite, typer.echo)
    else:
        url = database or f"sqlite:///{folder / 'server.sqlite3'}"
        result = simulate_here(scenario, folder, url, typer.echo)
    _tell(result)
    if not result.comparison.good:
        typer.echo(f"kept to be looked at: {folder}")
        raise typer.Exit(1)
    shutil.rmtree(folder, ignore_errors=True)


def _tell(result: Result) -> None:
    found = result.comparison
    for fault, times in sorted(result.faults.items(), key=lambda item: -item[1]):
        typer.echo(f"  {times:7,}  {fault.value}")
    typer.echo(f"killed: stations {result.worker_kills} times, server {result.server_kills} times")
    typer.echo(
        f"altered {found.altered}, unknown {found.unknown}, half-written {found.half}, "
        f"quarantined {found.quarantined}, pictures {found.pictures_on_server} of {found.pictures}"
    )
    typer.echo(f"recorded {found.recorded}, on server {found.on_server}, lost {found.lost}, doubled {found.doubled}")
