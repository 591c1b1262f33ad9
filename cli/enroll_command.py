"""`hadir enroll`: from a roster and photos to the enrolment database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from cli.context import AcceptLicence, Engine, ModelDirectory, Threads, context_of, recognition_flags
from cli.enroll_duplicates import duplicates, list_pairs, review
from cli.enroll_pack import pack
from cli.enroll_triage import triage
from cli.enroll_window import window
from cli.enrolment import enrolment, enrolment_if_any
from cli.unlocking import PassphraseFile
from enrollment.importing import Plan, Progress, photo_problems, plan_import, store_import
from enrollment.photos.source import open_photos
from enrollment.roster.problem_list import told, write_problems
from enrollment.roster.problems import RosterProblem
from enrollment.roster.reading import Roster, read_roster
from enrollment.store import candidates
from enrollment.store.photos import refused as refused_photos
from recognition.recogniser import open_recogniser

_SHOWN_CHANGES = 20
_ABORTED = 3

app = typer.Typer(help="Before the exam: a roster and photos, triage, duplicates, session packs.", no_args_is_help=True)
app.command("triage")(triage)
app.command("duplicates")(duplicates)
app.command("pairs")(list_pairs)
app.command("review")(review)
app.command("pack")(pack)
app.command("window")(window)


@app.callback()
def enroll() -> None:
    """Before the exam: a roster and photos, triage, duplicates, session packs."""


@app.command("import")
def import_(
    context: typer.Context,
    roster: Annotated[Path, typer.Argument(help="CSV or XLSX file, one candidate a row.")],
    photos: Annotated[Path, typer.Option("--photos", help="Folder or ZIP archive of the photos.")],
    pattern: Annotated[
        str,
        typer.Option("--pattern", help="Names of the photos, such as {nik}/{number}_*.jpg, where the roster has none."),
    ] = "",
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help='TOML file for unusual columns: number = "Nomor Urut" ...')
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="Sheet of a workbook; else its first.")] = None,
    timezone: Annotated[
        str,
        typer.Option("--timezone", help="Zone of the start times where they name none; WIB, WITA, WIT or a city's."),
    ] = "WIB",
    problems: Annotated[
        Path | None, typer.Option("--problems", help="Write every problem to this CSV file; else few are printed.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read roster and photos, say what would be done, and do nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Overwrite what has changed without asking.")] = False,
    passphrase_file: PassphraseFile = None,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
    threads: Threads = None,
) -> None:
    """Read a roster and its photos into the enrolment database.

    Columns by name, in any order, in Indonesian or English: nomor peserta, NIK, nama, tanggal lahir, tilok, ruang,
    tanggal, jam (or mulai, such as 2026-10-12T08:00+07:00), sesi, kursi, PIN, foto. Photos whose names the roster does
    not have are found by number (NUMBER.jpg, NUMBER_2.jpg, NUMBER/...) or by --pattern.

    Each bad row is told with its line and column, each photo that cannot serve with what was found; good ones go in.
    Of problems of one kind, 20 are printed; --problems has all. Importing again updates and never doubles, and shows
    what it overwrites first, photos that are gone included. Stopped at any moment, the same command goes on where it
    was.

    Exit codes: 0 all rows and photos went in; 1 something is left to correct; 2 the roster or the folder of the photos
    could not be read; 3 not confirmed.
    """
    hadir = context_of(context)
    config = hadir.config(recognition=recognition_flags(engine, accept_licence, model_directory, threads))
    workers = config.recognition.threads or os.cpu_count() or 1
    read = read_roster(
        roster, zone=_zone(timezone), today=datetime.now(UTC).astimezone().date(), mapping=mapping, sheet=sheet
    )
    database = enrolment_if_any(context, passphrase_file) if dry_run else enrolment(context, passphrase_file, new=True)
    with open_photos(photos, pattern) as source, database as connection:
        with _progress("reading photos") as show:
            plan = plan_import(
                connection, read, roster.name, source, every_photo=dry_run, workers=workers, on_progress=show
            )
        _tell_plan(read, plan, photos)
        if problems is not None:
            write_problems(problems, plan.problems)
        if dry_run:
            raise typer.Exit(1 if plan.problems else 0)
        if plan.changes.changed and not yes and not _agreed("Overwrite?"):
            typer.echo("nothing was changed")
            raise typer.Exit(_ABORTED)
        # One thread a photo and a photo a core is faster than one photo on all cores.
        registry = hadir.registry(config.recognition.model_copy(update={"threads": 1}))
        recogniser = open_recogniser(registry, config.recognition.engine, portraits=True, mirrored=False)
        with _progress("looking at photos") as show:
            store_import(connection, plan, source, recogniser, workers, show)
        refused = photo_problems(plan.rows, refused_photos(connection, recogniser.model_id), roster.name)
        _tell_problems(refused)
        _tell_sessions(candidates.sessions(connection))
    if problems is not None:
        write_problems(problems, (*plan.problems, *refused))
    if plan.problems or refused:
        raise typer.Exit(1)


@app.command()
def status(context: typer.Context, passphrase_file: PassphraseFile = None) -> None:
    """Print the sessions of the enrolment database, and how far each one is."""
    with enrolment(context, passphrase_file) as connection:
        _tell_sessions(candidates.sessions(connection))


@app.command()
def remove(
    context: typer.Context,
    numbers: Annotated[list[str], typer.Argument(help="Numbers of candidates.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Forget candidates: what was imported about them, and their photos. Packs made before still have them."""
    with enrolment(context, passphrase_file) as connection:
        found = [candidates.find(connection, number) for number in numbers]
        for candidate in found:
            typer.echo(f"{candidate.number}  {candidate.name}  {candidate.session.id}")
        if not yes and not _agreed(f"Forget {'them' if len(found) > 1 else 'this candidate'} for good?"):
            raise typer.Exit(_ABORTED)
        for candidate in found:
            candidates.remove(connection, candidate.key)
        typer.echo(f"{len(found)} forgotten")


