"""What stations call. docs/wire.md is the contract, docs/openapi.json its form for programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Header, Path, Query, Request, Response
from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session, sessionmaker
from starlette.concurrency import run_in_threadpool

from server.batches import BATCH_SCHEMA, parse_batch
from server.bodies import read_body
from server.contacts import take_heartbeat
from server.errors import BodyMalformedError, NotJsonError
from server.evidence import take_piece, upload_state
from server.ingest import ingest
from server.metrics import Metrics
from server.packs import pack_piece, packs_for
from server.registration import authenticate, change_token, register
from server.venues import standing_page
from wire.base import Digest, Text
from wire.envelopes import MAX_BODY, BatchResult, Envelope
from wire.evidence import MAX_PICTURE, MAX_PIECE, UploadState
from wire.heartbeat import Heartbeat, HeartbeatAnswer
from wire.pack import MAX_PACK
from wire.pack_listing import PackListing
from wire.registration import Registered, Registration, TokenChange, TokenChanged
from wire.standing import Cursor, StandingPage
from wire.vocabulary import ReportOutcome

Model = TypeVar("Model", bound=BaseModel)
Clock = Callable[[], datetime]
MAX_SMALL_BODY = 16 * 1024  # bytes of a registration or a heartbeat
_JSON, _BYTES = "application/json", "application/octet-stream"

Authorization = Annotated[str | None, Header(description="Bearer and the station's token.")]


class Refusal(BaseModel):
    """Why a request was refused as a whole. ``error`` is a stable code, ``detail`` is for people."""

    error: str
    detail: str


def station_routes(
    sessions: sessionmaker[Session], publish: Callable[[], None], clock: Clock, metrics: Metrics
) -> APIRouter:
    """What a station calls, except for pictures.

    Args:
        sessions: on a database that is up to date.
        publish: called on the event loop when reports were committed.
        clock: the present moment.
        metrics: where outcomes are counted.
    """
    router = APIRouter()

    @router.post("/v1/register", responses=_refusals(403, 408, 413, 415, 422, 503), openapi_extra=_body(Registration))
    async def post_registration(request: Request) -> Registered:
        """Show an invitation's code and a key; get a name and a token."""
        registration = _parse(Registration, await read_body(request, _JSON, MAX_SMALL_BODY))
        return await run_in_threadpool(register, sessions, registration, clock())

    @router.post("/v1/token", responses=_refusals(401, 408, 413, 415, 422, 503), openapi_extra=_body(TokenChange))
    async def post_token(request: Request, authorization: Authorization = None) -> TokenChanged:
        """Name the token that is to replace the one shown, which is valid until the new one was used."""
        station_id = await run_in_threadpool(authenticate, sessions, authorization)
        change = _parse(TokenChange, await read_body(request, _JSON, MAX_SMALL_BODY))
        return await run_in_threadpool(change_token, sessions, station_id, change, clock())

    @router.post(
        "/v1/reports",
        responses=_refusals(401, 408, 413, 415, 422, 503),
        openapi_extra={"requestBody": {"required": True, "content": {_JSON: {"schema": BATCH_SCHEMA}}}},
    )
    async def post_reports(request: Request, authorization: Authorization = None) -> BatchResult:
        """Take a batch of reports in; each envelope has an outcome of its own, in the order of the batch."""
        station_id = await run_in_threadpool(authenticate, sessions, authorization)
        parsed = parse_batch(await read_body(request, _JSON, MAX_BODY))
        moment = clock().astimezone(UTC)
        envelopes = [item for item in parsed if isinstance(item, Envelope)]
        kept = iter(await run_in_threadpool(ingest, sessions, station_id, envelopes, moment))
        outcomes = [next(kept) if isinstance(item, Envelope) else item for item in parsed]
        for outcome in outcomes:
            metrics.reports.labels(outcome.outcome.value, outcome.code.value if outcome.code else "").inc()
        if any(outcome.outcome is ReportOutcome.ACCEPTED for outcome in outcomes):
            publish()
        return BatchResult(outcomes=outcomes, server_time=moment)

    @router.post("/v1/heartbeat", responses=_refusals(401, 408, 413, 415, 422, 503), openapi_extra=_body(Heartbeat))
    async def post_heartbeat(request: Request, authorization: Authorization = None) -> HeartbeatAnswer:
        """Say how a station is."""
        station_id = await run_in_threadpool(authenticate, sessions, authorization)
        heartbeat = _parse(Heartbeat, await read_body(request, _JSON, MAX_SMALL_BODY))
        return await run_in_threadpool(take_heartbeat, sessions, station_id, heartbeat, clock())

    @router.get("/v1/sessions/{session_id:path}/standing", responses=_refusals(401, 404, 422, 503))
    def get_standing(
        session_id: Annotated[Text, Path()],
        since: Annotated[Cursor | None, Query()] = None,
        authorization: Authorization = None,
    ) -> StandingPage:
        """How a session of the station's venue stands, and the candidates who changed after the cursor."""
        return standing_page(sessions, authenticate(sessions, authorization), session_id, since, clock())

    return router


