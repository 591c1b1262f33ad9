"""Makes session packs, small ones."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np

from wire.gallery import (
    CalibrationInfo,
    CandidateEntry,
    GalleryFile,
    GalleryHeader,
    PointInfo,
    SessionInfo,
)
from wire.pack import build_pack
from wire.pack_header import PackFacts
from wire.pack_keys import StationIdentity, StationKey
from wire.signing import SigningKey

NOW = datetime(2026, 10, 11, tzinfo=UTC)
PHOTO = b"\xff\xd8 not really a picture"
DIGEST = hashlib.sha256(PHOTO).hexdigest()
FACTS = PackFacts(UUID(int=7), NOW, NOW + timedelta(days=3))
SIGNER = SigningKey.from_bytes(bytes(range(32)))
STATION = StationIdentity.generate()
DESK = StationKey("desk-1", STATION.recipient)


def entry(index: int, photos: int = 1) -> CandidateEntry:
    """Candidate C0, C1, ... with so many photos, all of them the same."""
    return CandidateEntry(
        number=f"C{index}",
        name=f"Peserta {index}",
        nik=f"{index:016}",
        born=date(2000, 1, 31),
        seat=f"A-{index:02}",
        pin=f"{index:06}",
        photos=[DIGEST] * photos,
    )


def header_of(candidates: Sequence[CandidateEntry], twins: Sequence[tuple[str, str]] = ()) -> GalleryHeader:
    """The header of a session of these candidates."""
    return GalleryHeader(
        session=SessionInfo(id="SKD-1", title="SKD", venue="Palembang", room="A", starts_at=NOW),
        model_id="test",
        calibration=CalibrationInfo(
            comparisons=1,
            suspects=0,
            centre=[0.0] * 4,
            points=[
                PointInfo(fmr=1e-2, threshold=0.3, basis="engine"),
                PointInfo(fmr=1e-4, threshold=0.4, basis="counted", low=0.39, high=0.41),
            ],
        ),
        candidates=list(candidates),
        twins=list(twins),
    )


def content(candidates: int = 2, twins: Sequence[tuple[str, str]] = ()) -> GalleryFile:
    """A session of candidates who share a photo and whose templates are the unit vectors."""
    header = header_of([entry(index) for index in range(candidates)], twins)
    return GalleryFile(header, np.eye(candidates, 4, dtype=np.float32), {DIGEST: PHOTO} if candidates else {})


def content_of(photos: Sequence[int], twins: Sequence[tuple[str, str]] = ()) -> GalleryFile:
    """A session of candidates with so many photos each. Row after row the templates are unit vectors, in a circle."""
    header = header_of([entry(index, count) for index, count in enumerate(photos)], twins)
    rows = np.eye(4, dtype=np.float32)[np.arange(sum(photos)) % 4]
    return GalleryFile(header, rows, {DIGEST: PHOTO} if len(rows) else {})


def pack(
    made: GalleryFile | None = None,
    facts: PackFacts = FACTS,
    to: Sequence[StationKey] = (DESK,),
    key: SigningKey = SIGNER,
) -> bytes:
    """A pack, of this content or of a small one."""
    return build_pack(made or content(), facts, to, key, NOW)
