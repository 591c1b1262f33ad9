"""Tells every listening page, in this process, that something new was committed.

A listener holds one flag, no queue: a page that is slow misses nothing, it fetches the newest state anyway. That
something is new is all that is told: even how much would say something about venues that are not for everybody.
All of it belongs to one event loop; there is no lock. What other processes commit comes in by `server.notices`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from server.errors import ListenersFullError

MAX_LISTENERS: Final = 2_000
MAX_OF_LOGIN: Final = 8
HEARTBEAT_SECONDS: Final = 15.0  # a proxy in between would cut a connection that stays silent for longer

MayListen = Callable[[], Awaitable[bool]]


class Listener:
    """One page of a login that waits for news."""

    def __init__(self, login: str) -> None:
        self.login = login
        self._wake = asyncio.Event()
        self._closed = False

    def tell(self) -> None:
        """Something is new."""
        self._wake.set()

    def close(self) -> None:
        """End the waiting for good."""
        self._closed = True
        self._wake.set()

    async def wait(self, seconds: float) -> bool | None:
        """Wait for news: whether there are any in time, None once closed."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        if self._closed:
            return None
        self._wake.clear()
        return True


class LiveFeed:
    """All listeners of this process.

    Args:
        limit: how many may listen at the same time.
        of_login: how many of them may be of one login.
        heartbeat: seconds after which it is asked whether a page may still listen, and a comment is sent.
    """

    def __init__(
        self, limit: int = MAX_LISTENERS, of_login: int = MAX_OF_LOGIN, heartbeat: float = HEARTBEAT_SECONDS
    ) -> None:
        self._limit = limit
        self._of_login = of_login
        self._heartbeat = heartbeat
        self._listeners: set[Listener] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._listeners)

    def subscribe(self, login: str) -> Listener:
        """Start to listen. Whoever does must `unsubscribe` in the end.

        Raises:
            ListenersFullError: too many do already, of all logins or of this one.
        """
        if len(self._listeners) >= self._limit:
            raise ListenersFullError(f"{self._limit} pages are listening already")
        if sum(each.login == login for each in self._listeners) >= self._of_login:
            raise ListenersFullError(f"{self._of_login} pages of this login are listening already")
        listener = Listener(login)
        if self._closed:
            listener.close()
        self._listeners.add(listener)
        return listener

    def unsubscribe(self, listener: Listener) -> None:
        """Stop to listen; doing so twice is harmless."""
        self._listeners.discard(listener)

    def publish(self) -> None:
        """Tell all listeners that reports were committed."""
        for listener in self._listeners:
            listener.tell()

    def close(self) -> None:
        """End every stream, so that the server can stop. Later listeners end at once."""
        self._closed = True
        for listener in self._listeners:
            listener.close()

    async def events(self, listener: Listener, may_listen: MayListen) -> AsyncIterator[str]:
        """The stream of a listener as server-sent events, until it is closed or may listen no longer.

        Each listener is asked about at its own moments, counted from when it came: not all of them at once.
        """
        yield "retry: 3000\n\n"
        now = asyncio.get_running_loop().time
        due = now() + self._heartbeat
        while (is_new := await listener.wait(due - now())) is not None:
            if not is_new or now() >= due:  # a timer may go off a little early
                if not await may_listen():
                    return
                due = now() + self._heartbeat
            yield "data: new\n\n" if is_new else ": still here\n\n"


class EventStream(StreamingResponse):
    """The answer that streams events to one page. However it ends, its listener is gone afterwards.

    Raises:
        ListenersFullError: too many pages listen already.
    """

    def __init__(self, live: LiveFeed, login: str, may_listen: MayListen) -> None:
        self._live = live
        self._listener = live.subscribe(login)
        super().__init__(live.events(self._listener, may_listen), media_type="text/event-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._live.unsubscribe(self._listener)
