"""`hadir enroll`: from a roster and photos to galleries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from cli.context import AcceptLicence, Engine, ModelDirectory, Threads, context_of, recognition_flags
from enrollment.importing import import_roster
from enrollment.roster import read_roster
from recognition.calibration import Basis, Calibration
from recognition.recogniser import open_recogniser

_SHOWN_SUSPECTS = 20

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
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
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
    config = hadir.config(recognition=recognition_flags(engine, accept_licence, model_directory, threads))
    # One thread a photo and a photo a core is faster than one photo on all cores.
    workers = config.recognition.threads or os.cpu_count() or 1
    registry = hadir.registry(config.recognition.model_copy(update={"threads": 1}))
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
            open_recogniser(registry, config.recognition.engine, portraits=True, mirrored=False),
            registry.entry(config.recognition.engine),
            datetime.now(UTC),
            workers,
            lambda done: progress.update(task, completed=done),
        )
    for problem in result.problems:
        typer.echo(str(problem), err=True)
    for gallery in result.galleries:
        typer.echo(
            f"session {gallery.session.id}: {gallery.candidates} candidates, {gallery.photos} photos -> {gallery.path}"
        )
        typer.echo("\n".join(_account(gallery.calibration)))
    if not result.galleries:
        typer.echo("no candidate went in", err=True)
    if result.problems or not result.galleries:
        raise typer.Exit(1)


def _account(calibration: Calibration) -> Iterator[str]:
    """What the calibration found, in sentences."""
    sources = {
        Basis.COUNTED: "counted on this roster",
        Basis.EXTRAPOLATED: "extrapolated from this roster",
        Basis.ENGINE: "the engine's own, measured on other people",
    }
    yield f"  calibrated on {calibration.comparisons:,} comparisons of different candidates"
    for point in calibration.points:
        interval = f", this roster alone {point.low:.3f} to {point.high:.3f}" if point.low is not None else ""
        yield f"  FMR {point.fmr:<6g} threshold {point.threshold:.4f}  {sources[point.basis]}{interval}"
    for suspect in calibration.suspects[:_SHOWN_SUSPECTS]:
        yield f"  look at {suspect.one} and {suspect.other}: far more alike than strangers are ({suspect.score:.2f})"
    if len(calibration.suspects) > _SHOWN_SUSPECTS:
        yield f"  and {len(calibration.suspects) - _SHOWN_SUSPECTS} more such pairs"
