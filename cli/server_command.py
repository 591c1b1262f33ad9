"""`hadir server`: the central server, and what its keepers do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli import server_pack_command, server_user_command
from cli.context import context_of
from cli.server_database import Database, database_url, open_database
from station.logs import log_to_stderr

_AS_IT_WAS = """Who may come in is as it was when the backup was made. Before the server runs:
- revoke the stations that were revoked since:     hadir server revoke STATION
- disable the users who were disabled since:       hadir server user disable NAME
- change the passwords that were changed since:    hadir server user password NAME
Stations that have registered or changed their token since are refused, which cannot be known here: each of them shows
that it is not accepted, and needs a new code (hadir server invite). --void-access would have shut everybody out."""
_SHUT = """Nobody may come in. Every station keeps what it records until it registers again:
- a new code for each station:    hadir server invite --station STATION --venue VENUE
- each user who may sign in:      hadir server user enable NAME
- and, if it may be known:        hadir server user password NAME"""

app = typer.Typer(help="The central server: takes reports and shows check-ins live.", no_args_is_help=True)
app.add_typer(server_user_command.app, name="user")
app.add_typer(server_pack_command.app, name="pack")


@app.callback()
def server() -> None:
    """The central server: takes reports and shows check-ins live."""


@app.command()
def run(
    context: typer.Context,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on; 0 for a free one.")] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", help="PEM file; needed to listen for other computers.")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="PEM file with the certificate's key.")] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="Host name in the server's address, as stations and browsers use it."),
    ] = None,
    proxy: Annotated[
        str | None, typer.Option("--proxy", help="Address of the proxy whose word on who the client is is believed.")
    ] = None,
    database: Database = None,
) -> None:
    """Run the central server until Ctrl-C.

    It prints its address once it answers; open that in a browser and sign in (see: hadir server user add). Without a
    certificate it listens on this computer only. With SQLite there can be one server process; with PostgreSQL, any
    number (docs/deployment.md).
    """
    from server.run import Listen, serve

    hadir = context_of(context)
    config = hadir.config(
        server={
            "host": host,
            "port": port,
            "certificate": str(certificate) if certificate else None,
            "key": str(key) if key else None,
            "names": name or None,
            "proxy": proxy,
            "database": database,
        }
    ).server
    hadir.paths.make_home()
    log_to_stderr()
    listen = Listen(
        host=config.host,
        port=config.port,
        certificate=Path(config.certificate) if config.certificate else None,
        key=Path(config.key) if config.key else None,
        hosts=tuple(config.names),
        proxy=config.proxy,
    )
    serve(listen, database_url(context, database), lambda address: typer.echo(f"serving {address}"))


@app.command()
def migrate(context: typer.Context, database: Database = None) -> None:
    """Bring the database to this program's schema. `run` does so too."""
    with open_database(context, database) as engine:
        from server.database import name_of

        typer.echo(f"{name_of(engine.url)} is up to date")


@app.command()
def rebuild(context: typer.Context, database: Database = None) -> None:
    """Make all tables that pages read anew from the reports. Reports that come meanwhile are sent again later."""
    from sqlalchemy.orm import sessionmaker

    from server.projection import rebuild as make_anew

    with open_database(context, database) as engine:
        count = make_anew(sessionmaker(engine), _count_up)
        typer.echo(f"made anew from {count:,} reports")


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="File to write; it must not be there.")],
    database: Database = None,
) -> None:
    """Write everything into one file, while the server runs. It holds personal data: keep it as the database."""
    from server.backup import write_backup

    with open_database(context, database) as engine:
        counts = write_backup(engine, file)
        typer.echo(f"{file}: {counts['report']:,} reports, {counts['evidence_picture']:,} pictures")


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that `hadir server backup` wrote.")],
    void_access: Annotated[
        bool,
        typer.Option(
            "--void-access",
            help="Let nobody in: each station registers again with a new code, each user is enabled again by name.",
        ),
    ] = False,
    database: Database = None,
) -> None:
    """Take a backup into an empty database, of the same kind or the other.

    Who may come in is as it was when the backup was made. Whoever was shut out since comes in again, unless
    --void-access is given: it voids the tokens of all stations, invitations that were not used, and sign-ins, and
    disables all users. Reports that wait at stations are sent once these have registered again.
    """
    from server.backup import restore_backup

    with open_database(context, database) as engine:
        voided = datetime.now(UTC) if void_access else None
        counts = restore_backup(engine, file, _count_up, void_access_at=voided)
        typer.echo(f"restored {counts['report']:,} reports, {counts['evidence_picture']:,} pictures")
        typer.echo(_SHUT if void_access else _AS_IT_WAS)


@app.command()
def invite(
    context: typer.Context,
    station: Annotated[str, typer.Option("--station", help="The station's name, for good: letters, digits, . _ -")],
    venue: Annotated[str, typer.Option("--venue", help="Where it stands, as rosters write it.")],
    hours: Annotated[float, typer.Option("--hours", min=0.1, max=720, help="How long the code is good.")] = 24.0,
    database: Database = None,
) -> None:
    """Print a one-time code with which one station registers: hadir station register --code CODE.

    The code is the only line on standard output. An earlier code of the station that was not used is void.
    """
    from sqlalchemy.orm import sessionmaker

    from server.registration import invite as make_code

    with open_database(context, database) as engine:
        typer.echo(make_code(sessionmaker(engine), station, venue, datetime.now(UTC), hours))


@app.command()
def revoke(
    context: typer.Context,
    station: Annotated[str, typer.Argument(help="The station's name.")],
    database: Database = None,
) -> None:
    """Refuse all that a station sends, from now on. What it has sent stays. To take it back, invite it again."""
    from sqlalchemy.orm import sessionmaker

    from server.registration import revoke as refuse_from_now_on

    with open_database(context, database) as engine:
        refuse_from_now_on(sessionmaker(engine), station, datetime.now(UTC))
        typer.echo(f"{station} is revoked")


def _count_up(done: int) -> None:
    typer.echo(f"\r{done:,} reports", nl=False, err=True)
