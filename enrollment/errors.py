"""What can go wrong at enrolment.

EnrollmentError
├── RosterError        the roster as a whole cannot be read; a single bad row is a `RosterProblem`, not an error
├── PhotoSourceError   the folder or archive of the photos as a whole cannot be read
├── PhotoProblemError  one photo cannot serve; says why
├── StoreError         the enrolment database cannot do what was asked
├── ClusterError       the cluster that was asked to search for duplicates cannot
├── ReportError        a report cannot be written
└── PackingError       a session pack cannot be built
"""

from __future__ import annotations

from enum import StrEnum


class EnrollmentError(Exception):
    """Base of every error of enrolment."""


class RosterError(EnrollmentError):
    """The roster as a whole cannot be read."""


class PhotoSourceError(EnrollmentError):
    """The photos' folder or archive as a whole cannot be read."""


class PhotoProblem(StrEnum):
    """Why a photo cannot serve as a reference."""

    MISSING = "MISSING"
    OUTSIDE = "OUTSIDE"
    NOT_A_FILE = "NOT_A_FILE"  # a folder, pipe or device, or links that lead nowhere
    UNREADABLE = "UNREADABLE"
    MISNAMED = "MISNAMED"  # a picture of another kind than its name says
    NOT_A_PICTURE = "NOT_A_PICTURE"
    TOO_LARGE = "TOO_LARGE"
    TOO_SMALL = "TOO_SMALL"
    NO_FACE = "NO_FACE"
    SEVERAL_FACES = "SEVERAL_FACES"


class PhotoProblemError(EnrollmentError):
    """One photo cannot serve; the message says what was found."""

    def __init__(self, problem: PhotoProblem, found: str) -> None:
        super().__init__(found)
        self.problem = problem


class StoreError(EnrollmentError):
    """The enrolment database cannot do what was asked."""


class ClusterError(EnrollmentError):
    """The cluster cannot be used for the duplicate search."""


class ReportError(EnrollmentError):
    """A report cannot be written."""


class PackingError(EnrollmentError):
    """A session pack cannot be built; the message says why."""
