"""Puts the central server's parts together. Everything it needs is an argument; there is no global state."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import sessionmaker
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, Response

from server.admission import MOST_REQUESTS, Admission
from server.api import Clock, Refusal, pack_routes, picture_routes, station_routes
from server.dashboard import ErrorPages, dashboard_routes, error_pages, wants_page
from server.errors import RequestError
from server.headers import SECURITY_HEADERS, SecurityHeaders
from server.live import LiveFeed
from server.metrics import Metrics
from server.monitoring import monitoring_routes
from server.observing import Observing

_log = logging.getLogger(__name__)
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1", "[::1]")


def create_app(
    engine: Engine,
    clock: Clock,
    live: LiveFeed | None = None,
    hosts: Sequence[str] = (),
    most_requests: int = MOST_REQUESTS,
) -> FastAPI:
    """The application on a database that is up to date.

    Args:
        engine: from `server.database.open_engine`, after `server.schema.upgrade`.
        clock: the present moment; the zone that it is given in is the zone of the pages.
        live: whom to tell of new reports; closing it ends every event stream.
        hosts: the names that the server is called by from outside, where it is reached by TLS; none for this computer
            only. A foreign page whose name was made to point here still sends its own name.
        most_requests: how many are worked on at once; health and metrics are always answered.
    """
    feed = LiveFeed() if live is None else live
    sessions = sessionmaker(engine)
    metrics = Metrics()
    app = FastAPI(
        title="Hadir central server",
        version="1",
        docs_url=None,  # both pages load scripts from third parties
        redoc_url=None,
        middleware=[
            Middleware(Observing, metrics=metrics),
            Middleware(SecurityHeaders, by_tls=bool(hosts)),
            Middleware(Admission, most=most_requests, refuse=_refuse_busy),
            Middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK_NAMES, *hosts], www_redirect=False),
        ],
        exception_handlers={
            RequestError: _refuse,
            HTTPException: _refuse_http,
            RequestValidationError: _refuse_parameter,
            DBAPIError: _database_unavailable,
            PoolTimeoutError: _database_unavailable,
            Exception: _fault,
        },
    )
    app.state.metrics = metrics
    app.state.error_pages = error_pages(clock)
    # On PostgreSQL the news come back through the database, to this process too.
    publish = feed.publish if engine.dialect.name == "sqlite" else _leave_to_the_database
    app.include_router(station_routes(sessions, publish, clock, metrics))
    app.include_router(picture_routes(sessions, clock, metrics))
    app.include_router(pack_routes(sessions, clock))
    app.include_router(monitoring_routes(engine, metrics))
    app.include_router(dashboard_routes(sessions, feed, clock, secure_cookies=bool(hosts)))
    return app


def _leave_to_the_database() -> None:
    """`server.ingest` has told PostgreSQL, which tells every process."""


def _answer(request: Request, status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> Response:
    """A page for a person in a browser, the contract's refusal for a program."""
    request.app.state.metrics.refusals.labels(code).inc()
    if not wants_page(request):
        return JSONResponse(Refusal(error=code, detail=detail).model_dump(), status, headers)
    pages: ErrorPages = request.app.state.error_pages
    page = pages.answer(request, status)
    page.headers.update(headers or {})
    return page


async def _refuse(request: Request, error: Exception) -> Response:
    status, code = (error.status, error.code) if isinstance(error, RequestError) else (400, RequestError.code)
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return _answer(request, status, code, str(error), headers)


async def _refuse_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    detail = str(error.detail) if isinstance(error, HTTPException) else ""
    return _answer(request, status, f"http_{status}", detail)


async def _refuse_parameter(request: Request, error: Exception) -> Response:
    where = ""
    if isinstance(error, RequestValidationError):
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
    return _answer(request, 422, "parameter_invalid", f"{where} is not as the contract says")


async def _database_unavailable(request: Request, error: Exception) -> Response:
    _log.warning("the database did not answer: %s", type(error).__name__)
    return _answer(request, 503, "database_unavailable", "the database is busy", {"Retry-After": "2"})


def _refuse_busy(request: Request) -> Response:
    return _answer(request, 503, "server_busy", "too many requests at once", {"Retry-After": "5"})


async def _fault(request: Request, _error: Exception) -> Response:
    # Answered outside of the middleware, so it carries the headers itself.
    detail = "the server could not do this; its log says why"
    return _answer(request, 500, "server_fault", detail, dict(SECURITY_HEADERS))
