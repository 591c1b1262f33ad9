"""Who may do what."""

from __future__ import annotations

import pytest

from station.operators.permissions import PERMISSIONS, Permission, may
from wire.staff import Role


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (Permission.CHECK_IN, {Role.OPERATOR, Role.SUPERVISOR, Role.ADMIN}),
        (Permission.SIGN_SECOND, {Role.SUPERVISOR, Role.ADMIN}),
        (Permission.OVERRIDE_CLOSING, {Role.SUPERVISOR}),
        (Permission.MANAGE_OPERATORS, {Role.ADMIN}),
        (Permission.EXAM_ROOM, {Role.PROCTOR, Role.SUPERVISOR}),
    ],
)
def test_each_permission_is_of_these_roles_and_no_others(permission: Permission, roles: set[Role]) -> None:
    assert {role for role in Role if may(role, permission)} == roles


def test_every_role_may_something() -> None:
    assert all(PERMISSIONS[role] for role in Role)


def test_a_supervisor_may_all_that_an_operator_may() -> None:
    assert PERMISSIONS[Role.OPERATOR] <= PERMISSIONS[Role.SUPERVISOR]
