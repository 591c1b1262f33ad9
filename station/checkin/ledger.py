"""What was decided in a session at this station so far: kept in memory beside the journal that it is read from.

One thread writes both, so that no look at a candidate's past waits for the disk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from station.checkin.background import Admission, EarlierRefusal
from station.journal.history import PastDecision, past_decisions
from wire.reports import CheckInReport, Report, ResolutionReport, UndoReport
from wire.vocabulary import Decision


class Ledger:
    """The decisions of one session, oldest first."""

    def __init__(self, station_id: str, reports: Iterable[Report] = ()) -> None:
        self._station_id = station_id
        self._reports: defaultdict[str, list[Report]] = defaultdict(list)
        self._past: dict[str, tuple[PastDecision, ...]] = {}
        for report in reports:
            self.take(report)

    def take(self, report: Report) -> None:
        """Add what was just stored. Reports that are about no candidate change nothing."""
        if isinstance(report, CheckInReport | UndoReport | ResolutionReport):
            number = report.candidate_number
            self._reports[number].append(report)
            self._past[number] = past_decisions(self._reports[number])

    def of(self, number: str) -> tuple[PastDecision, ...]:
        """What was decided about a candidate."""
        return self._past.get(number, ())

    def decision(self, checkin_id: UUID) -> PastDecision | None:
        """The decision of a check-in."""
        for past in reversed(list(self._past.values())):
            for each in past:
                if each.checkin_id == checkin_id:
                    return each
        return None

    def admission(self, number: str) -> Admission | None:
        """How a candidate was first let in, if they were and still are."""
        for past in self.of(number):
            if past.admits:
                provisional = past.decision is Decision.PROVISIONAL
                return Admission(past.at, self._station_id, past.operator.name if past.operator else "", provisional)
        return None

    def refusal(self, number: str) -> EarlierRefusal | None:
        """How a candidate was last refused, if that still holds: nobody has let them in since."""
        if self.admission(number) is not None:
            return None
        for past in reversed(self.of(number)):
            if past.refuses:
                category = past.refusal.category if past.refusal else None
                return EarlierRefusal(past.at, self._station_id, past.operator.name if past.operator else "", category)
        return None

    @property
    def admitted(self) -> int:
        """How many candidates are in."""
        return len(self.admitted_at)

    @property
    def admitted_at(self) -> tuple[datetime, ...]:
        """When each candidate who is in was let in, in no order."""
        firsts = (self.admission(number) for number in self._past)
        return tuple(each.at for each in firsts if each is not None)

    @property
    def unresolved(self) -> tuple[PastDecision, ...]:
        """The provisional admissions that nobody has settled, the nearest deadline first."""
        open_ = [past for each in self._past.values() for past in each if past.open]
        return tuple(sorted(open_, key=lambda past: (past.deadline or past.at, past.at)))
