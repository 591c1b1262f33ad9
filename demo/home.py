"""The data folder of the demonstration: its station, and the passphrase of its journal."""

from __future__ import annotations

import secrets
from pathlib import Path

from station.journal import database
from vault import sqlite
from vault.keys import DatabaseKey, PassphraseSource
from vault.unlocking import unlock

STATION_ID = "demo-1"
JOURNAL, PASSPHRASE = "station.sqlite3", "passphrase"


def make_passphrase(home: Path) -> None:
    """Write a random passphrase into a file for its owner only. People's is in their heads, or in their keyring."""
    file = home / PASSPHRASE
    file.touch(mode=0o600)
    file.write_text(secrets.token_urlsafe(18), encoding="utf-8")


def journal_key(home: Path) -> DatabaseKey:
    """The key of the demonstration's journal; raises VaultError."""
    return unlock(home / JOURNAL, PassphraseSource(lambda _new: (home / PASSPHRASE).read_text(encoding="utf-8")))


def enrolment_key(home: Path) -> DatabaseKey:
    """The key of the demonstration's enrolment database; raises VaultError."""
    return unlock(home / "enrolment.sqlite3", PassphraseSource(lambda _new: (home / PASSPHRASE).read_text("utf-8")))


def open_journal(journal: Path) -> sqlite.Connection:
    """The demonstration's journal, to be read; raises JournalError, VaultError."""
    return database.connect_existing(journal, journal_key(journal.parent))
