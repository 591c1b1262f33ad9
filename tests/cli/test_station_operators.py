"""`hadir station operator`: an admin first, then by an admin's PIN, and no PIN on the command line."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Hadir, Ran

ADMIN_PIN, PIN, OTHER_PIN = "481516", "902718", "314159"


class Operator:
    """Runs `hadir station operator` on one data folder."""

    def __init__(self, hadir: Hadir, folder: Path, files: Path) -> None:
        self._hadir, self._folder, self._files = hadir, folder, files

    def __call__(self, *arguments: object) -> Ran:
        return self._hadir("--home", self._folder, "station", "operator", *arguments)

    def pin(self, pin: str) -> Path:
        """A file with a PIN."""
        file = self._files / f"{pin}.pin"
        file.write_text(f"{pin}\n")
        return file

    def by_admin(self, *arguments: object) -> Ran:
        return self(*arguments, "--as", "made", "--as-pin-file", self.pin(ADMIN_PIN))


@pytest.fixture
def operator(hadir: Hadir, folder: Path, tmp_path: Path) -> Operator:
    return Operator(hadir, folder, tmp_path)


@pytest.fixture
def station(operator: Operator) -> Operator:
    """A station with an admin called Made."""
    ran = operator("add", "Made", "--role", "admin", "--pin-file", operator.pin(ADMIN_PIN))
    assert (ran.code, ran.out) == (0, "added Made, ADMIN\n")
    return operator


def answers(monkeypatch: pytest.MonkeyPatch, *given: str) -> list[str]:
    """Answers at the terminal, in order; returns what was asked."""
    left, asked = list(given), []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return left.pop(0)

    monkeypatch.setattr(getpass, "getpass", ask)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    return asked


def test_nobody_is_there_at_first_and_the_first_one_must_be_an_admin(operator: Operator) -> None:
    assert "nobody yet: hadir station operator add NAME --role admin" in operator("list").out
    ran = operator("add", "Rina", "--role", "operator", "--pin-file", operator.pin(PIN))
    assert ran.code == 2
    assert "must be an admin" in ran.err


def test_an_admin_adds_lists_and_retires_others(station: Operator) -> None:
    added = station.by_admin("add", "Rina Wulandari", "--role", "SUPERVISOR", "--pin-file", station.pin(PIN))
    assert added.out == "added Rina Wulandari, SUPERVISOR\n"
    assert station("list").out == "Made\tADMIN\nRina Wulandari\tSUPERVISOR\n"
    assert station.by_admin("retire", "rina wulandari").code == 0
    assert station("list").out == "Made\tADMIN\n"
    last = station.by_admin("retire", "Made")
    assert (last.code, "last admin" in last.err) == (2, True)


@pytest.mark.parametrize(
    "command", [["add", "Budi", "--role", "operator"], ["pin", "Made"], ["retire", "Made"]], ids=lambda each: each[0]
)
def test_once_there_is_an_admin_nothing_is_changed_without_their_pin(station: Operator, command: list[str]) -> None:
    chosen = [] if command[0] == "retire" else ["--pin-file", station.pin(PIN)]
    without = station(*command, *chosen)
    wrong = station(*command, *chosen, "--as", "Made", "--as-pin-file", station.pin(OTHER_PIN))
    assert [without.code, wrong.code] == [2, 2]
    assert "name one with --as" in without.err
    assert "not the PIN; tries left: 2" in wrong.err
    assert station("list").out == "Made\tADMIN\n"


def test_who_is_no_admin_adds_nobody(station: Operator) -> None:
    station.by_admin("add", "Rina", "--role", "supervisor", "--pin-file", station.pin(PIN))
    ran = station(
        *("add", "Budi", "--role", "operator", "--pin-file", station.pin(PIN)),
        *("--as", "Rina", "--as-pin-file", station.pin(PIN)),
    )
    assert ran.code == 2
    assert "is none" in ran.err


def test_a_pin_that_was_forgotten_is_replaced_and_three_wrong_ones_lock_out(station: Operator) -> None:
    assert station.by_admin("pin", "Made", "--pin-file", station.pin(OTHER_PIN)).code == 0
    wrong = [station.by_admin("retire", "Made") for _ in range(4)]
    assert ["tries left: 0, the next in 30 s" in ran.err for ran in wrong] == [False, False, True, False]
    assert "too many wrong PINs" in wrong[-1].err


def test_at_a_terminal_a_new_pin_is_asked_for_twice_and_never_echoed(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(monkeypatch, ADMIN_PIN, ADMIN_PIN)
    ran = operator("add", "Made", "--role", "admin")
    assert ran.code == 0
    assert asked == ["New PIN of Made: ", "The same once more: "]
    asked = answers(monkeypatch, ADMIN_PIN, PIN, OTHER_PIN)
    differing = operator("pin", "Made", "--as", "Made")
    assert asked == ["the admin's PIN: ", "New PIN of Made: ", "The same once more: "]
    assert "not the same" in differing.err
    answers(monkeypatch, ADMIN_PIN, "123456")
    weak = operator("pin", "Made", "--as", "Made")
    assert "expected not digits in a row" in weak.err
    for pin in (ADMIN_PIN, PIN, OTHER_PIN):
        assert pin not in ran.out + ran.err + differing.out + differing.err


def test_without_a_terminal_a_file_is_asked_for(station: Operator) -> None:
    ran = station("pin", "Made", "--as", "Made")
    assert ran.code == 2
    assert "--as-pin-file" in ran.err
    missing = station("pin", "Made", "--as", "Made", "--as-pin-file", "no-such-file")
    assert "cannot be read" in missing.err


def test_somebody_who_does_not_work_here_is_not_found(station: Operator) -> None:
    assert "nobody of that name works here" in station.by_admin("pin", "Budi").err
