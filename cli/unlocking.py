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
        help="File with the passphrase. Else the system's keyring, else it is asked for.",
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
    if passphrase_file is None and not sys.stdin.isatty():
        return None
    return lambda path: unlock_for_command(path, passphrase_file, database)


def unlock_for_command(path: Path, passphrase_file: Path | None, database: Database = STATION) -> DatabaseKey:
    """Open a database in a command that has no window; raises VaultError."""
    sources = _sources(passphrase_file, database)
    if passphrase_file is None and sys.stdin.isatty():
        for _ in range(_TRIES - 1):
            try:
                return unlock(path, *sources)
            except PassphraseError as error:
                typer.echo(str(error), err=True)
    return unlock(path, *sources)


def key_for_command(journal: Path, passphrase_file: Path | None) -> DatabaseKey:
    """The key of a damaged journal, in a command that has no window; raises JournalError, VaultError."""
    return key_for(journal, *_sources(passphrase_file, STATION))


def asker(what: str, passphrase_file: Path | None) -> AskPassphrase:
    """What gives the passphrase of something: the file, else whoever sits at the terminal; raises VaultError."""

    def ask(new: bool) -> str:
        if passphrase_file is not None:
            return _read(passphrase_file)
        if not sys.stdin.isatty():
            raise KeySourceError(
                f"{what} needs its passphrase: name a file with --passphrase-file or HADIR_PASSPHRASE_FILE, or run the "
                f"command in a terminal"
            )
        passphrase = getpass.getpass(f"Passphrase of {what}: ")
        if new and getpass.getpass("The same once more: ") != passphrase:
            raise PassphraseError("the two passphrases are not the same")
        return passphrase

    return ask


def _sources(passphrase_file: Path | None, database: Database) -> tuple[KeySource, ...]:
    by_passphrase = PassphraseSource(asker(database.name, passphrase_file))
    if passphrase_file is not None:
        return (by_passphrase,)
    return KeyringSource(keyring.get_keyring(), database.service), by_passphrase


def _read(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise KeySourceError(f"passphrase file {file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KeySourceError(f"passphrase file {file}: expected text in UTF-8, found other bytes") from error
    return text.rstrip("\r\n")
