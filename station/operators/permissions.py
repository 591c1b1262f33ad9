"""What each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from wire.staff import Role


class Permission(Enum):
    """What not everybody may do."""

    CHECK_IN = "check candidates in at the desk"
    SIGN_SECOND = "sign as the second person"
    OVERRIDE_CLOSING = "release a registration PIN after the closing time"
    MANAGE_OPERATORS = "add and retire people, and reset their PINs"
    EXAM_ROOM = "work in the exam room"


PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.OPERATOR: frozenset({Permission.CHECK_IN}),
    Role.SUPERVISOR: frozenset(
        {Permission.CHECK_IN, Permission.SIGN_SECOND, Permission.OVERRIDE_CLOSING, Permission.EXAM_ROOM}
    ),
    Role.PROCTOR: frozenset({Permission.EXAM_ROOM}),
    # Who sets a station up can open its desk before anybody else was added.
    Role.ADMIN: frozenset({Permission.CHECK_IN, Permission.SIGN_SECOND, Permission.MANAGE_OPERATORS}),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether a role may do something."""
    return permission in PERMISSIONS[role]
