"""Where a candidate stands follows from everything that was reported about them, in whatever order it came."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from server.standing import AmendmentFacts, CheckInFacts, Standing, outcomes_of, standing_of
from server.tables import AmendmentKind, CandidateStatus
from tests.server.scribe import NOW
from wire.vocabulary import ADMITTING, Decision

UNDONE, CONFIRMED, REFUSED = AmendmentKind.UNDONE, AmendmentKind.CONFIRMED, AmendmentKind.REFUSED


def checkin(id_: int, decision: Decision, station: str = "A", minute: int | None = None) -> CheckInFacts:
    """A check-in whose own id is that of its report; a provisional one is to be settled within the hour."""
    at = NOW + timedelta(minutes=id_ if minute is None else minute)
    deadline = at + timedelta(hours=1) if decision is Decision.PROVISIONAL else None
    arrived = NOW + timedelta(minutes=id_)
    return CheckInFacts(id_, station, UUID(int=id_), at, arrived, decision, f"of {station}", deadline)


def amendment(id_: int, of: int, kind: AmendmentKind, station: str = "A") -> AmendmentFacts:
    """An undo or a resolution of the check-in of that id."""
    at = NOW + timedelta(minutes=id_)
    return AmendmentFacts(id_, station, UUID(int=of), at, at, kind, f"by {station}")


def stand(*facts: CheckInFacts | AmendmentFacts) -> Standing:
    amendments = [each for each in facts if isinstance(each, AmendmentFacts)]
    checkins = [each for each in facts if isinstance(each, CheckInFacts)]
    return standing_of(outcomes_of(checkins, amendments), amendments)


def test_an_undone_check_in_counts_as_if_it_had_never_been() -> None:
    refused, admitted = checkin(1, Decision.REFUSE), checkin(2, Decision.ADMIT)
    found = stand(refused, admitted, amendment(3, 2, UNDONE))
    alone = stand(refused)
    assert found == replace(alone, changed=3)
    assert (found.status, found.admitted_at, found.stations) == (CandidateStatus.REFUSED, None, 0)


def test_where_everything_is_undone_nothing_is_left_but_who_undid_it() -> None:
    found = stand(checkin(1, Decision.ADMIT), amendment(2, 1, UNDONE))
    assert (found.status, found.admitted_at, found.operator) == (CandidateStatus.NONE, None, "by A")
    assert found.decided_at == NOW + timedelta(minutes=2)


def test_an_undo_of_another_station_has_no_effect() -> None:
    found = stand(checkin(1, Decision.ADMIT), amendment(2, 1, UNDONE, "B"))
    assert found.status is CandidateStatus.ADMITTED


def test_an_undo_waits_for_its_check_in() -> None:
    undo = amendment(1, 2, UNDONE)
    assert stand(undo).status is CandidateStatus.NONE
    assert stand(undo, checkin(2, Decision.ADMIT)).status is CandidateStatus.NONE
    assert stand(undo, checkin(2, Decision.ADMIT), checkin(3, Decision.ADMIT)).status is CandidateStatus.ADMITTED


def test_a_confirmed_provisional_admission_is_one_from_the_beginning() -> None:
    found = stand(checkin(1, Decision.PROVISIONAL), amendment(9, 1, CONFIRMED, "B"))
    assert (found.status, found.admitted_at) == (CandidateStatus.ADMITTED, NOW + timedelta(minutes=1))
    assert (found.station_id, found.operator, found.stations) == ("A", "of A", 1)
    assert found.deadline is None
    assert found.provisional is not None
    assert found.provisional.closed_at == NOW + timedelta(minutes=9)


def test_a_refused_provisional_admission_is_a_refusal_of_the_moment_of_its_resolution() -> None:
    found = stand(checkin(1, Decision.PROVISIONAL), checkin(3, Decision.REFUSE, "C"), amendment(9, 1, REFUSED, "B"))
    assert (found.status, found.station_id, found.operator) == (CandidateStatus.REFUSED, "B", "by B")
    assert found.decided_at == NOW + timedelta(minutes=9)
    assert found.provisional is not None
    assert found.provisional.closed_at is not None


def test_a_resolution_by_a_clock_that_was_set_back_still_resolves() -> None:
    late = checkin(1, Decision.PROVISIONAL, minute=60)
    assert stand(late, amendment(2, 1, REFUSED)).status is CandidateStatus.REFUSED


def test_a_resolution_of_what_was_not_provisional_has_no_effect() -> None:
    assert stand(checkin(1, Decision.REFUSE), amendment(2, 1, CONFIRMED)).status is CandidateStatus.REFUSED


def test_of_contradicting_resolutions_the_admission_counts() -> None:
    provisional = checkin(1, Decision.PROVISIONAL)
    for first, second in ((CONFIRMED, REFUSED), (REFUSED, CONFIRMED)):
        found = stand(provisional, amendment(2, 1, first), amendment(3, 1, second, "B"))
        assert found.status is CandidateStatus.ADMITTED


def test_the_earliest_deadline_that_still_waits_counts() -> None:
    two = (checkin(1, Decision.PROVISIONAL), checkin(2, Decision.PROVISIONAL, "B"))
    assert stand(*two).deadline == NOW + timedelta(minutes=61)
    assert stand(*two, amendment(3, 1, UNDONE)).deadline == NOW + timedelta(minutes=62)
    assert stand(*two, checkin(3, Decision.ADMIT)).deadline is None


def test_two_admissions_are_a_case_that_an_undo_closes_and_a_third_opens_again() -> None:
    twice = (checkin(1, Decision.ADMIT), checkin(2, Decision.ADMIT, "B"))
    case = stand(*twice).admitted_twice
    assert case is not None
    assert (case.revision, case.closed_at) == (2, None)
    undone = (*twice, amendment(3, 2, UNDONE, "B"))
    case = stand(*undone).admitted_twice
    assert case is not None
    assert (case.revision, case.closed_at) == (2, NOW + timedelta(minutes=3))
    case = stand(*undone, checkin(4, Decision.ADMIT, "C")).admitted_twice
    assert case is not None
    assert (case.revision, case.closed_at) == (3, None)


def test_a_provisional_admission_that_was_confirmed_and_another_desks_are_a_case() -> None:
    facts = (checkin(1, Decision.PROVISIONAL), checkin(2, Decision.ADMIT, "B"))
    assert stand(*facts).admitted_twice is None
    assert stand(*facts, amendment(3, 1, CONFIRMED)).admitted_twice is not None


STATIONS = st.sampled_from("AB")
CHECKINS = st.tuples(st.just("checkin"), st.sampled_from(Decision), STATIONS, st.integers(0, 9))
AMENDMENTS = st.tuples(st.just("amendment"), st.sampled_from(AmendmentKind), STATIONS, st.integers(0, 9))
HISTORIES = st.lists(st.one_of(CHECKINS, AMENDMENTS), min_size=1, max_size=10)


def build(history: Sequence[tuple[str, Decision | AmendmentKind, str, int]]) -> list[CheckInFacts | AmendmentFacts]:
    facts: list[CheckInFacts | AmendmentFacts] = []
    for id_, (_, word, station, number) in enumerate(history, 1):
        if isinstance(word, Decision):
            facts.append(checkin(id_, word, station, number))
        else:
            facts.append(amendment(id_, 1 + number % len(history), word, station))
    return facts


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_read_never_matters(
    history: list[tuple[str, Decision | AmendmentKind, str, int]], dice: random.Random
) -> None:
    facts = build(history)
    shuffled = dice.sample(facts, len(facts))
    assert stand(*facts) == stand(*shuffled)


@given(HISTORIES)
def test_nobody_is_admitted_but_by_an_admission_or_a_confirmation_that_stands(
    history: list[tuple[str, Decision | AmendmentKind, str, int]],
) -> None:
    facts = build(history)
    found = stand(*facts)
    undone = {
        (each.station_id, each.checkin_id) for each in facts if isinstance(each, AmendmentFacts) and each.kind is UNDONE
    }
    confirmed = {each.checkin_id for each in facts if isinstance(each, AmendmentFacts) and each.kind is CONFIRMED}
    admissions = [
        each
        for each in facts
        if isinstance(each, CheckInFacts)
        and (each.station_id, each.checkin_id) not in undone
        and (each.decision in ADMITTING or (each.decision is Decision.PROVISIONAL and each.checkin_id in confirmed))
    ]
    assert (found.status is CandidateStatus.ADMITTED) == bool(admissions)
    assert found.admitted_at == min((each.occurred_at for each in admissions), default=None)
    assert found.changed == len(facts)
    if found.status is CandidateStatus.PROVISIONAL:
        assert found.provisional is not None
        assert found.provisional.closed_at is None
        assert found.deadline is not None
    elif found.provisional is not None:
        assert found.provisional.closed_at is not None


@given(HISTORIES)
def test_a_case_that_was_there_never_goes_away(
    history: list[tuple[str, Decision | AmendmentKind, str, int]],
) -> None:
    facts = build(history)
    for end in range(1, len(facts)):
        before, after = stand(*facts[:end]), stand(*facts[: end + 1])
        for old, new in ((before.admitted_twice, after.admitted_twice), (before.provisional, after.provisional)):
            if old is not None:
                assert new is not None
                assert new.revision >= old.revision
