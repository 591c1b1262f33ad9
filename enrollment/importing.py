"""The import: every session of a roster becomes a gallery file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np

from enrollment.photos import PhotoProblemError, Reference, make_reference
from enrollment.roster import Roster, RosterProblem, RosterRow
from models.manifest import ModelEntry
from recognition.calibration import Calibration, calibrate
from recognition.parallel import in_parallel
from recognition.recogniser import Recogniser
from recognition.types import CandidateNumber, ModelId
from wire.gallery import (
    CalibrationInfo,
    CandidateEntry,
    GalleryFile,
    GalleryHeader,
    PointInfo,
    SessionInfo,
    gallery_path,
    write_gallery,
)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One gallery that was written."""

    session: SessionInfo
    path: Path
    candidates: int
    photos: int
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What went in, and what did not and why."""

    galleries: tuple[Enrolled, ...]
    problems: tuple[RosterProblem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Enrolment:
    row: RosterRow
    references: tuple[Reference, ...]


def import_roster(
    roster: Roster,
    roster_name: str,
    photos: Path,
    galleries: Path,
    recogniser: Recogniser,
    engine: ModelEntry,
    now: datetime,
    workers: int = 1,
    on_progress: Callable[[int], None] = lambda done: None,
) -> ImportResult:
    """Embed the photos of every good row and write one gallery a session into the folder ``galleries``.

    A photo that cannot serve is a problem of its row; the candidate goes in with the others. A candidate without
    any is left out. Each session is calibrated on its own people, with ``engine`` as the model's manifest entry.
    ``workers`` rows are worked on at a time; ``on_progress`` is told how many are done.
    """
    problems = list(roster.problems)
    sessions: dict[str, list[_Enrolment]] = {}
    work = partial(_references, roster_name=roster_name, photos=photos, recogniser=recogniser)
    made = in_parallel(work, roster.rows, workers)
    for done, (row, (references, faults)) in enumerate(zip(roster.rows, made, strict=True), 1):
        problems += faults
        first = sessions[row.session][0].row if row.session in sessions else row
        if (row.venue, row.starts_at) != (first.venue, first.starts_at):
            expected = f"{first.venue} at {first.starts_at.isoformat()} as in line {first.line}"
            found = f"{row.venue} at {row.starts_at.isoformat()}"
            problems.append(RosterProblem(roster_name, row.line, "session", expected, found))
        elif references:
            sessions.setdefault(row.session, []).append(_Enrolment(row, references))
        on_progress(done)
    galleries.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = [
        _write(galleries, session, enrolments, recogniser.model_id, engine, now)
        for session, enrolments in sorted(sessions.items())
    ]
    return ImportResult(tuple(written), tuple(sorted(problems, key=lambda problem: problem.line)))


def _references(
    row: RosterRow, roster_name: str, photos: Path, recogniser: Recogniser
) -> tuple[tuple[Reference, ...], Iterable[RosterProblem]]:
    references: dict[str, Reference] = {}
    problems: list[RosterProblem] = []
    for name in row.photos:
        try:
            reference = make_reference(photos, name, recogniser)
            references[reference.digest] = reference
        except PhotoProblemError as error:
            problems.append(RosterProblem(roster_name, row.line, f"photo {name}", "a photo of one face", str(error)))
    if not references:
        found = "none; the candidate is left out"
        problems.append(RosterProblem(roster_name, row.line, "photos", "at least one usable photo", found))
    return tuple(references.values()), problems


def _write(
    galleries: Path,
    session_id: str,
    enrolments: list[_Enrolment],
    model_id: ModelId,
    engine: ModelEntry,
    now: datetime,
) -> Enrolled:
    row = enrolments[0].row
    info = SessionInfo(id=session_id, title=session_id, venue=row.venue, starts_at=row.starts_at)
    templates_of = {
        CandidateNumber(enrolment.row.number): [reference.template for reference in enrolment.references]
        for enrolment in enrolments
    }
    calibration = calibrate(templates_of, model_id, engine)
    header = GalleryHeader(
        session=info,
        model_id=model_id,
        created_at=now,
        candidates=[
            CandidateEntry(
                number=enrolment.row.number,
                name=enrolment.row.name,
                seat=enrolment.row.seat,
                photos=[reference.digest for reference in enrolment.references],
            )
            for enrolment in enrolments
        ],
        calibration=CalibrationInfo(
            comparisons=calibration.comparisons,
            suspects=len(calibration.suspects),
            centre=calibration.centre.tolist(),
            points=[
                PointInfo(
                    fmr=point.fmr, threshold=point.threshold, basis=point.basis.value, low=point.low, high=point.high
                )
                for point in calibration.points
            ],
        ),
    )
    references = [reference for enrolment in enrolments for reference in enrolment.references]
    templates = np.stack([reference.template.vector for reference in references])
    path = gallery_path(galleries, session_id)
    write_gallery(path, GalleryFile(header, templates, {each.digest: each.portrait for each in references}))
    return Enrolled(info, path, len(enrolments), len(references), calibration)
