"""Is there a pack, for this venue, valid now and for as long as the session lasts?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from station.selftest.results import Check, CheckResult, Finding, Value
from station.session import ExamSession
from wire.reports import CheckOutcome

# A session's own length is not in its pack. The selection test takes 100 minutes, 130 for candidates with a visual
# disability (Peraturan Menteri PANRB 27/2021, art. 39), and who comes back from a break is checked until its end.
SESSION_LASTS: Final = timedelta(minutes=130)


def judge(session: ExamSession | None, venue: str, now: datetime, lasts: timedelta = SESSION_LASTS) -> CheckResult:
    """What a pack that was opened says of itself; ``venue`` is the station's, empty where it is registered with none.

    Days are those of the zone that the session's start carries.
    """
    if session is None:
        return _failed(Finding.PACK_NONE)
    info, people = session.info, session.candidates.values()
    if now >= session.expires_at:
        return _failed(Finding.PACK_EXPIRED, session.expires_at)
    if venue and _plain(venue) != _plain(info.venue):
        return _failed(Finding.PACK_OTHER_VENUE, info.venue, venue)
    if not people:
        return _failed(Finding.PACK_EMPTY)
    if now.astimezone(info.starts_at.tzinfo).date() != info.starts_at.date():
        return _warned(Finding.PACK_OTHER_DAY, info.title, info.starts_at)
    if session.expires_at < info.starts_at + lasts:
        return _warned(Finding.PACK_EXPIRES_EARLY, info.title, session.expires_at)
    without_photo = sum(not person.photos for person in people)
    without_pin = sum(not person.pin for person in people)
    counted = (info.title, info.starts_at, len(people), without_photo)
    if without_pin:
        return _warned(Finding.PACK_WITHOUT_PINS, *counted, without_pin)
    if without_photo:
        return _warned(Finding.PACK_WITHOUT_PHOTOS, *counted)
    values = (info.title, info.venue, info.starts_at, len(people))
    return CheckResult(Check.PACK, CheckOutcome.PASSED, Finding.PACK_READY, values)


def _plain(venue: str) -> str:
    return " ".join(venue.casefold().split())


def _failed(finding: Finding, *values: Value) -> CheckResult:
    return CheckResult(Check.PACK, CheckOutcome.FAILED, finding, values)


def _warned(finding: Finding, *values: Value) -> CheckResult:
    return CheckResult(Check.PACK, CheckOutcome.WARNED, finding, values)
