"""Checking a PIN against who it should be of, and what of it goes into the journal.

A wrong PIN is counted, and a right one clears the count, in the transaction that records what came of it. The PIN is
compared before that transaction, which would keep a decision waiting. So of several checks of one person at once,
each looks again at what has become of the person and of the count meanwhile:

* changed or retired: it is no sign-in, whatever was typed;
* locked out: the same, so that no more PINs are tried at once than one after another;
* otherwise it counts.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog

from station.ids import uuid7
from station.journal import entries, identity
from station.journal.entries import Place
from station.operators import store
from station.operators.errors import LockedOutError, UnknownStaffError, WrongPinError
from station.operators.lockout import LOCKOUT, Failures, LockoutPolicy
from station.operators.pins import Pins
from vault import sqlite
from wire.decisions import SignIn
from wire.reports import SignInReport
from wire.staff import Staff

log = structlog.get_logger()


def check_pin(
    connection: sqlite.Connection,
    staff_id: UUID,
    pin: str,
    now: datetime,
    pins: Pins,
    clock_offset: float | None = None,
    policy: LockoutPolicy = LOCKOUT,
) -> Staff:
    """Who signs with this PIN. A lock-out that begins is recorded, where the journal was begun.

    Takes as long as `pins.Pins` does. ``clock_offset`` is the server's, in seconds; see `wire.reports`.

    Raises:
        WrongPinError: it is another's, or nobody's.
        LockedOutError: it was not looked at, since there were too many wrong ones.
        UnknownStaffError: there is nobody like that, or no longer.
        sqlite.Error: it was not counted, and proves nothing.
    """
    return _check(connection, staff_id, pin, now, pins, clock_offset, policy, None)


def sign_in(
    connection: sqlite.Connection,
    staff_id: UUID,
    pin: str,
    now: datetime,
    pins: Pins,
    clock_offset: float | None = None,
    policy: LockoutPolicy = LOCKOUT,
) -> Staff:
    """As `check_pin`, and record the sign-in.

    Raises:
        JournalError: the journal was not begun; nobody is signed in.
    """
    return _check(connection, staff_id, pin, now, pins, clock_offset, policy, SignIn.SIGNED_IN)


def sign_out(connection: sqlite.Connection, staff: Staff, now: datetime, clock_offset: float | None = None) -> None:
    """Record that somebody signed out; raises JournalError where the journal was not begun, and sqlite.Error."""
    entries.record(connection, lambda place: _report(place, SignIn.SIGNED_OUT, staff, now, clock_offset))
    log.info("signed out", staff=str(staff.id))


def _check(
    connection: sqlite.Connection,
    staff_id: UUID,
    pin: str,
    now: datetime,
    pins: Pins,
    clock_offset: float | None,
    policy: LockoutPolicy,
    event: SignIn | None,
) -> Staff:
    kept = store.read(connection, staff_id)
    _refuse_while_waiting(connection, staff_id, now, policy)
    right = pins.matches(kept.pin_hash, pin)
    pin_hash = pins.renewed(kept.pin_hash, pin) if right else kept.pin_hash
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if store.read(connection, staff_id).version != kept.version:
            raise UnknownStaffError("they were changed at this very moment; try again")
        _refuse_while_waiting(connection, staff_id, now, policy)
        known = _failures(connection, staff_id)
        failures = Failures(0 if right else known.count + 1 if known else 1, now)
        if known is not None or failures.count:
            _keep(connection, staff_id, failures)
        store.keep_hash(connection, kept, pin_hash)
        wait = policy.delay_after(failures.count)
        if wait:
            event = SignIn.LOCKED_OUT if _is_begun(connection) else None
        if event is not None and (right or wait):
            told = event
            entries.append(connection, lambda place: _report(place, told, kept.staff, now, clock_offset))
    if not right:
        log.warning("wrong PIN", staff=str(staff_id), failures=failures.count)
        raise WrongPinError(policy.left_after(failures.count), wait)
    log.info("right PIN", staff=str(staff_id), signed_in=event is not None)
    return kept.staff


def _refuse_while_waiting(connection: sqlite.Connection, staff_id: UUID, now: datetime, policy: LockoutPolicy) -> None:
    """Raises LockedOutError; keeps as of when the wait counts, where the clock was set back since it began."""
    failures = _failures(connection, staff_id)
    if failures is None:
        return
    until = failures.until(policy, now)
    if until > now:
        if failures.last_at > now:
            _keep(connection, staff_id, failures.seen_at(now))
        raise LockedOutError(until, until - now)


def _failures(connection: sqlite.Connection, staff_id: UUID) -> Failures | None:
    row = connection.execute(
        "SELECT failures, failed_at FROM pin_failure WHERE staff_id = ?", (str(staff_id),)
    ).fetchone()
    return Failures(row[0], datetime.fromisoformat(row[1])) if row else None


def _keep(connection: sqlite.Connection, staff_id: UUID, failures: Failures) -> None:
    connection.execute(
        """
        INSERT INTO pin_failure VALUES (?, ?, ?)
        ON CONFLICT (staff_id) DO UPDATE SET failures = excluded.failures, failed_at = excluded.failed_at
        """,
        (str(staff_id), failures.count, failures.last_at.isoformat()),
    )


def _is_begun(connection: sqlite.Connection) -> bool:
    return entries.head(connection) is not None and identity.read(connection) is not None


def _report(place: Place, event: SignIn, staff: Staff, now: datetime, clock_offset: float | None) -> SignInReport:
    return SignInReport(
        report_id=uuid7(now),
        station_id=place.station_id,
        journal_id=place.journal_id,
        station_seq=place.station_seq,
        previous=place.previous,
        occurred_at=now,
        clock_offset=clock_offset,
        event=event,
        staff=staff,
    )
