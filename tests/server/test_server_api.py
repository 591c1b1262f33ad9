"""What a station and a monitor get to hear."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest
from fastapi import Request
from sqlalchemy import Engine, text

from server.bodies import read_body
from server.errors import BodyTooLargeError, BodyTooSlowError, ListenersFullError
from server.live import LiveFeed
from tests.server.scribe import Scribe
from wire.envelopes import MAX_BATCH, MAX_BODY, BatchResult
from wire.evidence import Picture, PictureRole, picture_digest
from wire.heartbeat import Heartbeat
from wire.registration import token_digest
from wire.vocabulary import ReportOutcome

if TYPE_CHECKING:
    from tests.server.conftest import Client

JSON = {"Content-Type": "application/json"}
BYTES = {"Content-Type": "application/octet-stream"}


def test_a_batch_gets_one_outcome_for_each_report_in_its_order(client: Client, scribe: Scribe, now: datetime) -> None:
    first, second = scribe.begin(), scribe.checkin()
    client.post_batch([second])
    answer = client.post_batch([first, second])
    assert answer.status_code == 200
    result = BatchResult.model_validate_json(answer.content)
    assert [(o.report_id, o.outcome) for o in result.outcomes] == [
        (first.report_id, ReportOutcome.ACCEPTED),
        (second.report_id, ReportOutcome.DUPLICATE),
    ]
    assert result.server_time == now


@pytest.mark.parametrize(
    "spoiled",
    [
        {"digest": "short"},
        {"signature": "none"},
        {"key_id": None},
        {"station_seq": 0},
        {"station_id": "../etc"},
        {"payload": "x" * 20_000},
        {"payload": "\ud800{}"},
        {"payload": None},
        {"surprise": 1},
        {"\ud800": 1},
    ],
)
def test_a_malformed_envelope_is_rejected_alone(client: Client, scribe: Scribe, spoiled: dict[str, Any]) -> None:
    good = scribe.begin()
    bad = scribe.checkin().model_dump(mode="json") | spoiled
    answer = client.request(
        "POST",
        "/v1/reports",
        content=json.dumps({"envelopes": [bad, good.model_dump(mode="json")]}),  # escapes half pairs
        headers=JSON,
    )
    assert answer.status_code == 200
    rejected, accepted = answer.json()["outcomes"]
    assert (rejected["report_id"], rejected["outcome"]) == (bad["report_id"], "REJECTED")
    assert rejected["code"] == "envelope_invalid"
    assert rejected["detail"]
    assert accepted["outcome"] == "ACCEPTED"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"{", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "batch_malformed"),
        (b"{}", "batch_malformed"),
        (b'{"envelopes":[]}', "batch_malformed"),
        (b'{"envelopes":[{"report_id":1}],"\\ud800":1}', "batch_malformed"),
        (b'{"' + b"k" * 9000 + b'":1}', "batch_malformed"),
        (b'{"envelopes":[1]}', "batch_malformed"),
        (b'{"envelopes":[{}]}', "batch_malformed"),
        (b'{"envelopes":[{"report_id":"\'; DROP TABLE report;--"}]}', "batch_malformed"),
        (b'{"envelopes":[{"report_id":["a"]}]}', "batch_malformed"),
        (json.dumps({"envelopes": [{"report_id": str(uuid4())}] * (MAX_BATCH + 1)}).encode(), "batch_malformed"),
    ],
)
def test_what_is_no_batch_is_refused_with_a_stable_code(client: Client, body: bytes, code: str) -> None:
    answer = client.request("POST", "/v1/reports", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (422, code)
    assert "Traceback" not in answer.text
    assert len(answer.content) < 1000


@pytest.mark.parametrize("path", ["/v1/reports", "/v1/heartbeat", "/v1/register"])
@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Content-Type": "text/plain"}, 415, "content_type"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415, "content_type"),
        (JSON | {"Content-Encoding": "gzip"}, 415, "content_encoding"),
        (JSON, 422, "not_json"),
    ],
)
def test_a_body_of_another_kind_is_refused(
    client: Client, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = client.request("POST", path, content=b"\x1f\x8b\x08", headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (status, code)


def test_a_body_that_is_too_large_is_refused_even_without_a_length(client: Client) -> None:
    async def stream() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY // 65_536 + 1):
            yield b" " * 65_536

    sized = client.request("POST", "/v1/reports", content=b" " * (MAX_BODY + 1), headers=JSON)
    chunked = client.request("POST", "/v1/reports", content=stream(), headers=JSON)
    small = client.request("POST", "/v1/heartbeat", content=b" " * 100_000, headers=JSON)
    assert [answer.status_code for answer in (sized, chunked, small)] == [413, 413, 413]
    assert chunked.json()["error"] == "body_too_large"


def _request(chunks: AsyncIterator[bytes]) -> Request:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": await anext(chunks), "more_body": True}

    headers = [(b"content-type", b"application/json; charset=utf-8")]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


def test_reading_stops_at_the_limit() -> None:
    read = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            read.append(1)
            yield b"x"

    with pytest.raises(BodyTooLargeError):
        asyncio.run(read_body(_request(endless()), "application/json", limit=10))
    assert len(read) == 11


def test_a_body_that_drips_is_given_up() -> None:
    async def drip() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.Event().wait()

    with pytest.raises(BodyTooSlowError):
        asyncio.run(read_body(_request(drip()), "application/json", limit=10, seconds=0.01))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/reports"),
        ("POST", "/v1/heartbeat"),
        ("POST", "/v1/token"),
        ("GET", f"/v1/evidence/{'a' * 64}"),
        ("PUT", f"/v1/evidence/{'a' * 64}?offset=0"),
    ],
)
@pytest.mark.parametrize("token", ["", "wrong", "x" * 9000])
def test_nobody_without_a_token_gets_in(client: Client, method: str, path: str, token: str) -> None:
    answer = client.request(method, path, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorised")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_registration_over_the_wire_that_is_refused_says_why(client: Client, scribe: Scribe) -> None:
    registration = scribe.registration("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA").model_dump(mode="json")
    answer = client.request("POST", "/v1/register", json=registration)
    assert (answer.status_code, answer.json()["error"]) == (403, "code_unknown")
    answer = client.request("POST", "/v1/register", json=registration | {"code": "letme-in"})
    assert (answer.status_code, answer.json()["error"]) == (422, "body_malformed")
    assert "letme-in" not in answer.text


def test_a_new_token_replaces_the_old_one_once_it_is_used(client: Client) -> None:
    change = {"token_digest": token_digest("new")}
    assert client.request("POST", "/v1/token", json=change).status_code == 200
    assert client.request("POST", "/v1/heartbeat", headers={"Authorization": "Bearer new"}).status_code == 415
    assert client.request("POST", "/v1/heartbeat").status_code == 401


def heartbeat_of(scribe: Scribe, now: datetime) -> Heartbeat:
    return Heartbeat(
        sent_at=now,
        clock_offset=None,
        journal_id=scribe.journal_id,
        last_seq=scribe.last_seq,
        last_digest=scribe.last_digest,
        pending=1,
        quarantined=0,
        pictures_pending=0,
        session_id=None,
        camera=None,
        program="0.1.0",
    )


def test_a_heartbeat_is_answered_with_what_is_known_of_the_journal(
    client: Client, scribe: Scribe, now: datetime
) -> None:
    client.post_batch([scribe.begin(), scribe.checkin()])
    heartbeat = heartbeat_of(scribe, now)
    for _ in range(2):
        answer = client.request("POST", "/v1/heartbeat", content=heartbeat.model_dump_json(), headers=JSON)
        assert answer.json()["known_last_seq"] == 2
        assert datetime.fromisoformat(answer.json()["server_time"]) == now


def test_a_heartbeat_is_told_what_is_missing(client: Client, scribe: Scribe, now: datetime) -> None:
    reports = [scribe.begin(), *(scribe.checkin() for _ in range(5))]
    client.post_batch([reports[0], reports[3]])
    beat = heartbeat_of(scribe, now)
    answer = client.request("POST", "/v1/heartbeat", content=beat.model_dump_json(), headers=JSON).json()
    assert answer["missing"] == [{"first": 2, "last": 3}, {"first": 5, "last": 6}]
    unknown = beat.model_copy(update={"journal_id": uuid4()})
    answer = client.request("POST", "/v1/heartbeat", content=unknown.model_dump_json(), headers=JSON).json()
    assert (answer["known_last_seq"], answer["missing"]) == (0, [{"first": 1, "last": 6}])
    client.post_batch(reports)
    answer = client.request("POST", "/v1/heartbeat", content=beat.model_dump_json(), headers=JSON).json()
    assert (answer["known_last_seq"], answer["missing"]) == (6, [])


def test_a_heartbeat_is_told_which_pictures_have_not_arrived(client: Client, scribe: Scribe, now: datetime) -> None:
    content = b"\xff\xd8\xff" + b"picture" * 10
    picture = Picture(digest=picture_digest(content), role=PictureRole.FACE, size=len(content))
    client.post_batch([scribe.begin(), scribe.checkin(pictures=(picture,))])
    beat = heartbeat_of(scribe, now).model_dump_json()
    answer = client.request("POST", "/v1/heartbeat", content=beat, headers=JSON).json()
    assert answer["pictures"] == [picture.digest]
    client.request("PUT", f"/v1/evidence/{picture.digest}?offset=0", content=content, headers=BYTES)
    answer = client.request("POST", "/v1/heartbeat", content=beat, headers=JSON).json()
    assert answer["pictures"] == []


def test_a_picture_goes_over_the_wire_in_pieces(client: Client, scribe: Scribe) -> None:
    content = b"\xff\xd8\xff" + b"picture" * 1000
    digest = picture_digest(content)
    path = f"/v1/evidence/{digest}"
    assert client.get(path).json()["error"] == "picture_unknown"
    picture = Picture(digest=digest, role=PictureRole.FACE, size=len(content))
    client.post_batch([scribe.begin(), scribe.checkin(pictures=(picture,))])
    assert client.get(path).json() == {"digest": digest, "size": len(content), "received": 0}
    half = client.request("PUT", f"{path}?offset=0", content=content[:3000], headers=BYTES)
    assert half.json()["received"] == 3000
    again = client.request("PUT", f"{path}?offset=0", content=content[:3000], headers=BYTES)
    assert (again.status_code, again.json()["error"]) == (409, "offset_conflict")
    whole = client.request("PUT", f"{path}?offset=3000", content=content[3000:], headers=BYTES)
    assert whole.json()["received"] == len(content)


@pytest.mark.parametrize("path", ["/v1/evidence/..%2f..%2fetc", "/v1/evidence/ABC", f"/v1/evidence/{'g' * 64}"])
def test_a_parameter_that_breaks_the_contract_is_refused_without_repeating_it(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert "etc" not in answer.text
    assert "ggg" not in answer.text


def test_health_readiness_and_metrics(client: Client, engine: Engine, scribe: Scribe) -> None:
    client.post_batch([scribe.begin()])
    client.get("/nowhere")
    assert [client.get(path).status_code for path in ("/health/live", "/health/ready")] == [200, 200]
    metrics = client.get("/metrics").text
    assert 'hadir_reports_total{outcome="ACCEPTED",problem=""} 1.0' in metrics
    assert 'hadir_requests_total{method="POST",route="/v1/reports",status="200"} 1.0' in metrics
    assert 'hadir_refusals_total{error="http_404"} 1.0' in metrics
    assert "nowhere" not in metrics
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert client.get("/health/ready").status_code == 503


def test_every_page_is_counted_by_its_template_and_what_is_unknown_by_one_label(client: Client) -> None:
    paths = (
        "/",
        "/venues/BKN/Regional",
        "/stations/PLM-01",
        "/cases/MISSING/abc",
        "/assets/page.js",
        "/sign-in",
        "/events",
    )
    for path in (*paths, "/nowhere/1", "/nowhere/2"):
        client.get(path)
    client.request("PUT", "/cases/MISSING/abc")
    metrics = client.get("/metrics").text
    routes = ("/", "/venues/{venue:path}", "/stations/{station}", "/assets/{name}", "/sign-in", "/events")
    for route in (*routes, "/cases/{kind}/{subject}"):
        assert f'hadir_requests_total{{method="GET",route="{route}",status=' in metrics
    assert 'hadir_requests_total{method="PUT",route="/cases/{kind}/{subject}",status="405"} 1.0' in metrics
    assert 'hadir_requests_total{method="GET",route="none",status="404"} 2.0' in metrics
    assert "PLM-01" not in metrics


def test_metrics_are_for_this_computer_only(client: Client) -> None:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(client.app, client=("192.0.2.7", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as caller:
            return await caller.get("/metrics")

    assert asyncio.run(ask()).status_code == 403


def test_a_database_that_fails_is_said_to_be_unavailable_without_details(
    client: Client, engine: Engine, scribe: Scribe
) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE contact"))
        connection.execute(text("DROP TABLE journal_head"))
    heartbeat = Heartbeat(
        sent_at=datetime(2026, 10, 12, tzinfo=UTC),
        clock_offset=None,
        journal_id=scribe.journal_id,
        last_seq=0,
        last_digest="0" * 64,
        pending=0,
        quarantined=0,
        pictures_pending=0,
        session_id=None,
        camera=None,
        program="0.1.0",
    )
    answer = client.request("POST", "/v1/heartbeat", content=heartbeat.model_dump_json(), headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (503, "database_unavailable")
    assert "contact" not in answer.json()["detail"]
    outcomes = client.post_batch([scribe.begin()]).json()["outcomes"]
    assert [outcome["outcome"] for outcome in outcomes] == ["RETRY"]


def test_a_fault_of_the_server_shows_no_traceback(client: Client) -> None:
    @client.app.get("/fault")
    def fault() -> None:
        raise KeyError("secret")

    answer = client.get("/fault")
    assert (answer.status_code, answer.json()["error"]) == (500, "server_fault")
    assert "secret" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_that_load_from_third_parties_are_off(client: Client) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc", "/nowhere")] == [404, 404, 404]
    assert client.get("/nowhere").json()["error"] == "http_404"


def test_a_foreign_host_name_that_points_here_is_refused(client: Client) -> None:
    assert client.get("/health/live", headers={"Host": "evil.example"}).status_code == 400
    for host in ("localhost:8000", "127.0.0.1:1", "[::1]:8000"):
        assert client.get("/health/live", headers={"Host": host}).status_code == 200


async def _always() -> bool:
    return True


def test_a_listener_hears_news_then_a_heartbeat_and_ends_when_the_feed_closes() -> None:
    async def listen() -> list[str]:
        feed = LiveFeed(heartbeat=0)
        listener = feed.subscribe("a login")
        events = feed.events(listener, _always)
        heard = [await anext(events)]
        feed.publish()
        feed.publish()
        heard += [await anext(events), await anext(events)]
        feed.close()
        return [*heard, *[event async for event in events]]

    assert asyncio.run(listen()) == ["retry: 3000\n\n", "data: new\n\n", ": still here\n\n"]


def test_only_so_many_may_listen_and_a_place_is_free_again_afterwards() -> None:
    feed = LiveFeed(limit=1)
    listener = feed.subscribe("one")
    with pytest.raises(ListenersFullError):
        feed.subscribe("another")
    feed.unsubscribe(listener)
    feed.unsubscribe(listener)
    feed.subscribe("another")
    assert len(feed) == 1


def test_one_login_does_not_take_the_places_of_the_others() -> None:
    feed = LiveFeed(of_login=2)
    listener, _ = feed.subscribe("one"), feed.subscribe("one")
    with pytest.raises(ListenersFullError):
        feed.subscribe("one")
    feed.subscribe("another")
    feed.unsubscribe(listener)
    feed.subscribe("one")


def test_who_may_listen_no_longer_hears_nothing_more_even_in_the_middle_of_news() -> None:
    async def listen() -> list[str]:
        feed = LiveFeed(heartbeat=0.02)
        answers = iter([True, False])
        heard = []

        async def may_listen() -> bool:
            return next(answers)

        async for event in feed.events(feed.subscribe("a login"), may_listen):
            heard.append(event)
            feed.publish()
        return heard

    heard = asyncio.run(asyncio.wait_for(listen(), 20))
    assert "data: new\n\n" in heard


def test_who_listens_after_the_close_ends_at_once() -> None:
    async def listen() -> list[str]:
        feed = LiveFeed()
        feed.close()
        return [event async for event in feed.events(feed.subscribe("a login"), _always)]

    assert asyncio.run(listen()) == ["retry: 3000\n\n"]
