"""What keeps the local database from taking a decision, by kind: what to do about it differs."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import Enum

from vault.errors import PassphraseError


class StorageProblem(Enum):
    """Why nothing can be stored."""

    FULL = "full"
    LOCKED = "locked"  # by another program
    READ_ONLY = "read only"
    DAMAGED = "damaged"  # or gone
    UNREADABLE = "unreadable"  # whatever else a disk does


@dataclass(frozen=True, slots=True)
class StorageFault:
    """A problem, with ``text`` in the program's own words."""

    problem: StorageProblem
    text: str


_BY_CODE = {
    "SQLITE_BUSY": StorageProblem.LOCKED,
    "SQLITE_LOCKED": StorageProblem.LOCKED,
    "SQLITE_FULL": StorageProblem.FULL,
    "SQLITE_READONLY": StorageProblem.READ_ONLY,
    "SQLITE_PERM": StorageProblem.READ_ONLY,
    "SQLITE_CORRUPT": StorageProblem.DAMAGED,
    "SQLITE_NOTADB": StorageProblem.DAMAGED,
}


def fault_of(error: BaseException) -> StorageFault:
    """What an error of the database means, or of what it was caused by. A key that fits no more is damage: it did."""
    cause: BaseException | None = error
    while cause is not None:
        problem = _problem_of(cause)
        if problem is not None:
            return StorageFault(problem, str(error))
        cause = cause.__cause__
    return StorageFault(StorageProblem.UNREADABLE, str(error))


def _problem_of(error: BaseException) -> StorageProblem | None:
    if isinstance(error, PassphraseError):
        return StorageProblem.DAMAGED
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return StorageProblem.FULL
    name = str(getattr(error, "sqlite_errorname", ""))
    return next((problem for code, problem in _BY_CODE.items() if name.startswith(code)), None)
