"""The rows of pictures still to be sent. The pictures themselves stay in the journal."""

from __future__ import annotations

from dataclasses import dataclass

from vault import sqlite


@dataclass(frozen=True, slots=True)
class WaitingPicture:
    """A picture that the server does not have in full. ``size`` is in bytes."""

    digest: str
    size: int
    attempts: int


def next_waiting(connection: sqlite.Connection) -> WaitingPicture | None:
    """The next picture to send: oldest first, failures behind, and only when the report that names it has arrived."""
    row = connection.execute(
        """
        SELECT digest, size, attempts FROM picture_outbox
        WHERE state = 'PENDING' AND position NOT IN (SELECT position FROM outbox)
        ORDER BY attempts, position LIMIT 1
        """
    ).fetchone()
    return WaitingPicture(*row) if row else None


def piece(connection: sqlite.Connection, digest: str, offset: int, length: int) -> bytes:
    """A piece of a picture's bytes."""
    row = connection.execute(
        "SELECT substr(content, ?, ?) FROM picture WHERE digest = ?", (offset + 1, length, digest)
    ).fetchone()
    return bytes(row[0])


def delivered(connection: sqlite.Connection, digest: str) -> None:
    """The server has all of it."""
    connection.execute("DELETE FROM picture_outbox WHERE digest = ?", (digest,))


def failed(connection: sqlite.Connection, digest: str, problem: str, *, put_aside: bool) -> None:
    """The server did not take it: it goes behind the others, or out of the queue for a person to see."""
    connection.execute(
        "UPDATE picture_outbox SET attempts = attempts + 1, last_error = ?, state = ? WHERE digest = ?",
        (problem[:500], "QUARANTINED" if put_aside else "PENDING", digest),
    )
