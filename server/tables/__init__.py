"""The tables of the central server.

Facts are what came from outside, and are never changed or deleted, which triggers see to: `Report`, `Contradiction`,
`Settlement`, `Access`. The registry (`Station`, `Journal`, `StationKey`, `Invite`, `User`, `Login`) says who may speak.
Projections (`CheckIn`, `Amendment`, `StationEvent`, `Candidate`, `ExamSession`, `Minute`, `Rate`, `Gap`, `Case`) are
made from the facts, report by report, and can be thrown away and made again with the same result: `server.projection`.
`SessionPack`, `PackReader` and `PackPiece` wait for stations, and are headquarters' to put here again.
"""

from __future__ import annotations

from server.tables.base import Base, UtcDateTime
from server.tables.facts import Access, Contradiction, Report, Settlement
from server.tables.packs import PackPiece, PackReader, SessionPack
from server.tables.projections import (
    Amendment,
    AmendmentKind,
    Candidate,
    CandidateStatus,
    Case,
    CaseKind,
    CheckIn,
    ExamSession,
    Gap,
    JournalHead,
    Minute,
    PictureUse,
    Rate,
    StationEvent,
    StationEventKind,
)
from server.tables.registry import (
    Contact,
    EvidencePicture,
    FailedLogin,
    Invite,
    Journal,
    Login,
    Role,
    Station,
    StationKey,
    User,
)

FACTS = (Report, Contradiction, Settlement, Access)
PROJECTIONS = (
    PictureUse,
    CheckIn,
    Amendment,
    StationEvent,
    Candidate,
    ExamSession,
    Minute,
    Rate,
    Gap,
    JournalHead,
    Case,
)

__all__ = [
    "FACTS",
    "PROJECTIONS",
    "Access",
    "Amendment",
    "AmendmentKind",
    "Base",
    "Candidate",
    "CandidateStatus",
    "Case",
    "CaseKind",
    "CheckIn",
    "Contact",
    "Contradiction",
    "EvidencePicture",
    "ExamSession",
    "FailedLogin",
    "Gap",
    "Invite",
    "Journal",
    "JournalHead",
    "Login",
    "Minute",
    "PackPiece",
    "PackReader",
    "PictureUse",
    "Rate",
    "Report",
    "Role",
    "SessionPack",
    "Settlement",
    "Station",
    "StationEvent",
    "StationEventKind",
    "StationKey",
    "User",
    "UtcDateTime",
]
