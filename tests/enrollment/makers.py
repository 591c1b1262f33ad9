"""Rows of a roster, facts of photos and databases, for tests."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from enrollment.errors import PhotoProblem
from enrollment.photos.editing import EditSign
from enrollment.photos.reference import Measured, PhotoFacts
from enrollment.roster.rows import RosterRow
from enrollment.roster.sessions import ExamSessionRow
from enrollment.store.database import open_enrolment
from recognition.types import ModelId, Template
from vault import sqlite
from vault.keys import DatabaseKey

KEY = DatabaseKey(b"k" * 32, b"s" * 16)
MODEL = ModelId("test-model")
MORNING = ExamSessionRow("SKD-1", "SKD CPNS sesi 1", "Palembang", "A", datetime(2026, 10, 12, 1, tzinfo=UTC))
NOON = ExamSessionRow("SKD-2", "SKD CPNS sesi 2", "Palembang", "A", datetime(2026, 10, 12, 4, tzinfo=UTC))


def open_database(folder: Path) -> sqlite.Connection:
    """A new enrolment database, or the one that is there."""
    return open_enrolment(folder / "enrolment.sqlite3", KEY)


def row(
    number: str,
    *photos: str,
    name: str = "Siti Rahma",
    session: ExamSessionRow = MORNING,
    nik: str = "",
    seat: str = "",
    pin: str = "",
) -> RosterRow:
    """One candidate of a roster."""
    return RosterRow(2, number, name, nik, None, session, seat, pin, photos)


def facts(content: str, seed: int = 0, problem: PhotoProblem | None = None) -> PhotoFacts:
    """What an engine could have made of a file."""
    vector = np.random.default_rng(seed).normal(size=128).astype(np.float32)
    template = None if problem else Template.from_raw(vector, MODEL)
    return PhotoFacts(
        digest=hashlib.sha256(content.encode()).hexdigest(),
        width=480,
        height=640,
        faces=0 if problem else 1,
        problem=problem,
        template=template,
        portrait=b"\xff\xd8 portrait of " + content.encode(),
        quality={} if problem else {"Sharpness": Measured(0.5, 70, True), "Pose": Measured(None, None, False)},
        signs=(EditSign.EDITING_SOFTWARE,) if content == "edited" else (),
    )
