"""Takes the pictures of the screens: the real desk, real verdicts, people who do not exist where they are at hand.

    python -m demo.screenshots

Uses the portraits beside the project (HADIR_DATA, `portraits-ai`), else the faces of the demonstration. The pictures,
in both languages and sizes, go to `screens-output/`; one of them, only of a portrait, to `docs/images/`.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from uuid import uuid4

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from demo import faces
from demo.home import JOURNAL, enrolment_key, journal_key, make_passphrase
from enrollment.changes import compare
from enrollment.importing import Plan, store_import
from enrollment.packing import session_content, validity
from enrollment.photos.source import open_photos
from enrollment.roster.rows import ExamSessionRow, RosterRow
from enrollment.store.database import open_enrolment
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.images import read_image
from recognition.pipeline import open_pipeline
from recognition.recogniser import Recogniser, open_recogniser
from recognition.types import Image
from station.camera.replay import ReplayCamera, Scene
from station.clock import SystemClock
from station.config import StationConfig
from station.errors import CameraError
from station.logs import log_to_file
from station.session import ExamSession, load_session
from ui import app
from ui.desk_app import DeskApp
from ui.help_dialog import HelpDialog
from ui.languages import Languages
from ui.view_state import Message
from wire.pack import build_pack, parse_pack
from wire.pack_header import PackFacts
from wire.pack_keys import StationIdentity, StationKey
from wire.signing import SigningKey

SIZES = ((1366, 768), (1920, 1080))
SESSION = "SKD CPNS · Sesi 2"
VENUE = "BKN Regional VII, Palembang"
NAMES = (
    "Yohanes Wanimbo",
    "Markus Petrus Wenda",
    "Budi Santoso",
    "Siti Rahmawati Kusumaningtyas",
    "Raden Ajeng Soekarno Hadiningrat Tjokroaminoto Prawirodirdjo",
    "Dewi Anggraini",
)
_README_SIZE = (1366, 768)
_PATIENCE = 20.0  # seconds


class UnpluggableCamera(ReplayCamera):
    """A replay camera whose cable can be pulled."""

    unplugged = False

    def open(self) -> None:
        """Raises CameraError while unplugged."""
        if self.unplugged:
            raise CameraError("the replay camera was unplugged")
        super().open()

    def read(self) -> Image:
        """Raises CameraError while unplugged."""
        if self.unplugged:
            raise CameraError("the replay camera was unplugged")
        return super().read()


@dataclass(frozen=True, slots=True)
class Cast:
    """Photo files of people: some that look alike to nobody, and two that do to each other."""

    folder: Path
    distinct: tuple[str, ...]
    alike: tuple[str, str] | None


def main() -> None:
    """Take the pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    root = Path("screens-output")
    shutil.rmtree(root, ignore_errors=True)
    with tempfile.TemporaryDirectory() as home:
        log_to_file(Path(home) / "station.log")
        studio = Studio(Path(home))
        studio.take(root)
    print(f"pictures: {root}")
    if _portraits() is not None:  # nobody who exists goes into the docs
        images = Path("docs/images")
        images.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / "en" / "{}x{}".format(*_README_SIZE) / "match.jpg", images / "desk.jpg")
        print(f"for the README: {images / 'desk.jpg'}")


_TILT = 40  # degrees: more than a check-in accepts, and not so much that no face is found


