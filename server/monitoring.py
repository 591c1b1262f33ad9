"""What monitors and load balancers call."""

from __future__ import annotations

import asyncio
import ipaddress

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from server.api import Refusal
from server.metrics import CONTENT_TYPE, Metrics
from server.schema import is_current


class Health(BaseModel):
    """The process answers, or is ready to take reports."""

    status: str = "ok"


def monitoring_routes(engine: Engine, metrics: Metrics) -> APIRouter:
    """Health, readiness and metrics."""
    router = APIRouter()

    @router.get("/health/live")
    async def get_live() -> Health:
        """Whether the process answers."""
        return Health()

    @router.get("/health/ready", responses={503: {"model": Refusal}})
    async def get_ready() -> Health:
        """Whether the database can be read and has this program's schema."""
        if not await asyncio.to_thread(is_current, engine):  # not behind the requests that wait for a thread
            raise HTTPException(503, "the database has another version's schema")
        return Health()

    @router.get("/metrics", response_class=PlainTextResponse, responses={403: {"model": Refusal}})
    def get_metrics(request: Request) -> Response:
        """Counters for Prometheus; for this computer only."""
        if request.client is None or not _is_this_computer(request.client.host):
            raise HTTPException(403, "metrics are for this computer only")
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    return router


def _is_this_computer(host: str) -> bool:
    """A proxy says who the client is, and may say anything."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
