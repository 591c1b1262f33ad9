"""How an exam session stands at its venue: what the server tells each station there, page by page.

A page names candidates whose standing changed, in the order of the reports that changed it, and a cursor to go on from.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from pydantic import AwareDatetime, Field

from wire.base import Count, StationId, Strict, Text

MAX_STANDINGS: Final = 100  # of one page, whose length stays below what a station reads of an answer
CURSOR_PATTERN: Final = r"^[0-9]{1,16}-[0-9a-f]{16}$"

Cursor = Annotated[str, Field(pattern=CURSOR_PATTERN)]


class StandingStatus(StrEnum):
    """Where a candidate stands, by all that has arrived."""

    ADMITTED = "ADMITTED"
    PROVISIONAL = "PROVISIONAL"
    REFUSED = "REFUSED"
    SEEN = "SEEN"  # check-ins that were cancelled, and nothing else
    NONE = "NONE"  # as if they had never been there: everything was undone


class CandidateStanding(Strict):
    """Where a candidate stands, and when, where and by whom it was decided, by that station's clock.

    ``operator`` is a name, empty where nobody signed in.
    """

    number: Text
    status: StandingStatus
    at: AwareDatetime
    station_id: StationId
    operator: Annotated[str, Field(max_length=120)] = ""


class StandingCounts(Strict):
    """Candidates of the session, by where they stand; ``expected`` in all. ``stations`` are open for it."""

    admitted: Count
    provisional: Count
    refused: Count
    expected: Count
    stations: Count


class StandingPage(Strict):
    """One page.

    ``begins``: it is the first of all candidates, and whatever was known before is void. ``more``: further pages wait.
    ``cursor`` is where to go on, None as long as there is nobody to tell of.
    """

    server_time: AwareDatetime
    counts: StandingCounts
    candidates: Annotated[tuple[CandidateStanding, ...], Field(max_length=MAX_STANDINGS)]
    begins: bool
    more: bool
    cursor: Cursor | None
