"""Venues and sessions."""

from __future__ import annotations

from starlette.responses import Response

from server.accesses import Action
from server.dashboard import curve
from server.dashboard.errors import NotFoundError
from server.dashboard.queries import candidates as candidate_queries
from server.dashboard.queries import rates as rate_queries
from server.dashboard.queries import sessions as session_queries
from server.dashboard.queries import stations as station_queries
from server.dashboard.visits import Visit


def venue(visit: Visit) -> Response:
    """A venue: its sessions and its stations."""
    name = visit.path("venue")
    lines = session_queries.sessions_of_venue(visit.db, visit.viewer, name)
    stations = station_queries.stations_of_venues(visit.db, visit.viewer, [name], visit.now)
    if not lines and not stations:
        raise NotFoundError("no such venue")
    return visit.answer("venue.html", venue=name, lines=lines, states=stations)


def session(visit: Visit) -> Response:
    """A session, live."""
    line = session_queries.session_line(visit.db, visit.viewer, visit.path("session"))
    if line is None:
        raise NotFoundError("no such session")
    visit.record(Action.SESSION, line.id)
    minutes = session_queries.minutes_of_session(visit.db, line.id)
    return visit.answer(
        "session.html",
        line=line,
        pace=curve.pace(minutes, int(visit.now.timestamp() // 60)),
        curve=curve.draw(minutes),
        overdue=candidate_queries.count_overdue(visit.db, line.id, visit.now),
        states=station_queries.stations_of_session(visit.db, visit.viewer, line.id, line.venue, visit.now),
        rates=rate_queries.rates_of_session(visit.db, line.id),
        checkins=candidate_queries.latest_of_session(visit.db, visit.viewer, line.id),
    )
