"""Dates and times as people write them in Indonesian rosters."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari pebruari february",
            "mar maret march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu ags agt agustus aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov nop november nopember",
            "des desember dec december",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAY = re.compile(r"^[A-Za-z']+\s*,\s*")
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")  # what some programs write after a date
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2})[ -]+([A-Za-z]+)\.?[ ,-]+([0-9]{4})")
_TIME = re.compile(
    r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:\.[0-9]+)?)?\s*(Z|WIB|WITA|WIT|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"(.+?)(?:T|[ ,]+)([0-9]{1,2}[:.][0-9]{2}.*)")
_ZONES = {"Z": 0, "WIB": 7, "WITA": 8, "WIT": 9}  # hours ahead of UTC


def date_of(text: str) -> date | None:
    """A date written 2026-10-12, 12/10/2026, 12-10-2026, 12.10.2026 or 12 Oktober 2026, the day of the week before it.

    None for anything else, and for a day that no calendar has. Day stands before month, as everywhere in Indonesia.
    """
    bare = _MIDNIGHT.sub("", _WEEKDAY.sub("", text.strip()))
    if match := _YEAR_FIRST.fullmatch(bare):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(bare):
        day, month, year = (int(part) for part in match.groups())
    elif match := _NAMED.fullmatch(bare):
        day, month, year = int(match[1]), _MONTHS.get(match[2].lower(), 0), int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def time_of(text: str) -> time | None:
    """A time of day written 08:00, 8.00 or 08:00:00, with WIB, WITA, WIT, Z or an offset after it if it has a zone."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0), tzinfo=_zone(match[4]))
    except ValueError:
        return None


def moment_of(text: str, zone: tzinfo) -> datetime | None:
    """A date and a time of day in one text, ISO 8601 or as people write them; in ``zone`` where it names none."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    day, clock = date_of(match[1]), time_of(match[2])
    return None if day is None or clock is None else joined(day, clock, zone)


def joined(day: date, clock: time, zone: tzinfo) -> datetime:
    """A day and a time of day; in ``zone`` where the time names none."""
    return datetime.combine(day, clock, clock.tzinfo or zone)


def _zone(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text.upper() in _ZONES:
        return timezone(timedelta(hours=_ZONES[text.upper()]))
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
