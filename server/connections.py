"""How many connections this process can hold, and how long one may stay silent before its request."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import ClassVar, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 20.0
_WANTED_FILES: Final = 32_768
_FEWEST_FILES: Final = 8_192  # 600 venues with 6 stations, twice over
_RESERVED_FILES: Final = 256  # for the database, pages and logs
_log = logging.getLogger(__name__)


def most_connections() -> int:
    """How many connections this process can hold, after asking the system for more open files if it has few.

    Every connection is an open file; without any left, the process could not even open its database.
    """
    if sys.platform == "win32":
        return sys.maxsize  # no limit like this
    import resource

    soft, hard = (
        sys.maxsize if limit == resource.RLIM_INFINITY else limit
        for limit in resource.getrlimit(resource.RLIMIT_NOFILE)
    )
    files = max(soft, min(hard, _WANTED_FILES))
    if files != soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    if files < _FEWEST_FILES:
        _log.warning("only %d files may be open, and each connection is one: docs/deployment.md", files)
    return files - _RESERVED_FILES


class BoundedProtocol(H11Protocol):
    """uvicorn's protocol, which by itself would wait for ever for the head of a request.

    A connection is closed that has no request under way ``head_seconds`` after it was made, or after the first byte
    that follows an answer. One that is silent after an answer has uvicorn's keep-alive time. Of more than ``most``
    connections the latest is closed at once.
    """

    most: ClassVar[int] = sys.maxsize
    head_seconds: ClassVar[float] = HEAD_SECONDS
    _head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
        else:
            self._await_head()

    def data_received(self, data: bytes) -> None:
        """Take a request, half a head, or the rest of a body that was refused."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._forget_head()
        else:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._forget_head()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._head_due is None:
            self._head_due = self.loop.call_later(self.head_seconds, self.transport.close)

    def _forget_head(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None


def bounded_protocol(most: int, head_seconds: float = HEAD_SECONDS) -> type[BoundedProtocol]:
    """The protocol with these bounds, for uvicorn, which makes one for each connection."""
    return type("Bounded", (BoundedProtocol,), {"most": most, "head_seconds": head_seconds})
