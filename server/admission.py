"""Lets in as many requests as can be worked on at once, and asks the others to come again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_REQUESTS: Final = 4_000  # one of each of 3,600 stations, and people; a body is at most 2 MiB
_ALWAYS: Final = frozenset({"/health/live", "/health/ready", "/metrics"})


class Admission:
    """ASGI middleware. A stream of events counts until it has begun: from then on it only waits.

    Args:
        most: requests at the same time.
        refuse: answers one that is too many.
    """

    def __init__(self, app: ASGIApp, most: int, refuse: Callable[[Request], Response]) -> None:
        self._app = app
        self._most = most
        self._refuse = refuse
        self._working = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, or refuse it."""
        if scope["type"] != "http" or scope["path"] in _ALWAYS:
            await self._app(scope, receive, send)
            return
        if self._working >= self._most:
            await self._refuse(Request(scope))(scope, receive, send)
            return
        counted = 1

        async def look(message: Message) -> None:
            nonlocal counted
            if _begins_stream(message):
                self._working -= counted
                counted = 0
            await send(message)

        self._working += 1
        try:
            await self._app(scope, receive, look)
        finally:
            self._working -= counted


def _begins_stream(message: Message) -> bool:
    return message["type"] == "http.response.start" and Headers(raw=message["headers"]).get(
        "content-type", ""
    ).startswith("text/event-stream")
