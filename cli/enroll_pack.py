"""`hadir enroll pack`: session packs for the stations of a venue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from cli.context import AcceptLicence, Engine, ModelDirectory, context_of, recognition_flags
from cli.enrolment import enrolment
from cli.keys_command import signing_key
from cli.unlocking import PassphraseFile
from enrollment.errors import PackingError
from enrollment.packing import AFTER, BEFORE
from enrollment.packing_errands import Outlook, PackOrder, build_packs, outlooks, read_station_file
from enrollment.store import candidates
from enrollment.toml_file import read_toml
from enrollment.workbench import Bench
from recognition.recogniser import open_recogniser
from wire.gallery import PackPolicy

PACKS = Path("~/Hadir")  # unless another folder is named, here and in the window


def pack(
    context: typer.Context,
    to: Annotated[list[Path], typer.Option("--to", help="Key file of a station (hadir station key --export).")],
    session: Annotated[list[str] | None, typer.Option("--session", help="A session, as the roster calls it.")] = None,
    venue: Annotated[
        str | None, typer.Option("--venue", help="All sessions of a venue, or the one that --session calls.")
    ] = None,
    folder: Annotated[Path, typer.Option("--folder", help="Where the packs are written.")] = PACKS,
    days_before: Annotated[
        float, typer.Option("--days-before", min=0, help="So long before its start a pack is valid.")
    ] = BEFORE / timedelta(days=1),
    days_after: Annotated[
        float, typer.Option("--days-after", min=0.01, help="So long after its start it is valid.")
    ] = AFTER / timedelta(days=1),
    policy: Annotated[
        Path | None,
        typer.Option("--policy", help="TOML file of what the stations do otherwise than usual (docs/enrolment.md)."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
) -> None:
    """Build session packs: signed with your key (hadir keys), encrypted to the stations named.

    What speaks against a pack is told: photos that were not looked at, candidates without a usable one or not compared
    with the others, pairs that nobody has settled, packs of several venues for the same stations.
    """
    hadir = context_of(context)
    config = hadir.config(recognition=recognition_flags(engine, accept_licence, model_directory, None))
    registry = hadir.registry(config.recognition)
    name = config.recognition.engine
    stations = tuple(read_station_file(file) for file in to)
    judging = read_toml(policy, PackPolicy, "policy", PackingError) if policy else None
    with enrolment(context, passphrase_file) as connection:
        bench = Bench(
            connection, lambda: open_recogniser(registry, name, portraits=True, mirrored=False), lambda _progress: None
        )
        wanted = _wanted(bench, session, venue)
        for doubt in (doubt for outlook in wanted for doubt in _doubts(outlook)):
            typer.echo(doubt, err=True)
        venues = sorted({each.summary.session.venue for each in wanted})
        if len(venues) > 1:
            typer.echo(f"these packs are of {len(venues)} venues ({'; '.join(venues)}) for the same stations", err=True)
        order = PackOrder(
            tuple(each.summary.session.id for each in wanted),
            stations,
            folder.expanduser(),
            timedelta(days=days_before),
            timedelta(days=days_after),
            judging,
        )
        key = signing_key(context, passphrase_file)
        for built in build_packs(order, registry.entry(name), key, lambda: datetime.now(UTC), uuid4)(bench):
            without = f" ({built.without_photo} without a photo)" if built.without_photo else ""
            typer.echo(
                f"session {built.session_id}: {built.candidates} candidates{without}, {built.size:,} bytes "
                f"-> {built.path}"
            )
            typer.echo(f"  content SHA-256 {built.content_digest}")


def _wanted(bench: Bench, sessions: list[str] | None, venue: str | None) -> list[Outlook]:
    if not sessions and not venue:
        raise typer.BadParameter("expected --session or --venue, or both")
    known = [each for each in outlooks(bench) if venue in (None, each.summary.session.venue)]
    if not known and venue:
        venues = ", ".join(sorted({each.venue for each in candidates.exam_sessions(bench.connection)})[:10])
        raise PackingError(f"expected a venue that was imported, got {venue!r}; there are: {venues}")
    ids = {candidates.find_session(bench.connection, name, venue).id for name in sessions or []}
    return [each for each in known if each.summary.session.id in ids] if ids else known


def _doubts(outlook: Outlook) -> list[str]:
    """What whoever signs should know."""
    summary = outlook.summary
    counts = {
        "photos were not looked at yet (import again)": summary.waiting,
        "candidates have no usable photo: the desk checks their ID cards": outlook.without_photo,
        "candidates were not compared with the others yet (hadir enroll duplicates)": outlook.not_compared,
        "pairs that look alike are not settled (hadir enroll pairs)": outlook.unreviewed,
        "pairs with a candidate of another session are not settled (hadir enroll pairs)": len(
            outlook.unreviewed_across
        ),
        "pairs are one person with two numbers": outlook.same_person,
        "candidates are one person with somebody of another session": len(outlook.same_person_across),
    }
    return [f"session {summary.session.id}: {count} {what}" for what, count in counts.items() if count]
