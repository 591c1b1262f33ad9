"""What windows are told of the people of a station."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from station.clock import ServerClock
from station.errors import JournalError, OperatorError
from station.journal import entries
from station.operators import store
from station.operators.outcomes import Accepted, LockedOut, NobodyLikeThat, WrongPin
from station.operators.people import People
from tests.conftest import TurnedClock
from tests.station.makers import open_journal
from tests.station.operators.makers import ADMIN_PIN, OTHER_PIN, PIN, PINS, hire
from vault import sqlite
from wire.decisions import SignIn
from wire.envelopes import unseal
from wire.reports import SignInReport
from wire.staff import Role


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[sqlite.Connection]:
    connection = open_journal(tmp_path / "station.sqlite3")
    yield connection
    connection.close()


@pytest.fixture
def people(journal: sqlite.Connection, clock: TurnedClock) -> People:
    server_clock = ServerClock()
    server_clock.offset = 2.0
    return People(journal, clock, server_clock, PINS)


def test_the_first_admin_is_made_once(people: People) -> None:
    admin = people.set_up("Made Wirawan", ADMIN_PIN)
    assert admin.role is Role.ADMIN
    assert people.active() == [admin]
    with pytest.raises(OperatorError, match="an admin already"):
        people.set_up("Somebody else", OTHER_PIN)


def test_a_station_whose_admins_were_lost_can_be_set_up_again(people: People, journal: sqlite.Connection) -> None:
    people.set_up("Made", ADMIN_PIN)
    rina = hire(journal, "Rina")
    journal.execute("DELETE FROM staff WHERE role = 'ADMIN'")
    again = people.set_up("Made", ADMIN_PIN)
    assert people.active() == [again, rina]


def test_every_outcome_is_told(people: People, journal: sqlite.Connection, clock: TurnedClock) -> None:
    admin = people.set_up("Made", ADMIN_PIN)
    assert [people.sign_in(admin.id, OTHER_PIN) for _ in range(3)] == [WrongPin(2, 0), WrongPin(1, 0), WrongPin(0, 30)]
    clock.turn(10)
    assert people.check(admin.id, ADMIN_PIN) == LockedOut(20)
    clock.turn(20)
    assert people.sign_in(admin.id, ADMIN_PIN) == Accepted(admin)
    assert people.check(admin.id, ADMIN_PIN) == Accepted(admin)
    people.sign_out(admin)
    assert people.check(uuid4(), PIN) == NobodyLikeThat()
    reports = [unseal(envelope) for envelope in entries.envelopes(journal)]
    told = [(report.event, report.clock_offset) for report in reports if isinstance(report, SignInReport)]
    assert told == [(SignIn.LOCKED_OUT, 2.0), (SignIn.SIGNED_IN, 2.0), (SignIn.SIGNED_OUT, 2.0)]


def test_a_database_that_fails_is_a_fault_of_the_station(people: People, journal: sqlite.Connection) -> None:
    admin = people.set_up("Made", ADMIN_PIN)
    journal.execute("DROP TABLE pin_failure")
    with pytest.raises(JournalError, match="does not answer"):
        people.sign_in(admin.id, ADMIN_PIN)
    assert store.active(journal) == [admin]
