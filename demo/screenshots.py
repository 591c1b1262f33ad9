"""Takes the pictures of the desk: the real one, real verdicts, people who do not exist where they are at hand.

    python -m demo.screenshots

Uses the portraits beside the project (HADIR_DATA, `portraits-ai`), else the faces of the demonstration. The pictures,
in both languages and sizes, go to `screens-output/`; one of them, only of a portrait, to `docs/images/`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from time import monotonic

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from demo import stage
from demo.home import JOURNAL, journal_key, make_passphrase
from demo.people import OPERATOR, second_signature
from demo.stage import ALIKE, CLEAN, ELSEWHERE, LONG, OTHER_ALIKE, PLAIN, TWIN, WITHOUT_PHOTO
from models.registry import ModelRegistry
from recognition.pipeline import open_pipeline
from recognition.recogniser import open_recogniser
from station.camera.replay import Scene
from station.clock import ServerClock
from station.config import StationConfig
from station.journal.faults import StorageFault, StorageProblem
from station.local import LocalDatabase
from station.logs import log_to_file
from ui import app
from ui.desk_app import DeskApp
from ui.languages import Languages
from ui.overlay import Overlay
from ui.view_state import Message

SIZES = ((1366, 768), (1920, 1080))
_README_SIZE = (1366, 768)
_PATIENCE = 20.0  # seconds
_TILT = 40  # degrees: more than a check-in accepts, and not so much that no face is found
_STALE = 61.0  # seconds after which a match is too old to be decided on
_SAME_CARD = 5.2  # seconds after which the same card is meant again


def main() -> None:
    """Take the pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    root = Path("screens-output")
    for language in ("id", "en"):
        shutil.rmtree(root / language, ignore_errors=True)
    with tempfile.TemporaryDirectory() as home:
        log_to_file(Path(home) / "station.log")
        Studio(Path(home)).take(root)
    print(f"pictures: {root}")
    if stage.portraits() is not None:  # nobody who exists goes into the docs
        images = Path("docs/images")
        images.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / "en" / "{}x{}".format(*_README_SIZE) / "match.jpg", images / "desk.jpg")
        print(f"for the README: {images / 'desk.jpg'}")


