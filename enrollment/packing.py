"""From the enrolment database to the content of a session pack."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from enrollment.elsewhere import other_sessions
from enrollment.errors import PackingError
from enrollment.store import candidates, pairs, photos
from enrollment.store.candidates import StoredCandidate
from enrollment.store.pairs import Answer
from models.manifest import ModelEntry
from recognition.calibration import Calibration, calibrate
from recognition.types import CandidateNumber, ModelId, Template
from vault import sqlite
from wire.gallery import (
    CalibrationInfo,
    CandidateEntry,
    GalleryFile,
    GalleryHeader,
    PackPolicy,
    PointInfo,
    SessionInfo,
)

BEFORE = timedelta(days=3)  # so long before the start a pack is valid, unless said otherwise
AFTER = timedelta(days=1)


def session_content(
    connection: sqlite.Connection,
    session_id: str,
    model_id: ModelId,
    engine: ModelEntry,
    policy: PackPolicy | None = None,
) -> GalleryFile:
    """The content of a session's pack, calibrated on the session's own people. The same database gives the same.

    Raises:
        PackingError: there is no such session, nobody in it has a usable photo, or the policy asks for a rate that the
            calibration has no threshold for.
    """
    people = list(candidates.all_candidates(connection, session_id))
    if not people:
        known = ", ".join(each.session.id for each in candidates.sessions(connection)[:10]) or "none"
        raise PackingError(f"expected a session that was imported, got {session_id!r}; there are: {known}")
    entries: list[CandidateEntry] = []
    portraits: dict[str, bytes] = {}
    templates: dict[CandidateNumber, list[Template]] = {}
    for person in sorted(people, key=lambda each: each.key):
        usable: dict[str, Template] = {}
        for photo in photos.of_candidate(connection, person.id, model_id):
            if photo.facts is not None and photo.facts.template is not None and photo.photo_id is not None:
                portrait = photos.portrait(connection, photo.photo_id)
                digest = hashlib.sha256(portrait).hexdigest()
                usable.setdefault(digest, photo.facts.template)
                portraits[digest] = portrait
        if usable:
            templates[CandidateNumber(person.number)] = list(usable.values())
        entries.append(_entry(person, list(usable)))
    if not templates:  # there is nothing to calibrate on, and something is wrong with more than a few photos
        raise PackingError(f"session {session_id}: nobody of {len(people)} candidates has a usable photo")
    calibration = calibrate(templates, model_id, engine)
    policy = policy or PackPolicy()
    _check(policy, calibration)
    header = GalleryHeader(
        session=_session(people[0]),
        model_id=model_id,
        calibration=_calibration(calibration),
        policy=policy,
        candidates=entries,
        twins=pairs.reviewed(connection, Answer.TWINS, session_id),
        elsewhere=other_sessions(
            people[0].session, candidates.exam_sessions(connection), candidates.numbers(connection)
        ),
    )
    matrix = np.stack([template.vector for each in templates.values() for template in each])
    return GalleryFile(header, matrix, portraits)


def validity(
    starts_at: datetime, not_before: datetime | None, expires_at: datetime | None
) -> tuple[datetime, datetime]:
    """From when until when a session's pack is to be valid; raises PackingError where that is never."""
    begin, end = not_before or starts_at - BEFORE, expires_at or starts_at + AFTER
    if begin >= end:
        raise PackingError(f"expected a pack to be valid before it expires, got {begin} to {end}")
    return begin, end


def _entry(person: StoredCandidate, digests: Sequence[str]) -> CandidateEntry:
    return CandidateEntry(
        number=person.number,
        name=person.name,
        nik=person.nik,
        born=person.born,
        seat=person.seat,
        pin=person.pin,
        photos=list(digests),
    )


def _check(policy: PackPolicy, calibration: Calibration) -> None:
    if policy.review_fmr < policy.target_fmr:
        found = f"{policy.review_fmr:g} below target_fmr {policy.target_fmr:g}"
        raise PackingError(f"policy: expected review_fmr to be at least target_fmr, found {found}")
    rates = sorted((point.fmr for point in calibration.points), reverse=True)
    for name in ("target_fmr", "review_fmr"):
        if (rate := getattr(policy, name)) not in rates:
            known = ", ".join(f"{each:g}" for each in rates)
            raise PackingError(f"policy, {name}: expected one of {known}, found {rate:g}")


def _session(person: StoredCandidate) -> SessionInfo:
    session = person.session
    return SessionInfo(
        id=session.id, title=session.title, venue=session.venue, room=session.room, starts_at=session.starts_at
    )


def _calibration(calibration: Calibration) -> CalibrationInfo:
    return CalibrationInfo(
        comparisons=calibration.comparisons,
        suspects=len(calibration.suspects),
        centre=calibration.centre.tolist(),
        points=[
            PointInfo(fmr=each.fmr, threshold=each.threshold, basis=each.basis.value, low=each.low, high=each.high)
            for each in calibration.points
        ],
    )
