"""The people of a station in its local database. Nobody is ever removed: who leaves is retired."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog

from station.ids import uuid7
from station.operators.errors import FirstAdminError, LastAdminError, StaffNameError, UnknownStaffError
from station.operators.pins import Pins
from vault import sqlite
from wire.staff import Role, Staff

log = structlog.get_logger()

MAX_NAME: Final = 120  # characters
_COLUMNS = "id, name, role, pin_hash, version"


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody who works here, as the database has them. ``version`` is another one after every change."""

    staff: Staff
    pin_hash: str = field(repr=False)
    version: int


def add(connection: sqlite.Connection, name: str, role: Role, pin: str, now: datetime, pins: Pins) -> Staff:
    """Add somebody.

    Raises:
        WeakPinError, StaffNameError: PIN or name cannot be one, or somebody who works here has the name.
        FirstAdminError: there is no admin yet, and this is none.
        sqlite.Error: nothing was stored.
    """
    name = tidy_name(name)
    pin_hash = pins.hash(pin)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        there = active(connection)
        if role is not Role.ADMIN and not has_admin(there):
            raise FirstAdminError("the first one at a station must be an admin, who then adds the others")
        if any(each.name.casefold() == name.casefold() for each in there):
            raise StaffNameError("somebody of that name works here already", taken=True)
        staff = Staff(id=uuid7(now), name=name, role=role)
        connection.execute(
            "INSERT INTO staff VALUES (?, ?, ?, ?, ?, NULL, 1)",
            (str(staff.id), name, role.value, pin_hash, now.isoformat()),
        )
    log.info("staff added", staff=str(staff.id), role=role.value)
    return staff


def active(connection: sqlite.Connection) -> list[Staff]:
    """Everybody who works here, by name."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM staff WHERE retired_at IS NULL").fetchall()  # noqa: S608
    return sorted((_kept(row).staff for row in rows), key=lambda staff: (staff.name.casefold(), staff.id))


def has_admin(staff: list[Staff]) -> bool:
    """Whether somebody of these can add others. Where not, the station is still to be set up, or lost its admins."""
    return any(each.role is Role.ADMIN for each in staff)


def find(connection: sqlite.Connection, name: str) -> Staff:
    """Who works here under a name, however it is written; raises UnknownStaffError."""
    wanted = " ".join(unicodedata.normalize("NFC", name).split()).casefold()
    for staff in active(connection):
        if staff.name.casefold() == wanted:
            return staff
    raise UnknownStaffError("nobody of that name works here")


def read(connection: sqlite.Connection, staff_id: UUID) -> Kept:
    """Somebody who works here; raises UnknownStaffError."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM staff WHERE id = ? AND retired_at IS NULL",  # noqa: S608
        (str(staff_id),),
    ).fetchone()
    if row is None:
        raise UnknownStaffError("there is nobody like that, or no longer")
    return _kept(row)


def set_pin(connection: sqlite.Connection, staff_id: UUID, pin: str, pins: Pins) -> Staff:
    """Give somebody another PIN. Their wrong ones are forgotten, and with them a wait.

    Raises:
        WeakPinError: it cannot be one.
        UnknownStaffError: there is nobody like that, or no longer.
        sqlite.Error: nothing was stored.
    """
    pin_hash = pins.hash(pin)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        kept = read(connection, staff_id)
        keep_hash(connection, kept, pin_hash)
        connection.execute("UPDATE pin_failure SET failures = 0 WHERE staff_id = ?", (str(staff_id),))
    log.info("PIN changed", staff=str(staff_id))
    return kept.staff


def retire(connection: sqlite.Connection, staff_id: UUID, now: datetime) -> Staff:
    """Let somebody sign in no longer. What they signed stays theirs, and their name is free.

    Raises:
        UnknownStaffError: there is nobody like that, or no longer.
        LastAdminError: nobody else could add another admin.
        sqlite.Error: nothing was stored.
    """
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        staff = read(connection, staff_id).staff
        if not has_admin([each for each in active(connection) if each.id != staff_id]):
            raise LastAdminError("the last admin cannot be retired; add another first")
        connection.execute(
            "UPDATE staff SET retired_at = ?, version = version + 1 WHERE id = ?", (now.isoformat(), str(staff_id))
        )
    log.info("staff retired", staff=str(staff_id))
    return staff


def keep_hash(connection: sqlite.Connection, kept: Kept, pin_hash: str) -> None:
    """Keep what a PIN is recognised by, within a transaction of the caller's."""
    if pin_hash != kept.pin_hash:
        connection.execute(
            "UPDATE staff SET pin_hash = ?, version = version + 1 WHERE id = ?", (pin_hash, str(kept.staff.id))
        )


def tidy_name(name: str) -> str:
    """A name without what nobody sees in it; raises StaffNameError."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name.isprintable() or not 1 <= len(name) <= MAX_NAME:
        raise StaffNameError(f"expected a name of 1 to {MAX_NAME} printable characters")
    return name


def _kept(row: tuple[str, str, str, str, int]) -> Kept:
    staff_id, name, role, pin_hash, version = row
    return Kept(Staff(id=UUID(staff_id), name=name, role=Role(role)), pin_hash, version)