class Studio:
    """The desk with a cast, and a camera that plays any of them."""

    def __init__(self, home: Path) -> None:
        self._registry = ModelRegistry(home / "models")
        self._recogniser = open_recogniser(self._registry, portraits=True)
        self._cast = _cast(self._recogniser)
        files = [*(self._cast.alike or self._cast.distinct[-2:]), *self._cast.distinct[: len(NAMES) - 2]]
        self._people = dict(zip((f"2430011001{2345 + index}" for index in range(len(files))), files, strict=True))
        session = self._enrol(home)
        self._camera = UnpluggableCamera(Scene(), seed=4)
        self._application = app.make_application()
        self._desk = self._make_desk(home, session)

    def take(self, root: Path) -> None:
        """Every screen in both languages and sizes."""
        self._desk.window.show()
        self._desk.start()
        try:
            for language in ("id", "en"):
                for size in SIZES:
                    folder = root / language / "{}x{}".format(*size)
                    folder.mkdir(parents=True)
                    self._desk.window.resize(*size)
                    self._round(folder)
                QTest.keyClick(self._desk.window, Qt.Key.Key_F2)
        finally:
            self._desk.window.close()
            self._desk.stop()

    def _round(self, folder: Path) -> None:
        numbers = list(self._people)
        self._until(Message.NEXT)
        self._camera.play(Scene())
        self._shoot(folder, "next")
        self._check(numbers[3], numbers[3], Message.MATCH)
        self._shoot(folder, "match")
        self._press(Qt.Key.Key_F3)
        self._shoot(folder, "match-number")
        self._press(Qt.Key.Key_F3)
        self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._tilt_head(numbers[3])
        self._shoot(folder, "head-tilted")
        self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._check(numbers[4], numbers[3], Message.NO_MATCH)
        self._shoot(folder, "no-match-long-name")
        self._press(Qt.Key.Key_X)
        self._shoot(folder, "refuse-asked-again")
        self._press(Qt.Key.Key_P, Message.SENT_TO_SUPERVISOR)
        self._shoot(folder, "to-the-supervisor")
        if self._cast.alike:
            self._check(numbers[0], numbers[1], Message.LOOKALIKE)
            self._shoot(folder, "lookalike")
            self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._type("99990000")
        self._until(Message.NOT_ON_ROSTER)
        self._shoot(folder, "not-on-roster")
        self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._check(numbers[2], numbers[2], Message.NO_PICTURE, defocus=14.0)
        self._shoot(folder, "no-picture")
        self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._camera.unplugged = True
        self._press(Qt.Key.Key_Return, Message.CAMERA_LOST)
        self._shoot(folder, "camera-lost")
        self._camera.unplugged = False
        self._until(Message.NEXT)
        self._help(folder)

    def _help(self, folder: Path) -> None:
        dialog = HelpDialog(self._desk.window)
        dialog.show()
        QTest.qWait(50)
        dialog.grab().save(str(folder / "help.jpg"), quality=88)
        dialog.close()

    def _tilt_head(self, number: str) -> None:
        photo = read_image(self._cast.folder / self._people[number])
        height, width = photo.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), _TILT, 1.0)
        tilted = np.asarray(
            cv2.warpAffine(photo, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
        )
        self._camera.play(Scene((tilted, tilted), filling=1.0))
        QTest.qWait(150)
        self._type(number)
        self._until(Message.CHECKING)
        QTest.qWait(700)

    def _check(self, number: str, person: str, message: Message, defocus: float = 0.0) -> None:
        photo = read_image(self._cast.folder / self._people[person])
        self._camera.play(Scene((photo, _another_light(photo)), filling=1.0, defocus=defocus))
        QTest.qWait(150)
        self._type(number)
        self._until(message)
        QTest.qWait(120)

    def _type(self, number: str) -> None:
        QTest.keyClicks(self._desk.window.number, number)
        QTest.keyClick(self._desk.window.number, Qt.Key.Key_Return)

    def _press(self, key: Qt.Key, message: Message | None = None) -> None:
        window = self._desk.window
        QTest.keyClick(window.number if window.number.isEnabled() else window, key)
        QTest.qWait(150)
        if message is not None:
            self._until(message)

    def _until(self, message: Message) -> None:
        until = monotonic() + _PATIENCE
        while self._shown is not message:
            if monotonic() > until:
                sys.exit(f"expected the desk to show {message}, it shows {self._shown}")
            QTest.qWait(10)

    @property
    def _shown(self) -> Message | None:
        return self._desk.window.view.message if self._desk.window.view else None

    def _shoot(self, folder: Path, name: str) -> None:
        QTest.qWait(60)
        self._desk.window.grab().save(str(folder / f"{name}.jpg"), quality=88)

    def _enrol(self, home: Path) -> ExamSession:
        """The cast through enrolment and a pack, as everybody comes to a desk."""
        now = datetime.now(UTC)
        starts_at = now.astimezone().replace(hour=8, minute=0, second=0, microsecond=0)
        at = ExamSessionRow(SESSION, SESSION, VENUE, "", starts_at)
        rows = tuple(
            RosterRow(line, number, NAMES[line - 2], "", None, at, f"B-{line:02}", "", (file,))
            for line, (number, file) in enumerate(self._people.items(), 2)
        )
        make_passphrase(home)
        connection = open_enrolment(home / "enrolment.sqlite3", enrolment_key(home))
        with closing(connection), open_photos(self._cast.folder) as source:
            names = {row.number: row.photos for row in rows}
            plan = Plan(rows, names, (), compare(rows, names, ()))
            store_import(connection, plan, source, self._recogniser)
            inside = session_content(
                connection, SESSION, self._recogniser.model_id, self._registry.entry(DEFAULT)
            ).content
        station, signer = StationIdentity.generate(), SigningKey.generate()
        facts = PackFacts(uuid4(), *validity(starts_at, None, None))
        sealed = parse_pack(build_pack(inside, facts, [StationKey("3", station.recipient)], signer, now))
        return load_session(sealed.open(sealed.verify([signer.public]), station))

    def _make_desk(self, home: Path, session: ExamSession) -> DeskApp:
        pipeline = open_pipeline(self._registry)
        config = StationConfig(id="3", language="id")
        clock = SystemClock()
        journal, key = home / JOURNAL, journal_key(home)
        factory = app.station_factory(config, session, self._camera, pipeline, journal, key, clock)
        languages = Languages(self._application)
        languages.use(config.language)
        return DeskApp(factory, clock, languages, None)


def _another_light(photo: Image) -> Image:
    """The photo as another day's light and camera would have it."""
    warm = photo.astype(np.float32) * np.array([0.92, 0.98, 1.03], dtype=np.float32) + 4
    return np.asarray(cv2.GaussianBlur(warm.clip(0, 255).astype(np.uint8), (0, 0), 0.8), dtype=np.uint8)


def _portraits() -> Path | None:
    folder = Path(os.environ.get("HADIR_DATA", "../shared/data")) / "portraits-ai"
    return folder if folder.is_dir() else None


def _cast(recogniser: Recogniser) -> Cast:
    data = _portraits()
    if data is None:
        people = (faces.photo_name(person, 1) for person in faces.PEOPLE)
        return Cast(faces.faces_folder(), tuple(people), None)
    with (data / "distinct.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    asian = ("Philippines", "Indonesia", "Vietnam", "Thailand", "Malaysia", "Japan", "China", "Korea")
    rows.sort(key=lambda row: not any(country in row["country"] for country in asian))
    distinct = tuple(row["path"] for row in rows)
    return Cast(data, distinct, _most_alike(data, set(distinct), recogniser))


def _most_alike(data: Path, leave_out: set[str], recogniser: Recogniser) -> tuple[str, str]:
    """The two portraits that the engine finds most alike."""
    names, vectors = [], []
    for path in sorted(data.glob("*male/*.jpg")):
        name = f"{path.parent.name}/{path.name}"
        if name not in leave_out:
            image = read_image(path)
            found = recogniser.faces(image)
            if found:
                names.append(name)
                vectors.append(recogniser.embed(recogniser.align(image, found[0])).template.vector)
    matrix = np.stack(vectors)
    scores = matrix @ matrix.T - 2 * np.eye(len(matrix), dtype=np.float32)
    one, other = np.unravel_index(int(np.argmax(scores)), scores.shape)
    return names[int(one)], names[int(other)]


if __name__ == "__main__":
    main()
