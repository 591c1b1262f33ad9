"""`hadir station`: the desk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cli.context import AcceptLicence, Context, Engine, ModelDirectory, Threads, context_of, recognition_flags
from station.config import StationConfig
from station.errors import StationError
from station.logs import log_to_file
from ui.platform_check import missing_libraries
from wire.errors import PackError
from wire.gallery import gallery_path


def station(
    context: typer.Context,
    session: Annotated[str | None, typer.Option("--session", help="The exam session, as the roster calls it.")] = None,
    camera: Annotated[
        str | None,
        typer.Option("--camera", help="A device by its number (0, 1 ...), a video file, or a stream's address."),
    ] = None,
    server: Annotated[str | None, typer.Option("--server", help="Address of the central server.")] = None,
    id_: Annotated[str | None, typer.Option("--id", help="This station's name, for good.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="id or en; F2 switches at run time.")] = None,
    sound: Annotated[bool | None, typer.Option("--sound/--no-sound", help="A sound with each verdict.")] = None,
    target_fmr: Annotated[
        float | None, typer.Option("--target-fmr", help="False match rate of the accepting threshold.")
    ] = None,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
    threads: Threads = None,
) -> None:
    """Open the desk: scan a card, look at the face, decide.

    Needs a gallery made by `hadir enroll import`. Works without the server: decisions are kept and sent later.
    Every option can also stand in the configuration (see `hadir paths`): engine, accepted_licences,
    model_directory and threads under [recognition], the others under [station].
    """
    hadir = context_of(context)
    config = hadir.config(
        station={
            "session": session,
            "camera": camera,
            "server": server,
            "id": id_,
            "language": language,
            "sound": sound,
            "target_fmr": target_fmr,
        },
        recognition=recognition_flags(engine, accept_licence, model_directory, threads),
    )
    lacking = missing_libraries(os.environ)
    if lacking:
        raise StationError(lacking)
    from ui.app import run_desk

    log_to_file(hadir.paths.log)
    raise typer.Exit(
        run_desk(
            config=config.station,
            registry=hadir.registry(config.recognition),
            engine=config.recognition.engine,
            gallery=_gallery(hadir, config.station),
            journal=hadir.paths.journal,
            sounds=hadir.paths.sounds,
        )
    )


def _gallery(hadir: Context, config: StationConfig) -> Path:
    """The gallery of the session named, or of the only one there is."""
    if config.session:
        return gallery_path(hadir.paths.galleries, config.session)
    there = sorted(hadir.paths.galleries.glob("*.gallery"))
    if len(there) == 1:
        return there[0]
    if not there:
        raise PackError(f"no gallery in {hadir.paths.galleries}; make one with: hadir enroll import")
    names = ", ".join(path.stem for path in there)
    raise PackError(f"expected --session, since there are several galleries: {names}")
