"""What can go wrong at a station.

StationError
├── CameraError        a camera cannot be opened or has stopped to deliver
├── JournalError       the local database cannot be opened, is damaged, or is of a newer version
├── SessionError       the session's thresholds do not fit what is asked of them
├── RegistrationError  the server does not take this station, or not as what it is
├── OperatorError      somebody cannot be added, changed or let in: `station.operators.errors` has the kinds
└── TransportError     the server was not reached, or did not do what it was asked
"""

from __future__ import annotations


class StationError(Exception):
    """Base of every error of a station. The message is fit to show to venue IT."""


class CameraError(StationError):
    """A camera cannot be opened or has stopped to deliver. ``taken``: it is there, so another program has it."""

    def __init__(self, message: str, *, taken: bool = False) -> None:
        super().__init__(message)
        self.taken = taken


class JournalError(StationError):
    """The local database cannot be opened, is damaged, or is of a newer version."""


class SessionError(StationError):
    """The session's thresholds do not fit what is asked of them."""


class RegistrationError(StationError):
    """The server does not take this station, or not as what it is."""


class OperatorError(StationError):
    """Somebody cannot be added, changed or let in."""


_UNAUTHORISED = 401
_REFUSALS = (400, 413, 415, 422)  # the server will never take these bytes, however often they come


class TransportError(StationError):
    """The server was not reached, or did not do what it was asked: what was sent may or may not have arrived.

    ``status`` and ``code`` are those of its answer, None and empty where there was none that made sense.
    ``retry_after`` is in seconds, if the server said.
    """

    def __init__(
        self, message: str, *, status: int | None = None, code: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.retry_after = retry_after

    @property
    def refused(self) -> bool:
        """The server will not take what was sent as it is, so something in it stands in the way of the rest."""
        return self.status in _REFUSALS

    @property
    def unauthorised(self) -> bool:
        """The server does not know this station, or no longer."""
        return self.status == _UNAUTHORISED
