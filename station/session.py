"""The exam session that a station serves: its candidates, their photos, and the gallery to compare with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.manifest import OperatingPoint
from recognition.gallery import Gallery
from recognition.types import CandidateNumber, ModelId, Template
from station.errors import SessionError
from wire.gallery import SessionInfo, read_gallery
from wire.numbers import normalise_number


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person on the roster. ``photos`` are JPEG bytes of their reference portraits, at least one."""

    number: CandidateNumber
    name: str
    seat: str
    photos: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ExamSession:
    """One session's roster and gallery.

    ``points`` are the thresholds that hold among these people; ``digest`` is the SHA-256 of the gallery's file.
    """

    info: SessionInfo
    candidates: Mapping[CandidateNumber, Candidate]
    gallery: Gallery
    points: tuple[OperatingPoint, ...]
    digest: str

    def find(self, text: str) -> Candidate | None:
        """The candidate of a number as it was scanned or typed."""
        return self.candidates.get(number_of(text))


def number_of(text: str) -> CandidateNumber:
    """The candidate number that a text stands for."""
    return CandidateNumber(normalise_number(text))


def load_session(path: Path, model_id: ModelId) -> ExamSession:
    """Read a gallery file for an engine.

    Raises:
        PackError: the file is missing, damaged or of another version.
        SessionError: its templates were made by another engine.
    """
    file = read_gallery(path)
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if file.header.model_id != model_id:
        raise SessionError(
            f"the gallery was made with {file.header.model_id}, this station runs {model_id}; enrol again"
        )
    candidates: dict[CandidateNumber, Candidate] = {}
    references: dict[CandidateNumber, list[Template]] = {}
    row = 0
    for entry in file.header.candidates:
        number = number_of(entry.number)
        photos = tuple(file.photos[digest] for digest in entry.photos)
        candidates[number] = Candidate(number, entry.name, entry.seat, photos)
        references[number] = [Template(vector.copy(), model_id) for vector in file.templates[row : row + len(photos)]]
        row += len(photos)
    calibration = file.header.calibration
    gallery = Gallery(references, model_id, np.array(calibration.centre, dtype=np.float32))
    points = tuple(OperatingPoint(point.fmr, point.threshold) for point in calibration.points)
    return ExamSession(file.header.session, candidates, gallery, points, digest)
