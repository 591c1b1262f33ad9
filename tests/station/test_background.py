"""What is known of a number before a face is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from recognition.types import CandidateNumber
from station.checkin.background import Admission, EarlierRefusal, known_elsewhere
from station.session import OtherSession
from station.venue import VenueView
from tests.station.makers import session
from wire.elsewhere import mark_of
from wire.standing import CandidateStanding, StandingCounts, StandingStatus

AT = datetime(2026, 10, 12, 0, 31, tzinfo=UTC)
NUMBER = CandidateNumber("C0")


def venue(status: StandingStatus, station_id: str = "desk-3") -> VenueView:
    standing = CandidateStanding(number=NUMBER, status=status, at=AT, station_id=station_id, operator="Rina")
    counts = StandingCounts(admitted=1, provisional=0, refused=0, expected=4, stations=2)
    return VenueView(counts, {NUMBER: standing}, AT, 0.0, None)


@pytest.mark.parametrize(
    ("status", "provisional"), [(StandingStatus.ADMITTED, False), (StandingStatus.PROVISIONAL, True)]
)
def test_whoever_was_let_in_at_another_desk_is_known_by_when_where_and_whom(
    status: StandingStatus, provisional: bool
) -> None:
    known = known_elsewhere(NUMBER, session(), venue(status), "desk-1")
    assert known.admitted == Admission(AT, "desk-3", "Rina", provisional)
    assert known.candidate is not None


def test_whoever_was_refused_at_another_desk_is_known() -> None:
    known = known_elsewhere(NUMBER, session(), venue(StandingStatus.REFUSED), "desk-1")
    assert (known.admitted, known.refused) == (None, EarlierRefusal(AT, "desk-3", "Rina"))


def test_what_the_server_says_of_this_desk_itself_and_of_who_was_only_seen_means_nothing() -> None:
    for view in (venue(StandingStatus.ADMITTED, "desk-1"), venue(StandingStatus.SEEN), None):
        known = known_elsewhere(NUMBER, session(), view, "desk-1")
        assert (known.admitted, known.refused) == (None, None)


def test_a_number_of_another_roster_is_shown_the_way() -> None:
    there = OtherSession("SKD 2", "Palembang", "B", AT)
    here = replace(session(), elsewhere={mark_of("SKD-1", "X7"): there})
    assert known_elsewhere(CandidateNumber("X7"), here, None, "desk-1").elsewhere == there
    assert known_elsewhere(CandidateNumber("X8"), here, None, "desk-1").elsewhere is None
