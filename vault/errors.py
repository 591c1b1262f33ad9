"""What can go wrong with an encrypted file.

VaultError
├── DatabaseFaultError  a database cannot be opened, is damaged, is not encrypted, or is of a newer version
├── KeySourceError      a keyring or a passphrase file fails, or there is neither
├── PassphraseError     the passphrase does not open it, or is too short for a new one
└── PrivateKeyError     a private key is not there, or is there already
"""

from __future__ import annotations


class VaultError(Exception):
    """Base of every error about an encrypted file."""


class DatabaseFaultError(VaultError):
    """A database cannot be opened, is damaged, is not encrypted, or is of a newer version."""


class KeySourceError(VaultError):
    """A keyring or a passphrase file fails, or there is neither."""


class PassphraseError(VaultError):
    """The passphrase does not open what it should, or is too short for something new. Another can be tried."""


class PrivateKeyError(VaultError):
    """A private key is not there, is there already, or its file is none of ours."""
