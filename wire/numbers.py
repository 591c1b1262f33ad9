"""Candidate numbers as they are compared, everywhere in the same way."""

from __future__ import annotations

MAX_LENGTH = 120  # characters


def normalise_number(text: str) -> str:
    """A candidate number as it is compared: capitals, without white space and without anything that does not show.

    So a number that was typed, scanned or read from a roster is the same, whatever invisible marks came with it.
    """
    return "".join(char for char in text.upper() if char.isprintable() and not char.isspace())
