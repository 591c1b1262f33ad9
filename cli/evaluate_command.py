"""`hadir evaluate`: how well does an engine tell people apart, on photos whose people are known?"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from cli.context import AcceptLicence, Engine, ModelDirectory, context_of, recognition_flags
from models.manifest import ModelEntry
from recognition.errors import DatasetError
from recognition.evaluation.cache import TemplateCache
from recognition.evaluation.datasets import Photo, read_folder, read_groups, read_pairs
from recognition.evaluation.evaluation import Evaluation, evaluate_folder, evaluate_fused, evaluate_pairs
from recognition.evaluation.extraction import Templates, extract
from recognition.recogniser import open_recogniser

app = typer.Typer(help="Measure how well an engine tells people apart.", no_args_is_help=True)

JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.", dir_okay=False)]
ReportFile = Annotated[
    Path | None,
    typer.Option("--report", help="Write a report with plots and pictures to this HTML file.", dir_okay=False),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Make every template anew instead of using those kept.")]


@app.callback()
def evaluate() -> None:
    """Measure how well an engine tells people apart, on photos whose people are known."""


@app.command()
def folder(
    context: typer.Context,
    root: Annotated[Path, typer.Argument(help="A folder that holds one folder of photos for each person.")],
    references: Annotated[
        int, typer.Option("--references", min=0, help="Photos fused into each reference; 0 compares single photos.")
    ] = 0,
    probes: Annotated[int, typer.Option("--probes", min=0, help="Photos fused into each probe.")] = 0,
    draws: Annotated[
        int, typer.Option("--draws", min=1, max=1000, help="How often photos are drawn anew for either side.")
    ] = 10,
    groups: Annotated[
        Path | None, typer.Option("--groups", help="CSV with the columns person,group: measure each group too.")
    ] = None,
    json_file: JsonFile = None,
    report: ReportFile = None,
    fresh: Fresh = False,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
) -> None:
    """Every photo of a folder against every other.

    With --references and --probes: so many fused photos of a person against so many other ones, as the desk compares.
    Templates are kept, so that a run that was stopped goes on where it was. The report shows faces: keep it safe.

    Exit codes: 0 measured; 2 the photos could not be read.
    """
    if bool(references) != bool(probes):
        raise DatasetError("expected --references and --probes together, got only one of them")
    _check_outputs(json_file, report)
    photos = read_folder(root)
    known = read_groups(groups, {photo.person for photo in photos}) if groups else {}
    flags = recognition_flags(engine, accept_licence, model_directory, 1)
    entry, templates = _templates(context, photos, flags, fresh=fresh)
    with _progress("comparing") as tell:
        if references:
            result = evaluate_fused(
                entry.name, templates, known, references, probes, draws, tell, centring=_gains_by_centring(entry)
            )
        else:
            result = evaluate_folder(entry.name, templates, known, tell, centring=_gains_by_centring(entry))
    _write(result, json_file, report, context_of(context).paths.plot_cache)


@app.command()
def pairs(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV with the columns same,a,b, or LFW's pairs.txt.")],
    root: Annotated[Path, typer.Option("--root", help="The folder that the files of the list are in.")],
    json_file: JsonFile = None,
    report: ReportFile = None,
    fresh: Fresh = False,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
) -> None:
    """The pairs of a list: 1 or 0 for whether both photos show one person, and the two files.

    Exit codes: 0 measured; 2 the list or the photos could not be read.
    """
    _check_outputs(json_file, report)
    listed = read_pairs(file, root)
    flags = recognition_flags(engine, accept_licence, model_directory, 1)
    entry, templates = _templates(context, listed.photos, flags, fresh=fresh)
    result = evaluate_pairs(entry.name, templates, listed.photos, listed.pairs, centring=_gains_by_centring(entry))
    _write(result, json_file, report, context_of(context).paths.plot_cache)


def _templates(
    context: typer.Context, photos: Sequence[Photo], flags: dict[str, object], *, fresh: bool
) -> tuple[ModelEntry, Templates]:
    hadir = context_of(context)
    config = hadir.config(recognition=flags).recognition
    registry = hadir.registry(config)
    # One thread a photo and a photo a core is faster than one photo on all cores.
    recogniser = open_recogniser(registry, config.engine, portraits=True)
    cache = TemplateCache(hadir.paths.evaluation_cache, recogniser.model_id)
    if fresh:
        cache.clear()
    with _progress("making templates") as tell:
        templates = extract(photos, recogniser, cache, os.cpu_count() or 1, lambda done: tell(done / len(photos)))
    return registry.entry(config.engine), templates


@contextmanager
def _progress(title: str) -> Iterator[Callable[[float], None]]:
    columns = (TextColumn(title), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda done: progress.update(task, completed=done)


def _gains_by_centring(entry: ModelEntry) -> bool:
    return bool(entry.centred_operating_points)


def _write(result: Evaluation, json_file: Path | None, report: Path | None, cache: Path) -> None:
    for line in _sentences(result):
        typer.echo(line)
    if json_file:
        json_file.write_text(result.to_json(), encoding="utf-8")
    if report:
        os.environ.setdefault("MPLCONFIGDIR", str(cache))  # else it writes into the user's own folder
        from recognition.evaluation.report import write_report

        write_report(result, report)


def _check_outputs(*paths: Path | None) -> None:
    """Make the folders of what is to be written, before the work is done. Raises OSError where that cannot be."""
    for path in paths:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not os.access(path.parent, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path.parent))


def _sentences(result: Evaluation) -> Iterator[str]:
    templates = result.templates
    yield f"engine     {result.engine} ({templates.model_id})"
    yield f"photos     {result.n_images} of {result.people} people; {len(templates.failed)} without a template"
    yield (
        f"compared   {result.comparison}: {len(result.genuine.scores):,} of one person, "
        f"{int(result.impostor.sum()):,} of different people"
    )
    yield f"time       {templates.seconds * 1000:.1f} ms a photo"
    yield "FMR        threshold   FNMR      95 % interval of FNMR"
    for point in result.points:
        if point.threshold is None or point.fnmr is None or point.fnmr_ci is None:
            yield f"{point.fmr:<10g} too few comparisons to measure"
        else:
            low, high = point.fnmr_ci
            yield f"{point.fmr:<10g} {point.threshold:<11.4f} {point.fnmr:<9.2%} {low:.2%} to {high:.2%}"
    if len(result.genuine.scores) and result.highest_impostor is not None:
        below = result.below_highest_impostor
        lowest = result.genuine.scores.min()
        yield f"lowest score of one person {lowest:.4f}, highest of two {result.highest_impostor:.4f}"
        yield f"{below:,} comparisons of one person lie below the highest of two"
    for photo, problem in templates.failed[:20]:
        yield f"no template: {photo.path}: {problem}"
    for group in result.groups:
        fmr = "none" if group.fmr is None else f"{group.fmr:.2g}"
        fnmr = "none" if group.fnmr is None else f"{group.fnmr:.2%}"
        yield f"group {group.group}: {group.people} people, FMR {fmr}, FNMR {fnmr}"