def _agreed(question: str) -> bool:
    """Nobody there to answer has not agreed."""
    try:
        return typer.confirm(question)
    except typer.Abort:
        typer.echo()
        return False


_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(_ZONES.get(name.upper(), name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise typer.BadParameter(f"expected WIB, WITA, WIT or a zone such as Asia/Jakarta, got {name}") from error


class _SpeedColumn(ProgressColumn):
    """How many a second, over the last half minute."""

    def render(self, task: Task) -> Text:
        """The speed, once there is one."""
        return Text(f"{task.speed:.0f}/s" if task.speed else "")


@contextmanager
def _progress(what: str) -> Iterator[Callable[[Progress], None]]:
    """A bar while something is done; gives what tells it how far that is."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        _SpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True, soft_wrap=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda progress: bar.update(task, completed=progress.done, total=progress.total)


def _tell_plan(roster: Roster, plan: Plan, photos: Path) -> None:
    _tell_problems(plan.problems)
    changes = plan.changes
    typer.echo(
        f"{len(plan.rows)} candidates: {len(changes.new)} new, {changes.candidates_changed} changed, "
        f"{changes.unchanged} as they are; {len(plan.problems)} problems"
    )
    if roster.unused:
        typer.echo(f"columns that mean nothing here: {', '.join(roster.unused)}")
    if changes.not_in_roster:
        typer.echo(f"{changes.not_in_roster} candidates of these sessions are not in this roster; they stay")
    for change in changes.changed[:_SHOWN_CHANGES]:
        typer.echo(f"  {change}")
    if len(changes.changed) > _SHOWN_CHANGES:
        typer.echo(f"  and {len(changes.changed) - _SHOWN_CHANGES} more changes")
    if changes.gone:
        typer.echo(
            f"ATTENTION: {changes.gone} photos that were imported before are not in {photos}: is this the right place?",
            err=True,
        )


def _tell_problems(problems: Sequence[RosterProblem]) -> None:
    for line in told(problems):
        typer.echo(line, err=True)


def _tell_sessions(sessions: list[candidates.SessionSummary]) -> None:
    for each in sessions:
        session = each.session
        room = f", {session.room}" if session.room else ""
        waiting = f", {each.waiting} photos not looked at yet" if each.waiting else ""
        typer.echo(
            f"session {session.id}: {session.venue}{room}, {session.starts_at:%Y-%m-%d %H:%M %z}: "
            f"{each.candidates} candidates, {each.usable} with a usable photo{waiting}"
        )
    if not sessions:
        typer.echo("no candidate went in yet")
