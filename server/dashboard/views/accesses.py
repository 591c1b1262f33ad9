"""The record of accesses."""

from __future__ import annotations

from starlette.responses import Response

from server.dashboard import accesses as queries
from server.dashboard.errors import MalformedError
from server.dashboard.visits import Visit


def accesses(visit: Visit) -> Response:
    """Who looked at what, the latest first."""
    user, before = visit.text("user"), visit.text("before")
    if before and not (before.isascii() and before.isdecimal() and len(before) <= 18):
        raise MalformedError("expected the number of a row")
    found = queries.accesses(visit.db, user or None, int(before) if before else None)
    return visit.answer(
        "accesses.html", found=found[: queries.PAGE], has_more=len(found) > queries.PAGE, user=user, before=before
    )
