"""Pack, models, disk, database, clock, server and sound, each judged by what it says of itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.types import CandidateNumber, ModelId
from station.client import UNTRUSTED
from station.errors import TransportError
from station.journal import database as journals
from station.journal import entries
from station.journal.probing import write_and_take_back
from station.selftest import clock, database, disk, models, pack, server, sound
from station.selftest.results import CheckResult, Finding
from station.selftest.server import Answer
from station.session import Candidate
from tests.conftest import TurnedClock
from tests.station.makers import KEY, NOW, fill, open_journal
from tests.station.selftest.makers import START, roster
from tests.station.test_outbox import ScriptedLine
from vault import sqlite
from vault.keys import DatabaseKey
from wire.reports import CheckOutcome

PASSED, WARNED, FAILED, NOT_RUN = (
    CheckOutcome.PASSED,
    CheckOutcome.WARNED,
    CheckOutcome.FAILED,
    CheckOutcome.NOT_RUN,
)
WHOLE = Candidate(CandidateNumber("C0"), "Peserta 0", "A-1", (b"jpeg",), pin="123456")
PHOTOLESS = Candidate(CandidateNumber("C1"), "Peserta 1", "A-2", (), pin="123457")
PINLESS = Candidate(CandidateNumber("C2"), "Peserta 2", "A-3", (b"jpeg",))
GIB, MIB = 1024**3, 1024**2


def said(result: CheckResult) -> tuple[CheckOutcome, Finding]:
    return result.outcome, result.finding


def test_a_pack_for_here_and_today_is_ready() -> None:
    verdict = pack.judge(roster(WHOLE), "palembang ", NOW)
    assert said(verdict) == (PASSED, Finding.PACK_READY)
    assert verdict.values == ("SKD", "Palembang", START, 1)


def test_who_lacks_a_photo_or_a_pin_is_counted() -> None:
    verdict = pack.judge(roster(WHOLE, PHOTOLESS, PINLESS), "", NOW)
    assert (said(verdict), verdict.values) == ((WARNED, Finding.PACK_WITHOUT_PINS), ("SKD", START, 3, 1, 1))
    verdict = pack.judge(roster(WHOLE, PHOTOLESS), "", NOW)
    assert (said(verdict), verdict.values) == ((WARNED, Finding.PACK_WITHOUT_PHOTOS), ("SKD", START, 2, 1))


@pytest.mark.parametrize(
    ("venue", "after", "expected"),
    [
        ("Medan", timedelta(0), (FAILED, Finding.PACK_OTHER_VENUE)),
        ("", timedelta(hours=7), (FAILED, Finding.PACK_EXPIRED)),
        ("", -timedelta(days=1), (WARNED, Finding.PACK_OTHER_DAY)),
    ],
)
def test_a_pack_for_elsewhere_or_another_time_is_found(
    venue: str, after: timedelta, expected: tuple[CheckOutcome, Finding]
) -> None:
    assert said(pack.judge(roster(WHOLE), venue, NOW + after)) == expected


def test_a_pack_that_ends_before_its_session_is_found() -> None:
    short = roster(WHOLE, expires_at=START + timedelta(hours=2))
    assert said(pack.judge(short, "", NOW)) == (WARNED, Finding.PACK_EXPIRES_EARLY)
    assert said(pack.judge(short, "", NOW, lasts=timedelta(hours=1))) == (PASSED, Finding.PACK_READY)


def test_no_pack_and_an_empty_one_fail() -> None:
    assert said(pack.judge(None, "", NOW)) == (FAILED, Finding.PACK_NONE)
    assert said(pack.judge(roster(), "", NOW)) == (FAILED, Finding.PACK_EMPTY)


def test_the_models_that_were_measured_are_ready(registry: ModelRegistry) -> None:
    model = ModelId("sface/1")
    assert said(models.check(registry, DEFAULT, model, model)) == (PASSED, Finding.MODELS_READY)
    assert said(models.check(registry, DEFAULT, model, None)) == (PASSED, Finding.MODELS_READY)


def test_a_pack_of_another_engine_is_found(registry: ModelRegistry) -> None:
    verdict = models.check(registry, DEFAULT, ModelId("sface/1"), ModelId("dlib/1"))
    assert said(verdict) == (FAILED, Finding.MODELS_OTHER_ENGINE)


def test_an_altered_model_is_named(registry: ModelRegistry, tmp_path: Path) -> None:
    found = registry.find(DEFAULT)
    altered = tmp_path / found.path.name
    altered.write_bytes(found.path.read_bytes()[:-1] + b"?")
    own = ModelRegistry(tmp_path / "cache", [tmp_path])
    verdict = models.check(own, DEFAULT, ModelId("x"), None)
    assert (said(verdict), verdict.values) == ((FAILED, Finding.MODELS_ALTERED), (DEFAULT,))


def test_a_model_that_is_gone_is_named(registry: ModelRegistry, tmp_path: Path) -> None:
    orphans = {name: replace(entry, package="") for name, entry in registry.entries.items()}
    verdict = models.check(ModelRegistry(tmp_path, entries=orphans), DEFAULT, ModelId("x"), None)
    assert (said(verdict), verdict.values) == ((FAILED, Finding.MODELS_MISSING), ("yunet",))


def test_an_engine_that_does_not_open_is_unusable(registry: ModelRegistry) -> None:
    assert said(models.check(registry, DEFAULT, None, None)) == (FAILED, Finding.MODELS_UNUSABLE)
    assert said(models.check(registry, "nonsense", None, None)) == (FAILED, Finding.MODELS_UNUSABLE)


@pytest.mark.parametrize(
    ("free", "expected", "value"),
    [
        (40 * GIB, (PASSED, Finding.DISK_ROOM), 40),
        (2 * GIB - 1, (WARNED, Finding.DISK_LOW), 2),
        (300 * MIB, (WARNED, Finding.DISK_LOW), 0.3),
        (300 * MIB - 1, (FAILED, Finding.DISK_FULL), 299),
    ],
)
def test_free_space_is_judged(free: int, expected: tuple[CheckOutcome, Finding], value: float) -> None:
    verdict = disk.judge(free)
    assert (said(verdict), verdict.values) == (expected, (value,))


def test_a_disk_that_does_not_answer_is_a_finding(tmp_path: Path) -> None:
    assert disk.check(tmp_path).finding is not Finding.DISK_UNKNOWN
    assert said(disk.check(tmp_path / "gone")) == (FAILED, Finding.DISK_UNKNOWN)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "station.sqlite3"
    connection = open_journal(path)
    fill(connection, 3)
    connection.close()
    return path


@pytest.fixture
def connect(journal: Path) -> Callable[[], sqlite.Connection]:
    return partial(journals.connect_existing, journal, KEY)


def test_a_sound_journal_is_written_to_and_left_as_it_was(
    journal: Path, connect: Callable[[], sqlite.Connection]
) -> None:
    before = entries.envelopes(connect())
    assert said(database.check(connect, journal)) == (PASSED, Finding.DATABASE_READY)
    after = connect()
    assert entries.envelopes(after) == before
    assert not after.execute("SELECT name FROM sqlite_master WHERE name = 'self_test'").fetchall()
    after.close()


def test_the_check_writes_to_the_disk_before_it_takes_that_back(
    journal: Path, connect: Callable[[], sqlite.Connection]
) -> None:
    other, log = connect(), journal.with_name(journal.name + "-wal")
    before = log.stat().st_size
    write_and_take_back(other)
    assert log.stat().st_size > before + 200 * 1024
    other.close()


def test_a_database_that_another_program_holds_is_locked(
    journal: Path, connect: Callable[[], sqlite.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 10)
    holder = connect()
    holder.execute("BEGIN IMMEDIATE")
    assert said(database.check(connect, journal)) == (FAILED, Finding.DATABASE_LOCKED)
    holder.close()


def test_a_database_that_may_not_be_written_is_read_only(
    journal: Path, connect: Callable[[], sqlite.Connection]
) -> None:
    def read_only() -> sqlite.Connection:
        opened = connect()
        opened.execute("PRAGMA query_only = ON")
        return opened

    assert said(database.check(read_only, journal)) == (FAILED, Finding.DATABASE_READ_ONLY)


def test_a_database_that_cannot_grow_is_full(journal: Path, connect: Callable[[], sqlite.Connection]) -> None:
    def narrow() -> sqlite.Connection:
        opened = connect()
        (pages,) = opened.execute("PRAGMA page_count").fetchone()
        opened.execute(f"PRAGMA max_page_count = {pages + 4}")
        return opened

    assert said(database.check(narrow, journal)) == (FAILED, Finding.DATABASE_FULL)


def test_a_damaged_database_is_found(journal: Path, connect: Callable[[], sqlite.Connection]) -> None:
    content = bytearray(journal.read_bytes())
    content[-2000] ^= 1
    journal.write_bytes(content)
    assert database.check(connect, journal).outcome is FAILED


def test_a_database_that_does_not_open_is_a_finding(journal: Path) -> None:
    other = partial(journals.connect_existing, journal, DatabaseKey(b"x" * 32, KEY.salt))
    assert database.check(other, journal).outcome is FAILED
    gone = partial(journals.connect_existing, journal.with_name("gone"), KEY)
    assert said(database.check(gone, journal)) == (FAILED, Finding.DATABASE_UNREADABLE)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (None, (NOT_RUN, Finding.CLOCK_UNKNOWN)),
        (-4.9, (PASSED, Finding.CLOCK_RIGHT)),
        (5.1, (WARNED, Finding.CLOCK_SLOW)),
        (-60.5, (FAILED, Finding.CLOCK_FAST)),
    ],
)
def test_a_clock_is_held_against_the_servers(offset: float | None, expected: tuple[CheckOutcome, Finding]) -> None:
    assert said(clock.judge(offset, NOW, NOW - timedelta(days=1))) == expected


def test_a_clock_before_the_pack_was_made_is_wrong_whoever_answers() -> None:
    made = NOW + timedelta(seconds=1)
    for offset in (None, 0.0):
        assert said(clock.judge(offset, NOW, made)) == (FAILED, Finding.CLOCK_BEFORE_PACK)


def test_a_server_is_asked_as_the_sender_asks(journal: Path, connect: Callable[[], sqlite.Connection]) -> None:
    turned = TurnedClock()
    line = ScriptedLine(turned, known_last_seq=2, ahead=7.5)
    connection = connect()
    answer = server.ask(connection, line, turned, "hadir test")
    connection.close()
    assert answer == Answer(True, 7.5)
    assert (line.heartbeats[0].last_seq, line.heartbeats[0].pending) == (4, 4)
    assert said(server.judge(answer)) == (PASSED, Finding.SERVER_REACHED)


def test_a_station_that_is_not_registered_asks_nobody(connect: Callable[[], sqlite.Connection]) -> None:
    connection = connect()
    answer = server.ask(connection, None, TurnedClock(), "hadir test")
    connection.close()
    assert said(server.judge(answer)) == (NOT_RUN, Finding.SERVER_UNREGISTERED)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, (NOT_RUN, Finding.SERVER_UNKNOWN)),
        (Answer(True, problem=TransportError("gone")), (WARNED, Finding.SERVER_SILENT)),
        (Answer(True, problem=TransportError("who?", status=401)), (FAILED, Finding.SERVER_REFUSES)),
        (Answer(True, problem=TransportError("?", code=UNTRUSTED)), (FAILED, Finding.SERVER_UNTRUSTED)),
        (Answer(True, 0.0, refused=2), (WARNED, Finding.SERVER_QUARANTINE)),
        (Answer(True, 0.0, set_back=True), (FAILED, Finding.SERVER_SET_BACK)),
    ],
)
def test_what_a_server_says_is_told(answer: Answer | None, expected: tuple[CheckOutcome, Finding]) -> None:
    assert said(server.judge(answer)) == expected


CARDS = """ 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xf7f10000 irq 31
 1 [Camera         ]: USB-Audio - USB Camera
                      USB Camera at usb-0000:00:14.0-1, high speed
"""


def test_sound_devices_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    cards = tmp_path / "cards"
    cards.write_text(CARDS)
    assert sound.count_devices(cards) == 2
    cards.write_text("--- no soundcards ---\n")
    assert sound.count_devices(cards) == 0
    assert sound.count_devices(tmp_path / "gone") == 0


def test_want_of_sound_is_no_failure() -> None:
    assert said(sound.judge(True, 2)) == (PASSED, Finding.SOUND_READY)
    for wanted, devices, finding in (
        (False, 2, Finding.SOUND_OFF),
        (True, 0, Finding.SOUND_NONE),
        (True, None, Finding.SOUND_UNKNOWN),
    ):
        assert said(sound.judge(wanted, devices)) == (NOT_RUN, finding)


def test_the_folder_of_a_journal_has_a_disk(journal: Path) -> None:
    assert disk.judge(shutil.disk_usage(journal.parent).free) == disk.check(journal.parent)
