"""What can be wrong with something that came from another program.

WireError
├── ReportError    an envelope or the report in it breaks the contract; has a code
├── KeyFormatError a key is not one
└── PackError      a gallery file is not one, is damaged, or is of another version
"""

from __future__ import annotations

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


class PackError(WireError):
    """A gallery file is not one, is damaged, or is of another version."""
