"""People come, get other PINs and leave; somebody can always add the next one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from station.operators import store
from station.operators.errors import (
    FirstAdminError,
    LastAdminError,
    StaffNameError,
    UnknownStaffError,
    WeakPinError,
)
from tests.station.makers import NOW, open_journal
from tests.station.operators.makers import ADMIN_PIN, OTHER_PIN, PIN, PINS, hire
from vault import sqlite
from wire.staff import Role, Staff


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite3"


@pytest.fixture
def journal(path: Path) -> Iterator[sqlite.Connection]:
    connection = open_journal(path)
    yield connection
    connection.close()


@pytest.fixture
def admin(journal: sqlite.Connection) -> Staff:
    return hire(journal, "Made Wirawan", Role.ADMIN, ADMIN_PIN)


def test_a_new_station_has_nobody_and_the_first_one_is_an_admin(journal: sqlite.Connection) -> None:
    assert store.active(journal) == []
    with pytest.raises(FirstAdminError, match="must be an admin"):
        hire(journal, "Rina", Role.SUPERVISOR)
    assert store.active(journal) == []
    admin = hire(journal, "Made", Role.ADMIN)
    assert store.active(journal) == [admin]
    assert store.has_admin(store.active(journal))


def test_people_are_listed_by_name_whatever_its_letters(journal: sqlite.Connection, admin: Staff) -> None:
    for name in ("rina", "Ångga", "Budi"):
        hire(journal, name)
    assert [staff.name for staff in store.active(journal)] == ["Budi", "Made Wirawan", "rina", "Ångga"]


def test_a_name_is_kept_without_what_nobody_sees_in_it(journal: sqlite.Connection, admin: Staff) -> None:
    assert hire(journal, "  Siti \t Rahma\u0301  ").name == "Siti Rahmá"


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Ri\u0000na", "Ri\u202ena"])
def test_what_is_no_name_is_refused(journal: sqlite.Connection, admin: Staff, name: str) -> None:
    with pytest.raises(StaffNameError) as refused:
        hire(journal, name)
    assert not refused.value.taken


@pytest.mark.parametrize("again", ["Rina Wulandari", "RINA  wulandari"])
def test_two_who_work_here_never_have_one_name(journal: sqlite.Connection, admin: Staff, again: str) -> None:
    rina = hire(journal, "Rina Wulandari")
    with pytest.raises(StaffNameError, match="works here already") as refused:
        hire(journal, again, Role.SUPERVISOR, OTHER_PIN)
    assert refused.value.taken
    store.retire(journal, rina.id, NOW)
    assert hire(journal, again).id != rina.id


def test_a_pin_that_somebody_has_can_be_chosen_so_that_nobody_learns_of_it(
    journal: sqlite.Connection, admin: Staff
) -> None:
    hire(journal, "Rina", pin=PIN)
    hire(journal, "Budi", pin=PIN)
    assert {each.name for each in store.active(journal)} >= {"Rina", "Budi"}


def test_a_weak_pin_adds_and_changes_nobody(journal: sqlite.Connection, admin: Staff) -> None:
    with pytest.raises(WeakPinError):
        hire(journal, "Rina", pin="111111")
    before = store.read(journal, admin.id)
    with pytest.raises(WeakPinError):
        store.set_pin(journal, admin.id, "123456", PINS)
    assert store.active(journal) == [admin]
    assert store.read(journal, admin.id) == before


def test_another_pin_replaces_the_one_before(journal: sqlite.Connection, admin: Staff) -> None:
    rina = hire(journal, "Rina", pin=PIN)
    assert store.set_pin(journal, rina.id, OTHER_PIN, PINS) == rina
    kept = store.read(journal, rina.id)
    assert PINS.matches(kept.pin_hash, OTHER_PIN)
    assert not PINS.matches(kept.pin_hash, PIN)
    assert kept.version == 2


def test_who_is_retired_is_kept_but_found_no_longer(journal: sqlite.Connection, admin: Staff) -> None:
    rina = hire(journal, "Rina")
    store.retire(journal, rina.id, NOW)
    assert store.active(journal) == [admin]
    assert journal.execute("SELECT retired_at FROM staff WHERE id = ?", (str(rina.id),)).fetchone() == (
        NOW.isoformat(),
    )
    for ask in (
        lambda: store.read(journal, rina.id),
        lambda: store.find(journal, "Rina"),
        lambda: store.retire(journal, rina.id, NOW),
        lambda: store.set_pin(journal, rina.id, PIN, PINS),
        lambda: store.read(journal, uuid4()),
    ):
        with pytest.raises(UnknownStaffError):
            ask()


def test_the_last_admin_stays_until_there_is_another(journal: sqlite.Connection, admin: Staff) -> None:
    hire(journal, "Rina", Role.SUPERVISOR)
    with pytest.raises(LastAdminError, match="add another first"):
        store.retire(journal, admin.id, NOW)
    hire(journal, "Budi", Role.ADMIN)
    store.retire(journal, admin.id, NOW)
    assert [staff.name for staff in store.active(journal)] == ["Budi", "Rina"]


def test_somebody_is_found_by_a_name_however_it_is_written(journal: sqlite.Connection, admin: Staff) -> None:
    assert store.find(journal, " made  WIRAWAN ") == admin


def test_neither_name_nor_pin_nor_hash_goes_into_logs_or_files_in_the_clear(
    journal: sqlite.Connection, admin: Staff, path: Path, station_log: Path
) -> None:
    rina = hire(journal, "Ratnasari Purnamawati", pin="86042915")
    store.set_pin(journal, rina.id, "59140286", PINS)
    store.retire(journal, rina.id, NOW)
    assert str(rina.id) in station_log.read_text()
    for file in (station_log, *path.parent.glob("station.sqlite3*")):
        content = file.read_bytes()
        for secret in (b"Ratnasari", b"86042915", b"59140286", b"argon2"):
            assert secret not in content
    assert "argon2" not in repr(store.read(journal, admin.id))
