"""What the commands of `hadir enroll` share: the enrolment database, opened and locked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from filelock import FileLock, Timeout

from cli.context import context_of
from cli.unlocking import ENROLMENT, unlock_for_command
from enrollment.errors import StoreError
from enrollment.store.database import open_enrolment
from vault import sqlite


@contextmanager
def enrolment(
    context: typer.Context, passphrase_file: Path | None, *, new: bool = False
) -> Iterator[sqlite.Connection]:
    """The enrolment database; ``new``: made if it is not there. One program at a time may have it.

    Raises:
        StoreError: another program has it, or there is none.
        VaultError: it cannot be opened.
    """
    paths = context_of(context).paths
    if not new and not paths.enrolment.exists():
        raise StoreError(f"there is no enrolment database {paths.enrolment} yet; make it with: hadir enroll import")
    paths.make_home()
    lock = FileLock(paths.enrolment.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreError(f"another program works on {paths.enrolment}; wait for it, or close its window") from error
    try:
        connection = open_enrolment(paths.enrolment, unlock_for_command(paths.enrolment, passphrase_file, ENROLMENT))
        try:
            yield connection
        finally:
            connection.close()
    finally:
        lock.release()
