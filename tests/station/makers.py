"""Makes the parts that station tests need: analyses with chosen templates, sessions, reports."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import numpy as np

from models.manifest import OperatingPoint
from recognition.gallery import Gallery
from recognition.types import (
    CandidateNumber,
    Comparison,
    Face,
    Frame,
    FrameAnalysis,
    ModelId,
    QualityResult,
    Rival,
    Template,
    Timings,
)
from station.checkin.policy import Policy
from station.session import Candidate, ExamSession
from wire.gallery import SessionInfo
from wire.reports import CheckInReport
from wire.vocabulary import Decision, Verdict

MODEL = ModelId("test")
POLICY = Policy(OperatingPoint(1e-4, 0.42), OperatingPoint(1e-2, 0.30))
SIZE = 8


def template_at(score: float) -> Template:
    """A template whose similarity to candidate 0's reference is ``score``, and 0 to every other's."""
    vector = np.zeros(SIZE, dtype=np.float32)
    vector[0], vector[-1] = score, np.sqrt(max(1 - score**2, 0))
    return Template.from_raw(vector, MODEL)


def analysis(
    monotonic: float,
    template: Template | None = None,
    *,
    passed: bool = True,
    left: float = 100.0,
    component: int = 80,
    sequence: int = 1,
    track: int = 1,
) -> FrameAnalysis:
    """An analysed frame; without a template it shows no face."""
    frame = Frame(sequence, monotonic, np.zeros((2, 2, 3), dtype=np.uint8), "test")
    if template is None:
        return FrameAnalysis(frame, (), (), None, Timings(0, 0, 0, 0))
    box = np.array([left, 100, left + 100, 220], dtype=np.float32)
    face = Face(box, np.zeros((5, 2), dtype=np.float32), 0.9)
    quality = (QualityResult("sharpness", 0.5, component if passed else 5, passed),)
    return FrameAnalysis(frame, (face,), quality, template, Timings(0, 0, 0, 0), track)


def candidate(index: int = 0) -> Candidate:
    return Candidate(CandidateNumber(f"C{index}"), f"Peserta {index}", f"A-{index:02}", (b"jpeg",))


def session(candidates: int = 3) -> ExamSession:
    """A session whose candidates' references are the unit vectors."""
    people = {candidate(i).number: candidate(i) for i in range(candidates)}
    vectors = np.eye(SIZE, dtype=np.float32)
    gallery = Gallery({number: [Template(vectors[i].copy(), MODEL)] for i, number in enumerate(people)}, MODEL)
    info = SessionInfo(id="SKD-1", title="SKD", venue="Palembang", starts_at=datetime(2026, 10, 12, 8, tzinfo=UTC))
    return ExamSession(info, people, gallery, (POLICY.review, POLICY.accept))


def comparison(score: float, rival: float | None = None) -> Comparison:
    other = None if rival is None else Rival(CandidateNumber("C1"), rival)
    return Comparison(CandidateNumber("C0"), score, other)


def report(sequence: int, station_id: str = "station-1", number: str = "C0") -> CheckInReport:
    return CheckInReport(
        report_id=uuid4(),
        station_id=station_id,
        station_seq=sequence,
        occurred_at=datetime(2026, 10, 12, 7, 30, tzinfo=UTC),
        session_id="SKD-1",
        checkin_id=uuid4(),
        candidate_number=number,
        decision=Decision.ADMIT,
        verdict=Verdict.MATCH,
        reason=None,
        score=0.7,
        threshold=0.42,
        fmr=1e-4,
        model_id="test",
        frames_used=3,
        seconds_to_verdict=0.4,
    )
