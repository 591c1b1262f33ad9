"""Shuts everybody out, for when it is not known who may still come in: after an older backup was restored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, update

from server.tables import Invite, Login, Station, User


def void_access(connection: Connection, now: datetime) -> None:
    """Void the token of every station, the invitations that were not used, and every login; disable every user.

    A station registers again with a new code, and then sends what waits; nothing that it holds is lost. A user is
    enabled again by name, with a new password where the old one may be known to others.
    """
    connection.execute(update(Station).values(token_hash=None, next_token_hash=None))
    connection.execute(delete(Invite).where(Invite.used_at.is_(None)))
    connection.execute(delete(Login))
    connection.execute(update(User).where(User.disabled_at.is_(None)).values(disabled_at=now))
