"""`hadir enroll`: from a roster and photos to galleries."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from cli.context import ModelDirectory, Threads, context_of
from enrollment.importing import import_roster
from enrollment.roster import read_roster
from recognition.detection import PortraitDetector, YuNet
from recognition.engines.sface import SFace

app = typer.Typer(help="Before the exam: turn a roster and photos into session galleries.", no_args_is_help=True)


@app.callback()
def enroll() -> None:
    """Before the exam: turn a roster and photos into session galleries."""


@app.command("import")
def import_(
    context: typer.Context,
    roster: Annotated[Path, typer.Argument(help="CSV file, UTF-8, one candidate a row.")],
    photos: Annotated[
        Path, typer.Option("--photos", help="Folder of the photos that the roster names.", file_okay=False)
    ],
    model_directory: ModelDirectory = None,
    threads: Threads = None,
) -> None:
    """Read a roster and its photos; write one gallery for each session into the data folder.

    Columns, by name, in any order, in English or Indonesian: number (nomor), name (nama), session (sesi), venue
    (tilok), starts_at (mulai, such as 2026-10-12T08:00+07:00), photos (foto: file names separated by ;) and, if you
    like, seat (kursi). A bad row is reported with its line and skipped; so is a photo that shows no face or several.
    Importing the same session again replaces its gallery.

    Exit codes: 0 all rows went in; 1 some did not, or none; 2 the roster could not be read.
    """
    hadir = context_of(context)
    config = hadir.config(recognition={"model_directory": model_directory, "threads": threads})
    registry = hadir.registry(config.recognition)
    rows = read_roster(roster)
    console = Console(stderr=True, soft_wrap=True)
    columns = (SpinnerColumn(), TextColumn("embedding photos"), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("rows", total=len(rows.rows))
        result = import_roster(
            rows,
            roster.name,
            photos,
            hadir.paths.galleries,
            PortraitDetector(YuNet(registry.open("yunet"))),
            SFace(registry.open("sface")),
            datetime.now(UTC),
            lambda done: progress.update(task, completed=done),
        )
    for problem in result.problems:
        typer.echo(str(problem), err=True)
    for gallery in result.galleries:
        typer.echo(
            f"session {gallery.session.id}: {gallery.candidates} candidates, {gallery.photos} photos -> {gallery.path}"
        )
    if not result.galleries:
        typer.echo("no candidate went in", err=True)
    if result.problems or not result.galleries:
        raise typer.Exit(1)
