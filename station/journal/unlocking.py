"""Opening a journal with whatever key there is, and finding out at once whether it fits."""

from __future__ import annotations

from pathlib import Path

from station.errors import PassphraseError
from station.journal.database import does_not_open
from station.journal.keys import JournalKey, KeySource, find_key, salt_of
from station.journal.pages import fits


def unlock(journal: Path, *sources: KeySource) -> JournalKey:
    """The key of a journal, of the first source that has one; a passphrase is asked for only when it comes to that.

    Raises:
        PassphraseError: the passphrase does not open it, or is too short for a new one; another can be tried.
        JournalError: the file is no encrypted database, or a source fails.
    """
    key = find_key(journal, sources)
    # Without SQLite: opening a damaged database with it would let it drop the end of its log.
    if salt_of(journal) is not None and not fits(journal, key):
        raise PassphraseError(does_not_open(journal))
    return key
