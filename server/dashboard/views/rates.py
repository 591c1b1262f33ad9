"""The error rates that were achieved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from starlette.responses import Response

from server.dashboard.days import day_of
from server.dashboard.errors import MalformedError
from server.dashboard.intervals import Estimate
from server.dashboard.queries import rates as queries
from server.dashboard.queries.rates import RateLine
from server.dashboard.visits import Visit

PAGE = 50  # lines
_DAYS = 30  # unless others are asked for

_MEASURES: dict[str, Callable[[RateLine], Estimate | None]] = {
    "fnmr": lambda line: line.fnmr,
    "fmr": lambda line: line.fmr,
    "overrides": lambda line: line.overrides,
}


def rates(visit: Visit) -> Response:
    """FMR, FNMR and overrides of each venue or each station, the worst first."""
    until = day_of(visit.text("to"), visit.now)
    since = day_of(visit.text("from") or (until.date - timedelta(days=_DAYS - 1)).isoformat(), visit.now)
    if since.start > until.start:
        raise MalformedError("the first day is after the last")
    by = "station" if visit.text("by") == "station" else "venue"
    sort = visit.text("sort") if visit.text("sort") in _MEASURES else "fnmr"
    read = queries.rates_by_station if by == "station" else queries.rates_by_venue
    needle = visit.text("q").casefold()
    lines = [
        line
        for line in read(visit.db, visit.viewer, since.start, until.end)
        if not needle or needle in line.name.casefold() or needle in (line.venue or "").casefold()
    ]
    measure = _MEASURES[sort]
    lines.sort(key=lambda line: line.name)
    # By the lower end of the interval: who is bad for certain stands above who was measured little.
    lines.sort(key=lambda line: (found.low, found.share) if (found := measure(line)) else (-1.0, -1.0), reverse=True)
    start = (visit.page - 1) * PAGE
    return visit.answer(
        "rates.html",
        lines=lines[start : start + PAGE],
        total=len(lines),
        size=PAGE,
        page=visit.page,
        by=by,
        sort=sort,
        q=visit.text("q"),
        since=since,
        until=until,
    )
