"""Runs the central server in this process until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import logging
import signal
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType

import uvicorn
from sqlalchemy import URL, Engine

from server.app import create_app
from server.connections import bounded_protocol, most_connections
from server.database import only_server, open_engine
from server.errors import AddressError
from server.live import LiveFeed
from server.notices import Listening
from server.schema import upgrade

_log = logging.getLogger(__name__)
_GRACE_SECONDS = 5  # for requests that are under way when the server is told to stop
_KEEP_ALIVE_SECONDS = 75


@dataclass(frozen=True, slots=True)
class Listen:
    """Where to listen, and how the server is called from outside.

    ``port`` 0 takes a free one. Without ``certificate`` and ``key`` (PEM files) only a loopback address is served.
    ``hosts`` are the names in the addresses that stations and browsers use, ``proxy`` the address whose word on who
    the client is is believed.
    """

    host: str = "127.0.0.1"
    port: int = 8640
    certificate: Path | None = None
    key: Path | None = None
    hosts: tuple[str, ...] = ()
    proxy: str = "127.0.0.1"


def serve(listen: Listen, database_url: str | URL, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way and return.

    Args:
        listen: see there.
        database_url: see `server.database.open_engine`; the database is made and brought up to date.
        announce: called once with the server's URL, as soon as it answers.

    Raises:
        AddressError: the address is taken, or other computers can reach it and there is no certificate, or one that
            cannot be used.
        DatabaseError: the database cannot be used, or another process serves it and it is SQLite.
    """
    listening = _bind(listen)
    with listening:
        _check_certificate(listen)
        engine = open_engine(database_url)
        try:
            with only_server(engine):
                upgrade(engine)
                _serve(listen, listening, engine, announce)
        finally:
            engine.dispose()
    _log.info("stopped")


def _serve(listen: Listen, listening: socket.socket, engine: Engine, announce: Callable[[str], None]) -> None:
    live = LiveFeed()
    config = uvicorn.Config(
        create_app(engine, _now, live, listen.hosts),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        http=bounded_protocol(most_connections()),
        forwarded_allow_ips=listen.proxy,
        ssl_certfile=listen.certificate,
        ssl_keyfile=listen.key,
    )
    scheme = "https" if listen.certificate else "http"
    _Server(config, live, engine, lambda: announce(_url(scheme, listening))).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Announces itself when it answers, ends the event streams before it waits for them, and returns when stopped.

    uvicorn alone would wait for streams that never end, and raise the signal again after it has stopped.
    """

    def __init__(self, config: uvicorn.Config, live: LiveFeed, engine: Engine, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._live = live
        self._engine = engine
        self._announce = announce
        self._listening: Listening | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._engine.dialect.name == "postgresql":
            loop = asyncio.get_running_loop()
            self._listening = Listening(self._engine, lambda _accepted: _call(loop, self._live.publish))
            self._listening.start()
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._live.close()
        await super().shutdown(sockets)
        if self._listening is not None:
            await asyncio.to_thread(self._listening.stop)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def _call(loop: asyncio.AbstractEventLoop, what: Callable[[], None]) -> None:
    """Have the loop do something, from another thread. While it is closing there is nobody left to tell."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(what)


def _now() -> datetime:
    return datetime.now().astimezone()


def _bind(listen: Listen) -> socket.socket:
    host, port = listen.host, listen.port
    if not 0 <= port <= 65_535:
        raise AddressError(f"expected a port of 0 to 65535, got {port}")
    if bool(listen.certificate) != bool(listen.key):
        raise AddressError("expected both a certificate and its key, got one of them")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressError(f"no address is known for host {host!r}") from error
    addresses = [(family, str(address[0])) for family, _, _, _, address in found]
    outside = not addresses or not all(ipaddress.ip_address(address).is_loopback for _, address in addresses)
    if outside and not listen.certificate:
        raise AddressError(
            f"host {host!r} can be reached from other computers: give a certificate and its key, or listen on a "
            f"loopback address such as 127.0.0.1 behind a proxy that has them (docs/deployment.md)"
        )
    family, address = addresses[0]
    try:
        return socket.create_server((address, port), family=family, backlog=1024)
    except OSError as error:
        reason = "is taken by another program" if error.errno == errno.EADDRINUSE else str(error.strerror)
        raise AddressError(f"port {port} on {address}: {reason}") from error


def _check_certificate(listen: Listen) -> None:
    if listen.certificate is None or listen.key is None:
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(listen.certificate, listen.key)
    except (OSError, ValueError) as error:  # of OpenSSL are OSError too
        raise AddressError(
            f"expected a PEM certificate in {listen.certificate} and its key in {listen.key}: {error}"
        ) from error


def _url(scheme: str, listening: socket.socket) -> str:
    address, port = listening.getsockname()[:2]
    return f"{scheme}://[{address}]:{port}" if listening.family == socket.AF_INET6 else f"{scheme}://{address}:{port}"
