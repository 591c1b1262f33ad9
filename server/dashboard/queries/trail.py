"""Everything that was reported about one candidate, with what proves it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from server.dashboard.queries.candidates import COLUMNS, CheckInLine
from server.dashboard.viewers import Viewer
from server.kept import AboutCandidate
from server.tables import Amendment, CheckIn, EvidencePicture, PictureUse, Report, StationKey
from wire.reports import REPORTS, UndoReport
from wire.signing import REPORT_DOMAIN, PublicKey

MAX_TRAIL: Final = 500  # check-ins, and as many undos and resolutions
_PROOF = (
    Report.journal_id,
    Report.station_seq,
    Report.digest,
    Report.key_id,
    Report.signature,
    Report.payload,
)
_Keys = Mapping[tuple[UUID, str], PublicKey]


@dataclass(frozen=True, slots=True)
class TrailPicture:
    """A picture that a report names; it may not have arrived yet."""

    digest: str
    role: str
    has_arrived: bool


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One report of a trail, with what proves it.

    ``line`` is of a check-in, None of an undo or a resolution. ``is_authentic``: digest and signature are those of this
    text and of a key that the station was registered with.
    """

    id: int
    received_at: datetime
    line: CheckInLine | None
    report: AboutCandidate
    digest: str
    key_id: str
    signature: str
    is_authentic: bool
    pictures: Sequence[TrailPicture] = ()

    @property
    def is_undo(self) -> bool:
        """Whether it takes a decision back."""
        return isinstance(self.report, UndoReport)


def trail(db: Session, viewer: Viewer, number: str) -> list[TrailEntry]:
    """Every check-in, undo and resolution of a number that this viewer may see, in the order in which they arrived."""
    checkins = db.execute(
        select(*COLUMNS, *_PROOF)
        .join(Report, Report.id == CheckIn.id)
        .where(CheckIn.candidate_number == number, viewer.checkins())
        .order_by(CheckIn.id)
        .limit(MAX_TRAIL)
    ).all()
    amendments = db.execute(
        select(Amendment.id, Amendment.received_at, *_PROOF)
        .join(Report, Report.id == Amendment.id)
        .where(Amendment.candidate_number == number, viewer.amendments())
        .order_by(Amendment.id)
        .limit(MAX_TRAIL)
    ).all()
    pictures = _pictures(db, [row.id for row in checkins])
    keys = _keys(db, {row.journal_id for row in (*checkins, *amendments)})
    entries = [_entry(row, keys, CheckInLine(*row[: len(COLUMNS)]), pictures[row.id]) for row in checkins]
    entries += [_entry(row, keys) for row in amendments]
    return sorted(entries, key=lambda entry: entry.id)


def _entry(
    row: Row[*tuple[Any, ...]], keys: _Keys, line: CheckInLine | None = None, pictures: Sequence[TrailPicture] = ()
) -> TrailEntry:
    report = REPORTS.validate_json(row.payload)
    if not isinstance(report, AboutCandidate):
        raise TypeError(f"report {row.id} has the columns of one about a candidate and is none")
    key = keys.get((row.journal_id, row.key_id))
    return TrailEntry(
        id=row.id,
        received_at=row.received_at,
        line=line,
        report=report,
        digest=row.digest,
        key_id=row.key_id,
        signature=row.signature,
        is_authentic=key is not None
        and hashlib.sha256(row.payload.encode()).hexdigest() == row.digest
        and key.verifies(REPORT_DOMAIN, row.digest, row.signature),
        pictures=pictures,
    )


def _keys(db: Session, journal_ids: set[UUID]) -> _Keys:
    rows = db.scalars(select(StationKey).where(StationKey.journal_id.in_(journal_ids)))
    return {(key.journal_id, key.key_id): PublicKey.parse(key.public_key) for key in rows}


def _pictures(db: Session, reports: Sequence[int]) -> dict[int, list[TrailPicture]]:
    found: dict[int, list[TrailPicture]] = defaultdict(list)
    rows = db.execute(
        select(PictureUse.report, PictureUse.digest, PictureUse.role, EvidencePicture.completed_at)
        .outerjoin(EvidencePicture, EvidencePicture.digest == PictureUse.digest)
        .where(PictureUse.report.in_(reports))
        .order_by(PictureUse.report, PictureUse.position)
    )
    for report, digest, role, completed in rows:
        found[report].append(TrailPicture(digest, role, completed is not None))
    return found
