"""People at a station, with PINs that are kept as cheaply as argon2 can."""

from __future__ import annotations

from argon2 import PasswordHasher

from station.operators import store
from station.operators.pins import Pins
from tests.station.makers import NOW
from vault import sqlite
from wire.staff import Role, Staff

PINS = Pins(PasswordHasher(1, 8, 1))
ADMIN_PIN, PIN, OTHER_PIN = "481516", "902718", "314159"


def hire(connection: sqlite.Connection, name: str, role: Role = Role.OPERATOR, pin: str = PIN) -> Staff:
    """Somebody new; the first one is to be an admin."""
    return store.add(connection, name, role, pin, NOW, PINS)
