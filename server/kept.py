"""A report that was kept, on its way into the projections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wire.reports import CheckInReport, Report, ResolutionReport, UndoReport

AboutCandidate = CheckInReport | UndoReport | ResolutionReport


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that was kept, with the id of its row and the venue of its station."""

    id: int
    received_at: datetime
    venue: str
    report: Report


def plain(value: str) -> str:
    """A text without the one character that not every database can hold; the payload keeps it, escaped."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
