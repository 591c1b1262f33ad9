"""A real enrolment window on a database of its own, with the ORL faces."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from keyring.backends.null import Keyring as NoKeyring
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demo.faces import name_of, number_of, photo_name
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from ui import theme
from ui.enrolment.app import EnrolmentApp
from ui.enrolment.signer import Signer
from ui.languages import Languages
from vault.keys import DatabaseKey

KEY = DatabaseKey(b"w" * 32, b"t" * 16)
PATIENCE = 60_000  # milliseconds
WIB = timezone(timedelta(hours=7))
LONG_NAME = "Raden Ajeng Soekarno Hadiningrat Tjokroaminoto Prawirodirdjo " * 2
HEADER = ("nomor peserta", "nama", "tilok", "ruang", "mulai", "kursi", "foto")

Row = tuple[str, ...]


def candidate(person: int, *photos: int, number: str = "", name: str = "", seat: str = "A-1") -> Row:
    """A row of a roster: one of the ORL people."""
    files = "; ".join(photo_name(person, photo) for photo in photos)
    start = "2026-10-12T08:00+07:00"
    return number or number_of(person), name or name_of(person), "Palembang", "A", start, seat, files


def write_roster(path: Path, *rows: Row) -> Path:
    """A roster as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path


class Enrolment:
    """The window, and what a person does with it."""

    def __init__(self, app: EnrolmentApp, languages: Languages, qtbot: QtBot, faces: Path, folder: Path) -> None:
        self.app, self.languages, self.folder = app, languages, folder
        self.window = app.window
        self._qtbot, self._faces = qtbot, faces

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self._qtbot.waitUntil(holds, timeout=PATIENCE)

    def idle(self) -> None:
        """Wait until nothing runs."""
        self.until(lambda: not self.app.task.running)

    def look_at(self, *rows: Row, photos: Path | None = None) -> None:
        """Choose a roster of these rows, and look at what it would do. Photos: the ORL faces, if not others."""
        page = self.window.importing
        page.chooser.photos.choose(photos or self._faces)
        page.chooser.roster.choose(write_roster(self.folder / "peserta.csv", *rows))
        page.main_action()
        self.until(lambda: page.previewing or page.notice.isVisible())

    def import_(self, *rows: Row, photos: Path | None = None) -> None:
        """Import these rows."""
        self.look_at(*rows, photos=photos)
        self.window.importing.main_action()
        self.idle()
        self.until(lambda: len(self.window.importing.sessions.rows) > 0)


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp)
    yield made
    made.use("en")


@pytest.fixture
def enrolment(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, registry: ModelRegistry, faces: Path, languages: Languages
) -> Iterator[Enrolment]:
    theme.apply(qapp)
    signer = Signer(tmp_path / "keys", "pack-signer", NoKeyring())  # type: ignore[no-untyped-call]
    database, packs = tmp_path / "enrolment.sqlite3", tmp_path / "packs"
    now = datetime(2026, 10, 1, 9, 30, tzinfo=WIB)
    app = EnrolmentApp(database, KEY, registry, DEFAULT, signer, packs, languages, 2, lambda: now)
    qtbot.addWidget(app.window)
    app.window.resize(1366, 768)
    app.window.show()
    app.start()
    yield Enrolment(app, languages, qtbot, faces, tmp_path)
    app.stop()
