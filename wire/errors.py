"""What can be wrong with something that came from another program.

WireError
├── ReportError    an envelope or the report in it breaks the contract; has a code
├── KeyFormatError a key is not one
└── PackError      a session pack is refused; has a code
"""

from __future__ import annotations

from enum import StrEnum

from wire.vocabulary import ReportProblem


class WireError(Exception):
    """Base of every error about a format that crosses between programs."""


class ReportError(WireError):
    """An envelope or the report in it breaks the contract."""

    def __init__(self, message: str, problem: ReportProblem) -> None:
        super().__init__(message)
        self.problem = problem


class KeyFormatError(WireError):
    """A key is not one."""


class PackProblem(StrEnum):
    """Why a session pack is refused."""

    UNREADABLE = "unreadable"  # there is no such file, or it may not be read
    NOT_A_PACK = "not_a_pack"
    NEWER_FORMAT = "newer_format"
    TRUNCATED = "truncated"
    UNSIGNED = "unsigned"
    UNTRUSTED = "untrusted"  # signed with a key that is not trusted here
    ALTERED = "altered"  # not what was signed
    INVALID = "invalid"  # signed as it is, but what it says does not fit together
    NOT_FOR_THIS_STATION = "not_for_this_station"  # encrypted to others
    OTHER_VENUE = "other_venue"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    OTHER_ENGINE = "other_engine"


class PackError(WireError):
    """A session pack is refused. The message says why in words, ``problem`` for programs."""

    def __init__(self, message: str, problem: PackProblem) -> None:
        super().__init__(message)
        self.problem = problem
