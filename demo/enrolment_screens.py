"""Takes the pictures of the enrolment window: a real import, search and packs of people who do not exist.

    python -m demo.enrolment_screens

Uses the portraits beside the project (HADIR_DATA, `portraits-ai`), else the faces of the demonstration. The pictures,
in both languages and sizes, go to `screens-output/enrolment/`.
"""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic

import cv2
from keyring.backends.null import Keyring as NoKeyring
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from demo import faces
from demo.errors import DemoError
from enrollment.triage.triage import Finding
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.images import read_image
from recognition.types import Image
from ui import app
from ui.enrolment.app import EnrolmentApp
from ui.enrolment.help import HelpDialog
from ui.enrolment.signer import Signer
from ui.enrolment.window import DUPLICATES, IMPORT, PACKS, PHOTOS
from ui.languages import Languages
from vault.keys import DatabaseKey
from vault.private_keys import PrivateKeys
from wire.pack_keys import StationIdentity, StationKey, station_text
from wire.signing import SigningKey

SIZES = ((1366, 768), (1920, 1080))
_PATIENCE = 180.0  # seconds
_KEY = DatabaseKey(b"pictures of the screens, no more"[:32], b"not a secret one")
_STATIONS = ("palembang-1", "palembang-2", "palembang-3")
_VENUES = ("BKN Regional VII, Palembang", "Kanreg IX, Jayapura")
_WIB = timezone(timedelta(hours=7))
_STARTS = ("2026-10-12T08:00+07:00", "2026-10-12T13:00+07:00")
_LONG = "Raden Ajeng Soekarno Hadiningrat Tjokroaminoto Prawirodirdjo"
_GIVEN = (
    "Siti", "Dewi", "Maria", "Yuliana", "Ni Putu", "Rina", "Fitri", "Ayu", "Dian", "Ratna",
    "Budi", "Agus", "Yohanes", "Markus", "I Made", "Andi", "Rizky", "Fajar", "Hendra", "Galih",
)  # fmt: skip
_FAMILY = (
    "Rahmawati",
    "Kusuma",
    "Wanimbo",
    "Wenda",
    "Santoso",
    "Siregar",
    "Simanjuntak",
    "Hidayat",
    "Saputra",
    "Nasution",
)


