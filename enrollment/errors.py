"""What can go wrong at enrolment.

EnrollmentError
└── RosterError    the roster as a whole cannot be read; a single bad row is a `RosterProblem`, not an error
"""

from __future__ import annotations


class EnrollmentError(Exception):
    """Base of every error of enrolment."""


class RosterError(EnrollmentError):
    """The roster as a whole cannot be read."""
