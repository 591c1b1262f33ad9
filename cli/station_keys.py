"""`hadir station key`, `trust` and `distrust`: who makes packs for this station, and by what it opens them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.context import context_of
from cli.key_files import read_signer_file, write_key_file
from cli.station_journal import station_journal
from cli.unlocking import PassphraseFile
from station.clock import SystemClock
from station.errors import RegistrationError
from station.journal import identity
from station.packs import make_identity, trusted_signers
from station.packs import trust as trust_signer
from wire.errors import KeyFormatError
from wire.pack_keys import StationKey, station_text


def key(
    context: typer.Context,
    export: Annotated[
        Path | None, typer.Option("--export", help="File to write it to, for headquarters; must not be there yet.")
    ] = None,
    id_: Annotated[str | None, typer.Option("--id", help="Name of a station not registered yet.")] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Print by what packs are made for this station, and whose packs it takes.

    The recipient is not secret, but whoever can change it on its way can read the packs: have its end read out.
    """
    config = context_of(context).config(station={"id": id_}).station
    with station_journal(context, passphrase_file) as connection:
        known = identity.read(connection)
        name = known.station_id if known else config.id
        if not name:
            raise RegistrationError(
                "this station has no name yet: register it (hadir station register), or name it --id"
            )
        station = StationKey(name, make_identity(connection).recipient)
        signers = trusted_signers(connection)
    typer.echo(f"station    {station.station_id}")
    typer.echo(f"recipient  {station.recipient}")
    for signer in signers:
        typer.echo(f"trusts     {signer.id}  fingerprint {signer.fingerprint}")
    if not signers:
        typer.echo("trusts     nobody yet: hadir station trust FILE")
    if export is not None:
        write_key_file(export, station_text(station))
        typer.echo(f"written to {export}")


def trust(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What headquarters has written with: hadir keys export.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take packs that somebody signs from now on. Compare the fingerprint with them first, by phone."""
    signer = read_signer_file(file)
    typer.echo(f"fingerprint {signer.fingerprint}  key {signer.id}")
    if not yes:
        typer.confirm("Is that what headquarters reads out, and are its packs to be taken?", abort=True)
    with station_journal(context, passphrase_file) as connection:
        trust_signer(connection, signer, SystemClock().now())
    typer.echo("its packs are taken from now on")


def distrust(
    context: typer.Context,
    key_id: Annotated[str, typer.Argument(metavar="KEY", help="The key's id, as `hadir station key` prints it.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take no packs of a signer any longer, for instance since the key was stolen."""
    with station_journal(context, passphrase_file) as connection:
        signers = trusted_signers(connection)
        signer = next((each for each in signers if each.id == key_id), None)
        if signer is None:
            ids = ", ".join(each.id for each in signers) or "none"
            raise KeyFormatError(f"expected the id of a key that is trusted ({ids}), got {key_id}")
        trust_signer(connection, signer, SystemClock().now(), trusted=False)
    typer.echo("its packs are not taken any longer")
