"""Who works at the desk of the demonstration."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from station.operators.permissions import Permission, may
from wire.staff import Role, Staff

OPERATOR = Staff(id=UUID(int=1), name="Rina Wulandari", role=Role.OPERATOR)
STANDING_BY = (
    Staff(id=UUID(int=2), name="Dewi Lestari", role=Role.OPERATOR),
    Staff(id=UUID(int=3), name="Bambang Sutrisno", role=Role.SUPERVISOR),
)


def second_signature(purpose: str, exclude: Collection[UUID], permission: Permission) -> Staff | None:
    """Whoever stands by signs at once; the dialog where people do is not played."""
    return next((each for each in STANDING_BY if each.id not in exclude and may(each.role, permission)), None)
