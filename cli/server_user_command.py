"""`hadir server user`: who may sign in to the dashboard."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.server_database import Database, open_database
from server.tables import Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

app = typer.Typer(help="Who may sign in to the dashboard.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The user's name.")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, where nobody is asked.")
]


@app.callback()
def user() -> None:
    """Who may sign in to the dashboard."""


@app.command()
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Option("--role", help="headquarters and venue settle cases; auditor only reads.")],
    venue: Annotated[str | None, typer.Option("--venue", help="The venue of a user of that role.")] = None,
    password_stdin: FromInput = False,
    database: Database = None,
) -> None:
    """Add a user; asks for a password of at least 12 characters."""
    from server.dashboard.accounts import Passwords, add_user

    password = _password(password_stdin)
    with _session(context, database) as session:
        add_user(session, Passwords(), _now(), name=name, role=role, venue=venue, password=password, by=_keeper())
    typer.echo(f"added {name}")


@app.command("list")
def list_users(context: typer.Context, database: Database = None) -> None:
    """List all users: name, role, venue, and whether they are disabled."""
    from server.dashboard.accounts import users

    with _session(context, database) as session:
        for each in users(session):
            state = f"disabled {each.disabled_at:%Y-%m-%d}" if each.disabled_at else ""
            typer.echo("\t".join((each.name, each.role, each.venue or "", state)).rstrip())


@app.command()
def password(context: typer.Context, name: Name, password_stdin: FromInput = False, database: Database = None) -> None:
    """Give a user another password. Whoever is signed in with the old one no longer is."""
    from server.dashboard.accounts import Passwords, set_password

    given = _password(password_stdin)
    with _session(context, database) as session:
        set_password(session, Passwords(), _now(), name=name, password=given, by=_keeper())
    typer.echo(f"changed the password of {name}")


@app.command()
def disable(context: typer.Context, name: Name, database: Database = None) -> None:
    """Keep a user from signing in, and sign them out."""
    from server.dashboard.accounts import disable

    with _session(context, database) as session:
        disable(session, _now(), name=name, by=_keeper())
    typer.echo(f"disabled {name}")


@app.command()
def enable(context: typer.Context, name: Name, database: Database = None) -> None:
    """Let a user sign in again."""
    from server.dashboard.accounts import enable

    with _session(context, database) as session:
        enable(session, _now(), name=name, by=_keeper())
    typer.echo(f"enabled {name}")


@contextmanager
def _session(context: typer.Context, database: str | None) -> Iterator[Session]:
    """A transaction on the configured database; kept if nothing is raised."""
    from sqlalchemy.orm import Session

    from server.database import WRITING

    with open_database(context, database) as engine, Session(engine) as session:
        session.connection(execution_options=WRITING)
        yield session
        session.commit()


def _password(from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\n")
    asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked


def _keeper() -> str:
    """Who is named in the record of accesses: the account of this computer."""
    return f"{getpass.getuser()} (console)"


def _now() -> datetime:
    return datetime.now(UTC)
