"""`hadir station`: the desk, and how it becomes known to the server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cli import station_keys, station_operators
from cli.context import AcceptLicence, Engine, ModelDirectory, Threads, context_of, recognition_flags
from cli.station_journal import station_journal
from cli.unlocking import PassphraseFile, unlock_for_command, unlocker
from station.client import HttpTransport, ServerAddress
from station.clock import SystemClock
from station.config import StationConfig
from station.errors import RegistrationError, StationError
from station.journal import database, entries, identity
from station.logs import log_to_file
from station.outbox import store
from station.outbox.policy import SendingPolicy
from station.packs import packs_called
from station.registration import register as register_station
from station.registration import rotate as rotate_keys
from ui.platform_check import missing_libraries
from wire.pack import pack_path

app = typer.Typer(invoke_without_command=True)
app.command("key")(station_keys.key)
app.command("trust")(station_keys.trust)
app.command("distrust")(station_keys.distrust)
app.add_typer(station_operators.app, name="operator")

CaFile = Annotated[
    str | None,
    typer.Option("--ca-file", help="PEM file of the authority that signed the server's certificate, if your own."),
]


@app.callback()
def station(
    context: typer.Context,
    session: Annotated[str | None, typer.Option("--session", help="The exam session, as the roster calls it.")] = None,
    pack: Annotated[
        Path | None, typer.Option("--pack", help="The session's pack. It is kept, so that it need be named only once.")
    ] = None,
    camera: Annotated[
        str | None,
        typer.Option("--camera", help="A device by its number (0, 1 ...), a video file, or a stream's address."),
    ] = None,
    server: Annotated[
        str | None, typer.Option("--server", help="Address of the central server, if not the one registered with.")
    ] = None,
    ca_file: CaFile = None,
    id_: Annotated[str | None, typer.Option("--id", help="Name of a station not registered yet, for good.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="id or en; F2 switches at run time.")] = None,
    sound: Annotated[bool | None, typer.Option("--sound/--no-sound", help="A sound with each verdict.")] = None,
    target_fmr: Annotated[
        float | None,
        typer.Option("--target-fmr", help="False match rate of the accepting threshold, if stricter than the pack's."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
    threads: Threads = None,
) -> None:
    """Open the desk: sign in, look at the self-test, then scan cards, look at faces, decide.

    Needs a session pack that was made for this station (`hadir station key`) by somebody whom it trusts
    (`hadir station trust`). Works without the server: decisions are kept and sent later, once the station is
    registered (`hadir station register`).
    Every option but the pack and the passphrase file can also stand in the configuration (see `hadir paths`): engine,
    accepted_licences, model_directory and threads under [recognition], the others under [station].
    """
    if context.invoked_subcommand is not None:
        return
    hadir = context_of(context)
    config = hadir.config(
        station={
            "session": session,
            "camera": camera,
            "server": server,
            "ca_file": ca_file,
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

    found = pack_to_begin_with(pack, hadir.paths.packs, config.station.session)
    log_to_file(hadir.paths.log)
    raise typer.Exit(
        run_desk(
            config=config.station,
            registry=hadir.registry(config.recognition),
            engine=config.recognition.engine,
            pack=found,
            packs=hadir.paths.packs,
            journal=hadir.paths.journal,
            unlock=unlocker(passphrase_file),
            sounds=hadir.paths.sounds,
        )
    )


@app.command()
def register(
    context: typer.Context,
    code: Annotated[str, typer.Option("--code", help="The one-time code that `hadir server invite` printed.")],
    server: Annotated[str | None, typer.Option("--server", help="Address of the central server.")] = None,
    ca_file: CaFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make this station known to the central server, with a one-time code.

    A new station takes the name of the invitation; one that has recorded something keeps its own, which the
    invitation must be for. Cut off, it can be run again with the same code. With another code the token is replaced,
    for instance after it was revoked. A CA file must stand in the configuration too, under [station] ca_file.
    """
    config = context_of(context).config(station={"server": server, "ca_file": ca_file}).station
    if not config.server:
        raise RegistrationError("expected --server with the address of the central server")
    with station_journal(context, passphrase_file) as connection:
        transport = HttpTransport(_address(config, config.server), SendingPolicy())
        known = register_station(connection, transport, config.server, code, SystemClock())
        transport.close()
    typer.echo(f"registered as {known.station_id} ({known.venue}) with {known.server}")


@app.command()
def rotate(context: typer.Context, ca_file: CaFile = None, passphrase_file: PassphraseFile = None) -> None:
    """Replace the station's signing key and its token.

    The old key signs the entry that names the new one, so the journal stays one chain. Nothing changes where the
    server cannot be reached.
    """
    config = context_of(context).config(station={"ca_file": ca_file}).station
    with station_journal(context, passphrase_file) as connection:
        known = identity.read(connection)
        if known is None or not known.registered:
            raise RegistrationError("this station is not registered yet; run: hadir station register")
        address = _address(config, config.server or known.server)
        transport = HttpTransport(address, SendingPolicy(), known.token)
        key_id = rotate_keys(connection, transport, SystemClock())
        transport.close()
    typer.echo(f"new token stored; entries are signed with key {key_id} from now on")


@app.command()
def status(context: typer.Context, passphrase_file: PassphraseFile = None) -> None:
    """Print who this station is and what waits to be sent."""
    journal = context_of(context).paths.journal
    connection = database.connect_existing(journal, unlock_for_command(journal, passphrase_file))
    known, end, counts = identity.read(connection), entries.head(connection), store.counts(connection)
    connection.close()
    registered = f"with {known.server}" if known and known.registered else "no"
    lines = {
        "station": known.station_id if known else "without a name yet",
        "venue": known.venue if known else "",
        "registered": registered,
        "journal": str(end.journal_id) if end else "not begun",
        "last entry": f"{end.last_seq}:{end.last_digest}" if end else "none",
        "pending": str(counts.pending),
        "quarantined": str(counts.quarantined),
        "pictures pending": str(counts.pictures),
    }
    for name, value in lines.items():
        typer.echo(f"{name:18}{value}")


def _address(config: StationConfig, server: str) -> ServerAddress:
    return ServerAddress(server, Path(config.ca_file) if config.ca_file else None)


def pack_to_begin_with(given: Path | None, packs: Path, session: str) -> Path | None:
    """The pack named, else that of the session named (by its id, or as the roster calls it), else the only one there
    is; otherwise one is chosen in the window."""
    if given is not None:
        return given
    if session:
        called = packs_called(packs, session)
        return pack_path(packs, session) if not called else called[0] if len(called) == 1 else None
    there = sorted(packs.glob("*.pack"))
    return there[0] if len(there) == 1 else None
