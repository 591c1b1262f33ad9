"""CSV files for spreadsheets: they split where they should, and no cell of ours begins a formula."""

from __future__ import annotations

from typing import Final

DELIMITER: Final = ";"  # of CSV where the comma is the decimal mark, so for spreadsheets that are set to Indonesian

# What spreadsheets take for the beginning of a formula, or skip on the way to one; the full-width forms as well (OWASP,
# "CSV Injection").
_RISKY: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def inert(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_RISKY) else text
