"""`hadir pack`: what is in a session pack, with and without keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from cli.key_files import read_signer_file
from cli.station_journal import station_journal
from cli.unlocking import PassphraseFile
from station.clock import SystemClock
from station.packs import open_content, trusted_signers
from wire.errors import PackError
from wire.pack import OpenedPack, SealedPack, read_pack
from wire.pack_header import PackHeader
from wire.signing import PublicKey

_REFUSED = 1  # exit code

app = typer.Typer(help="Session packs: look at one, with and without keys.", no_args_is_help=True)


@app.callback()
def pack() -> None:
    """Session packs: look at one, with and without keys."""


@app.command()
def inspect(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The pack.")],
    signer: Annotated[
        Path | None, typer.Option("--signer", help="Whose signature to expect: a file written by hadir keys export.")
    ] = None,
    content: Annotated[bool, typer.Option("--content", help="Open it with this station's key and count.")] = False,
    names: Annotated[bool, typer.Option("--names", help="As --content, and list the candidates.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Print what a pack says of itself, and whether that can be believed.

    Needs no key: whoever has the signer's exported key can tell whether the pack is theirs, and anybody whether it is
    whole. A station can look inside packs made for it; names are printed only if asked for.

    Exit code 0: nothing was found wrong. 1: it would be refused now, with the reason. 2: it is no pack.
    """
    try:
        sealed = read_pack(file)
        header = sealed.claims()
    except PackError as error:
        raise PackError(f"pack {file}: {error}", error.problem) from error
    typer.echo("\n".join(_header(header)))
    try:
        if content or names:
            with station_journal(context, passphrase_file) as connection:
                trusted = [read_signer_file(signer)] if signer else trusted_signers(connection)
                typer.echo(f"signature   {_signature(sealed, trusted)}")
                opened = open_content(sealed, connection)
            typer.echo("\n".join(_content(opened, names=names)))
        else:
            typer.echo(f"signature   {_signature(sealed, [read_signer_file(signer)] if signer else None)}")
            sealed.check_ciphertext(header)
        header.check_time(SystemClock().now())
    except PackError as error:
        typer.echo(f"refused     {error} ({error.problem.value})")
        raise typer.Exit(_REFUSED) from error


def _signature(sealed: SealedPack, trusted: Iterable[PublicKey] | None) -> str:
    """What can be said of the signature; raises PackError where it is not by who is trusted."""
    if trusted is None:
        return f"not checked (--signer FILE); it claims to be by key {sealed.key_id}" if sealed.signed else "none"
    sealed.verify(trusted)
    return f"good, by key {sealed.key_id}"


def _header(header: PackHeader) -> Iterator[str]:
    session = header.session
    yield f"pack        {header.pack_id}, format {header.format}, made {header.created_at}"
    yield f"session     {session.id}: {session.title}"
    yield f"where       {session.venue}{', ' * bool(session.room)}{session.room}"
    yield f"starts      {session.starts_at}"
    yield f"valid       {header.not_before} to {header.expires_at}"
    yield f"candidates  {header.candidates}"
    yield f"engine      {header.model_id}"
    for each in header.recipients:
        yield f"for         {each.station_id}  {each.recipient}"
    yield f"content     {header.plaintext_size} bytes, SHA-256 {header.plaintext_sha256}"
    yield f"encrypted   {header.ciphertext_size} bytes, SHA-256 {header.ciphertext_sha256}"


def _content(opened: OpenedPack, *, names: bool) -> Iterator[str]:
    header, policy = opened.content.header, opened.content.header.policy
    yield f"holds       {len(header.candidates)} candidates, {len(opened.content.templates)} references"
    yield f"no photo    {sum(not each.photos for each in header.candidates)}"
    yield f"with a PIN  {sum(bool(each.pin) for each in header.candidates)}"
    yield f"twins       {len(header.twins)} pairs"
    yield (
        f"policy      FMR {policy.target_fmr:g}, review {policy.review_fmr:g}, margin {policy.margin:g}, PINs until "
        f"{policy.pin_closes_minutes} minutes before the start"
    )
    if names:
        for each in header.candidates:
            yield f"  {each.number}  {each.name}  {each.seat}{'' if each.photos else '  (no photo)'}"
