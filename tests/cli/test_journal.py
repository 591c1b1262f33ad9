"""`hadir journal`: what it prints, and the exit codes that scripts rely on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from keyring.backends.null import Keyring as NoKeyring

from station.journal import database
from station.journal.lock import lock_journal
from station.outbox import store
from tests.cli.conftest import Hadir
from tests.station.makers import fill, open_with
from vault.keys import DatabaseKey, PassphraseSource
from vault.pages import log_of
from vault.unlocking import unlock
from wire.envelopes import EnvelopeOutcome
from wire.vocabulary import ReportOutcome, ReportProblem

GOOD = "correct horse battery"


@pytest.fixture
def station(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose journal has four entries, the second of which the server refused."""
    (tmp_path / "passphrase").write_text(GOOD + "\n")
    monkeypatch.setenv("HADIR_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    connection = open_with(tmp_path / "station.sqlite3", key_of(tmp_path))
    (refused, *_) = fill(connection, 3)
    store.settle(
        connection,
        [
            EnvelopeOutcome(
                report_id=refused.report_id,
                outcome=ReportOutcome.REJECTED,
                code=ReportProblem.CHAIN_CONFLICT,
                detail="does not fit",
            )
        ],
    )
    connection.close()
    return tmp_path


def key_of(home: Path) -> DatabaseKey:
    return unlock(home / "station.sqlite3", PassphraseSource(lambda new: GOOD))


def tamper(home: Path, statement: str) -> None:
    connection = database.connect(home / "station.sqlite3", key_of(home))
    connection.execute("DROP TRIGGER entry_never_changes")
    connection.execute(statement)
    connection.close()


def test_status_shows_the_head_what_waits_and_why_reports_were_refused(hadir: Hadir, station: Path) -> None:
    ran = hadir("--home", station, "journal", "status")
    assert ran.code == 0
    assert "head     4:" in ran.out
    assert "pending  3 reports, 0 pictures" in ran.out
    assert "entry 2: chain_conflict does not fit" in ran.out


def test_what_was_refused_can_be_sent_again(hadir: Hadir, station: Path) -> None:
    assert "1 put back" in hadir("--home", station, "journal", "requeue").out
    assert "pending  4 reports" in hadir("--home", station, "journal", "status").out


def test_a_sound_journal_is_told_with_its_head_and_exit_code_0(hadir: Hadir, station: Path) -> None:
    ran = hadir("--home", station, "journal", "verify")
    assert ran.code == 0
    assert ran.out.endswith("sound\n")
    head = next(line.split()[1] for line in ran.out.splitlines() if line.startswith("  head"))
    assert hadir("--home", station, "journal", "verify", "--expect-head", head).code == 0
    later = "5:" + "0" * 64
    cut = hadir("--home", station, "journal", "verify", "--expect-head", later)
    assert cut.code == 1
    assert "entry 4: the journal ends before the head that was expected (expected entry 5)" in cut.out


def test_nothing_is_not_sound(hadir: Hadir, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    ran = hadir("--home", tmp_path, "journal", "verify", "--export", empty)
    assert (ran.code, ran.out) == (1, "no entries\n")


def test_where_there_is_no_journal_nobody_is_asked_for_its_passphrase(
    hadir: Hadir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HADIR_PASSPHRASE_FILE", raising=False)
    ran = hadir("--home", tmp_path / "new", "journal", "status")
    assert ran.code == 2
    assert "there is no local database" in ran.err


def test_a_changed_entry_is_told_with_its_place_and_exit_code_1(hadir: Hadir, station: Path) -> None:
    tamper(station, "UPDATE entry SET payload = replace(payload, 'ADMIT', 'REFUSE') WHERE station_seq = 3")
    ran = hadir("--home", station, "journal", "verify")
    assert ran.code == 1
    assert "entry 3: the digest is not the text's" in ran.out


def test_a_journal_that_cannot_be_read_is_exit_code_2(hadir: Hadir, station: Path, tmp_path: Path) -> None:
    content = bytearray((station / "station.sqlite3").read_bytes())
    for offset in range(4096 + 50, len(content), 4096):
        content[offset] ^= 1
    (station / "station.sqlite3").write_bytes(content)
    ran = hadir("--home", station, "journal", "verify")
    assert ran.code == 2
    assert "hadir journal repair" in ran.err
    assert hadir("--home", station, "journal", "verify", "--export", tmp_path / "none").code == 2
    assert hadir("--home", station, "journal", "verify", "--expect-head", "7").code == 2


def test_an_export_is_verified_without_the_passphrase_and_a_change_in_it_found(
    hadir: Hadir, station: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "evidence.jsonl"
    assert hadir("--home", station, "journal", "export", file).code == 0
    assert hadir("--home", station, "journal", "export", file).code == 2
    monkeypatch.delenv("HADIR_PASSPHRASE_FILE")
    elsewhere = tmp_path / "elsewhere"
    assert hadir("--home", elsewhere, "journal", "verify", "--export", file).code == 0
    assert not elsewhere.exists()
    lines = file.read_text().splitlines()
    spoilt = json.loads(lines[2])
    spoilt["payload"] = spoilt["payload"].replace("ADMIT", "REFUSE")
    file.write_text("\n".join([*lines[:2], json.dumps(spoilt), *lines[3:]]))
    ran = hadir("--home", elsewhere, "journal", "verify", "--export", file)
    assert ran.code == 1
    assert "entry 3: the digest" in ran.out


def test_a_wrong_passphrase_is_one_message(hadir: Hadir, station: Path) -> None:
    (station / "passphrase").write_text("something else entirely")
    ran = hadir("--home", station, "journal", "status")
    assert ran.code == 2
    assert "the passphrase is wrong" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_without_any_way_to_ask_it_is_said_how_to_give_the_passphrase(
    hadir: Hadir, station: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HADIR_PASSPHRASE_FILE")
    monkeypatch.setattr("keyring.get_keyring", NoKeyring)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    ran = hadir("--home", station, "journal", "status")
    assert ran.code == 2
    assert "--passphrase-file or HADIR_PASSPHRASE_FILE" in ran.err


def test_in_a_terminal_it_is_asked_for_and_a_wrong_one_can_be_tried_again(
    hadir: Hadir, station: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HADIR_PASSPHRASE_FILE")
    monkeypatch.setattr("keyring.get_keyring", NoKeyring)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = ["wrong", GOOD]
    monkeypatch.setattr("getpass.getpass", lambda prompt: answers.pop(0))
    ran = hadir("--home", station, "journal", "status")
    assert ran.code == 0
    assert "the passphrase is wrong" in ran.err
    assert answers == []


def test_there_is_nothing_to_see_where_nothing_was_recorded(hadir: Hadir, station: Path, tmp_path: Path) -> None:
    ran = hadir("--home", tmp_path / "new", "journal", "status")
    assert ran.code == 2
    assert "there is no local database" in ran.err
    assert not (tmp_path / "new").exists()


def test_a_sound_journal_is_not_repaired_unless_its_disk_was_set_back(hadir: Hadir, station: Path) -> None:
    assert "nothing to repair" in hadir("--home", station, "journal", "repair").out
    ran = hadir("--home", station, "journal", "repair", "--set-back")
    assert ran.code == 0
    assert ran.out.count("of station station-1") == 2
    assert "must be registered again" in ran.out  # it never was
    assert hadir("--home", station, "journal", "verify").code == 0


def test_a_damaged_journal_is_repaired_and_what_is_lost_is_told(hadir: Hadir, station: Path) -> None:
    file = station / "station.sqlite3"
    connection = database.connect(file, key_of(station))
    fill(connection, 30)
    connection.close()
    whole = file.read_bytes()
    damaged = bytearray(whole)
    damaged[4096 * (len(whole) // 4096 - 3)] ^= 1
    file.write_bytes(damaged)
    assert hadir("--home", station, "journal", "verify").code in (1, 2)
    ran = hadir("--home", station, "journal", "repair")
    assert ran.code == 0
    assert "1 of its pages could not be read" in ran.out
    assert "everything is queued to be sent again" in ran.out
    (aside,) = station.glob("station.sqlite3.damaged-*")
    assert aside.read_bytes() == damaged
    verified = hadir("--home", station, "journal", "verify")
    assert [line for line in verified.out.splitlines() if "entry" in line] == [
        line for line in ran.out.splitlines() if "entry" in line
    ]


@pytest.mark.parametrize("command", [["status"], ["verify"], ["export", "out"], ["requeue"]])
def test_a_damaged_log_is_told_by_every_command_and_left_as_it_is_for_the_repair(
    hadir: Hadir, station: Path, command: list[str]
) -> None:
    file = station / "station.sqlite3"
    living = database.connect(file, key_of(station))
    fill(living, 10)
    home = station / "copy"
    home.mkdir()
    for name in (file.name, log_of(file).name):
        shutil.copy(station / name, home / name)
    living.close()
    log = bytearray(log_of(home / file.name).read_bytes())
    log[len(log) // 2] ^= 1
    log_of(home / file.name).write_bytes(log)
    ran = hadir("--home", home, "journal", *command)
    assert ran.code == 2
    assert "pages of its log); run: hadir journal repair" in ran.err
    assert log_of(home / file.name).read_bytes() == log
    assert "14 entries" in hadir("--home", home, "journal", "repair").out


def test_nothing_is_repaired_while_the_desk_is_open(hadir: Hadir, station: Path) -> None:
    with lock_journal(station / "station.sqlite3"):
        for command in ("repair", "requeue"):
            ran = hadir("--home", station, "journal", command)
            assert ran.code == 2
            assert "another station is running" in ran.err
