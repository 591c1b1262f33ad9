"""What every test may use: real models, real faces, clocks that the test turns."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from demo.faces import faces_folder, photo_name
from models.registry import ModelRegistry
from recognition.detection import PortraitDetector, YuNet
from recognition.engines import DEFAULT
from recognition.images import read_image
from recognition.pipeline import SAME_PERSON_FMR, Pipeline
from recognition.recogniser import Recogniser, open_recogniser
from recognition.types import Image
from station.checkin.policy import Policy, policy_for
from station.logs import log_to_file

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("hadir", deadline=None)  # a busy computer is no fault of the code
settings.load_profile("hadir")


@pytest.fixture(scope="session", autouse=True)
def station_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of everything that a test runs in its own process."""
    path = tmp_path_factory.mktemp("logs") / "station.log"
    log_to_file(path)
    return path


@dataclass
class TurnedClock:
    """A clock that goes when it is told to."""

    seconds: float = 1000.0
    start: datetime = field(default_factory=lambda: datetime(2026, 10, 12, 7, 0, tzinfo=UTC))

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds - 1000.0)

    def turn(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> ModelRegistry:
    return ModelRegistry(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="session")
def detector(registry: ModelRegistry) -> YuNet:
    return YuNet(registry.open("yunet"))


@pytest.fixture(scope="session")
def portrait_detector(registry: ModelRegistry) -> PortraitDetector:
    return PortraitDetector(registry.open("yunet"))


@pytest.fixture(scope="session")
def recogniser(registry: ModelRegistry) -> Recogniser:
    """The default engine, for photos."""
    return open_recogniser(registry, portraits=True)


@pytest.fixture
def pipeline(registry: ModelRegistry, recogniser: Recogniser) -> Pipeline:
    """A camera's pipeline that has seen nothing yet."""
    return Pipeline(recogniser, registry.entry(DEFAULT).threshold(SAME_PERSON_FMR))


@pytest.fixture(scope="session")
def policy(registry: ModelRegistry) -> Policy:
    return policy_for(registry.entry(DEFAULT).fused_operating_points)


@pytest.fixture(scope="session")
def faces() -> Path:
    """The folder of the AT&T/ORL faces."""
    return faces_folder()


@pytest.fixture(scope="session")
def face_photo(faces: Path) -> Image:
    """A real photo of one person, 92x112."""
    return read_image(faces / photo_name(1, 1))


@pytest.fixture
def data() -> Path:
    """The data beside the project, where it is there."""
    folder = Path(os.environ.get("HADIR_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no data beside the project: HADIR_DATA is not set and {folder.name} is not there")
    return folder
