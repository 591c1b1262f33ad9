"""Whether the server can be reached, so that one hiccup is not an outage.

It sets wording only. Every decision is local, whatever this says.
"""

from __future__ import annotations

from enum import Enum

_OFFLINE_AFTER = 2  # failures in a row


class Link(Enum):
    """The state of the line to the server."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"


class Connectivity:
    """Two failures in a row mean offline, one success means online."""

    def __init__(self) -> None:
        self._failures = 0
        self.link = Link.UNKNOWN

    def add(self, success: bool) -> Link:
        """Take in one result and return the state after it."""
        self._failures = 0 if success else self._failures + 1
        if success:
            self.link = Link.ONLINE
        elif self._failures >= _OFFLINE_AFTER:
            self.link = Link.OFFLINE
        return self.link
