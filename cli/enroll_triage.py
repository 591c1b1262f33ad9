"""`hadir enroll triage`: whose photos will probably fail at the desk, and what to tell them."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.context import AcceptLicence, Engine, ModelDirectory, context_of, recognition_flags
from cli.enrolment import enrolment
from cli.unlocking import PassphraseFile
from enrollment.photo_errands import csv_report, html_report
from enrollment.store import candidates
from enrollment.triage.triage import UNUSABLE, Triaged
from enrollment.triage.words import FINDINGS
from enrollment.triaging import triage_all
from enrollment.workbench import Bench
from recognition.engines import DEFAULT
from recognition.recogniser import open_recogniser
from vault import sqlite


def triage(
    context: typer.Context,
    html: Annotated[Path | None, typer.Option("--html", help="Write a report with pictures: one file.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the list for registration.")] = None,
    session: Annotated[str | None, typer.Option("--session", help="One session only, as the roster calls it.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many candidates to print.")] = 20,
    passphrase_file: PassphraseFile = None,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
) -> None:
    """Say whose photos will probably fail at the desk, worst first, and why.

    Beside each stands the chance of trouble, measured on other people's photos: it ranks and judges nobody. Both
    reports have the sentence to send to each candidate, in Indonesian and in English. They hold names, and the one
    with pictures faces: keep them encrypted.
    """
    hadir = context_of(context)
    config = hadir.config(recognition=recognition_flags(engine, accept_licence, model_directory, None))
    registry = hadir.registry(config.recognition)
    name = config.recognition.engine
    with enrolment(context, passphrase_file) as connection:
        recogniser = open_recogniser(registry, name, portraits=True, mirrored=False)
        triaged = _of_session(connection, triage_all(connection, recogniser.model_id, registry.entry(name)), session)
        _tell(triaged, limit)
        bench = Bench(connection, lambda: recogniser, lambda _progress: None)
        if html:
            now = datetime.now(UTC).astimezone()
            typer.echo(f"-> {html_report(html, session or '', triaged, now, measured=name == DEFAULT)(bench)}")
        if csv:
            typer.echo(f"-> {csv_report(csv, triaged)(bench)}")


def _of_session(connection: sqlite.Connection, triaged: list[Triaged], session: str | None) -> list[Triaged]:
    if session is None:
        return triaged
    id_ = candidates.find_session(connection, session).id
    inside = {each.number for each in candidates.all_candidates(connection, id_)}
    return [each for each in triaged if each.number in inside]


def _tell(triaged: list[Triaged], limit: int) -> None:
    wanting = [each for each in triaged if each.findings]
    for each in wanting[:limit]:
        unusable = not UNUSABLE.isdisjoint(each.findings)
        chance = "by eye" if unusable else f"{max(each.chance, 0.01):.0%}"
        found = ", ".join(FINDINGS[finding].en.lower() for finding in each.findings)
        typer.echo(f"{chance:>6}  {each.number}  {each.name}: {found}")
    if len(wanting) > limit:
        typer.echo(f"   and {len(wanting) - limit} more")
    without = sum(not UNUSABLE.isdisjoint(each.findings) for each in triaged)
    expected = math.fsum(each.chance for each in triaged if UNUSABLE.isdisjoint(each.findings))
    typer.echo(
        f"{len(triaged)} candidates: {len(wanting)} with a finding, {without} without a usable photo, "
        f"about {expected:.0f} more with trouble at the desk if their photos stay as they are"
    )
