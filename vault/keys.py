"""Where the key of a database comes from: the operating system's keyring, else a passphrase.

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

from vault.errors import DatabaseFaultError, KeySourceError, PassphraseError

SALT_BYTES: Final = 16
KEY_BYTES: Final = 32
MIN_PASSPHRASE = 12  # characters
_PLAIN_SQLITE = b"SQLite format 3\0"
_KEYRING_PRIORITY = 1  # what keyring gives to backends that it recommends; plain-text files stand below
_KEY = re.compile(r"[0-9a-f]{64}")

# RFC 9106, section 4, the second recommended choice.
_ARGON2_PASSES, _ARGON2_KIBIBYTES, _ARGON2_LANES = 3, 64 * 1024, 4

AskPassphrase = Callable[[bool], str]
"""Asks for the passphrase; the argument says whether it is chosen now, for a file that is new."""


@dataclass(frozen=True, slots=True)
class DatabaseKey:
    """The 32-byte key of a database and the 16-byte salt of its file."""

    secret: bytes = field(repr=False)
    salt: bytes

    @property
    def pragma(self) -> str:
        """The statement that gives both to SQLCipher, which then derives nothing."""
        return f"PRAGMA key = \"x'{self.secret.hex()}{self.salt.hex()}'\""


class KeySource(Protocol):
    """Somewhere a key may come from. Both raise KeySourceError when it should but cannot."""

    def new(self, salt: bytes) -> bytes | None:
        """A key for a new file, or None where this source has none."""

    def existing(self, salt: bytes) -> bytes | None:
        """The key of a file that is there, or None where this source has none."""


@dataclass(frozen=True, slots=True)
class KeyringSource:
    """The operating system's keyring, which opens when its user signs in. ``service`` is what its items stand under."""

    backend: KeyringBackend
    service: str

    def new(self, salt: bytes) -> bytes | None:
        """A random key, put into the keyring before any file has it."""
        if not is_usable(self.backend):
            return None
        key = secrets.token_bytes(KEY_BYTES)
        try:
            self.backend.set_password(self.service, salt.hex(), key.hex())
        except KeyringError as error:
            raise KeySourceError(f"the keyring took no key: {type(error).__name__}") from error
        return key

    def existing(self, salt: bytes) -> bytes | None:
        """What the keyring has for that salt."""
        if not is_usable(self.backend):
            return None
        try:
            text = self.backend.get_password(self.service, salt.hex())
        except KeyringError as error:
            raise KeySourceError(f"the keyring gave no key: {type(error).__name__}") from error
        if text is not None and not _KEY.fullmatch(text):
            raise KeySourceError(f"the keyring's item {salt.hex()} is not a key of {KEY_BYTES} bytes in hexadecimal")
        return bytes.fromhex(text) if text is not None else None


@dataclass(frozen=True, slots=True)
class PassphraseSource:
    """A passphrase, asked for when it is needed."""

    ask: AskPassphrase

    def new(self, salt: bytes) -> bytes | None:
        """The key of a passphrase chosen now; raises PassphraseError for one that is too short."""
        passphrase = self.ask(True)
        if len(passphrase) < MIN_PASSPHRASE:
            raise PassphraseError(
                f"a new passphrase: expected at least {MIN_PASSPHRASE} characters, got {len(passphrase)}"
            )
        return derive(passphrase, salt)

    def existing(self, salt: bytes) -> bytes | None:
        """The key of the passphrase given."""
        return derive(self.ask(False), salt)


def is_usable(backend: KeyringBackend) -> bool:
    """Whether a keyring is one that its makers recommend: not none at all, and no file in plain text."""
    return float(backend.priority) >= _KEYRING_PRIORITY


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


def find_key(database: Path, sources: Sequence[KeySource]) -> DatabaseKey:
    """The key of a database's file, or one for a file still to be made, of the first source that has one.

    Whether it opens the file is for `vault.opening.connect` to find out.

    Raises:
        PassphraseError: a passphrase too short for a new file.
        DatabaseFaultError: the file is no encrypted database.
        KeySourceError: a source fails, or none has a key.
    """
    salt = salt_of(database)
    new = salt is None
    salt = salt or secrets.token_bytes(SALT_BYTES)
    for source in sources:
        key = source.new(salt) if new else source.existing(salt)
        if key is not None:
            return DatabaseKey(key, salt)
    raise KeySourceError(f"local database {database}: there is neither a keyring nor a passphrase to open it with")


def salt_of(database: Path) -> bytes | None:
    """The salt of a database's file; None where there is no file yet, or nothing in it.

    Not for a file that this process has a connection to: see `vault.opening._make_private_file`.

    Raises:
        DatabaseFaultError: it is no encrypted database.
    """
    try:
        with database.open("rb") as file:
            salt = file.read(SALT_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DatabaseFaultError(f"local database {database} cannot be read: {error.strerror}") from error
    if salt == _PLAIN_SQLITE:
        raise DatabaseFaultError(
            f"local database {database} is of an earlier build and not encrypted; move it away to begin a new one"
        )
    if 0 < len(salt) < SALT_BYTES:
        raise DatabaseFaultError(
            f"local database {database} is cut off after {len(salt)} bytes, nothing in it can be read; move it away to "
            f"begin a new one"
        )
    return salt or None
