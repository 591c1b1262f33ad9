"""`hadir enroll window`: enrolment without a terminal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cli.context import AcceptLicence, Engine, ModelDirectory, Threads, context_of, recognition_flags
from cli.enroll_pack import PACKS
from cli.enrolment import enrolment_to_itself
from cli.keys_command import PACK_SIGNER
from cli.unlocking import ENROLMENT, PassphraseFile, unlocker
from enrollment.errors import StoreError
from station.logs import log_to_file
from ui.platform_check import missing_libraries


def window(
    context: typer.Context,
    language: Annotated[str | None, typer.Option("--language", help="id or en; F2 switches at run time.")] = None,
    packs: Annotated[Path, typer.Option("--folder", help="Where packs are written.")] = PACKS,
    passphrase_file: PassphraseFile = None,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
    threads: Threads = None,
) -> None:
    """Open the enrolment window: import, photos, duplicates and packs, on the same database as the commands."""
    hadir = context_of(context)
    config = hadir.config(
        station={"language": language},
        recognition=recognition_flags(engine, accept_licence, model_directory, threads),
    )
    lacking = missing_libraries(os.environ)
    if lacking:
        raise StoreError(lacking)
    from ui.enrolment.app import run_enrolment_window

    log_to_file(hadir.paths.log)
    with enrolment_to_itself(context):
        raise typer.Exit(
            run_enrolment_window(
                database=hadir.paths.enrolment,
                registry=hadir.registry(config.recognition.model_copy(update={"threads": 1})),
                engine=config.recognition.engine,
                keys=hadir.paths.keys,
                signer_name=PACK_SIGNER,
                packs=packs.expanduser(),
                language=config.station.language,
                service=ENROLMENT.service,
                unlock=unlocker(passphrase_file, ENROLMENT),
                workers=config.recognition.threads or None,
            )
        )
