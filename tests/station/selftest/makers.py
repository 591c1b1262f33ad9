"""Makes what the self-test looks at: pictures, sessions, results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from recognition.quality.mapping import assessed
from recognition.types import Face, Frame, FrameAnalysis, Image, QualityResult, Timings
from station.selftest.camera import Footage
from station.selftest.results import Check, CheckResult, Finding
from station.session import Candidate, ExamSession
from tests.station.makers import NOW, session
from wire.reports import CheckOutcome

START = NOW + timedelta(hours=1)


def picture(level: float = 130, spread: float = 40, size: tuple[int, int] = (640, 480), seed: int = 0) -> Image:
    """A room: a slope from one corner to the other about a level, with a sensor's noise."""
    width, height = size
    slope = np.linspace(-spread, spread, width)[None, :, None] + np.linspace(-spread, spread, height)[:, None, None]
    noise = np.random.default_rng(seed).normal(0, 2, (height, width, 3))
    return np.clip(level + slope / 2 + noise, 0, 255).astype(np.uint8)


def frame(image: Image, sequence: int = 1, injected: bool = False) -> Frame:
    return Frame(sequence, sequence / 30, image, "test", injected)


def footage(image: Image | None = None, rate: float = 30, change: float = 0.6, injected: bool = False) -> Footage:
    return Footage(True, 30, rate, change, frame(picture() if image is None else image, injected=injected))


def seen(image: Image, quality: Sequence[QualityResult] = ()) -> FrameAnalysis:
    """An analysis that found a face in the middle."""
    height, width = image.shape[:2]
    box = np.array([width * 0.35, height * 0.2, width * 0.65, height * 0.8], dtype=np.float32)
    face = Face(box, np.zeros((5, 2), dtype=np.float32), 0.9)
    return FrameAnalysis(frame(image), (face,), tuple(quality), None, Timings(0, 0, 0, 0))


def measured(measure: str, raw: float) -> QualityResult:
    return assessed(measure, raw)


def roster(
    *people: Candidate, starts_at: datetime = START, expires_at: datetime = START + timedelta(hours=6)
) -> ExamSession:
    """A session of these people."""
    made = session()
    info = made.info.model_copy(update={"starts_at": starts_at})
    return replace(made, info=info, candidates={each.number: each for each in people}, expires_at=expires_at)


def result(check: Check, outcome: CheckOutcome = CheckOutcome.PASSED) -> CheckResult:
    return CheckResult(check, outcome, Finding.DATABASE_READY)
