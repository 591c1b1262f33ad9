"""Which address is which page, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from fastapi import APIRouter
from sqlalchemy.orm import Session, sessionmaker
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from server.dashboard.accounts import Passwords
from server.dashboard.errors import NotFoundError
from server.dashboard.gate import Endpoint, ErrorPages, Gate, Page
from server.dashboard.rendering import Pages
from server.dashboard.viewers import EVERYBODY, SETTLERS, WATCHERS
from server.dashboard.views import accesses, board, candidates, cases, exports, overview, rates, sessions, stations
from server.dashboard.views.signing_in import SigningIn
from server.dashboard.visits import Clock, Site
from server.live import LiveFeed
from server.tables import Role

_ASSETS: Final = {"page.css": "text/css", "page.js": "text/javascript"}
_FOLDER = Path(__file__).with_name("assets")

PAGES: Final[tuple[tuple[str, str, Page, frozenset[Role]], ...]] = (
    ("GET", "/", overview.overview, EVERYBODY),
    ("GET", "/venues/{venue:path}", sessions.venue, EVERYBODY),
    ("GET", "/sessions/{session:path}", sessions.session, EVERYBODY),
    ("GET", "/stations", stations.stations, EVERYBODY),
    ("GET", "/stations/{station}", stations.station, EVERYBODY),
    ("GET", "/candidates", candidates.candidates, EVERYBODY),
    ("GET", "/candidates/trail", candidates.trail, EVERYBODY),
    ("GET", "/pictures/{digest}", candidates.picture, EVERYBODY),
    ("GET", "/cases", cases.cases, EVERYBODY),
    ("GET", "/cases/{kind}/{subject}", cases.case, EVERYBODY),
    ("POST", "/cases/{kind}/{subject}", cases.settle, SETTLERS),
    ("GET", "/rates", rates.rates, EVERYBODY),
    ("GET", "/export/checkins.csv", exports.checkins, EVERYBODY),
    ("GET", "/export/overview.csv", exports.overview, EVERYBODY),
    ("GET", "/access", accesses.accesses, WATCHERS),
)


def dashboard_routes(
    sessions: sessionmaker[Session],
    live: LiveFeed,
    clock: Clock,
    *,
    secure_cookies: bool = False,
    hasher: PasswordHasher | None = None,
) -> APIRouter:
    """All pages, what they load, and their live events.

    Args:
        sessions: of a database that is up to date.
        live: tells the pages that something new was committed.
        clock: the present moment; the zone that it is given in is the zone of the pages.
        secure_cookies: the server is reached by TLS.
        hasher: Argon2id with other parameters than the library's.
    """
    site = Site(sessions, clock, Pages())
    gate = Gate(site, is_secure=secure_cookies)
    signing_in = SigningIn(site, gate, Passwords(hasher), secure_cookies)
    router = APIRouter(include_in_schema=False)
    for method, path, page, roles in (*PAGES, ("POST", "/sign-out", signing_in.leave, EVERYBODY)):
        _add(router, method, path, gate.guard(page, roles))
    for method, path, open_page in (
        ("GET", "/sign-in", signing_in.show),
        ("POST", "/sign-in", signing_in.take),
        ("GET", "/board", partial(board.board, site)),
        ("GET", "/assets/{name}", _asset),
    ):
        _add(router, method, path, gate.open(open_page))
    _add(router, "GET", "/events", gate.listen(live))
    return router


def error_pages(clock: Clock) -> ErrorPages:
    """The pages for errors that no page of the dashboard has met itself, such as an unknown address."""
    return ErrorPages(clock, Pages())


def _add(router: APIRouter, method: str, path: str, endpoint: Endpoint) -> None:
    """As a route of FastAPI's, so that requests are counted and logged by its address."""
    methods = ["GET", "HEAD"] if method == "GET" else [method]
    router.add_api_route(path, endpoint, methods=methods, response_model=None, include_in_schema=False)


def _asset(request: Request, _form: Mapping[str, str]) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise NotFoundError("no such asset")
    return FileResponse(_FOLDER / name, media_type=_ASSETS[name], headers={"Cache-Control": "no-cache"})
