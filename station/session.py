"""The exam session that a station serves: its candidates, their photos, and the gallery to compare with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np

from models.manifest import OperatingPoint
from recognition.gallery import Gallery
from recognition.types import CandidateNumber, ModelId, Rival, Template
from wire.elsewhere import mark_of
from wire.gallery import PackPolicy, SessionInfo
from wire.numbers import normalise_number
from wire.pack import OpenedPack


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person on the roster. ``photos`` are JPEG bytes of their reference portraits; without one the gallery has no
    reference of theirs, and no face is compared."""

    number: CandidateNumber
    name: str = field(repr=False)
    seat: str
    photos: tuple[bytes, ...] = field(repr=False)
    born: date | None = field(default=None, repr=False)
    nik: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OtherSession:
    """A session that this station does not serve: where somebody is to be shown the way to."""

    title: str
    venue: str
    room: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class ExamSession:
    """One session's roster, and the gallery of those of whom there is a photo.

    ``points`` are the thresholds that hold among these people; ``digest`` is what was signed of the pack that they
    came in, which is valid until ``expires_at``. ``twins`` are those whom somebody has confirmed to look alike,
    ``elsewhere`` the sessions that numbers of other rosters belong to, by their marks (`wire.elsewhere`).
    """

    info: SessionInfo
    candidates: Mapping[CandidateNumber, Candidate]
    gallery: Gallery
    points: tuple[OperatingPoint, ...]
    digest: str
    expires_at: datetime
    policy: PackPolicy = field(default_factory=PackPolicy)
    twins: Mapping[CandidateNumber, frozenset[CandidateNumber]] = field(default_factory=dict)
    elsewhere: Mapping[str, OtherSession] = field(default_factory=dict)

    def find(self, text: str) -> Candidate | None:
        """The candidate of a number as it was scanned or typed."""
        return self.candidates.get(number_of(text))

    def find_elsewhere(self, number: CandidateNumber) -> OtherSession | None:
        """The session that a number belongs to which is not on this roster; None where that is not known."""
        return self.elsewhere.get(mark_of(self.info.id, number)) if self.elsewhere else None

    def nearest_twin(self, probe: Template, number: CandidateNumber) -> Rival | None:
        """Who of a candidate's confirmed twins a probe resembles most; None where there are none.

        A twin without a reference cannot be told apart, and counts as if they were as alike as the candidate: what
        might be a match is for a person to decide.
        """
        rivals = [
            Rival(twin, self.gallery.compare(probe, twin if twin in self.gallery else number).score)
            for twin in self.twins.get(number, ())
        ]
        return max(rivals, key=lambda rival: rival.score, default=None)


def number_of(text: str) -> CandidateNumber:
    """The candidate number that a text stands for."""
    return CandidateNumber(normalise_number(text))


def load_session(pack: OpenedPack) -> ExamSession:
    """The session in a pack."""
    header, content = pack.content.header, pack.content
    model_id = ModelId(header.model_id)
    candidates: dict[CandidateNumber, Candidate] = {}
    references: dict[CandidateNumber, list[Template]] = {}
    row = 0
    for entry in header.candidates:
        number = number_of(entry.number)
        photos = tuple(content.photos[digest] for digest in entry.photos)
        candidates[number] = Candidate(number, entry.name, entry.seat, photos, entry.born, entry.nik, entry.pin)
        vectors = content.templates[row : row + len(photos)]
        if photos:
            references[number] = [Template(vector.copy(), model_id) for vector in vectors]
        row += len(photos)
    centre = np.array(header.calibration.centre, dtype=np.float32)
    return ExamSession(
        info=header.session,
        candidates=candidates,
        gallery=Gallery(references, model_id, centre),
        points=tuple(OperatingPoint(point.fmr, point.threshold) for point in header.calibration.points),
        digest=pack.digest,
        expires_at=pack.header.expires_at,
        policy=header.policy,
        twins=_linked(header.twins),
        elsewhere={
            mark: other
            for entry in header.elsewhere
            for other in [OtherSession(entry.title, entry.venue, entry.room, entry.starts_at)]
            for mark in entry.marks
        },
    )


def _linked(pairs: Iterable[tuple[str, str]]) -> dict[CandidateNumber, frozenset[CandidateNumber]]:
    twins: defaultdict[CandidateNumber, set[CandidateNumber]] = defaultdict(set)
    for one, other in pairs:
        twins[number_of(one)].add(number_of(other))
        twins[number_of(other)].add(number_of(one))
    return {number: frozenset(others) for number, others in twins.items()}
