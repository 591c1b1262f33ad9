"""Opening a database with whatever key there is, and finding out at once whether it fits."""

from __future__ import annotations

from pathlib import Path

from vault.errors import PassphraseError
from vault.keys import DatabaseKey, KeySource, find_key, salt_of
from vault.opening import does_not_open
from vault.pages import fits


def unlock(path: Path, *sources: KeySource) -> DatabaseKey:
    """The key of a database, of the first source that has one; a passphrase is asked for only when it comes to that.

    Raises:
        PassphraseError: the passphrase does not open it, or is too short for a new one; another can be tried.
        VaultError: the file is no encrypted database, or a source fails.
    """
    key = find_key(path, sources)
    # Without SQLite: opening a damaged database with it would let it drop the end of its log.
    if salt_of(path) is not None and not fits(path, key):
        raise PassphraseError(does_not_open(path))
    return key
