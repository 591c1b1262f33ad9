"""Where a candidate stands, from everything that was reported about them in a session. Pure, and the same in whatever
order it came.

A check-in that its own station has undone counts as if it had never been. Of the others:

* Whoever was admitted once is ADMITTED, whatever was decided before or after at another desk: that is for a case. A
  provisional admission that was confirmed is an admission from the beginning.
* Else the last word counts, by the stations' clocks: PROVISIONAL or REFUSED. A provisional admission that ended in a
  refusal is one, of the moment of its resolution.
* Else, with cancelled check-ins only, the candidate was SEEN.

An undo or a resolution whose check-in has not arrived waits for it without effect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from server.tables import AmendmentKind, CandidateStatus
from wire.decisions import Resolution
from wire.vocabulary import Decision

_STATUS_OF = {
    Decision.ADMIT: CandidateStatus.ADMITTED,
    Decision.ADMIT_MANUAL: CandidateStatus.ADMITTED,
    Decision.PROVISIONAL: CandidateStatus.PROVISIONAL,
    Decision.REFUSE: CandidateStatus.REFUSED,
    Decision.CANCEL: CandidateStatus.SEEN,
}
_LAST_WORDS = (CandidateStatus.PROVISIONAL, CandidateStatus.REFUSED)


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """What of one check-in matters here. ``id`` is the order of arrival at the server."""

    id: int
    station_id: str
    checkin_id: UUID
    occurred_at: datetime
    received_at: datetime
    decision: Decision
    operator: str | None = None
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class AmendmentFacts:
    """What of an undo or a resolution matters here; it names its check-in by ``checkin_id``."""

    id: int
    station_id: str
    checkin_id: UUID
    occurred_at: datetime
    received_at: datetime
    kind: AmendmentKind
    operator: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check-in and what became of it.

    Only the station of a check-in can undo it. Any station can resolve it, as any could decide anew. Of contradicting
    resolutions, CONFIRMED counts, as an admission does everywhere; of equal ones, the first by the
    stations' clocks.
    """

    checkin: CheckInFacts
    undo: AmendmentFacts | None
    resolved: AmendmentFacts | None

    @property
    def is_undone(self) -> bool:
        """Whether it counts as if it had never been."""
        return self.undo is not None

    @property
    def resolution(self) -> Resolution | None:
        """How a provisional admission ended."""
        return None if self.resolved is None else Resolution(self.resolved.kind.value)


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case. ``revision`` counts the reports that make it; ``closed_at`` is None while it is open."""

    station_id: str
    revision: int
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands, and since when, where and by whom.

    ``changed`` is the latest report about them. ``stations`` is how many stations admitted them. ``deadline`` is until
    when the earliest provisional admission must be settled, None where none waits.
    """

    status: CandidateStatus
    changed: int
    decided_at: datetime
    station_id: str
    operator: str | None
    admitted_at: datetime | None
    stations: int
    deadline: datetime | None
    admitted_twice: OpenedCase | None
    provisional: OpenedCase | None


@dataclass(frozen=True, slots=True)
class _Word:
    """What was said about a candidate; the server knows it since ``known_id`` and ``known_at``."""

    status: CandidateStatus
    id: int
    at: datetime
    station_id: str
    operator: str | None
    known_id: int
    known_at: datetime
    undo: AmendmentFacts | None = None


def outcomes_of(checkins: Iterable[CheckInFacts], amendments: Sequence[AmendmentFacts]) -> list[Outcome]:
    """What became of each check-in of a candidate, in the order of their arrival."""
    named: dict[UUID, list[AmendmentFacts]] = defaultdict(list)
    for amendment in sorted(amendments, key=_rank):
        named[amendment.checkin_id].append(amendment)
    return [_outcome(checkin, named[checkin.checkin_id]) for checkin in sorted(checkins, key=lambda each: each.id)]


def standing_of(outcomes: Sequence[Outcome], amendments: Sequence[AmendmentFacts]) -> Standing:
    """Where a candidate stands by at least one check-in, undo or resolution."""
    words = [_word(outcome) for outcome in outcomes]
    counted = [word for word in words if word.undo is None]
    admitted = [word for word in counted if word.status is CandidateStatus.ADMITTED]
    last = _last_word(counted, admitted, amendments)
    return Standing(
        status=last.status,
        changed=max([each.checkin.id for each in outcomes] + [each.id for each in amendments]),
        decided_at=last.at,
        station_id=last.station_id,
        operator=last.operator,
        admitted_at=min((word.at for word in admitted), default=None),
        stations=len({word.station_id for word in admitted}),
        deadline=_deadline(outcomes) if last.status is CandidateStatus.PROVISIONAL else None,
        admitted_twice=_admitted_twice(words),
        provisional=_provisional(outcomes, words, last.status),
    )


