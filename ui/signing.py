"""Asking a second person to sign with their own PIN."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from station.operators.permissions import Permission, may
from wire.staff import Staff

AskSecond = Callable[[str, Collection[UUID], Permission], Staff | None]
"""Asks for a signature of somebody else: what for, who cannot give it, and what they must be allowed to do. Returns
who has signed; None: nobody has."""


def beside(operator: Staff) -> Permission:
    """What the second of two people must be allowed to do, of whom one has to be a supervisor or an admin."""
    return Permission.CHECK_IN if may(operator.role, Permission.SIGN_SECOND) else Permission.SIGN_SECOND
