"""What can be wrong with something that came from another program.

WireError
├── ReportError    an envelope or the report in it breaks the contract
└── PackError      a gallery file is not one, is damaged, or is of another version
"""

from __future__ import annotations


class WireError(Exception):
    """Base of every error about a format that crosses between programs."""


class ReportError(WireError):
    """An envelope or the report in it breaks the contract."""


class PackError(WireError):
    """A gallery file is not one, is damaged, or is of another version."""
