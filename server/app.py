"""Puts the central server's parts together. Everything it needs is an argument; there is no global state."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import sessionmaker
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse

from server.api import Clock, Refusal, api_routes
from server.errors import RequestError
from server.headers import SECURITY_HEADERS, SecurityHeaders
from server.live import LiveFeed
from server.pages import page_routes

_log = logging.getLogger(__name__)
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1", "[::1]")


def create_app(engine: Engine, clock: Clock, live: LiveFeed | None = None) -> FastAPI:
    """The application on a database that is up to date.

    Args:
        engine: from `server.database.open_engine`, after `server.schema.upgrade`.
        clock: the present moment; the zone that it is given in is the zone of the page.
        live: whom to tell of new reports; closing it ends every event stream.
    """
    feed = LiveFeed() if live is None else live
    sessions = sessionmaker(engine)
    app = FastAPI(
        title="Hadir central server",
        docs_url=None,  # both pages load scripts from third parties
        redoc_url=None,
        middleware=[
            Middleware(SecurityHeaders),
            # A foreign page whose name was made to point here still sends its own name.
            Middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK_NAMES, www_redirect=False),
        ],
        exception_handlers={
            RequestError: _refuse,
            HTTPException: _refuse_http,
            DBAPIError: _database_unavailable,
            PoolTimeoutError: _database_unavailable,
            Exception: _fault,
        },
    )
    app.include_router(api_routes(sessions, feed, clock))
    app.include_router(page_routes(sessions, clock))
    return app


def _answer(status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(Refusal(error=code, detail=detail).model_dump(), status, headers)


async def _refuse(_request: Request, error: Exception) -> JSONResponse:
    status, code = (error.status, error.code) if isinstance(error, RequestError) else (400, RequestError.code)
    return _answer(status, code, str(error))


async def _refuse_http(_request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 400
    detail = str(error.detail) if isinstance(error, HTTPException) else ""
    return _answer(status, f"http_{status}", detail)


async def _database_unavailable(_request: Request, error: Exception) -> JSONResponse:
    _log.warning("the database did not answer: %s", type(error).__name__)
    return _answer(503, "database_unavailable", "the database is busy", {"Retry-After": "2"})


async def _fault(_request: Request, _error: Exception) -> JSONResponse:
    # Answered outside of the middleware, so it carries the headers itself.
    return _answer(500, "server_fault", "the server could not do this; its log says why", dict(SECURITY_HEADERS))
