"""A desk that works without a pause: scan to verdict, stalls of the window's thread, and memory.

    python -m benchmarks.soak [--checkins 2000] [--videos FOLDER]

The real window (offscreen unless QT_QPA_PLATFORM says otherwise), the real engine and an encrypted journal. The camera
replays faces of the demonstration at 30 frames per second or, with --videos, plays each clip of that folder at its own
pace; a clip's person is registered by three of its frames, so that scores say nothing then. Everybody is admitted and
taken back, and comes again.
"""

from __future__ import annotations

import argparse
import os
import secrets
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, sleep

import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rich.console import Console
from rich.table import Table

from demo.faces import PEOPLE, REFERENCES, faces_folder, live_stills, number_of, photo_name
from demo.people import OPERATOR, second_signature
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.gallery import Gallery
from recognition.images import read_image
from recognition.pipeline import open_pipeline
from recognition.portrait import portrait
from recognition.recogniser import Recogniser, open_recogniser
from recognition.types import Image
from station.camera.opencv import OpenCvCamera
from station.camera.replay import ReplayCamera, Scene, scene_of
from station.camera.source import Camera
from station.clock import ServerClock, SystemClock
from station.config import StationConfig
from station.local import LocalDatabase
from station.session import Candidate, ExamSession
from station.session import number_of as candidate_number
from ui import app
from ui.desk_app import DeskApp
from ui.desk_window import DeskWindow
from ui.languages import Languages
from ui.stalls import StallMeter
from ui.view_state import Message
from vault.keys import DatabaseKey
from wire.gallery import SessionInfo

CHECKINS = 2_000
_EVERY = 100  # check-ins between two points of the curve
_PATIENCE = 30.0  # seconds
_VERDICTS = frozenset(Message) - {Message.NEXT, Message.CHECKING, Message.UNDONE, Message.ADMITTED, Message.CANCELLED}


@dataclass(frozen=True, slots=True)
class Person:
    """Who comes: their number, photos to register, and what puts them before the camera."""

    number: str
    photos: tuple[Image, ...]
    step_up: Callable[[], None]


@dataclass(slots=True)
class Soaked:
    """What was measured. ``memory`` has (check-ins, MiB)."""

    seconds: list[float] = field(default_factory=list)
    others: int = 0
    memory: list[tuple[int, float]] = field(default_factory=list)


class ClipCamera:
    """Plays one video file at a time; another one from the next picture on."""

    injected, is_device, name = True, False, "clips"

    def __init__(self, first: Path) -> None:
        self._wanted = self._playing = first
        self._camera = OpenCvCamera(str(first))

    def play(self, clip: Path) -> None:
        """Play another clip."""
        self._wanted = clip

    def open(self) -> None:
        """Open the clip. Raises CameraError."""
        self._camera = OpenCvCamera(str(self._playing))
        self._camera.open()

    def read(self) -> Image:
        """The next picture. Raises CameraError."""
        if self._playing != (wanted := self._wanted):
            self._camera.close()
            self._playing = wanted
            self.open()
        return self._camera.read()

    def close(self) -> None:
        """Close the clip."""
        self._camera.close()


def replayed() -> tuple[Camera, list[Person]]:
    """The demonstration's faces and their camera."""
    camera = ReplayCamera(Scene(), seed=11)
    folder = faces_folder()
    return camera, [
        Person(
            number_of(person),
            tuple(read_image(folder / photo_name(person, photo)) for photo in REFERENCES),
            partial(camera.play, scene_of(live_stills(person))),
        )
        for person in PEOPLE
    ]


def filmed(folder: Path) -> tuple[Camera, list[Person]]:
    """The people of some clips and their camera."""
    clips = sorted(folder.glob("grid_*.mpg"))
    if not clips:
        sys.exit(f"{folder}: expected clips called grid_*.mpg, found none")
    camera = ClipCamera(clips[0])
    return camera, [
        Person(f"G{index}", tuple(_frames(clip)), partial(camera.play, clip)) for index, clip in enumerate(clips)
    ]


