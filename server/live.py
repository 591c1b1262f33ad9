"""Tells every listening page, in this process, that something new was committed.

A listener holds one number, not a queue: a page that is slow misses nothing, it fetches the newest state anyway.
All of it belongs to one event loop; there is no lock. What other processes commit comes in by `server.notices`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from server.errors import ListenersFullError

MAX_LISTENERS = 64
HEARTBEAT_SECONDS = 15.0  # a proxy in between would cut a connection that stays silent for longer


class Listener:
    """One page that waits for news."""

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._accepted = 0
        self._closed = False

    def tell(self, accepted: int) -> None:
        """Add to what the page has not heard of yet."""
        self._accepted += accepted
        self._wake.set()

    def close(self) -> None:
        """End the waiting for good."""
        self._closed = True
        self._wake.set()

    async def wait(self, seconds: float) -> int | None:
        """Wait for news: how many reports are new, 0 if none came in time, None once closed."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return 0
        if self._closed:
            return None
        self._wake.clear()
        accepted, self._accepted = self._accepted, 0
        return accepted


class LiveFeed:
    """All listeners of this process.

    Args:
        limit: how many may listen at the same time.
        heartbeat: seconds of silence after which a comment is sent.
    """

    def __init__(self, limit: int = MAX_LISTENERS, heartbeat: float = HEARTBEAT_SECONDS) -> None:
        self._limit = limit
        self._heartbeat = heartbeat
        self._listeners: set[Listener] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._listeners)

    def subscribe(self) -> Listener:
        """Start to listen. Whoever does must `unsubscribe` in the end.

        Raises:
            ListenersFullError: too many do already.
        """
        if len(self._listeners) >= self._limit:
            raise ListenersFullError(f"{self._limit} pages are listening already")
        listener = Listener()
        if self._closed:
            listener.close()
        self._listeners.add(listener)
        return listener

    def unsubscribe(self, listener: Listener) -> None:
        """Stop to listen; doing so twice is harmless."""
        self._listeners.discard(listener)

    def publish(self, accepted: int) -> None:
        """Tell all listeners that so many reports were committed."""
        for listener in self._listeners:
            listener.tell(accepted)

    def close(self) -> None:
        """End every stream, so that the server can stop. Later listeners end at once."""
        self._closed = True
        for listener in self._listeners:
            listener.close()

    async def events(self, listener: Listener) -> AsyncIterator[str]:
        """The stream of a listener as server-sent events, until it is closed."""
        yield "retry: 3000\n\n"
        while (accepted := await listener.wait(self._heartbeat)) is not None:
            yield f'data: {{"accepted":{accepted}}}\n\n' if accepted else ": still here\n\n"


class EventStream(StreamingResponse):
    """The answer that streams events to one page. However it ends, its listener is gone afterwards.

    Raises:
        ListenersFullError: too many pages listen already.
    """

    def __init__(self, live: LiveFeed) -> None:
        self._live = live
        self._listener = live.subscribe()
        super().__init__(live.events(self._listener), media_type="text/event-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._live.unsubscribe(self._listener)
