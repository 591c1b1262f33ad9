"""What keeps a desk closed, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.selftest.results import BLOCKING, Check, may_open
from tests.station.selftest.makers import result
from wire.reports import CheckOutcome

EVERY = [result(check) for check in Check]


def test_a_desk_opens_when_everything_passed() -> None:
    assert may_open(EVERY)


@pytest.mark.parametrize("check", sorted(BLOCKING))
@pytest.mark.parametrize("outcome", [CheckOutcome.FAILED, CheckOutcome.NOT_RUN])
def test_no_desk_opens_without_pack_models_and_database(check: Check, outcome: CheckOutcome) -> None:
    assert not may_open([result(each, outcome if each is check else CheckOutcome.PASSED) for each in Check])


@given(st.sets(st.sampled_from([check for check in Check if check not in BLOCKING])))
def test_nothing_else_that_fails_keeps_people_out(failing: set[Check]) -> None:
    outcomes = [result(each, CheckOutcome.FAILED if each in failing else CheckOutcome.WARNED) for each in Check]
    assert may_open(outcomes)


def test_no_desk_opens_before_its_checks_were_made() -> None:
    assert not may_open([])
    assert not may_open([result(Check.PACK), result(Check.MODELS)])


def test_every_check_can_stand_in_a_report() -> None:
    assert [each.reported.name for each in EVERY] == [check.value for check in Check]
