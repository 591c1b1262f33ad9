"""What the commands of `hadir enroll` share: the enrolment database, opened and locked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import typer
from filelock import FileLock, Timeout

from cli.context import context_of
from cli.unlocking import ENROLMENT, unlock_for_command
from enrollment.errors import StoreError
from enrollment.store.database import empty_enrolment, open_enrolment
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
    path = context_of(context).paths.enrolment
    if not new and not path.exists():
        raise StoreError(f"there is no enrolment database {path} yet; make it with: hadir enroll import")
    with enrolment_to_itself(context):
        connection = open_enrolment(path, unlock_for_command(path, passphrase_file, ENROLMENT))
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def enrolment_if_any(context: typer.Context, passphrase_file: Path | None) -> Iterator[sqlite.Connection]:
    """The enrolment database, or an empty one in memory where there is none: nothing is made on the disk.

    Raises: as `enrolment`.
    """
    if context_of(context).paths.enrolment.exists():
        with enrolment(context, passphrase_file) as connection:
            yield connection
    else:
        with closing(empty_enrolment()) as connection:
            yield connection


@contextmanager
def enrolment_to_itself(context: typer.Context) -> Iterator[None]:
    """Nobody else may have the enrolment database open meanwhile; raises StoreError where another program has it."""
    paths = context_of(context).paths
    paths.make_home()
    lock = FileLock(paths.enrolment.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreError(f"another program works on {paths.enrolment}; wait for it, or close its window") from error
    try:
        yield
    finally:
        lock.release()
