"""The overview of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from starlette.responses import Response

from server.dashboard import curve
from server.dashboard.intervals import Estimate
from server.dashboard.queries import cases as case_queries
from server.dashboard.queries import sessions as session_queries
from server.dashboard.queries import stations as station_queries
from server.dashboard.queries.cases import CaseState
from server.dashboard.queries.sessions import SessionLine
from server.dashboard.queries.stations import StationState
from server.dashboard.visits import Visit
from server.tables import CaseKind

PAGE = 100  # sessions
_DECISIONS = 6  # that are listed


_Key = Callable[[SessionLine], tuple[float, float]]


def _worst(found: Estimate | None) -> tuple[float, float]:
    # The lower end of the interval: who is bad for certain stands above who was measured little.
    return (found.low, found.share) if found else (-1, -1)


def _most(number: int | None) -> tuple[float, float]:
    return (-1 if number is None else number), 0


_SORTS: dict[str, _Key] = {
    "expected": lambda line: _most(line.expected),
    "admitted": lambda line: _most(line.admitted),
    "provisional": lambda line: _most(line.provisional),
    "refused": lambda line: _most(line.refused),
    "left": lambda line: _most(line.left),
    "fnmr": lambda line: _worst(line.fnmr),
}


def overview(visit: Visit) -> Response:
    """The figures of a day, its sessions, its curve, and what needs a decision now."""
    day = visit.day
    lines = session_queries.sessions_of_day(visit.db, visit.viewer, day)
    chosen, sort = arrange(lines, visit.text("q"), visit.text("sort"))
    start = (visit.page - 1) * PAGE
    shown = chosen[start : start + PAGE]
    minutes = session_queries.minutes_of_day(visit.db, visit.viewer, day)
    waiting = case_queries.count_open(visit.db, visit.viewer)
    decisions = case_queries.cases(visit.db, visit.viewer, CaseState.OPEN, size=_DECISIONS)
    return visit.answer(
        "overview.html",
        day=day,
        lines=shown,
        total=len(chosen),
        all_lines=len(lines),
        size=PAGE,
        page=visit.page,
        sort=sort,
        q=visit.text("q"),
        admitted=sum(line.admitted for line in lines),
        expected=sum(line.expected or 0 for line in lines),
        provisional=sum(line.provisional for line in lines),
        pace=curve.pace(minutes, int(visit.now.timestamp() // 60)),
        curve=curve.draw(minutes),
        waiting=sum(waiting.values()),
        waiting_provisional=waiting[CaseKind.PROVISIONAL],
        kinds=sum(1 for count in waiting.values() if count),
        decisions=decisions[:_DECISIONS],
        missing=station_queries.missing_reports(visit.db, visit.viewer),
        stations=stations_by_venue(visit, shown) if day.is_today else {},
    )


def arrange(lines: Sequence[SessionLine], wanted: str, sort: str) -> tuple[list[SessionLine], str]:
    """Those whose venue, title or id has the wanted text in it, sorted: by venue, or the most
    or worst first; the name of the order comes with them."""
    needle = wanted.casefold()
    chosen = [
        line
        for line in lines
        if not needle or any(needle in text.casefold() for text in (line.venue or "", line.title or "", line.id))
    ]
    by_venue = sorted(chosen, key=_place)
    key = _SORTS.get(sort)
    return (by_venue, "venue") if key is None else (sorted(by_venue, key=key, reverse=True), sort)


def stations_by_venue(visit: Visit, lines: Sequence[SessionLine]) -> dict[str, list[StationState]]:
    """The stations of the venues of some sessions."""
    venues = sorted({line.venue for line in lines if line.venue is not None})
    found: dict[str, list[StationState]] = defaultdict(list)
    for state in station_queries.stations_of_venues(visit.db, visit.viewer, venues, visit.now):
        found[state.venue].append(state)
    return found


def _place(line: SessionLine) -> tuple[str, float, str]:
    return line.venue or "", line.starts_at.timestamp() if line.starts_at else 0, line.id