def main() -> None:
    """Take the pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path("screens-output", "enrolment")
    shutil.rmtree(folder, ignore_errors=True)
    enrolment_pictures(folder)
    print(f"pictures: {folder}")


def enrolment_pictures(folder: Path) -> None:
    """Every page in both languages and sizes, into ``folder``/LANGUAGE/SIZE."""
    with tempfile.TemporaryDirectory() as home:
        studio = Studio(Path(home))
        try:
            studio.take(folder)
        finally:
            studio.close()


class Studio:
    """The window on a database of its own."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._photos, self._rosters = _people(home)
        running = QApplication.instance()
        self._application = running if isinstance(running, QApplication) else app.make_application()
        self._languages = Languages(self._application)
        backend = NoKeyring()  # type: ignore[no-untyped-call]
        registry = ModelRegistry(home / "models", threads=1)
        signer = Signer(home / "keys", "pack-signer", backend)
        self._secret = SigningKey.generate().secret_bytes()
        keys = PrivateKeys(home / "keys", backend, lambda new: "only for pictures")
        keys.keep("pack-signer", self._secret)
        self.app = EnrolmentApp(
            home / "enrolment.sqlite3", _KEY, registry, DEFAULT, signer, home / "packs", self._languages,
            now=lambda: datetime(2026, 10, 1, 9, 30, tzinfo=_WIB),
        )  # fmt: skip
        self.window = self.app.window

    def take(self, folder: Path) -> None:
        """Every page."""
        self.app.start()
        self.window.show()
        self._everywhere(folder, "1-empty", lambda: self.window.show_page(IMPORT))
        self._everywhere(folder, "5-photos-empty", lambda: self._settled(PHOTOS))
        self._options(folder)
        self._failures(folder)
        self._import(folder)
        self._photos_page(folder)
        self._duplicates_page(folder)
        self._packs_page(folder)
        self._help(folder)

    def close(self) -> None:
        """End it."""
        self.window.close()
        self.app.stop()

    def _options(self, folder: Path) -> None:
        page = self.window.importing
        self.window.show_page(IMPORT)
        page.chooser.roster.choose(self._rosters[0])
        page.chooser.photos.choose(self._photos)
        QTest.qWait(300)  # until the roster's own sheets are known: none
        page.chooser.offer_sheets(("Peserta SKD 2026", "Catatan"))
        page.chooser.unusual.use_mapping(self._home / "kolom-kanreg-ix.toml")
        page.chooser.more.click()
        self._everywhere(folder, "16-options", lambda: None)
        page.chooser.more.click()
        self._everywhere(folder, "17-options-folded", lambda: None)
        page.chooser.unusual.use_mapping(None)

    def _failures(self, folder: Path) -> None:
        page = self.window.importing
        picture = self._home / "peserta-scan.csv"
        picture.write_bytes(b"%PDF-1.7")
        page.chooser.roster.choose(picture)
        page.main_action()
        self._until(page.notice.isVisible)
        self._everywhere(folder, "18-not-a-roster", lambda: None)
        self.window.show_page(PACKS)
        self.window.packs.add_stations([picture])
        self._everywhere(folder, "19-packs-empty", lambda: None)
        self.window.packs.notice.hide()

    def _import(self, folder: Path) -> None:
        page = self.window.importing
        self.window.show_page(IMPORT)
        page.chooser.photos.choose(self._photos)
        for place, roster in enumerate(self._rosters):
            page.chooser.roster.choose(roster)
            page.main_action()
            self._until(lambda: page.previewing)
            if place == len(self._rosters) - 1:
                self._everywhere(folder, "2-preview-problems", lambda: page.preview.lists.tabs.setCurrentIndex(1))
                self._everywhere(folder, "3-preview-changes", lambda: page.preview.lists.tabs.setCurrentIndex(0))
            page.main_action()
            if place == 0:
                self._until(lambda: self.app.task.done > 0 or not self.app.task.running)
                self._everywhere(folder, "4-importing", lambda: None)
            self._until(lambda: not self.app.task.running)
        QTest.qWait(300)
        self._everywhere(folder, "6-imported", lambda: None)

    def _photos_page(self, folder: Path) -> None:
        page = self.window.photos
        self._settled(PHOTOS)
        self._everywhere(folder, "7-photos", lambda: None)

        def search() -> None:
            page.search.setText("wen")
            QTest.qWait(400)

        self._everywhere(folder, "8-photos-search", search)
        page.search.clear()
        QTest.qWait(400)

        def only(finding: Finding) -> None:
            page.finding.setCurrentIndex(page.finding.findData(finding))
            page.finding.activated.emit(page.finding.currentIndex())

        self._everywhere(folder, "20-photos-filtered", lambda: only(Finding.SEVERAL_FACES))
        page.search.setText("Tjokro")
        self._everywhere(folder, "21-photos-nobody", lambda: QTest.qWait(400))
        page.finding.setCurrentIndex(0)
        page.finding.activated.emit(0)
        self._everywhere(folder, "22-photos-long-name", lambda: QTest.qWait(200))
        page.search.clear()

    def _duplicates_page(self, folder: Path) -> None:
        page = self.window.duplicates
        self._settled(DUPLICATES)
        self._everywhere(folder, "9-duplicates-empty", lambda: None)
        page.main_action()
        self._until(lambda: not self.app.task.running)
        QTest.qWait(400)
        self._everywhere(folder, "10-duplicates", lambda: None)
        self._everywhere(folder, "11-duplicates-no-name", lambda: QTest.keyClick(page.view, Qt.Key.Key_1))
        page.pane.reviewer.setText("Rina Wulandari")
        page.view.setFocus()
        for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4):
            QTest.keyClick(page.view, key)
            QTest.qWait(200)
        QTest.keyClick(page.view, Qt.Key.Key_Left)
        QTest.qWait(300)
        self._everywhere(folder, "12-duplicates-answered", lambda: None)

    def _packs_page(self, folder: Path) -> None:
        page = self.window.packs
        self._settled(PACKS)
        self._everywhere(folder, "13-packs", lambda: None)
        paths = []
        for name in _STATIONS:
            path = self._home / f"{name}.txt"
            path.write_text(station_text(StationKey(name, StationIdentity.generate().recipient)), encoding="utf-8")
            paths.append(path)
        page.add_stations(paths)
        page.sessions.toggle(0)
        page.sessions.toggle(1)
        self._everywhere(folder, "14-packs-chosen", lambda: None)
        page.build_with(SigningKey.from_bytes(self._secret))
        self._until(lambda: not self.app.task.running)
        QTest.qWait(300)
        self._everywhere(folder, "15-packs-built", lambda: None)

    def _help(self, folder: Path) -> None:
        for language in ("id", "en"):
            self._languages.use(language)
            dialog = HelpDialog(self.window)
            dialog.show()
            QTest.qWait(50)
            self._save(dialog.grab().save, folder / language / "help.jpg")
            dialog.close()

    def _settled(self, place: int) -> None:
        self.window.show_page(place)
        QTest.qWait(100)
        self._until(lambda: not self.app.task.running)
        QTest.qWait(500)

    def _everywhere(self, folder: Path, name: str, prepare: Callable[[], None]) -> None:
        for language in ("id", "en"):
            self._languages.use(language)
            for size in SIZES:
                self.window.resize(*size)
                prepare()
                QTest.qWait(250)
                self._save(self.window.grab().save, folder / language / "{}x{}".format(*size) / f"{name}.jpg")

    def _save(self, save: Callable[..., bool], path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not save(str(path), quality=88):
            raise DemoError(f"{path} cannot be written")

    def _until(self, holds: Callable[[], bool]) -> None:
        until = monotonic() + _PATIENCE
        while not holds():
            if monotonic() > until:
                raise DemoError("the enrolment window does not go on")
            QTest.qWait(20)


def _people(home: Path) -> tuple[Path, tuple[Path, Path]]:
    """The photos' folder and two rosters: a first one, and a later one with changes, late candidates and mistakes."""
    photos, names = _photos(home)
    rows = [_row(place, name) for place, name in enumerate(names)]
    rows[3][7] = "not-there.jpg"
    late = [[*row] for row in rows[: max(len(rows) // 8, 8)]]
    for row in late[:4]:
        row[6] = f"C-{row[6][2:]}"
    late[5][1] = _LONG
    mistakes = [
        ["", "Tanpa Nomor", "", _VENUES[0], "A", _STARTS[0], "", ""],
        ["24300119990002", "Dua Belas Digit", "317101010190", _VENUES[0], "A", _STARTS[0], "", ""],
        ["24300119990003", "Tanggal Salah", "", _VENUES[0], "A", "2026-13-45T08:00", "", ""],
        ["24300119990004", "Tanpa Tilok", "", "", "A", _STARTS[0], "", ""],
    ]
    return photos, (_write(home / "peserta.csv", rows), _write(home / "peserta-susulan.csv", late + mistakes))


def _photos(home: Path) -> tuple[Path, list[str]]:
    """A folder of photos, and their names; a few of them are as bad as some always are."""
    data = Path(os.environ.get("HADIR_DATA", "../shared/data")) / "portraits-ai"
    if data.is_dir():
        files = sorted(data.glob("*male/*.jpg"))
    else:
        data = faces.faces_folder()
        files = [data / faces.photo_name(person, 1) for person in faces.PEOPLE]
    folder = home / "photos"
    folder.mkdir()
    names = [f"{place:03}{file.suffix}" for place, file in enumerate(files)]
    for name, file in zip(names, files, strict=True):
        shutil.copy(file, folder / name)
    for place, spoil in enumerate((_blurred, _dark, _two_people, _tilted), 8):
        _spoil(folder / names[place], spoil)
    return folder, names


def _spoil(file: Path, by: Callable[[Image], cv2.typing.MatLike]) -> None:
    cv2.imwrite(str(file), by(read_image(file)))


def _blurred(photo: Image) -> cv2.typing.MatLike:
    return cv2.GaussianBlur(photo, (0, 0), photo.shape[1] / 60)


def _dark(photo: Image) -> cv2.typing.MatLike:
    return cv2.convertScaleAbs(photo, alpha=0.16)


def _two_people(photo: Image) -> cv2.typing.MatLike:
    return cv2.hconcat([photo, photo])


def _tilted(photo: Image) -> cv2.typing.MatLike:
    height, width = photo.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 28, 1.0)
    return cv2.warpAffine(photo, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


def _row(place: int, photo: str) -> list[str]:
    name = _LONG if place == 4 else f"{_GIVEN[place % len(_GIVEN)]} {_FAMILY[place // len(_GIVEN) % len(_FAMILY)]}"
    half = place % 2
    return [f"243001100{12000 + place}", name, "", _VENUES[half], "A", _STARTS[half], f"B-{place:03}", photo]


def _write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["nomor peserta", "nama", "NIK", "tilok", "ruang", "mulai", "kursi", "foto"])
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    main()
