"""What can go wrong at a station.

StationError
├── CameraError       a camera cannot be opened or has stopped to deliver
├── JournalError      the local database cannot be opened, or is of a newer version
└── SessionError      the gallery does not fit this station's engine
"""

from __future__ import annotations


class StationError(Exception):
    """Base of every error of a station. The message is fit to show to venue IT."""


class CameraError(StationError):
    """A camera cannot be opened or has stopped to deliver."""


class JournalError(StationError):
    """The local database cannot be opened, or is of a newer version."""


class SessionError(StationError):
    """The gallery does not fit this station's engine."""
