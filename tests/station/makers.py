"""Makes the parts that station tests need: analyses with chosen templates, sessions, reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

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
from station.checkin.events import Choice
from station.checkin.policy import Policy
from station.journal import database, entries, journals
from station.journal.entries import Place
from station.session import Candidate, ExamSession
from vault import sqlite
from vault.keys import DatabaseKey
from wire.decisions import ManualReview, Refusal, RefusalCategory, ReviewAnswer
from wire.envelopes import Envelope, seal
from wire.evidence import Picture, PictureRole, picture_digest
from wire.gallery import PackPolicy, SessionInfo
from wire.reports import FIRST_PREVIOUS, CheckInReport
from wire.signing import SigningKey
from wire.staff import Role, Staff
from wire.vocabulary import Decision, Verdict

MODEL = ModelId("test")
POLICY = Policy(OperatingPoint(1e-4, 0.42), OperatingPoint(1e-2, 0.30))
SIZE = 8
KEY = DatabaseKey(bytes(range(32)), bytes(range(16)))
SIGNING = SigningKey.from_bytes(bytes(range(32)))
JOURNAL_ID = UUID("01890000-0000-7000-8000-000000000001")
NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
FOREVER = datetime(2200, 1, 1, tzinfo=UTC)
OPERATOR = Staff(id=UUID(int=1), name="Rina Wulandari", role=Role.OPERATOR)
COLLEAGUE = Staff(id=UUID(int=2), name="Dewi Lestari", role=Role.OPERATOR)
SUPERVISOR = Staff(id=UUID(int=3), name="Bambang Sutrisno", role=Role.SUPERVISOR)
PLACE = Place("station-1", JOURNAL_ID, 2, FIRST_PREVIOUS)


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
    frame = Frame(sequence, monotonic, np.zeros((240, 320, 3), dtype=np.uint8), "test")
    if template is None:
        return FrameAnalysis(frame, (), (), None, Timings(0, 0, 0, 0))
    box = np.array([left, 100, left + 100, 220], dtype=np.float32)
    face = Face(box, np.zeros((5, 2), dtype=np.float32), 0.9)
    quality = (QualityResult("sharpness", 0.5, component if passed else 5, passed),)
    return FrameAnalysis(frame, (face,), quality, template, Timings(0, 0, 0, 0), track)


WITHOUT_PHOTO = Candidate(CandidateNumber("N0"), "Peserta tanpa foto", "A-99", ())


def choice(decision: Decision) -> Choice:
    """A decision with everything that it takes: who stands for it, and why somebody is refused."""
    refusal = Refusal(category=RefusalCategory.DIFFERENT_PERSON) if decision is Decision.REFUSE else None
    return Choice(decision, OPERATOR, SUPERVISOR if decision is Decision.PROVISIONAL else None, refusal)


def review(reviewer: Staff = OPERATOR, answer: ReviewAnswer = ReviewAnswer.SAME) -> ManualReview:
    """What somebody saw who compared by eye."""
    return ManualReview(reviewer=reviewer, answer=answer, seconds=4.0)


def candidate(index: int = 0) -> Candidate:
    return Candidate(CandidateNumber(f"C{index}"), f"Peserta {index}", f"A-{index:02}", (b"jpeg",))


def session(candidates: int = 3, twins: dict[str, str] | None = None) -> ExamSession:
    """A session whose candidates' references are the unit vectors, and `WITHOUT_PHOTO`; ``twins`` from number to
    number."""
    people = {candidate(i).number: candidate(i) for i in range(candidates)}
    vectors = np.eye(SIZE, dtype=np.float32)
    gallery = Gallery({number: [Template(vectors[i].copy(), MODEL)] for i, number in enumerate(people)}, MODEL)
    people[WITHOUT_PHOTO.number] = WITHOUT_PHOTO
    info = SessionInfo(id="SKD-1", title="SKD", venue="Palembang", starts_at=datetime(2026, 10, 12, 8, tzinfo=UTC))
    linked = {CandidateNumber(one): frozenset([CandidateNumber(other)]) for one, other in (twins or {}).items()}
    points = (POLICY.review, POLICY.accept)
    return ExamSession(info, people, gallery, points, "0" * 64, FOREVER, PackPolicy(), linked)


def comparison(score: float, rival: float | None = None) -> Comparison:
    other = None if rival is None else Rival(CandidateNumber("C1"), rival)
    return Comparison(CandidateNumber("C0"), score, other)


def report(place: Place = PLACE, number: str = "C0", pictures: tuple[bytes, ...] = ()) -> CheckInReport:
    """A decision at a place in a journal."""
    return CheckInReport(
        report_id=uuid4(),
        station_id=place.station_id,
        journal_id=place.journal_id,
        station_seq=place.station_seq,
        previous=place.previous,
        occurred_at=datetime(2026, 10, 12, 7, 30, tzinfo=UTC),
        clock_offset=None,
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
        pictures=tuple(
            Picture(digest=picture_digest(each), role=PictureRole.FACE, size=len(each)) for each in pictures
        ),
    )


def with_pictures(*pictures: bytes) -> Callable[[Place], CheckInReport]:
    """Makes decisions that rest on these pictures."""
    return lambda place: report(place, pictures=pictures)


def envelope(sequence: int = 2) -> Envelope:
    """A sealed decision."""
    return seal(report(Place("station-1", JOURNAL_ID, sequence, FIRST_PREVIOUS)), SIGNING)


def open_journal(path: Path, station_id: str = "station-1") -> sqlite.Connection:
    """A journal that was begun: its first entry names its key."""
    return open_with(path, KEY, station_id)


def open_with(path: Path, key: DatabaseKey, station_id: str = "station-1") -> sqlite.Connection:
    """As `open_journal`, with another key."""
    connection = database.connect(path, key)
    journals.begin(connection, station_id, NOW)
    return connection


def fill(connection: sqlite.Connection, reports: int) -> list[CheckInReport]:
    """Record some decisions."""
    return [entries.record(connection, report) for _ in range(reports)]
