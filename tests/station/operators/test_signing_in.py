"""The right PIN lets somebody in, wrong ones keep them out for a while, and the journal has both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from argon2 import PasswordHasher

from station.errors import JournalError
from station.journal import database, entries, integrity
from station.journal.reading import verify_database
from station.journal.schema import MIGRATIONS
from station.operators import signing_in, store
from station.operators.errors import LockedOutError, UnknownStaffError, WrongPinError
from station.operators.pins import Pins
from station.outbox import store as outbox
from tests.station.makers import KEY, NOW, open_journal
from tests.station.operators.makers import ADMIN_PIN, OTHER_PIN, PIN, PINS, hire
from vault import sqlite
from wire.decisions import SignIn
from wire.envelopes import unseal
from wire.reports import SignInReport
from wire.staff import Role, Staff

WRONG = "000001"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite3"


@pytest.fixture
def journal(path: Path) -> Iterator[sqlite.Connection]:
    connection = open_journal(path)
    hire(connection, "Made", Role.ADMIN, ADMIN_PIN)
    yield connection
    connection.close()


@pytest.fixture
def rina(journal: sqlite.Connection) -> Staff:
    return hire(journal, "Rina Wulandari", pin=PIN)


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def events(connection: sqlite.Connection) -> list[tuple[SignIn, str]]:
    """The sign-ins of a journal that is sound."""
    assert verify_database(connection).problems == ()
    reports = [unseal(envelope) for envelope in entries.envelopes(connection)]
    return [(report.event, report.staff.name) for report in reports if isinstance(report, SignInReport)]


def fail(connection: sqlite.Connection, staff: Staff, times: int, at: float = 0) -> WrongPinError:
    for _ in range(times):
        with pytest.raises(WrongPinError) as wrong:
            signing_in.check_pin(connection, staff.id, WRONG, NOW + after(at), PINS)
    return wrong.value


def test_who_types_their_pin_is_signed_in_and_out_on_the_record(journal: sqlite.Connection, rina: Staff) -> None:
    assert signing_in.sign_in(journal, rina.id, PIN, NOW, PINS, clock_offset=1.5) == rina
    signing_in.sign_out(journal, rina, NOW + after(60))
    assert events(journal) == [(SignIn.SIGNED_IN, rina.name), (SignIn.SIGNED_OUT, rina.name)]
    reports = [unseal(envelope) for envelope in entries.envelopes(journal)[-2:]]
    assert [report.clock_offset for report in reports] == [1.5, None]
    assert [report.occurred_at for report in reports] == [NOW, NOW + after(60)]
    assert outbox.counts(journal).pending == 3


def test_a_signature_is_checked_without_a_sign_in(journal: sqlite.Connection, rina: Staff) -> None:
    assert signing_in.check_pin(journal, rina.id, PIN, NOW, PINS) == rina
    assert events(journal) == []


def test_somebody_elses_pin_is_wrong(journal: sqlite.Connection, rina: Staff) -> None:
    with pytest.raises(WrongPinError) as wrong:
        signing_in.sign_in(journal, rina.id, ADMIN_PIN, NOW, PINS)
    assert (wrong.value.left, wrong.value.retry_after) == (2, after(0))
    assert events(journal) == []


def test_the_third_wrong_pin_locks_out_even_the_right_one_until_the_wait_is_over(
    journal: sqlite.Connection, rina: Staff
) -> None:
    third = fail(journal, rina, 3)
    assert (third.left, third.retry_after) == (0, after(30))
    with pytest.raises(LockedOutError) as out:
        signing_in.sign_in(journal, rina.id, PIN, NOW + after(29), PINS)
    assert (out.value.until, out.value.wait) == (NOW + after(30), after(1))
    assert signing_in.sign_in(journal, rina.id, PIN, NOW + after(30), PINS) == rina
    assert events(journal) == [(SignIn.LOCKED_OUT, rina.name), (SignIn.SIGNED_IN, rina.name)]


def test_each_wait_is_twice_the_one_before_and_on_the_record(journal: sqlite.Connection, rina: Staff) -> None:
    fail(journal, rina, 3)
    assert fail(journal, rina, 1, at=30).retry_after == after(60)
    assert fail(journal, rina, 1, at=90).retry_after == after(120)
    assert events(journal) == [(SignIn.LOCKED_OUT, rina.name)] * 3


def test_a_pin_that_is_not_looked_at_is_not_counted(journal: sqlite.Connection, rina: Staff) -> None:
    fail(journal, rina, 3)
    for _ in range(5):
        with pytest.raises(LockedOutError):
            signing_in.check_pin(journal, rina.id, WRONG, NOW + after(1), PINS)
    assert fail(journal, rina, 1, at=30).retry_after == after(60)


def test_the_right_pin_forgets_the_wrong_ones(journal: sqlite.Connection, rina: Staff) -> None:
    fail(journal, rina, 2)
    signing_in.check_pin(journal, rina.id, PIN, NOW, PINS)
    assert fail(journal, rina, 1).left == 2


def test_one_person_locked_out_keeps_nobody_else_out(journal: sqlite.Connection, rina: Staff) -> None:
    fail(journal, rina, 3)
    budi = hire(journal, "Budi", pin=OTHER_PIN)
    assert signing_in.check_pin(journal, budi.id, OTHER_PIN, NOW, PINS) == budi


def test_a_lock_out_outlasts_the_program(journal: sqlite.Connection, path: Path, rina: Staff) -> None:
    fail(journal, rina, 3)
    journal.close()
    again = database.connect(path, KEY)
    with pytest.raises(LockedOutError):
        signing_in.check_pin(again, rina.id, PIN, NOW + after(29), PINS)
    again.close()


def test_setting_the_clock_back_makes_nobody_wait_longer_than_the_wait(journal: sqlite.Connection, rina: Staff) -> None:
    fail(journal, rina, 3)
    earlier = NOW - timedelta(days=2)
    with pytest.raises(LockedOutError) as out:
        signing_in.check_pin(journal, rina.id, PIN, earlier, PINS)
    assert out.value.wait == after(30)
    with pytest.raises(LockedOutError) as out:
        signing_in.check_pin(journal, rina.id, PIN, earlier + after(20), PINS)
    assert out.value.wait == after(10)
    assert signing_in.check_pin(journal, rina.id, PIN, earlier + after(30), PINS) == rina


def test_a_new_pin_ends_the_wait(journal: sqlite.Connection, rina: Staff) -> None:
    fail(journal, rina, 4 - 1)
    store.set_pin(journal, rina.id, OTHER_PIN, PINS)
    assert signing_in.check_pin(journal, rina.id, OTHER_PIN, NOW, PINS) == rina


def test_nobody_and_who_has_left_sign_nothing(journal: sqlite.Connection, rina: Staff) -> None:
    store.retire(journal, rina.id, NOW)
    for staff_id in (rina.id, uuid4()):
        with pytest.raises(UnknownStaffError):
            signing_in.sign_in(journal, staff_id, PIN, NOW, PINS)
    assert events(journal) == []


class Interrupted(Pins):
    """Something happens while a PIN is compared."""

    def __init__(self, meanwhile: object) -> None:
        super().__init__(PasswordHasher(1, 8, 1))
        self.meanwhile = meanwhile

    def matches(self, kept: str, pin: str) -> bool:
        if callable(self.meanwhile):
            self.meanwhile()
        return super().matches(kept, pin)


def test_who_is_retired_or_gets_another_pin_while_theirs_is_compared_is_not_signed_in(
    journal: sqlite.Connection, rina: Staff
) -> None:
    changed = Interrupted(lambda: store.set_pin(journal, rina.id, OTHER_PIN, PINS))
    with pytest.raises(UnknownStaffError):
        signing_in.sign_in(journal, rina.id, PIN, NOW, changed)
    retired = Interrupted(lambda: store.retire(journal, rina.id, NOW))
    with pytest.raises(UnknownStaffError):
        signing_in.sign_in(journal, rina.id, OTHER_PIN, NOW, retired)
    assert events(journal) == []


def test_many_pins_at_once_are_no_more_tries_than_one_after_another(journal: sqlite.Connection, rina: Staff) -> None:
    meanwhile = Interrupted(lambda: fail(journal, rina, 3))
    with pytest.raises(LockedOutError):
        signing_in.sign_in(journal, rina.id, PIN, NOW, meanwhile)
    assert events(journal) == [(SignIn.LOCKED_OUT, rina.name)]


def test_what_cannot_be_recorded_signs_nobody_in_and_a_lock_out_holds_all_the_same(tmp_path: Path) -> None:
    connection = database.connect(tmp_path / "new.sqlite3", KEY)
    admin = hire(connection, "Made", Role.ADMIN, PIN)
    with pytest.raises(JournalError, match="not begun"):
        signing_in.sign_in(connection, admin.id, PIN, NOW, PINS)
    fail(connection, admin, 3)
    with pytest.raises(LockedOutError):
        signing_in.check_pin(connection, admin.id, PIN, NOW, PINS)
    connection.close()


def test_the_count_and_its_record_are_stored_together(journal: sqlite.Connection, rina: Staff) -> None:
    fail(journal, rina, 2)
    journal.execute("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(sqlite.IntegrityError):
        signing_in.check_pin(journal, rina.id, WRONG, NOW, PINS)
    journal.execute("DROP TRIGGER full")
    assert fail(journal, rina, 1).retry_after == after(30)


def test_a_hash_of_older_parameters_is_renewed_at_the_next_right_pin(journal: sqlite.Connection, rina: Staff) -> None:
    stronger = Pins(PasswordHasher(2, 16, 1))
    before = store.read(journal, rina.id)
    signing_in.check_pin(journal, rina.id, PIN, NOW, stronger)
    renewed = store.read(journal, rina.id)
    assert renewed.pin_hash != before.pin_hash
    assert signing_in.check_pin(journal, rina.id, PIN, NOW, stronger) == rina
    assert store.read(journal, rina.id) == renewed


def test_a_database_from_before_there_were_people_gets_their_tables(path: Path) -> None:
    connection = database.connect(path, KEY, MIGRATIONS[:2])
    connection.close()
    connection = integrity.open_sound(path, KEY)
    assert store.active(connection) == []
    connection.close()
