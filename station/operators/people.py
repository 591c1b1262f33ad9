"""The people of a station as its windows ask for them: one question at a time, on any thread but the window's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from uuid import UUID

from station.clock import Clock, ServerClock
from station.errors import JournalError, OperatorError
from station.operators import signing_in, store
from station.operators.errors import LockedOutError, UnknownStaffError, WrongPinError
from station.operators.outcomes import Accepted, LockedOut, NobodyLikeThat, SignInOutcome, WrongPin
from station.operators.pins import Pins
from vault import sqlite
from wire.staff import Role, Staff


class People:
    """Every method raises JournalError where the local database fails, and takes as long as a PIN takes to check.

    Args:
        connection: to a local database whose journal was begun; for these questions only, closed by who opened it.
    """

    def __init__(
        self, connection: sqlite.Connection, clock: Clock, server_clock: ServerClock, pins: Pins | None = None
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._server_clock = server_clock
        self._pins = pins or Pins()
        self._lock = Lock()

    def active(self) -> list[Staff]:
        """Everybody who works here, by name."""
        with self._database() as connection:
            return store.active(connection)

    def check(self, staff_id: UUID, pin: str) -> SignInOutcome:
        """Whether somebody may sign what is decided."""
        return self._outcome(signing_in.check_pin, staff_id, pin)

    def sign_in(self, staff_id: UUID, pin: str) -> SignInOutcome:
        """Sign somebody in, on the record."""
        return self._outcome(signing_in.sign_in, staff_id, pin)

    def sign_out(self, staff: Staff) -> None:
        """Sign somebody out, on the record."""
        with self._database() as connection:
            signing_in.sign_out(connection, staff, self._clock.now(), self._server_clock.offset)

    def set_up(self, name: str, pin: str) -> Staff:
        """Make the first admin of a station that has none.

        Raises:
            WeakPinError, StaffNameError: PIN or name cannot be one.
            OperatorError: there is an admin by now, whose PIN is needed to add another.
        """
        with self._database() as connection:
            if store.has_admin(store.active(connection)):
                raise OperatorError("this station has an admin already")
            return store.add(connection, name, Role.ADMIN, pin, self._clock.now(), self._pins)

    def _outcome(
        self,
        ask: Callable[[sqlite.Connection, UUID, str, datetime, Pins, float | None], Staff],
        staff_id: UUID,
        pin: str,
    ) -> SignInOutcome:
        with self._database() as connection:
            try:
                now = self._clock.now()
                return Accepted(ask(connection, staff_id, pin, now, self._pins, self._server_clock.offset))
            except WrongPinError as error:
                return WrongPin(error.left, error.retry_after.total_seconds())
            except LockedOutError as error:
                return LockedOut(error.wait.total_seconds())
            except UnknownStaffError:
                return NobodyLikeThat()

    @contextmanager
    def _database(self) -> Iterator[sqlite.Connection]:
        with self._lock:
            try:
                yield self._connection
            except sqlite.Error as error:
                raise JournalError(f"the local database does not answer: {error}") from error
