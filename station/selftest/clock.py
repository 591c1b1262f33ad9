"""Is this computer's clock right? Reports tell by it when somebody was admitted, and packs expire by it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from station.selftest.results import Check, CheckResult, Finding, Value
from wire.reports import CheckOutcome

OFF: Final = 5.0  # seconds
FAR_OFF: Final = 60.0  # seconds


def judge(offset: float | None, now: datetime, pack_made: datetime | None) -> CheckResult:
    """``offset`` is how many seconds the server's clock is ahead, None where no server answered; ``pack_made`` when
    the pack was made, None where there is none."""
    if pack_made is not None and now < pack_made:
        return _result(CheckOutcome.FAILED, Finding.CLOCK_BEFORE_PACK, now, pack_made)
    if offset is None:
        return _result(CheckOutcome.NOT_RUN, Finding.CLOCK_UNKNOWN)
    if abs(offset) > OFF:
        outcome = CheckOutcome.FAILED if abs(offset) > FAR_OFF else CheckOutcome.WARNED
        return _result(outcome, Finding.CLOCK_SLOW if offset > 0 else Finding.CLOCK_FAST, round(abs(offset)))
    return _result(CheckOutcome.PASSED, Finding.CLOCK_RIGHT, round(abs(offset), 1))


def _result(outcome: CheckOutcome, finding: Finding, *values: Value) -> CheckResult:
    return CheckResult(Check.CLOCK, outcome, finding, values)
