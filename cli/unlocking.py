"""How a command opens the station's journal: with a keyring, a file that holds the passphrase, or by asking."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import keyring
import typer

from station.errors import JournalError, PassphraseError
from station.journal.keys import AskPassphrase, JournalKey, KeyringSource, PassphraseSource
from station.journal.salvage import key_for
from station.journal.unlocking import unlock

PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        envvar="HADIR_PASSPHRASE_FILE",
        help="File with the passphrase of the station's database. Else the system's keyring, else it is asked for.",
    ),
]
_TRIES = 3


def unlocker(passphrase_file: Path | None) -> Callable[[Path], JournalKey] | None:
    """What opens a journal without a window; None where there is neither a file nor a terminal to ask in.

    Where a file is named, the keyring is not asked.
    """
    if passphrase_file is not None:
        return lambda journal: unlock(journal, PassphraseSource(lambda _new: _read(passphrase_file)))
    return _unlock_in_terminal if sys.stdin.isatty() else None


def unlock_for_command(journal: Path, passphrase_file: Path | None) -> JournalKey:
    """Open a journal in a command that has no window; raises JournalError."""
    by = unlocker(passphrase_file)
    return by(journal) if by else _unlock_asking(journal, _nobody_to_ask)


def key_for_command(journal: Path, passphrase_file: Path | None) -> JournalKey:
    """The key of a damaged journal, in a command that has no window; raises JournalError."""
    if passphrase_file is not None:
        return key_for(journal, PassphraseSource(lambda _new: _read(passphrase_file)))
    ask = _ask if sys.stdin.isatty() else _nobody_to_ask
    return key_for(journal, KeyringSource(keyring.get_keyring()), PassphraseSource(ask))


def _read(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise JournalError(f"passphrase file {file} cannot be read: {error}") from error
    return text.rstrip("\r\n")


def _unlock_in_terminal(journal: Path) -> JournalKey:
    for _ in range(_TRIES - 1):
        try:
            return _unlock_asking(journal, _ask)
        except PassphraseError as error:
            typer.echo(str(error), err=True)
    return _unlock_asking(journal, _ask)


def _unlock_asking(journal: Path, ask: AskPassphrase) -> JournalKey:
    return unlock(journal, KeyringSource(keyring.get_keyring()), PassphraseSource(ask))


def _ask(new: bool) -> str:
    passphrase = getpass.getpass("Passphrase of the station's database: ")
    if new and getpass.getpass("The same once more: ") != passphrase:
        raise PassphraseError("the two passphrases are not the same")
    return passphrase


def _nobody_to_ask(new: bool) -> str:
    raise JournalError(
        "the station's database needs its passphrase: name a file with --passphrase-file or HADIR_PASSPHRASE_FILE, "
        "or run the command in a terminal"
    )
