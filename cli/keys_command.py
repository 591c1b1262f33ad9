"""`hadir keys`: the key that signs session packs, of whoever is responsible for enrolment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import keyring
import typer

from cli.context import context_of
from cli.key_files import write_key_file
from cli.unlocking import PassphraseFile, asker
from vault.errors import PrivateKeyError
from vault.private_keys import PrivateKeys
from wire.pack_keys import signer_text
from wire.signing import PublicKey, SigningKey

PACK_SIGNER: Final = "pack-signer"

app = typer.Typer(
    help="The key that signs session packs: make it, show it, export its public half.", no_args_is_help=True
)


@app.callback()
def keys() -> None:
    """The key that signs session packs: make it, show it, export its public half."""


@app.command()
def new(context: typer.Context, passphrase_file: PassphraseFile = None) -> None:
    """Make the key that signs packs. One that is there is never overwritten.

    It is kept in the system's keyring, or, where there is none or a passphrase file is named, in a file that the
    passphrase protects. The stations trust it by its public half: hadir keys export.
    """
    key = SigningKey.generate()
    _keys(context, passphrase_file).keep(PACK_SIGNER, key.secret_bytes(), with_passphrase=passphrase_file is not None)
    _tell(key.public)


@app.command()
def show(context: typer.Context, passphrase_file: PassphraseFile = None) -> None:
    """Print the public half of the key, its id, and its fingerprint to read out by phone."""
    _tell(signing_key(context, passphrase_file).public)


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="File to write; must not be there yet.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the public half to a file, which the stations take with: hadir station trust FILE.

    It is not secret, but whoever can change it on its way can pass for you: have the fingerprint read out.
    """
    public = signing_key(context, passphrase_file).public
    write_key_file(file, signer_text(public))
    typer.echo(f"fingerprint {public.fingerprint}, written to {file}")


def signing_key(context: typer.Context, passphrase_file: Path | None) -> SigningKey:
    """The key that signs packs; raises VaultError."""
    kept = _keys(context, passphrase_file)
    try:
        return SigningKey.from_bytes(kept.load(PACK_SIGNER))
    except PrivateKeyError as error:
        if kept.file_of(PACK_SIGNER).exists():
            raise
        raise PrivateKeyError("there is no key to sign packs with yet; make it with: hadir keys new") from error


def _keys(context: typer.Context, passphrase_file: Path | None) -> PrivateKeys:
    paths = context_of(context).paths
    paths.make_home()
    return PrivateKeys(paths.keys, keyring.get_keyring(), asker("the key that signs packs", passphrase_file))


def _tell(key: PublicKey) -> None:
    typer.echo(f"public key   {key.text}")
    typer.echo(f"id           {key.id}")
    typer.echo(f"fingerprint  {key.fingerprint}")
