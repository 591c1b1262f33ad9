"""Where a candidate stands, from all check-ins of theirs in a session. Pure, and the same in whatever order they came.

* Whoever was admitted once is ADMITTED, whatever was decided before or after at another desk: that is for a case.
* Else the last word counts, by the stations' clocks: PROVISIONAL or REFUSED.
* Else, with cancelled check-ins only, the candidate was SEEN.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.tables import CandidateStatus
from wire.vocabulary import ADMITTING, Decision

_LAST_WORD = {Decision.PROVISIONAL: CandidateStatus.PROVISIONAL, Decision.REFUSE: CandidateStatus.REFUSED}


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """What of one check-in matters here. ``id`` is the order of arrival at the server."""

    id: int
    station_id: str
    occurred_at: datetime
    received_at: datetime
    decision: Decision


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case. ``revision`` counts the reports that make it; ``closed_at`` is None while it is open."""

    station_id: str
    revision: int
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands. ``stations`` is how many stations admitted them."""

    status: CandidateStatus
    admitted_at: datetime | None
    stations: int
    admitted_twice: OpenedCase | None
    provisional: OpenedCase | None


def standing_of(checkins: Sequence[CheckInFacts]) -> Standing:
    """Where a candidate stands by at least one check-in."""
    arrived = sorted(checkins, key=lambda checkin: checkin.id)
    admitted = [checkin for checkin in arrived if checkin.decision in ADMITTING]
    status = _status(arrived, admitted)
    return Standing(
        status=status,
        admitted_at=min((checkin.occurred_at for checkin in admitted), default=None),
        stations=len({checkin.station_id for checkin in admitted}),
        admitted_twice=_admitted_twice(admitted),
        provisional=_provisional(arrived, status),
    )


def _status(arrived: Sequence[CheckInFacts], admitted: Sequence[CheckInFacts]) -> CandidateStatus:
    if admitted:
        return CandidateStatus.ADMITTED
    words = [checkin for checkin in arrived if checkin.decision in _LAST_WORD]
    if not words:
        return CandidateStatus.SEEN
    return _LAST_WORD[max(words, key=lambda checkin: (checkin.occurred_at, checkin.id)).decision]


def _admitted_twice(admitted: Sequence[CheckInFacts]) -> OpenedCase | None:
    others = [checkin for checkin in admitted if checkin.station_id != admitted[0].station_id]
    if not others:
        return None
    return OpenedCase(others[0].station_id, len(admitted), others[0].received_at, None)


def _provisional(arrived: Sequence[CheckInFacts], status: CandidateStatus) -> OpenedCase | None:
    provisional = [checkin for checkin in arrived if checkin.decision is Decision.PROVISIONAL]
    if not provisional:
        return None
    settled = None
    if status is not CandidateStatus.PROVISIONAL:
        settled = max(
            checkin.received_at
            for checkin in arrived
            if checkin.decision in ADMITTING or checkin.decision is Decision.REFUSE
        )
    first = provisional[0]
    return OpenedCase(first.station_id, len(provisional), first.received_at, settled)
