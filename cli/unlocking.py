"""How a command opens an encrypted database: with a keyring, a file that holds the passphrase, or by asking."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import keyring
import typer

from station.journal.database import KEYRING_SERVICE
from station.journal.salvage import key_for
from vault.errors import KeySourceError, PassphraseError
from vault.keys import AskPassphrase, DatabaseKey, KeyringSource, KeySource, PassphraseSource
from vault.unlocking import unlock

PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        envvar="HADIR_PASSPHRASE_FILE",
        help="File with the passphrase of the database. Else the system's keyring, else it is asked for.",
    ),
]
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Database:
    """What a database is called when its passphrase is asked for, and what its keys stand under in a keyring."""

    name: str
    service: str


STATION: Final = Database("the station's database", KEYRING_SERVICE)
ENROLMENT: Final = Database("the enrolment database", "hadir enrolment")


def unlocker(passphrase_file: Path | None, database: Database = STATION) -> Callable[[Path], DatabaseKey] | None:
    """What opens a database without a window; None where there is neither a file nor a terminal to ask in.

    Where a file is named, the keyring is not asked.
    """
    if passphrase_file is not None:
        return lambda path: unlock(path, _from_file(passphrase_file))
    return (lambda path: _unlock_in_terminal(path, database)) if sys.stdin.isatty() else None


def unlock_for_command(path: Path, passphrase_file: Path | None, database: Database = STATION) -> DatabaseKey:
    """Open a database in a command that has no window; raises VaultError."""
    by = unlocker(passphrase_file, database)
    return by(path) if by else unlock(path, *_sources(database, _nobody_to_ask(database)))


def key_for_command(journal: Path, passphrase_file: Path | None) -> DatabaseKey:
    """The key of a damaged journal, in a command that has no window; raises JournalError, VaultError."""
    if passphrase_file is not None:
        return key_for(journal, _from_file(passphrase_file))
    ask = _asking(STATION) if sys.stdin.isatty() else _nobody_to_ask(STATION)
    return key_for(journal, *_sources(STATION, ask))


def passphrase_in(file: Path) -> str:
    """The passphrase that stands in a file, without the line's end; raises KeySourceError."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KeySourceError(f"passphrase file {file} cannot be read: {error}") from error
    return text.rstrip("\r\n")


def ask_for_passphrase(what: str, new: bool) -> str:
    """Ask in the terminal, for a new one twice; raises PassphraseError where the two are not the same."""
    passphrase = getpass.getpass(f"Passphrase of {what}: ")
    if new and getpass.getpass("The same once more: ") != passphrase:
        raise PassphraseError("the two passphrases are not the same")
    return passphrase


def _from_file(file: Path) -> PassphraseSource:
    return PassphraseSource(lambda _new: passphrase_in(file))


def _sources(database: Database, ask: AskPassphrase) -> tuple[KeySource, ...]:
    return KeyringSource(keyring.get_keyring(), database.service), PassphraseSource(ask)


def _unlock_in_terminal(path: Path, database: Database) -> DatabaseKey:
    sources = _sources(database, _asking(database))
    for _ in range(_TRIES - 1):
        try:
            return unlock(path, *sources)
        except PassphraseError as error:
            typer.echo(str(error), err=True)
    return unlock(path, *sources)


def _asking(database: Database) -> AskPassphrase:
    return lambda new: ask_for_passphrase(database.name, new)


def _nobody_to_ask(database: Database) -> AskPassphrase:
    def refuse(_new: bool) -> str:
        raise KeySourceError(
            f"{database.name} needs its passphrase: name a file with --passphrase-file or HADIR_PASSPHRASE_FILE, "
            f"or run the command in a terminal"
        )

    return refuse
