"""Whether the server can be reached, so that one hiccup is not an outage and one lucky request not its end.

It sets wording only. Every decision is local, whatever this says.
"""

from __future__ import annotations

from collections import deque
from enum import Enum

_RESULTS = 5
_OFFLINE_FROM = 3  # failures among the last results
_ONLINE_FROM = 2  # successes in a row


class Link(Enum):
    """The state of the line to the server, as far as it can be told."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"
    UNREGISTERED = "unregistered"  # this station has never been registered, so nothing is sent
    UNAUTHORISED = "unauthorised"  # the server does not know this station, or no longer


class Connectivity:
    """Of the last five results three failures mean offline, then two successes in a row online.

    The very first success means online; before it, two failures mean offline.
    """

    def __init__(self) -> None:
        self._results: deque[bool] = deque(maxlen=_RESULTS)
        self.link = Link.UNKNOWN

    def add(self, success: bool) -> Link:
        """Take in one result and return the state after it."""
        self._results.append(success)
        failures = self._results.count(False)
        if self.link is Link.UNKNOWN:
            self.link = Link.ONLINE if success else Link.OFFLINE if failures > 1 else Link.UNKNOWN
        elif self.link is Link.ONLINE and failures >= _OFFLINE_FROM:
            self.link = Link.OFFLINE
        elif self.link is Link.OFFLINE and list(self._results)[-_ONLINE_FROM:] == [True] * _ONLINE_FROM:
            self.link = Link.ONLINE
            self._results.clear()
        return self.link