class Studio:
    """The desk with a cast, and a camera that plays any of them. Each round begins with a new journal."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._registry = ModelRegistry(home / "models")
        self._clock = stage.StageClock()
        self._clock.set(7, 36)
        make_passphrase(home)
        recogniser = open_recogniser(self._registry, portraits=True)
        self._stage = stage.set_stage(home, self._registry, recogniser, self._clock.now())
        self._camera = stage.UnpluggableCamera(Scene(), seed=4)
        self._application = app.make_application()
        self._languages = Languages(self._application)

    def take(self, root: Path) -> None:
        """Every screen in both languages and sizes."""
        for language in ("id", "en"):
            for size in SIZES:
                name = "{}x{}".format(*size)
                self._folder = root / language / name
                self._folder.mkdir(parents=True)
                self._languages.use(language)
                self._play(self._home / language / name, language, size)

    def _play(self, home: Path, language: str, size: tuple[int, int]) -> None:
        home.mkdir(parents=True)
        make_passphrase(home)
        self._clock.set(7, 36)
        local = LocalDatabase(home / JOURNAL, journal_key(home), "3", self._clock)
        factory = app.station_factory(
            StationConfig(id="3", language=language),
            self._stage.session,
            self._camera,
            open_pipeline(self._registry),
            local,
            self._clock,
            ServerClock(),
        )
        self._desk = DeskApp(factory, self._clock, self._languages, None, OPERATOR, second_signature)
        window = self._desk.window
        window.resize(*size)
        window.show()
        self._desk.start()
        try:
            self._until(Message.NEXT)
            self._clean_candidates()
            self._doubtful_candidates()
            self._others()
            self._faults()
        finally:
            window.close()
            self._desk.stop()
            local.close()

    def _clean_candidates(self) -> None:
        self._camera.play(Scene())
        self._shoot("next")
        self._check(CLEAN, CLEAN, Message.MATCH)
        self._shoot("match")
        self._press(Qt.Key.Key_F3)
        self._shoot("match-number")
        self._press(Qt.Key.Key_F3)
        self._press(Qt.Key.Key_F1)
        self._shoot("help")
        for overlay in self._desk.window.findChildren(Overlay):
            overlay.close()
        QTest.keyClicks(self._desk.window, LONG)
        QTest.keyClick(self._desk.window, Qt.Key.Key_Return)
        self._wait(300)
        self._shoot("match-next-one-waits")
        self._press(Qt.Key.Key_Delete)
        self._press(Qt.Key.Key_Return, Message.ADMITTED)
        self._shoot("admitted-with-pin")
        self._press(Qt.Key.Key_U)
        self._shoot("take-back")
        self._press(Qt.Key.Key_Return, Message.UNDONE)
        self._shoot("taken-back")
        self._press(Qt.Key.Key_Return, Message.NEXT)
        self._check(CLEAN, CLEAN, Message.MATCH)
        self._clock.jump(_STALE)
        self._until(Message.MATCH_STALE)
        self._press(Qt.Key.Key_F7)
        self._shoot("match-too-old")
        self._press(Qt.Key.Key_R)
        self._until(Message.MATCH)
        self._press(Qt.Key.Key_Return, Message.ADMITTED)
        self._press(Qt.Key.Key_Return, Message.NEXT)
        self._wait(_SAME_CARD * 1000)
        self._check(CLEAN, CLEAN, Message.ALREADY_ADMITTED)
        self._shoot("already-admitted")
        self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._tilt_head(PLAIN)
        self._shoot("head-tilted")
        self._press(Qt.Key.Key_Escape, Message.CANCELLED)

    def _doubtful_candidates(self) -> None:
        self._check(LONG, CLEAN, Message.NO_MATCH)
        self._shoot("no-match-long-name")
        self._press(Qt.Key.Key_X)
        self._press(Qt.Key.Key_1)
        self._shoot("refuse")
        self._press(Qt.Key.Key_6)
        self._shoot("refuse-something-else")
        self._desk.window.page.sheets.close_sheet()
        self._press(Qt.Key.Key_M, Message.REVIEWING)
        self._shoot("review")
        for key in (Qt.Key.Key_1, Qt.Key.Key_A, Qt.Key.Key_F):
            self._press(key)
        self._shoot("review-answer")
        self._press(Qt.Key.Key_Return)
        self._shoot("review-second-person")
        self._press(Qt.Key.Key_Return)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_3):
            self._press(key)
        self._shoot("review-second-answer")
        self._press(Qt.Key.Key_Return, Message.DOUBTED)
        self._shoot("doubted")
        self._press(Qt.Key.Key_P)
        self._shoot("provisional")
        self._press(Qt.Key.Key_Return, Message.PROVISIONAL)
        self._shoot("provisional-with-pin")
        if self._stage.has_lookalikes:
            self._check(ALIKE, OTHER_ALIKE, Message.LOOKALIKE)
            self._shoot("lookalike")
            self._press(Qt.Key.Key_M, Message.REVIEWING)
            self._shoot("review-lookalike")
            self._press(Qt.Key.Key_1)
            self._shoot("review-lookalike-answer")
            self._press(Qt.Key.Key_Return)
            for key in (Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Return):
                self._press(key)
            self._until(Message.AGREED)
            self._shoot("agreed")
            self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._check(TWIN, TWIN, Message.KNOWN_TWIN)
        self._shoot("twin")
        self._press(Qt.Key.Key_M, Message.REVIEWING)
        self._shoot("review-twin")
        self._press(Qt.Key.Key_Escape)
        self._press(Qt.Key.Key_P)
        self._press(Qt.Key.Key_Return, Message.PROVISIONAL)

    def _others(self) -> None:
        for number, message in ((99990000, Message.NOT_ON_ROSTER), (ELSEWHERE, Message.OTHER_SESSION)):
            self._type(str(number))
            self._until(message)
            self._shoot(message.value.replace(" ", "-"))
            self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._check(WITHOUT_PHOTO, PLAIN, Message.NO_REFERENCE)
        self._wait(700)  # until the live face is there
        self._shoot("no-reference")
        self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._check(PLAIN, PLAIN, Message.NO_PICTURE, defocus=14.0)
        self._shoot("no-picture")
        for key in (Qt.Key.Key_X, Qt.Key.Key_2):
            self._press(key)
        self._press(Qt.Key.Key_Return, Message.REFUSED)
        self._shoot("refused")
        self._wait(_SAME_CARD * 1000)
        self._check(PLAIN, PLAIN, Message.REFUSED_EARLIER)
        self._shoot("refused-earlier")
        self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._set_clock(7, 57)
        self._check(OTHER_ALIKE, OTHER_ALIKE, Message.LOOKALIKE, Message.MATCH)
        self._admit_after_closing()
        self._press(Qt.Key.Key_F6)
        self._shoot("to-be-settled")
        for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_C):
            self._press(key)
        self._shoot("settling")
        self._press(Qt.Key.Key_Escape)
        self._set_clock(9, 4)
        self._wait(1200)
        self._shoot("next-overdue")

    def _admit_after_closing(self) -> None:
        if self._shown is not Message.MATCH:
            self._press(Qt.Key.Key_M)
            for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Return):
                self._press(key)
            self._until(Message.AGREED)
        self._shoot("admit-after-closing")
        self._press(Qt.Key.Key_Return)
        self._shoot("pin-closed")
        self._press(Qt.Key.Key_O)
        self._shoot("pin-closed-override")
        self._desk.window.page.sheets.close_sheet()
        self._press(Qt.Key.Key_Return)
        self._press(Qt.Key.Key_Return, Message.ADMITTED)
        self._shoot("admitted-without-pin")
        self._press(Qt.Key.Key_Return, Message.NEXT)

    def _faults(self) -> None:
        self._camera.unplugged = True
        self._until(Message.CAMERA_LOST)
        self._shoot("camera-lost")
        self._camera.taken = True
        self._until(Message.CAMERA_TAKEN)
        self._shoot("camera-taken")
        self._camera.unplugged = False
        self._until(Message.NEXT)
        self._break_storage(StorageProblem.LOCKED)
        self._check(PLAIN, PLAIN, Message.REFUSED_EARLIER)
        self._clock.set(11, 40)
        self._wait(400)
        self._shoot("clock-jumped")
        self._press(Qt.Key.Key_F7)
        self._press(Qt.Key.Key_Escape, Message.CANCELLED)
        self._clock.set(9, 0, days=3)
        self._until(Message.PACK_EXPIRED)
        self._press(Qt.Key.Key_F7)
        self._shoot("pack-expired")

    def _set_clock(self, hour: int, minute: int) -> None:
        """Another time of day, as if it had become that by itself."""
        self._clock.set(hour, minute)
        self._wait(400)
        self._press(Qt.Key.Key_F7)

    def _break_storage(self, problem: StorageProblem) -> None:
        """Nothing can be stored, for as long as it takes to take a picture."""
        self._desk.station.desk.storage_changed(StorageFault(problem, f"database is {problem.value}"))
        self._until(Message.STORAGE_FAULT)
        self._shoot(f"storage-{problem.value}")
        self._desk.station.desk.storage_changed(None)
        self._until(Message.NEXT)

    def _tilt_head(self, number: str) -> None:
        photo = self._stage.photos[number]
        height, width = photo.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), _TILT, 1.0)
        tilted = np.asarray(
            cv2.warpAffine(photo, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
        )
        self._camera.play(Scene((tilted, tilted), filling=1.0))
        self._wait(150)
        self._type(number)
        self._until(Message.CHECKING)
        self._wait(700)

    def _check(self, number: str, person: str, *messages: Message, defocus: float = 0.0) -> None:
        photo = self._stage.photos[person]
        self._camera.play(Scene((photo, stage.another_light(photo)), filling=1.0, defocus=defocus))
        self._wait(150)
        self._type(number)
        self._until(*messages)
        self._wait(120)

    def _type(self, number: str) -> None:
        field = self._desk.window.page.number
        QTest.keyClicks(field, number)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def _press(self, key: Qt.Key, message: Message | None = None) -> None:
        window = self._desk.window
        field = window.page.number
        QTest.keyClick(field if field.isEnabled() and field.isVisible() else window, key)
        self._wait(170)
        if message is not None:
            self._until(message)

    def _until(self, *messages: Message) -> None:
        until = monotonic() + _PATIENCE
        while self._shown not in messages:
            if monotonic() > until:
                sys.exit(f"expected the desk to show {messages}, it shows {self._shown}")
            self._wait(10)

    def _wait(self, milliseconds: float) -> None:
        QTest.qWait(round(milliseconds))

    @property
    def _shown(self) -> Message | None:
        return self._desk.window.view.message if self._desk.window.view else None

    def _shoot(self, name: str) -> None:
        self._wait(60)
        self._desk.window.grab().save(str(self._folder / f"{name}.jpg"), quality=88)


if __name__ == "__main__":
    main()
