"""Days as the dashboard counts them: from midnight to midnight in the server's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  a field has that name
from datetime import datetime, time, timedelta, timezone
from typing import Final

from server.dashboard.errors import MalformedError

_ZONES: Final = {420: "WIB", 480: "WITA", 540: "WIT"}


@dataclass(frozen=True, slots=True)
class Day:
    """One day. ``start`` is its first moment, ``end`` the first of the next."""

    date: Date
    start: datetime
    end: datetime
    is_today: bool

    @property
    def previous(self) -> Date:
        """The day before."""
        return self.date - timedelta(days=1)

    @property
    def next(self) -> Date:
        """The day after."""
        return self.date + timedelta(days=1)


def day_of(text: str, now: datetime) -> Day:
    """The day that an address names as YYYY-MM-DD, today if it names none; raises MalformedError."""
    try:
        day = Date.fromisoformat(text) if text else now.date()
        if not 2000 <= day.year <= 2999:
            raise ValueError("no exam is held then")
        start = datetime.combine(day, time(), now.tzinfo)
        return Day(day, start, start + timedelta(days=1), day == now.date())
    except (ValueError, OverflowError) as error:
        raise MalformedError("expected a day such as 2026-10-12") from error


def at_venue(moment: datetime, utc_offset: int | None) -> datetime:
    """A moment on the venue's clocks, whose offset is given in minutes; its zone is named as Indonesia names it."""
    if utc_offset is None:
        return moment
    offset = timedelta(minutes=utc_offset)
    return moment.astimezone(timezone(offset, _ZONES[utc_offset]) if utc_offset in _ZONES else timezone(offset))
