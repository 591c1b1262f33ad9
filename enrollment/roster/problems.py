"""What is wrong with a row: what was expected and what was found, as values that any language can be made of.

English stands here; the window says the same in others (`ui.enrolment.roster_words`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from enrollment.errors import PhotoProblem

_SHOWN = 40  # characters of a cell


class Wording(StrEnum):
    """What is said of a cell, in English, with places for values."""

    CELLS = "{} cells, each quotation mark closed"
    OTHER_CELLS = "{} cells; text that holds the separator needs quotation marks"
    AS_TEXT = "digits in a column formatted as text"
    ROUNDED = "{}, a number that Excel has rounded"
    TEXT = "printable text of {} to {} characters"
    SOMETHING = "something that shows, of 1 to {} characters"
    BIRTH = "a date such as 31/12/1999, from {} until today"
    DIGITS = "{} digits"
    OTHER_DIGITS = "{} characters, {} of them digits"
    PROVINCE = "a province of 11 to 96 in digits 1 and 2"
    DAY = "a day of birth of 01 to 31, or 41 to 71 of a woman, in digits 7 and 8"
    SERIAL = "a serial number of 0001 to 9999 as the last four digits"
    MONTH = "a month of birth of 01 to 12 in digits 9 and 10"
    OWN_BIRTH = "the date of birth of this row in digits 7 to 12, a woman's day 40 higher"
    OTHER_BIRTH = "{}; the candidate goes in, check their identity card"
    MOMENT = "date and time such as 2026-10-12T08:00+07:00"
    DATE = "a date such as 12/10/2026"
    TIME = "a time such as 08:00"
    PIN = "4 to 12 printable characters without spaces"
    LENGTH = "{} characters"
    FILE_NAMES = "printable file names of at most {} characters"
    PHOTOS = "at most {} photos"
    PHOTOS_TOGETHER = "at most {} photos with those of line {}"
    PHOTOS_CUT = "{}; the first {} are taken"
    NEW_NUMBER = "a new number (line {} has it)"
    FREE_NIK = "a NIK that no other number has (line {} has it under {})"
    SAME_NIK = "the same under {}"
    NIK_OF_NOBODY = "a NIK that nobody else has"
    NIK_OF_CANDIDATE = "that of candidate {}"
    SAME_START = "the start of this session in line {}, {}"
    SOME_PHOTO = "a photo of candidate {}, named in the roster or found by their number"
    NO_PHOTO = "none; the candidate goes in, to be checked by eye at the desk"
    PHOTO_OF = "the photo of candidate {}, {}"
    PHOTO = "{1}"  # a `PhotoProblem`, and what was found
    VALUE = "{}"
    CELL = "{!r}"  # as it is written in the file


Value = str | int | datetime
Kind = tuple[str, Wording, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A wording with its values; as text it is English."""

    wording: Wording
    values: tuple[Value, ...] = ()

    def __str__(self) -> str:
        return self.wording.value.format(*map(_shown, self.values))


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """One thing wrong with one row: where it is, what was expected, and what was found."""

    file: str
    line: int
    column: str
    expected: Said
    found: Said

    @property
    def kind(self) -> Kind:
        """The same for all problems that are alike: one column, one expectation, and of photos one fault."""
        fault = str(self.found.values[0]) if self.found.wording is Wording.PHOTO else ""
        return self.column, self.expected.wording, fault

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.column}: expected {self.expected}, found {self.found}"


def said(wording: Wording, *values: Value) -> Said:
    """A wording with its values."""
    return Said(wording, values)


def cell(value: str) -> Said:
    """A cell as it is written, or its beginning."""
    return Said(Wording.CELL, (value[:_SHOWN],))


def photo_fault(problem: PhotoProblem, found: str) -> Said:
    """What was found in the place of a photo that can serve."""
    return Said(Wording.PHOTO, (problem, f"{named(problem)}: {found}" if found.startswith("expected") else found))


def named(problem: PhotoProblem) -> str:
    """A fault of a photo in English words."""
    return problem.lower().replace("_", " ")


def _shown(value: Value) -> str | int:
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value
