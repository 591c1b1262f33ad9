"""What the server says of the session at the whole venue: how it stands, and who was admitted where, when, by whom.

It warns and informs. Every decision is local, whatever this says, and nothing of it is kept on the disk.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread
from typing import Final, Protocol

import structlog

from station.clock import Clock
from station.connectivity import Link
from station.errors import TransportError
from station.outbox.policy import SendingPolicy
from wire.standing import CandidateStanding, StandingCounts, StandingPage, StandingStatus

log = structlog.get_logger()

EVERY: Final = 15.0  # seconds from one look to the next, on average
_UNTIL_ONLINE: Final = 2.0  # seconds from one glance at the state of the line to the next, without a request
_SPREAD: Final = 0.4  # of it, so that the stations of a country do not all ask at once
_MOST_PAGES: Final = 100  # of one look: ten thousand candidates


class StandingSource(Protocol):
    """Whom to ask; `station.client.HttpTransport` is one."""

    def standing(self, session_id: str, since: str | None) -> StandingPage:
        """How a session stands and who changed after a cursor, None to begin; raises TransportError."""


@dataclass(frozen=True, slots=True)
class VenueView:
    """How the venue's session stood at ``server_time``; ``taken_at`` is the same on this computer's monotonic clock.

    ``people`` are by number those about whom something was decided, at whatever station; a candidate whose check-ins
    were all undone is not among them.
    """

    counts: StandingCounts
    people: Mapping[str, CandidateStanding]
    server_time: datetime
    taken_at: float
    cursor: str | None

    def age(self, now: float) -> float:
        """Seconds since the server said so, at a moment of the monotonic clock."""
        return max(0.0, now - self.taken_at)


def merged(before: VenueView | None, page: StandingPage, taken_at: float) -> VenueView:
    """What was known, with a page added to it. Pure; the same page twice changes nothing."""
    people = {} if before is None or page.begins else dict(before.people)
    for candidate in page.candidates:
        if candidate.status is StandingStatus.NONE:
            people.pop(candidate.number, None)
        else:
            people[candidate.number] = candidate
    return VenueView(page.counts, people, page.server_time, taken_at, page.cursor)


class VenueStanding:
    """What is known of the venue. One thread takes pages in, any may look.

    Without a lock: a view never changes, and the one that is shown is replaced as a whole.
    """

    def __init__(self) -> None:
        self._growing: VenueView | None = None
        self._shown: VenueView | None = None

    @property
    def cursor(self) -> str | None:
        """Where to go on, after a page that was the last to arrive; None to begin."""
        return self._growing.cursor if self._growing else None

    def take(self, page: StandingPage, taken_at: float) -> None:
        """Add a page. Until its last page has come, what is shown stays as it was: nobody may seem not admitted only
        because their page is still on its way."""
        self._growing = merged(self._growing, page, taken_at)
        if not page.more:
            self._shown = self._growing

    def snapshot(self) -> VenueView | None:
        """The latest view that is whole; None before there is one."""
        return self._shown


def poll(source: StandingSource, session_id: str, standing: VenueStanding, clock: Clock) -> None:
    """Ask for what changed and take it in. What has come before something fails is not asked for again.

    Raises:
        TransportError: the server was not reached, or does not know the session yet.
    """
    for _ in range(_MOST_PAGES):
        page = source.standing(session_id, standing.cursor)
        standing.take(page, clock.monotonic())
        if not page.more:
            return


class Watch:
    """Looks every `EVERY` seconds as long as the line is up, on a thread and a connection of its own: so whatever this
    takes, no report waits for it."""

    def __init__(
        self,
        source: StandingSource,
        session_id: str,
        link: Callable[[], Link],
        clock: Clock,
        on_view: Callable[[VenueView], None] | None = None,
        policy: SendingPolicy | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Wire it.

        Args:
            source: a connection that nobody else uses.
            session_id: the session to follow.
            link: the state of the line, as the sender finds it; read on this thread.
            clock: to measure ages with.
            on_view: called on this thread after each look that succeeded.
            policy: how long to leave a server alone that does not answer.
            jitter: uniform in 0 to 1.
        """
        self._source = source
        self._session_id = session_id
        self._link = link
        self._clock = clock
        self._on_view = on_view
        self._policy = policy or SendingPolicy()
        self._jitter = jitter
        self._standing = VenueStanding()
        self._failures = 0
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="venue", daemon=True)

    def snapshot(self) -> VenueView | None:
        """The latest view that is whole; None before there is one. Look at its age before showing it."""
        return self._standing.snapshot()

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self, timeout: float = 20.0) -> None:
        """Stop after the request under way, which its own time-outs bound."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def look_once(self) -> float:
        """Look if the line is up; return the seconds to wait before the next time."""
        if self._link() is not Link.ONLINE:
            return _UNTIL_ONLINE
        wait = EVERY * (1 + _SPREAD * (self._jitter() - 0.5))
        try:
            poll(self._source, self._session_id, self._standing, self._clock)
        except TransportError as error:
            self._failures += 1
            if self._failures == 1:
                log.info("venue not known", problem=str(error))
            asked = min(error.retry_after or 0.0, self._policy.retry_after_most)
            return max(wait, asked, self._policy.backoff(self._failures, self._jitter()))
        self._failures = 0
        view = self.snapshot()
        if view is not None and self._on_view is not None:
            self._on_view(view)
        return wait

    def _run(self) -> None:
        wait = 0.0
        while not self._stopping.wait(wait):
            try:
                wait = self.look_once()
            except Exception:  # a boundary: this only informs, and must go on informing
                log.exception("looking at the venue failed")
                wait = EVERY
