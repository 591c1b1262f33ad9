"""What a station reported about itself: its last opening with the self-test, and who signed in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.tables import Journal, Report, StationEvent, StationEventKind
from wire.decisions import SignIn
from wire.reports import REPORTS, CheckOutcome, OpeningReport, SelfTestResult, SignInReport
from wire.reports import Report as WireReport

SIGN_INS = 50  # of which whoever is signed in is told from
_WORST_FIRST = (CheckOutcome.FAILED, CheckOutcome.WARNED, CheckOutcome.NOT_RUN)


def last_opening(db: Session, station_id: str) -> OpeningReport | None:
    """The last opening of a desk at a station."""
    found = _latest(db, station_id, StationEventKind.OPENED, 1)
    return found[0] if found and isinstance(found[0], OpeningReport) else None


def sign_ins(db: Session, station_id: str) -> list[SignInReport]:
    """Who signed in at a station or out, or was locked out, the latest first."""
    found = _latest(db, station_id, StationEventKind.SIGN_IN, SIGN_INS)
    return [each for each in found if isinstance(each, SignInReport)]


def signed_in(latest_first: Sequence[SignInReport]) -> SignInReport | None:
    """The sign-in that nobody has ended, as far as is known: being locked out is no such end."""
    last = next((each for each in latest_first if each.event is not SignIn.LOCKED_OUT), None)
    return last if last is not None and last.event is SignIn.SIGNED_IN else None


def locked_out(latest_first: Sequence[SignInReport]) -> list[SignInReport]:
    """Lock-outs after which the same person has not signed in, the latest of each."""
    seen, found = set(), []
    for each in latest_first:
        if each.staff.id not in seen and each.event is SignIn.LOCKED_OUT:
            found.append(each)
        seen.add(each.staff.id)
    return found


def unpassed(opening: OpeningReport) -> list[SelfTestResult]:
    """The checks of the self-test that were not passed, the worst first."""
    return sorted(
        (each for each in opening.self_test if each.outcome is not CheckOutcome.PASSED),
        key=lambda each: _WORST_FIRST.index(each.outcome),
    )


def _latest(db: Session, station_id: str, kind: StationEventKind, limit: int) -> list[WireReport]:
    """By the journal, whose numbers order it: what arrives late is no news."""
    payloads = db.scalars(
        select(Report.payload)
        .join(StationEvent, StationEvent.id == Report.id)
        .join(Journal, Journal.id == StationEvent.journal_id)
        .where(StationEvent.station_id == station_id, StationEvent.kind == kind.value)
        .order_by(Journal.begun_at.desc(), StationEvent.journal_id, StationEvent.station_seq.desc())
        .limit(limit)
    )
    return [REPORTS.validate_json(payload) for payload in payloads]
