"""What the desk tells of itself: one value, made anew whenever something of it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from recognition.types import CandidateNumber
from station.camera.reader import CameraStatus
from station.checkin.states import State
from station.journal.faults import StorageFault
from station.journal.history import PastDecision


@dataclass(frozen=True, slots=True, eq=False)
class DeskSnapshot:
    """Everything of the desk that a window may show.

    ``analysis_fault`` and ``storage_fault`` are the problems of the analysis and of the local database, if any.
    ``waiting`` is the next card, which was read while somebody is still being checked. ``expired``: the pack's time is
    over, and no check-in begins any more. ``admitted_at`` are the moments of those who are in, ``unresolved`` the
    provisional admissions that nobody has settled. ``clock_jump`` is by how much the computer's clock has jumped, and
    ``stood_still`` how long the program has, until somebody has seen it.
    """

    state: State
    camera: CameraStatus
    analysis_fault: str | None
    storage_fault: StorageFault | None
    admitted_at: tuple[datetime, ...]
    expected: int
    unresolved: tuple[PastDecision, ...] = ()
    waiting: CandidateNumber | None = None
    expired: bool = False
    clock_jump: timedelta = timedelta(0)
    stood_still: timedelta = timedelta(0)

    @property
    def admitted(self) -> int:
        """How many candidates are in."""
        return len(self.admitted_at)

    @property
    def problem(self) -> str:
        """What fails, in the program's own words; empty where nothing does."""
        storage = self.storage_fault.text if self.storage_fault else ""
        return storage or self.camera.problem or self.analysis_fault or ""
