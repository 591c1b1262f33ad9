"""Where the key of the local database comes from: the operating system's keyring, else a passphrase.

The database is SQLCipher's; the first 16 bytes of the file are its salt, which stands in the clear. The salt names the
key in the keyring and goes into the derivation from a passphrase, so that nothing lies beside the file.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

import argon2.low_level
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from station.errors import JournalError, PassphraseError

SALT_BYTES: Final = 16
KEY_BYTES: Final = 32
KEYRING_SERVICE: Final = "hadir station journal"
MIN_PASSPHRASE = 12  # characters
_PLAIN_SQLITE = b"SQLite format 3\0"
_KEYRING_PRIORITY = 1  # what keyring gives to backends that it recommends; plain-text files stand below
_KEY = re.compile(r"[0-9a-f]{64}")

# RFC 9106, section 4, the second recommended choice.
_ARGON2_PASSES, _ARGON2_KIBIBYTES, _ARGON2_LANES = 3, 64 * 1024, 4

AskPassphrase = Callable[[bool], str]
"""Asks for the passphrase; the argument says whether it is chosen now, for a journal that is new."""


@dataclass(frozen=True, slots=True)
class JournalKey:
    """The 32-byte key of a database and the 16-byte salt of its file."""

    secret: bytes = field(repr=False)
    salt: bytes

    @property
    def pragma(self) -> str:
        """The statement that gives both to SQLCipher, which then derives nothing."""
        return f"PRAGMA key = \"x'{self.secret.hex()}{self.salt.hex()}'\""


class KeySource(Protocol):
    """Somewhere a key may come from. Both raise JournalError when it should but cannot."""

    def new(self, salt: bytes) -> bytes | None:
        """A key for a new file, or None where this source has none."""

    def existing(self, salt: bytes) -> bytes | None:
        """The key of a file that is there, or None where this source has none."""


@dataclass(frozen=True, slots=True)
class KeyringSource:
    """The operating system's keyring, which opens when its user signs in."""

    backend: KeyringBackend

    def new(self, salt: bytes) -> bytes | None:
        """A random key, put into the keyring before any file has it."""
        if not self._usable:
            return None
        key = secrets.token_bytes(KEY_BYTES)
        try:
            self.backend.set_password(KEYRING_SERVICE, salt.hex(), key.hex())
        except KeyringError as error:
            raise JournalError(f"the keyring took no key: {type(error).__name__}") from error
        return key

    def existing(self, salt: bytes) -> bytes | None:
        """What the keyring has for that salt."""
        if not self._usable:
            return None
        try:
            text = self.backend.get_password(KEYRING_SERVICE, salt.hex())
        except KeyringError as error:
            raise JournalError(f"the keyring gave no key: {type(error).__name__}") from error
        if text is not None and not _KEY.fullmatch(text):
            raise JournalError(f"the keyring's item {salt.hex()} is not a key of {KEY_BYTES} bytes in hexadecimal")
        return bytes.fromhex(text) if text is not None else None

    @property
    def _usable(self) -> bool:
        return float(self.backend.priority) >= _KEYRING_PRIORITY


@dataclass(frozen=True, slots=True)
class PassphraseSource:
    """A passphrase, asked for when it is needed."""

    ask: AskPassphrase

    def new(self, salt: bytes) -> bytes | None:
        """The key of a passphrase chosen now; raises PassphraseError for one that is too short."""
        passphrase = self.ask(True)
        if len(passphrase) < MIN_PASSPHRASE:
            raise PassphraseError(
                f"the passphrase of a new journal: expected at least {MIN_PASSPHRASE} characters, got {len(passphrase)}"
            )
        return derive(passphrase, salt)

    def existing(self, salt: bytes) -> bytes | None:
        """The key of the passphrase given."""
        return derive(self.ask(False), salt)


def derive(passphrase: str, salt: bytes) -> bytes:
    """The 32-byte key of a passphrase by Argon2id; takes about a tenth of a second and 64 MiB."""
    return argon2.low_level.hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=_ARGON2_PASSES,
        memory_cost=_ARGON2_KIBIBYTES,
        parallelism=_ARGON2_LANES,
        hash_len=KEY_BYTES,
        type=argon2.low_level.Type.ID,
    )


def find_key(journal: Path, sources: Sequence[KeySource]) -> JournalKey:
    """The key of a journal's file, or one for a file still to be made, of the first source that has one.

    Whether it opens the file is for `station.journal.database.connect` to find out.

    Raises:
        PassphraseError: a passphrase too short for a new journal.
        JournalError: the file is no encrypted database, or no source has a key.
    """
    salt = salt_of(journal)
    new = salt is None
    salt = salt or secrets.token_bytes(SALT_BYTES)
    for source in sources:
        key = source.new(salt) if new else source.existing(salt)
        if key is not None:
            return JournalKey(key, salt)
    raise JournalError(f"local database {journal}: there is neither a keyring nor a passphrase to open it with")


def salt_of(journal: Path) -> bytes | None:
    """The salt of a journal's file; None where there is no file yet, or nothing in it.

    Not for a file that this process has a connection to: see `station.journal.database._make_private_file`.

    Raises:
        JournalError: it is no encrypted database.
    """
    try:
        with journal.open("rb") as file:
            salt = file.read(SALT_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalError(f"local database {journal} cannot be read: {error.strerror}") from error
    if salt == _PLAIN_SQLITE:
        raise JournalError(
            f"local database {journal} is of an earlier build and not encrypted; move it away to begin a new one"
        )
    if 0 < len(salt) < SALT_BYTES:
        raise JournalError(f"local database {journal} is cut off after {len(salt)} bytes; try: hadir journal repair")
    return salt or None
