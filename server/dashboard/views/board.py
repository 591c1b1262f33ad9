"""The public board: how many are there, and nothing about anyone."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from server.dashboard.days import day_of
from server.dashboard.queries import sessions as queries
from server.dashboard.rendering import language_of
from server.dashboard.views.overview import arrange
from server.dashboard.visits import Site, read_page

PAGE = 200  # sessions


def board(site: Site, request: Request, _form: Mapping[str, str]) -> Response:
    """Today's sessions. ``left`` are all who are not admitted, so that it tells nothing about refusals."""
    now = site.clock()
    wanted = request.query_params.get("q", "").strip()
    page = read_page(request.query_params.get("page", ""))
    with site.sessions() as db:
        lines, _ = arrange(queries.board(db, day_of("", now)), wanted, "venue")
    start = (page - 1) * PAGE
    answer = site.pages.answer(
        request,
        language_of(request),
        now,
        "board.html",
        viewer=None,
        lines=lines[start : start + PAGE],
        total=len(lines),
        size=PAGE,
        page=page,
        q=wanted,
    )
    answer.headers["Cache-Control"] = "public, max-age=10"
    return answer
