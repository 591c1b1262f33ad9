"""`hadir`: the main command and what is said to a newcomer."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from cli import (
    demo_command,
    enroll_command,
    evaluate_command,
    journal_command,
    keys_command,
    models_command,
    pack_command,
    server_command,
    simulate_command,
    station_command,
    verify_command,
)
from cli.config import ConfigError
from cli.context import BAD_INPUT, Context, context_of
from cli.paths import HomeError, find_paths
from demo.errors import DemoError
from enrollment.errors import EnrollmentError
from models.errors import ModelError
from recognition.errors import RecognitionError
from server.errors import ServerError
from simulator.errors import SimulationError
from station.errors import StationError
from vault.errors import VaultError
from wire.errors import WireError

WELCOME = """\
Hadir checks that the person in front of the camera is the one who registered.

New here? Watch it work first, with recorded faces and a server of its own:
    hadir demo

Then with your own people and a real webcam:
 1. hadir server run                                    the central server, in a window of its own
 2. hadir server invite --station desk-1 --venue VENUE  a one-time code, for
    hadir station register --server http://127.0.0.1:8640 --code CODE
 3. hadir keys new, hadir keys export signer.txt        who signs, whom the desk trusts by
    hadir station trust signer.txt
 4. hadir enroll import roster.csv --photos photos/     candidates and their photos
 5. hadir station key --export desk-1.txt               whom the session's pack is for
    hadir enroll pack --session SESSION --to desk-1.txt
 6. hadir station --pack SESSION.pack --camera 0        the desk

Compare two photos:   hadir verify registered.jpg --probe today.jpg
How good is it?       hadir evaluate folder photos/    (one folder for each person)
Where things lie:     hadir paths
All commands:         hadir --help        (each has a --help of its own)
"""

app = typer.Typer(
    name="hadir",
    no_args_is_help=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(models_command.app, name="models")
app.add_typer(enroll_command.app, name="enroll")
app.add_typer(evaluate_command.app, name="evaluate")
app.add_typer(server_command.app, name="server")
app.add_typer(keys_command.app, name="keys")
app.add_typer(pack_command.app, name="pack")
app.add_typer(station_command.app, name="station")
app.add_typer(journal_command.app, name="journal")
app.command("verify")(verify_command.verify)
app.command("simulate")(simulate_command.simulate)
app.command("demo")(demo_command.demo)


@app.callback()
def hadir(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            "--home",
            help="The data folder, for everything that is written. Else HADIR_HOME, else the platform's own.",
        ),
    ] = None,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Face identity check for exam test centres.

    The desk checks candidates in (station), the central server collects what was decided (server), and before
    the exam the roster and photos are turned into the sessions' packs (enroll).
    """
    context.obj = Context(find_paths(home, os.environ))
    if show_version:
        typer.echo(f"hadir {version('hadir')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(WELCOME)


@app.command()
def paths(context: typer.Context) -> None:
    """Print where everything lies that Hadir writes.

    It is all under one data folder, made so that only its owner may open it. Set HADIR_HOME or --home to move it.
    """
    for name, path in context_of(context).paths.named().items():
        typer.echo(f"{name:18}{path}{'' if path.exists() else '  (not there yet)'}")


def main() -> None:
    """Run the command; an error that somebody can do something about is one message, not a traceback."""
    os.umask(0o077)  # whatever is written, about people or not, is for its owner only
    try:
        app()
    except (
        ConfigError,
        DemoError,
        EnrollmentError,
        HomeError,
        ModelError,
        RecognitionError,
        ServerError,
        SimulationError,
        StationError,
        VaultError,
        WireError,
    ) as error:
        print(f"hadir: {error}", file=sys.stderr)
        sys.exit(BAD_INPUT)
    except OSError as error:  # a disk that is full, a folder that cannot be made
        where = f": {error.filename}" if error.filename else ""
        print(f"hadir: {error.strerror or error}{where}", file=sys.stderr)
        sys.exit(BAD_INPUT)


if __name__ == "__main__":
    main()
