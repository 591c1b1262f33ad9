"""Carries the news that reports were committed from one server process to all of them, through PostgreSQL.

A process that loses its connection misses news for the time being; pages fetch the newest state whenever they hear of
anything, and `Listening` says "something may be new" once it is connected again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

import psycopg
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

_log = logging.getLogger(__name__)
_CHANNEL = "hadir_reports"
_LOOK_SECONDS = 1.0  # how soon a stop is noticed
_AGAIN_SECONDS = 2.0


def notify(session: Session, accepted: int) -> None:
    """Tell all processes, when this transaction is committed and only then, that so many reports were."""
    session.execute(text("SELECT pg_notify(:channel, :accepted)"), {"channel": _CHANNEL, "accepted": str(accepted)})


class Listening:
    """Listens until stopped, on a connection of its own. ``on_news`` is called on its thread.

    Args:
        engine: of PostgreSQL.
        on_news: told how many reports were committed; 1 after a connection was made, whatever happened before.
    """

    def __init__(self, engine: Engine, on_news: Callable[[int], None]) -> None:
        self._url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._on_news = on_news
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="notices", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop; returns when the thread has ended."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True) as connection:
                    connection.execute(f"LISTEN {_CHANNEL}")
                    self._on_news(1)
                    self._listen(connection)
            except psycopg.Error as error:
                _log.warning("not listening for other processes' reports: %s", type(error).__name__)
                self._stopping.wait(_AGAIN_SECONDS)

    def _listen(self, connection: psycopg.Connection) -> None:
        while not self._stopping.is_set():
            for notice in connection.notifies(timeout=_LOOK_SECONDS):
                self._on_news(int(notice.payload) if notice.payload.isdigit() else 1)