def _rank(amendment: AmendmentFacts) -> tuple[bool, datetime, int]:
    return amendment.kind is not AmendmentKind.CONFIRMED, amendment.occurred_at, amendment.id


def _outcome(checkin: CheckInFacts, named: Sequence[AmendmentFacts]) -> Outcome:
    undos = (each for each in named if each.kind is AmendmentKind.UNDONE and each.station_id == checkin.station_id)
    resolved = (each for each in named if each.kind is not AmendmentKind.UNDONE)
    is_provisional = checkin.decision is Decision.PROVISIONAL
    return Outcome(checkin, next(undos, None), next(resolved, None) if is_provisional else None)


def _word(outcome: Outcome) -> _Word:
    said, resolved = outcome.checkin, outcome.resolved
    if resolved is None:
        status, by = _STATUS_OF[said.decision], said
        return _Word(status, by.id, by.occurred_at, by.station_id, by.operator, said.id, said.received_at, outcome.undo)
    known_id, known_at = max((said.id, said.received_at), (resolved.id, resolved.received_at))
    if outcome.resolution is Resolution.CONFIRMED:
        return _Word(
            CandidateStatus.ADMITTED,
            said.id,
            said.occurred_at,
            said.station_id,
            said.operator,
            known_id,
            known_at,
            outcome.undo,
        )
    return _Word(
        CandidateStatus.REFUSED,
        resolved.id,
        resolved.occurred_at,
        resolved.station_id,
        resolved.operator,
        known_id,
        known_at,
        outcome.undo,
    )


def _last_word(counted: Sequence[_Word], admitted: Sequence[_Word], amendments: Sequence[AmendmentFacts]) -> _Word:
    """The first admission, else the last word; where nothing counts, the last report that took something back."""
    if admitted:
        return min(admitted, key=lambda word: (word.at, word.id))
    words = [word for word in counted if word.status in _LAST_WORDS] or counted
    if words:
        return max(words, key=lambda word: (word.at, word.id))
    last = max(amendments, key=lambda each: (each.occurred_at, each.id))
    return _Word(
        CandidateStatus.NONE, last.id, last.occurred_at, last.station_id, last.operator, last.id, last.received_at
    )


def _deadline(outcomes: Sequence[Outcome]) -> datetime | None:
    waiting = (
        each.checkin.deadline
        for each in outcomes
        if each.checkin.decision is Decision.PROVISIONAL and not each.is_undone and each.resolved is None
    )
    return min((deadline for deadline in waiting if deadline is not None), default=None)


def _admitted_twice(words: Sequence[_Word]) -> OpenedCase | None:
    """An undo that leaves one admission closes the case, and does not do away with it: somebody may have seen it."""
    admitted = sorted(
        (word for word in words if word.status is CandidateStatus.ADMITTED), key=lambda word: word.known_id
    )
    others = [word for word in admitted if word.station_id != admitted[0].station_id]
    if not others:
        return None
    undos = [word.undo.received_at for word in admitted if word.undo is not None]
    is_open = len({word.station_id for word in admitted if word.undo is None}) > 1
    opened_at = others[0].known_at
    return OpenedCase(others[0].station_id, len(admitted), opened_at, None if is_open else max(opened_at, *undos))


def _provisional(outcomes: Sequence[Outcome], words: Sequence[_Word], status: CandidateStatus) -> OpenedCase | None:
    provisional = [each for each in outcomes if each.checkin.decision is Decision.PROVISIONAL]
    if not provisional:
        return None
    closed_at = None
    if status is not CandidateStatus.PROVISIONAL:
        settling = [
            word.known_at
            for word in words
            if word.undo is None and word.status in (CandidateStatus.ADMITTED, CandidateStatus.REFUSED)
        ]
        closed_at = max([*settling, *(each.undo.received_at for each in provisional if each.undo is not None)])
    first = provisional[0].checkin
    return OpenedCase(first.station_id, len(provisional), first.received_at, closed_at)
