"""`hadir enroll duplicates`, `pairs` and `review`: who is registered twice, and what a person says of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from cli.context import AcceptLicence, Engine, ModelDirectory, context_of, recognition_flags
from cli.enrolment import enrolment
from cli.unlocking import PassphraseFile
from enrollment.duplicates.expected import ONE_PHOTO, Chance, chance_of
from enrollment.duplicates.run import LocalRunner, Runner
from enrollment.searching import find_duplicates
from enrollment.store import candidates, pairs
from enrollment.store.pairs import Answer, Pair, Review
from recognition.recogniser import open_recogniser
from vault import sqlite


def duplicates(
    context: typer.Context,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Address of a Dask cluster that does it: tls://HOST:8786.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many pairs to print.")] = 20,
    passphrase_file: PassphraseFile = None,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
) -> None:
    """Compare every candidate with every other, and print the pairs that are most alike.

    A later batch is compared with everybody before it. Stopped at any moment, the same command goes on where it was.
    Beside each score stands how many pairs of strangers are expected to be as alike by chance: no score accuses anyone.
    Settle each pair with: hadir enroll review.
    """
    hadir = context_of(context)
    config = hadir.config(recognition=recognition_flags(engine, accept_licence, model_directory, None))
    registry = hadir.registry(config.recognition)
    name = config.recognition.engine
    with enrolment(context, passphrase_file) as connection:
        model_id = open_recogniser(registry, name, portraits=True, mirrored=False).model_id
        columns = (TextColumn("comparing"), BarColumn(), TextColumn("{task.percentage:.0f} %"), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True, soft_wrap=True), transient=True) as progress:
            task = progress.add_task("comparing", total=1.0)
            searched = find_duplicates(
                connection,
                model_id,
                registry.entry(name),
                _runner(scheduler),
                lambda done: progress.update(task, completed=done),
            )
        typer.echo(f"{searched.people} candidates with a usable photo, {searched.new} of them compared now")
        _tell_pairs(connection, pairs.ranked(connection, limit, open_only=True))


def list_pairs(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Settled pairs too.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many pairs to print.")] = 100,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Print the pairs that are most alike, and what was said of them."""
    with enrolment(context, passphrase_file) as connection:
        _tell_pairs(connection, pairs.ranked(connection, limit, open_only=not everything))


def review(
    context: typer.Context,
    one: Annotated[str, typer.Argument(help="Number of a candidate.")],
    other: Annotated[str, typer.Argument(help="Number of another.")],
    answer: Annotated[Answer, typer.Argument(case_sensitive=False, help="What you see.")],
    by: Annotated[str, typer.Option("--by", help="Your name: it stands with the answer for good.")],
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say of two candidates whether they are the same person, different people, twins, or unclear.

    The last answer counts; all of them are kept. Twins of one session are named in its pack, so that no desk takes one
    for the other.
    """
    with enrolment(context, passphrase_file) as connection:
        first, second = candidates.find(connection, one), candidates.find(connection, other)
        pairs.review(connection, first.key, second.key, Review(answer, by, datetime.now(UTC), note))
        for each in pairs.history(connection, first.key, second.key):
            note_of = f": {each.note}" if each.note else ""
            typer.echo(f"{each.reviewed_at:%Y-%m-%d %H:%M} {each.answer.value.lower()}, {each.reviewer}{note_of}")


def _runner(scheduler: str | None) -> Runner:
    if scheduler is None:
        return LocalRunner()
    from enrollment.duplicates.cluster import ClusterRunner

    return ClusterRunner(scheduler)


def _tell_pairs(connection: sqlite.Connection, found: list[Pair]) -> None:
    search = pairs.search(connection)
    chance = chance_of(search.counts) if search else None
    people = candidates.by_id(connection, sorted({id_ for pair in found for id_ in (pair.one, pair.other)}))
    for pair in found:
        one, other = people[pair.one], people[pair.other]
        said = f"  {pair.review.answer.value.lower()} ({pair.review.reviewer})" if pair.review else ""
        who = f"{one.number} {one.name} | {other.number} {other.name}"
        typer.echo(f"{pair.score:.3f}  {_meaning(chance, pair.score)}  {who}{said}")
    if not found:
        typer.echo("no pairs to look at" if search else "nobody was compared yet; run: hadir enroll duplicates")


def _meaning(chance: Chance | None, score: float) -> str:
    if score >= ONE_PHOTO:
        return "the same photo"
    if chance is None:
        return "too few people to say what chance does"
    expected = chance.pairs_expected(score)
    return f"{expected:.2g} by chance" if expected < 10 else f"{expected:,.0f} by chance"
