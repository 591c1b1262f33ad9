"""Candidates, their trail, and the pictures in it."""

from __future__ import annotations

from starlette.responses import Response

from server.accesses import Action
from server.dashboard.errors import NotFoundError
from server.dashboard.pictures import find_picture, safe_copy
from server.dashboard.queries import candidates as queries
from server.dashboard.queries import trail as trails
from server.dashboard.visits import Visit


def candidates(visit: Visit) -> Response:
    """Search by number."""
    typed = visit.text("number")
    if typed:
        visit.record(Action.SEARCH, typed)
    found = queries.find_candidates(visit.db, visit.viewer, typed) if typed else []
    return visit.answer("candidates.html", typed=typed, found=found, shortest=queries.MIN_PREFIX)


def trail(visit: Visit) -> Response:
    """Everything that was reported about one number."""
    number = visit.request.query_params.get("number", "")
    entries = trails.trail(visit.db, visit.viewer, number)
    if not entries:
        raise NotFoundError("no such candidate")
    visit.record(Action.TRAIL, number)
    return visit.answer(
        "trail.html",
        number=number,
        entries=entries,
        most=trails.MAX_TRAIL,
        standings=queries.standings(visit.db, visit.viewer, number),
        cases=queries.settlements_of(visit.db, visit.viewer, number),
    )


def picture(visit: Visit) -> Response:
    """A picture, made anew from what the station sent."""
    digest = visit.path("digest")
    content = find_picture(visit.db, visit.viewer, digest)
    visit.record(Action.PICTURE, digest)
    return Response(
        safe_copy(content),
        media_type="image/jpeg",
        headers={"Content-Disposition": "inline", "X-Content-Type-Options": "nosniff"},
    )