def _frames(clip: Path) -> Iterator[Image]:
    capture = cv2.VideoCapture(str(clip))
    count = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))
    for at in (count // 4, count // 2, 3 * count // 4):
        capture.set(cv2.CAP_PROP_POS_FRAMES, at)
        found, image = capture.read()
        if found:
            yield np.asarray(image, dtype=np.uint8)
    capture.release()


class Operator:
    """Presses keys at a person's pace, and waits for what the desk says."""

    def __init__(self, window: DeskWindow) -> None:
        self.window = window

    @property
    def message(self) -> Message | None:
        """What the desk shows."""
        return self.window.view.message if self.window.view else None

    def wait(self, seconds: float) -> None:
        """Let the window work. `QTest.qWait` would hold up the other threads."""
        end = perf_counter() + seconds
        while perf_counter() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            sleep(0.001)

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for something; ends the program where it does not come."""
        begun = perf_counter()
        while not done():
            if perf_counter() - begun > _PATIENCE:
                sys.exit(f"nothing happened for {_PATIENCE:.0f} s; the desk shows {self.message}")
            self.wait(0.005)

    def press(self, key: Qt.Key) -> None:
        """One key; faster ones are taken for a scanner."""
        QTest.keyClick(self.window, key)
        self.wait(0.12)

    def scan_to_verdict(self, number: str) -> float:
        """A scanned number; returns the seconds until a verdict is on the screen."""
        QTest.keyClicks(self.window.page.number, number)
        scanned = perf_counter()
        QTest.keyClick(self.window.page.number, Qt.Key.Key_Return)
        self.until(lambda: self.message in _VERDICTS)
        return perf_counter() - scanned

    def admit_and_take_back(self) -> None:
        """Both on disk, and the desk ready again."""
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.message is Message.ADMITTED)
        self.press(Qt.Key.Key_U)
        self.until(lambda: self.window.page.sheets.undo.isVisible())
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.message is Message.UNDONE)


def soak(people: Sequence[Person], camera: Camera, checkins: int, home: Path) -> tuple[Soaked, StallMeter]:
    """Check people in, one after the other, at a desk of its own."""
    with _desk(people, camera, home) as desk:
        operator = Operator(desk.window)
        operator.until(lambda: operator.message is Message.NEXT)
        measured, meter = Soaked(), StallMeter(perf_counter)
        for done, person in enumerate(islice(cycle(people), checkins)):
            if done % _EVERY == 0:
                measured.memory.append((done, _resident()))
            person.step_up()
            operator.wait(0.1)
            seconds = operator.scan_to_verdict(person.number)
            if operator.message is Message.MATCH:
                measured.seconds.append(seconds)
                operator.admit_and_take_back()
            else:
                measured.others += 1
                operator.press(Qt.Key.Key_Escape)
                operator.until(lambda: operator.message in (Message.CANCELLED, Message.NEXT))
        measured.memory.append((checkins, _resident()))
        return measured, meter


@contextmanager
def _desk(people: Sequence[Person], camera: Camera, home: Path) -> Iterator[DeskApp]:
    registry = ModelRegistry(home / "models")
    session = _session(people, registry, open_recogniser(registry))
    application, clock = app.make_application(), SystemClock()
    local = LocalDatabase(
        home / "station.sqlite3", DatabaseKey(secrets.token_bytes(32), secrets.token_bytes(16)), "soak", clock
    )
    factory = app.station_factory(
        StationConfig(id="soak"), session, camera, open_pipeline(registry), local, clock, ServerClock()
    )
    desk = DeskApp(factory, clock, Languages(application), None, OPERATOR, second_signature)
    desk.window.resize(1366, 768)
    desk.window.show()
    desk.start()
    try:
        yield desk
    finally:
        desk.window.close()
        desk.stop()
        local.close()


def _session(people: Sequence[Person], registry: ModelRegistry, recogniser: Recogniser) -> ExamSession:
    candidates, references = {}, {}
    for person in people:
        number = candidate_number(person.number)
        subjects = [recogniser.align(image, recogniser.faces(image)[0]) for image in person.photos]
        references[number] = [recogniser.embed(subject).template for subject in subjects]
        jpegs = (
            cv2.imencode(".jpg", portrait(image, subject.face))[1].tobytes()
            for image, subject in zip(person.photos, subjects, strict=True)
        )
        candidates[number] = Candidate(number, f"Candidate {person.number}", "A-1", tuple(jpegs))
    starts_at = datetime.now(UTC) + timedelta(hours=5)
    return ExamSession(
        info=SessionInfo(id="SOAK", title="Soak", venue="Bench", starts_at=starts_at),
        candidates=candidates,
        gallery=Gallery(references, recogniser.model_id),
        points=registry.entry(DEFAULT).fused_operating_points,
        digest="0" * 64,
        expires_at=starts_at + timedelta(days=1),
    )


def _resident() -> float:
    """MiB of memory that this process holds now; Linux only."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--checkins", type=int, default=CHECKINS)
    parser.add_argument("--videos", type=Path)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    camera, people = filmed(arguments.videos) if arguments.videos else replayed()
    with tempfile.TemporaryDirectory() as folder:
        measured, meter = soak(people, camera, arguments.checkins, Path(folder))
    console = Console(width=110)
    table = Table("check-ins", "resident MiB")
    for done, memory in measured.memory:
        table.add_row(f"{done:,}", f"{memory:.0f}")
    console.print(table)
    stalls = meter.stalls
    if measured.seconds:
        ninety_fifth = statistics.quantiles(measured.seconds, n=20)[-1] if len(measured.seconds) > 1 else 0.0
        console.print(
            f"scan to verdict on the screen: median {statistics.median(measured.seconds):.2f} s, "
            f"95th percentile {ninety_fifth:.2f} s, of {len(measured.seconds):,} matches; {measured.others} others"
        )
    console.print(
        f"window's thread over {stalls.seconds / 60:.1f} min: longest stall {stalls.longest:.0f} ms, "
        f"{stalls.over_50} over 50 ms"
    )


if __name__ == "__main__":
    main()
