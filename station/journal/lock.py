"""The lock that two programs never hold on one journal: those that write to it, but for the threads of one station."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from station.errors import JournalError


def lock_journal(journal: Path) -> FileLock:
    """Take the lock. The operating system lets go of it when the program ends in whatever way.

    Raises:
        JournalError: another program has it, or it cannot be made.
    """
    lock = FileLock(journal.with_suffix(".lock"), mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise JournalError(
            f"another station is running on {journal}; close it, or give this one another --home"
        ) from error
    except OSError as error:
        raise JournalError(f"local database {journal} cannot be locked: {error.strerror}") from error
    return lock
