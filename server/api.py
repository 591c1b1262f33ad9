"""What stations and monitors call: reports in, health and counts out, live events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy.orm import Session, sessionmaker
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from server.batches import BATCH_SCHEMA, parse_batch, read_body
from server.ingest import ingest
from server.live import LiveFeed
from server.queries import decision_counts
from wire.reports import BatchResult, Envelope
from wire.vocabulary import Decision, ReportOutcome

Clock = Callable[[], datetime]


class Health(BaseModel):
    """The server answers and its database can be read."""

    status: str = "ok"
    reports: int


class Counts(BaseModel):
    """How many reports are kept, in all and for each decision."""

    reports: int
    decisions: dict[Decision, int]


class Refusal(BaseModel):
    """Why a request was refused as a whole. ``error`` is a stable code, ``detail`` is for people."""

    error: str
    detail: str


class _EventStream(StreamingResponse):
    """Server-sent events. However the stream ends, its listener is gone afterwards."""

    def __init__(self, live: LiveFeed) -> None:
        self._live = live
        self._listener = live.subscribe()
        super().__init__(live.events(self._listener), media_type="text/event-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._live.unsubscribe(self._listener)


def api_routes(sessions: sessionmaker[Session], live: LiveFeed, clock: Clock) -> APIRouter:
    """The routes below /v1, and /events."""
    router = APIRouter()

    @router.post(
        "/v1/reports",
        responses={code: {"model": Refusal} for code in (413, 415, 422)},
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": BATCH_SCHEMA}}}},
    )
    async def post_reports(request: Request) -> BatchResult:
        """Take a batch of reports in; each envelope has an outcome of its own, in the order of the batch."""
        body = await read_body(request.stream(), request.headers.get("content-type", ""))
        parsed = parse_batch(body)
        now = clock().astimezone(UTC)
        envelopes = [item for item in parsed if isinstance(item, Envelope)]
        outcomes = await run_in_threadpool(ingest, sessions, envelopes, now)
        accepted = sum(outcome.outcome is ReportOutcome.ACCEPTED for outcome in outcomes)
        if accepted:
            live.publish(accepted)
        kept = iter(outcomes)
        return BatchResult(
            outcomes=[next(kept) if isinstance(item, Envelope) else item for item in parsed], server_time=now
        )

    @router.get("/v1/health", responses={503: {"model": Refusal}})
    def get_health() -> Health:
        """Whether the server works."""
        with sessions() as session:
            return Health(reports=sum(decision_counts(session).values()))

    @router.get("/v1/counts", responses={503: {"model": Refusal}})
    def get_counts() -> Counts:
        """The reports kept, by decision."""
        with sessions() as session:
            decisions = decision_counts(session)
        return Counts(reports=sum(decisions.values()), decisions=decisions)

    @router.get("/events", response_class=StreamingResponse, responses={503: {"model": Refusal}})
    async def get_events() -> StreamingResponse:
        """Server-sent events: ``{"accepted": n}`` whenever n new reports were committed."""
        return _EventStream(live)

    return router
