"""Runs the central server in this process until it is told to stop."""

from __future__ import annotations

import errno
import ipaddress
import logging
import signal
import socket
from collections.abc import Callable
from datetime import datetime
from types import FrameType

import uvicorn
from sqlalchemy import URL

from server.app import create_app
from server.database import open_engine
from server.errors import AddressError
from server.live import LiveFeed
from server.schema import upgrade

_log = logging.getLogger(__name__)
_GRACE_SECONDS = 1  # for requests that are under way when the server is told to stop


def serve(host: str, port: int, database_url: str | URL, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way and return.

    Args:
        host: a loopback address or name. Others are refused: a station cannot prove yet who it is.
        port: 0 takes a free one.
        database_url: see `server.database.open_engine`; the database is made and brought up to date.
        announce: called once with the server's URL, as soon as it answers.

    Raises:
        AddressError: the address is not loopback, or taken.
        DatabaseError: the database cannot be used.
    """
    listening = _bind(host, port)
    with listening:
        engine = open_engine(database_url)
        try:
            upgrade(engine)
            live = LiveFeed()
            config = uvicorn.Config(
                create_app(engine, _now, live),
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
            url = _url(listening)
            _Server(config, live, lambda: announce(url)).run(sockets=[listening])
        finally:
            engine.dispose()
    _log.info("stopped")


class _Server(uvicorn.Server):
    """Announces itself when it answers, ends the event streams before it waits for them, and returns when stopped.

    uvicorn alone would wait for streams that never end, and raise the signal again after it has stopped.
    """

    def __init__(self, config: uvicorn.Config, live: LiveFeed, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._live = live
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._live.close()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def _now() -> datetime:
    return datetime.now().astimezone()


def _bind(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65_535:
        raise AddressError(f"expected a port of 0 to 65535, got {port}")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressError(f"no address is known for host {host!r}") from error
    addresses = [(family, str(address[0])) for family, _, _, _, address in found]
    if not addresses or not all(ipaddress.ip_address(address).is_loopback for _, address in addresses):
        raise AddressError(
            f"host {host!r} can be reached from other computers, and a station cannot prove yet who it is: "
            f"only a loopback address such as 127.0.0.1 is allowed"
        )
    family, address = addresses[0]
    try:
        return socket.create_server((address, port), family=family)
    except OSError as error:
        reason = "is taken by another program" if error.errno == errno.EADDRINUSE else str(error.strerror)
        raise AddressError(f"port {port} on {address}: {reason}") from error


def _url(listening: socket.socket) -> str:
    address, port = listening.getsockname()[:2]
    return f"http://[{address}]:{port}" if listening.family == socket.AF_INET6 else f"http://{address}:{port}"
