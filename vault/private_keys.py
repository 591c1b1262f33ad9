"""Private keys by their names: in the operating system's keyring, else in files that a passphrase protects.

A key has one small file ``NAME.key``, whose content says where the key itself lies:

* ``hadir keyring item 1``, a line feed, 32 hexadecimal digits, a line feed: in the keyring, under these digits;
* an age file (age-encryption.org/v1) with a scrypt recipient: in it, under a passphrase. ``age -d NAME.key`` opens it.

So a key is there or not whoever asks, and two data folders of one person never share one by accident.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyrage
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from vault.errors import KeySourceError, PassphraseError, PrivateKeyError
from vault.files import write_new
from vault.keys import MIN_PASSPHRASE, AskPassphrase, is_usable

KEYRING_SERVICE: Final = "hadir private keys"
_AGE = b"age-encryption.org/v1\n"
_ITEM = re.compile(rb"hadir keyring item 1\n([0-9a-f]{32})\n")
_MAX_FILE = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class PrivateKeys:
    """The keys of a folder. ``ask`` is asked for the passphrase of those that are not in the keyring."""

    folder: Path
    backend: KeyringBackend
    ask: AskPassphrase

    def file_of(self, name: str) -> Path:
        """The file that a key has, or would have."""
        return self.folder / f"{name}.key"

    def keep(self, name: str, secret: bytes, *, with_passphrase: bool = False) -> None:
        """Keep a new key: in the keyring where there is a safe one, unless a passphrase is wanted.

        Raises:
            PrivateKeyError: there is one of that name already; nothing was touched.
            PassphraseError: the passphrase is too short.
            KeySourceError: the keyring takes no key.
            OSError: the file cannot be written.
        """
        if self.file_of(name).exists():
            raise PrivateKeyError(self._taken(name))
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        in_keyring = is_usable(self.backend) and not with_passphrase
        content = self._into_keyring(secret) if in_keyring else self._into_file(secret)
        try:
            write_new(self.file_of(name), content)
        except FileExistsError as error:  # another program was faster
            raise PrivateKeyError(self._taken(name)) from error

    def load(self, name: str) -> bytes:
        """A key that was kept.

        Raises:
            PrivateKeyError: there is none of that name, or its file is none of ours.
            PassphraseError: the passphrase does not open it.
            KeySourceError: the keyring does not give it.
        """
        file = self.file_of(name)
        try:
            with file.open("rb") as opened:
                content = opened.read(_MAX_FILE)
        except FileNotFoundError as error:
            raise PrivateKeyError(f"there is no private key {name}: {file} is not there") from error
        except OSError as error:
            raise PrivateKeyError(f"private key {name}: {file} cannot be read: {error.strerror}") from error
        if item := _ITEM.fullmatch(content):
            return self._out_of_keyring(name, item[1].decode())
        if content.startswith(_AGE):
            return self._out_of_file(name, content)
        raise PrivateKeyError(f"private key {name}: {file} names no item of a keyring and is no age file")

    def _into_keyring(self, secret: bytes) -> bytes:
        item = secrets.token_hex(16)
        try:
            self.backend.set_password(KEYRING_SERVICE, item, secret.hex())
        except KeyringError as error:
            raise KeySourceError(f"the keyring took no key: {type(error).__name__}") from error
        return f"hadir keyring item 1\n{item}\n".encode()

    def _into_file(self, secret: bytes) -> bytes:
        passphrase = self.ask(True)
        if len(passphrase) < MIN_PASSPHRASE:
            raise PassphraseError(
                f"a new passphrase: expected at least {MIN_PASSPHRASE} characters, got {len(passphrase)}"
            )
        return bytes(pyrage.passphrase.encrypt(secret, passphrase))

    def _out_of_file(self, name: str, content: bytes) -> bytes:
        try:
            return bytes(pyrage.passphrase.decrypt(content, self.ask(False)))
        except pyrage.DecryptError as error:
            raise PassphraseError(
                f"private key {name} does not open: the passphrase is wrong, or {self.file_of(name)} is damaged"
            ) from error

    def _out_of_keyring(self, name: str, item: str) -> bytes:
        try:
            text = self.backend.get_password(KEYRING_SERVICE, item)
        except KeyringError as error:
            raise KeySourceError(f"private key {name}: the keyring gave nothing: {type(error).__name__}") from error
        if text is None:
            raise KeySourceError(f"private key {name} is not in this keyring; it may be another user's")
        try:
            return bytes.fromhex(text)
        except ValueError as error:
            raise KeySourceError(f"private key {name}: the keyring's item {item} is not hexadecimal") from error

    def _taken(self, name: str) -> str:
        return f"there is a private key {name} already, which is never overwritten: {self.file_of(name)}"
