"""An opening page whose parts a test can set, on threads like the real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recognition.types import Frame
from station.camera.devices import CameraDevice
from station.camera.replay import ReplayCamera, Scene
from station.selftest.results import Check, CheckResult, Finding
from station.shelf import ShelvedPack
from ui import theme
from ui.languages import Languages
from ui.opening.page import OpeningPage, OpeningParts
from wire.pack_listing import ListedPack
from wire.reports import CheckOutcome

PATIENCE = 20_000  # milliseconds
CAMERAS = (CameraDevice("0", "Integrated Camera"), CameraDevice("2", "Logitech C270"))


def passed(check: Check) -> CheckResult:
    return CheckResult(check, CheckOutcome.PASSED, Finding.DATABASE_READY)


def failed(check: Check) -> CheckResult:
    return CheckResult(check, CheckOutcome.FAILED, Finding.DATABASE_DAMAGED)


@dataclass
class Parts:
    """What the page asks for. ``hold`` makes a run wait after its first result."""

    failing: set[Check] = field(default_factory=set)
    hold: Event = field(default_factory=Event)
    runs: int = 0
    used: list[str] = field(default_factory=list)
    shelf: Sequence[ShelvedPack] = ()
    refusal: Exception | None = None
    taken: list[Path] = field(default_factory=list)
    offers: Sequence[ListedPack] | Exception | None = ()
    arriving: Path | Exception | None = None
    flowing: Event = field(default_factory=Event)
    broken: bool = False
    frame: Frame | None = None

    def run(self, on_result: Callable[[CheckResult], None]) -> Sequence[CheckResult]:
        self.runs += 1
        results = [failed(check) if check in self.failing else passed(check) for check in Check]
        for result in results:
            on_result(result)
            self.hold.wait(PATIENCE / 1000)
            if self.broken:
                raise RuntimeError("no threads left")
        return results

    def use_camera(self, target: str) -> None:
        if target == "9":
            raise RuntimeError("in use")
        self.used.append(target)

    def look_on_server(self) -> Sequence[ListedPack] | None:
        if isinstance(self.offers, Exception):
            raise self.offers
        return self.offers

    def fetch(self, pack: ListedPack, on_progress: Callable[[int], None], cancelled: Callable[[], bool]) -> Path | None:
        """Half of it at once, the rest when `flowing` is set."""
        on_progress(pack.size // 2)
        until = monotonic() + PATIENCE / 1000
        while not self.flowing.wait(0.01) and monotonic() < until:
            if cancelled():
                return None
        if isinstance(self.arriving, Exception):
            raise self.arriving
        return self.arriving

    def take(self, path: Path) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.taken.append(path)


@pytest.fixture
def parts() -> Iterator[Parts]:
    made = Parts(frame=Frame(1, 0.0, ReplayCamera(Scene()).render(), "replay"))
    made.hold.set()
    yield made
    made.hold.set()


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp)
    made.use("en")
    yield made
    made.use("en")


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, parts: Parts, languages: Languages) -> Iterator[OpeningPage]:
    theme.apply(qapp)
    made = OpeningPage(
        OpeningParts(
            run=parts.run,
            cameras=lambda: CAMERAS,
            use_camera=parts.use_camera,
            peek=lambda: parts.frame,
            packs=lambda: parts.shelf,
            take_pack=parts.take,
            offers=parts.look_on_server,
            fetch_pack=parts.fetch,
        ),
        CAMERAS[0],
    )
    qtbot.addWidget(made)
    made.resize(1366, 664)
    made.show()
    yield made
    made.stop()
