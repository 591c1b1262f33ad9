"""`hadir server`: the central server."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy import URL

from cli.context import context_of
from station.logs import log_to_stderr

app = typer.Typer(help="The central server: takes reports and shows check-ins live.", no_args_is_help=True)


@app.callback()
def server() -> None:
    """The central server: takes reports and shows check-ins live."""


@app.command()
def run(
    context: typer.Context,
    host: Annotated[str | None, typer.Option("--host", help="Loopback address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on; 0 for a free one.")] = None,
    database: Annotated[
        str | None, typer.Option("--database", help="SQLAlchemy URL; SQLite in the data folder if not given.")
    ] = None,
) -> None:
    """Run the central server until Ctrl-C.

    It prints its address once it answers; open that in a browser to see check-ins live. It listens on this computer
    only, since stations cannot prove yet who they are.
    """
    from server.run import serve

    hadir = context_of(context)
    config = hadir.config(server={"host": host, "port": port, "database": database}).server
    hadir.paths.make_home()
    log_to_stderr()
    url = config.database or URL.create("sqlite", database=str(hadir.paths.server_database))
    serve(config.host, config.port, url, lambda address: typer.echo(f"serving {address}"))
