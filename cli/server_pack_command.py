"""`hadir server pack`: session packs that stations get from the server."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.server_database import Database, open_database

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from wire.pack_listing import ListedPack

_DIGITS = 12  # of a digest that are shown

app = typer.Typer(help="Session packs that stations get from the server.", no_args_is_help=True)


@app.callback()
def pack() -> None:
    """Session packs that stations get from the server."""


@app.command()
def add(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Packs that hadir enroll pack wrote.")],
    database: Database = None,
) -> None:
    """Put packs on the server. Each station sees those that were made for it and are for its venue.

    A pack stays encrypted to its stations: the server looks whether it is whole, and cannot open it. With SQLite what
    stations send waits while a large pack is stored, so not during a session.
    """
    from server.packs import add_pack
    from wire.errors import PackError

    with _sessions(context, database) as sessions:
        for file in files:
            try:
                added = add_pack(sessions, file, _now(), by=_keeper())
            except PackError as error:
                raise PackError(f"pack {file}: {error}", error.problem) from error
            typer.echo(f"added {_told(added)}")


@app.command("list")
def list_packs(context: typer.Context, database: Database = None) -> None:
    """List all packs: digest, venue, session, when it starts, until when it is valid, candidates, stations, bytes."""
    from server.packs import all_packs

    with _sessions(context, database) as sessions, sessions() as session:
        for each, stations in all_packs(session):
            starts, until = (f"{at.astimezone():%Y-%m-%d %H:%M}" for at in (each.session.starts_at, each.expires_at))
            counts = (str(number) for number in (each.candidates, stations, each.size))
            state = ("expired",) if _now() >= each.expires_at else ()
            typer.echo("\t".join((_told(each), starts, until, *counts, *state)))


@app.command()
def remove(
    context: typer.Context,
    digests: Annotated[
        list[str] | None, typer.Argument(metavar="DIGEST...", help="The first digits of a digest are enough.")
    ] = None,
    expired: Annotated[bool, typer.Option("--expired", help="All that are no longer valid.")] = False,
    database: Database = None,
) -> None:
    """Take packs off the server. What stations have got already stays with them."""
    from server.database import WRITING
    from server.packs import remove_expired, remove_pack

    if not digests and not expired:
        raise typer.BadParameter("expected a digest, or --expired")
    with _sessions(context, database) as sessions, sessions() as session:
        session.connection(execution_options=WRITING)
        gone = [remove_pack(session, digest, _now(), by=_keeper()) for digest in digests or ()]
        if expired:
            gone += remove_expired(session, _now(), by=_keeper())
        session.commit()
    for each in gone:
        typer.echo(f"removed {_told(each)}")


@contextmanager
def _sessions(context: typer.Context, database: str | None) -> Iterator[sessionmaker[Session]]:
    from sqlalchemy.orm import sessionmaker

    with open_database(context, database) as engine:
        yield sessionmaker(engine)


def _told(pack: ListedPack) -> str:
    return "\t".join((pack.digest[:_DIGITS], pack.session.venue, pack.session.title))


def _keeper() -> str:
    """Who is named in the record of accesses: the account of this computer."""
    return f"{getpass.getuser()} (console)"


def _now() -> datetime:
    return datetime.now(UTC)