def picture_routes(sessions: sessionmaker[Session], clock: Clock, metrics: Metrics) -> APIRouter:
    """What a station calls to send evidence pictures."""
    router = APIRouter()

    @router.get("/v1/evidence/{digest}", responses=_refusals(401, 404, 503))
    def get_evidence(digest: Annotated[Digest, Path()], authorization: Authorization = None) -> UploadState:
        """How much of a picture the server has."""
        return upload_state(sessions, authenticate(sessions, authorization), digest)

    @router.put(
        "/v1/evidence/{digest}",
        responses=_refusals(401, 404, 408, 409, 413, 415, 422, 503),
        openapi_extra={
            "requestBody": {"required": True, "content": {_BYTES: {"schema": {"type": "string", "format": "binary"}}}}
        },
    )
    async def put_evidence(
        request: Request,
        digest: Annotated[Digest, Path()],
        offset: Annotated[int, Query(ge=0, le=MAX_PICTURE)],
        authorization: Authorization = None,
    ) -> UploadState:
        """Append a piece to a picture that a kept report names."""
        station_id = await run_in_threadpool(authenticate, sessions, authorization)
        piece = await read_body(request, _BYTES, MAX_PIECE)
        state = await run_in_threadpool(take_piece, sessions, station_id, digest, offset, piece, clock())
        metrics.picture_bytes.inc(len(piece))
        return state

    return router


def pack_routes(sessions: sessionmaker[Session], clock: Clock) -> APIRouter:
    """What a station calls to get its session packs."""
    router = APIRouter()

    @router.get("/v1/packs", responses=_refusals(401, 503))
    def get_packs(authorization: Authorization = None) -> PackListing:
        """The packs that were made for this station, are for its venue and have not expired."""
        return packs_for(sessions, authenticate(sessions, authorization), clock())

    @router.get(
        "/v1/packs/{digest}",
        response_class=Response,
        responses={
            200: {"content": {_BYTES: {"schema": {"type": "string", "format": "binary"}}}},
            **_refusals(401, 404, 416, 422, 503),
        },
    )
    def get_pack(
        digest: Annotated[Digest, Path()],
        offset: Annotated[int, Query(ge=0, le=MAX_PACK)],
        authorization: Authorization = None,
    ) -> Response:
        """Bytes of a pack from an offset on, as many as the server likes to give at once."""
        station_id = authenticate(sessions, authorization)
        return Response(pack_piece(sessions, station_id, digest, offset, clock()), media_type=_BYTES)

    return router


def _parse(model: type[Model], body: bytes) -> Model:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        if first["type"] == "json_invalid":
            raise NotJsonError("the body is not JSON in UTF-8") from error
        where = ".".join(str(part) for part in first["loc"])[:200] or "body"
        text = f"{where}: {first['msg']}".encode("utf-8", "replace").decode()
        raise BodyMalformedError(text) from error


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Refusal} for status in statuses}


def _body(model: type[BaseModel]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {_JSON: {"schema": model.model_json_schema()}}}}
