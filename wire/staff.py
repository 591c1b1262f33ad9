"""The people at a venue who stand for what is recorded there."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from wire.base import Strict, Text


class Role(StrEnum):
    """What somebody may do. A supervisor may all that an operator may, an admin looks after the station."""

    OPERATOR = "OPERATOR"
    SUPERVISOR = "SUPERVISOR"
    PROCTOR = "PROCTOR"
    ADMIN = "ADMIN"


class Staff(Strict):
    """Who, as the station knew them at that moment. ``id`` stays the same when a name is corrected."""

    id: UUID
    name: Text
    role: Role
