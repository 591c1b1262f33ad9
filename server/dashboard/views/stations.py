"""Stations."""

from __future__ import annotations

from starlette.responses import Response

from server.accesses import Action
from server.dashboard.errors import NotFoundError
from server.dashboard.queries import candidates as candidate_queries
from server.dashboard.queries import rates as rate_queries
from server.dashboard.queries import station_events as events
from server.dashboard.queries import stations as queries
from server.dashboard.queries.stations import Condition
from server.dashboard.visits import Visit

PAGE = 100  # stations
_ORDER = tuple(Condition)


def stations(visit: Visit) -> Response:
    """All stations, those that need somebody first."""
    found = queries.stations(visit.db, visit.viewer, visit.now)
    needle, condition = visit.text("q").casefold(), visit.text("state")
    chosen = [
        state
        for state in found
        if (not needle or needle in state.id.casefold() or needle in state.venue.casefold())
        and condition in ("", state.condition)
    ]
    chosen.sort(key=lambda state: (_ORDER.index(state.condition), state.venue, state.id))
    start = (visit.page - 1) * PAGE
    return visit.answer(
        "stations.html",
        states=chosen[start : start + PAGE],
        total=len(chosen),
        size=PAGE,
        page=visit.page,
        q=visit.text("q"),
        condition=condition,
        conditions=_ORDER,
    )


def station(visit: Visit) -> Response:
    """A station: who it is, how it is, and what it has reported."""
    state = queries.station(visit.db, visit.viewer, visit.path("station"), visit.now)
    if state is None:
        raise NotFoundError("no such station")
    visit.record(Action.STATION, state.id)
    sign_ins = events.sign_ins(visit.db, state.id)
    return visit.answer(
        "station.html",
        state=state,
        opening=events.last_opening(visit.db, state.id),
        unpassed=events.unpassed,
        signed_in=events.signed_in(sign_ins),
        locked_out=events.locked_out(sign_ins),
        journals=queries.journals(visit.db, state.id),
        contradictions=queries.contradictions(visit.db, state.id),
        rate=rate_queries.rates_of_station(visit.db, state.id),
        checkins=candidate_queries.latest_of_station(visit.db, state.id),
    )
