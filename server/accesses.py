"""The record of who looked at what about a person, took it out, or changed who may."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from server.tables import Access


class Action(StrEnum):
    """What was done. The values stand in the database and never change meaning."""

    SEARCH = "SEARCH"  # subject: what was looked for
    TRAIL = "TRAIL"  # subject: the candidate's number
    PICTURE = "PICTURE"  # subject: its digest
    SESSION = "SESSION"  # the latest check-ins of a session were shown; subject: its id
    STATION = "STATION"  # the latest check-ins of a station were shown; subject: its id
    STANDING = "STANDING"  # a station began to follow who was admitted in a session; subject: its id
    CASE = "CASE"  # subject: kind and subject of the case
    SETTLED = "SETTLED"  # subject: the same
    EXPORT = "EXPORT"  # subject: what was taken out
    PACK_ADDED = "PACK_ADDED"  # subject: the digest of a session pack, here and in the next two
    PACK_REMOVED = "PACK_REMOVED"
    PACK_FETCHED = "PACK_FETCHED"  # a station began to
    USER_ADDED = "USER_ADDED"  # subject: the user's name, here and below
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105  the name of an action
    USER_DISABLED = "USER_DISABLED"
    USER_ENABLED = "USER_ENABLED"


def record(db: Session, user_name: str, action: Action, subject: str, now: datetime) -> None:
    """Add a row; it is kept when the transaction is."""
    db.add(Access(at=now, user_name=user_name, action=action.value, subject=subject[:260]))
