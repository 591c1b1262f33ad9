"""Runs the command as a user would, in this process: arguments in; exit code, output and errors out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.main import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Hadir = Callable[..., Ran]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that all tests of the command line share, for its cache of models."""
    return tmp_path_factory.mktemp("home") / "hadir"


@pytest.fixture
def hadir(home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Hadir:
    monkeypatch.setenv("HADIR_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["hadir", *(str(argument) for argument in arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, out, err)

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, still to be made, for whose keys there is a passphrase."""
    (tmp_path / "passphrase").write_text("correct horse battery\n")
    monkeypatch.setenv("HADIR_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    return tmp_path / "home"
