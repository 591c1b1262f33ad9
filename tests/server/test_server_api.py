"""What a station and a monitor get to hear."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from server.batches import read_body
from server.errors import BodyTooLargeError, ListenersFullError
from server.live import LiveFeed
from wire.reports import MAX_BATCH, MAX_BODY, BatchResult, Envelope
from wire.vocabulary import Decision, ReportOutcome

if TYPE_CHECKING:
    from tests.server.conftest import Client

MakeEnvelope = Callable[..., Envelope]
JSON = {"Content-Type": "application/json"}


def test_a_batch_gets_one_outcome_for_each_report_in_its_order(
    client: Client, make_envelope: MakeEnvelope, now: datetime
) -> None:
    first, second = make_envelope(1), make_envelope(2)
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
        {"station_seq": 0},
        {"station_id": "../etc"},
        {"payload": "x" * 20_000},
        {"payload": "\ud800{}"},
        {"payload": None},
        {"surprise": 1},
        {"\ud800": 1},
    ],
)
def test_a_malformed_envelope_is_rejected_alone(
    client: Client, make_envelope: MakeEnvelope, spoiled: dict[str, Any]
) -> None:
    bad = make_envelope(2).model_dump(mode="json") | spoiled
    answer = client.request(
        "POST",
        "/v1/reports",
        content=json.dumps({"envelopes": [bad, make_envelope(1).model_dump(mode="json")]}),  # escapes half pairs
        headers=JSON,
    )
    assert answer.status_code == 200
    rejected, accepted = answer.json()["outcomes"]
    assert (rejected["report_id"], rejected["outcome"]) == (bad["report_id"], "REJECTED")
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


def test_a_body_that_is_not_said_to_be_json_is_refused(client: Client, make_envelope: MakeEnvelope) -> None:
    body = json.dumps({"envelopes": [make_envelope().model_dump(mode="json")]})
    answer = client.request("POST", "/v1/reports", content=body, headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()["error"]) == (415, "not_json_type")


def test_a_body_that_is_too_large_is_refused_even_without_a_length(client: Client) -> None:
    async def stream() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY // 65_536 + 1):
            yield b" " * 65_536

    sized = client.request("POST", "/v1/reports", content=b" " * (MAX_BODY + 1), headers=JSON)
    chunked = client.request("POST", "/v1/reports", content=stream(), headers=JSON)
    assert [answer.status_code for answer in (sized, chunked)] == [413, 413]
    assert chunked.json()["error"] == "body_too_large"


def test_reading_stops_at_the_limit() -> None:
    read = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            read.append(1)
            yield b"x"

    with pytest.raises(BodyTooLargeError):
        asyncio.run(read_body(endless(), "application/json; charset=utf-8", limit=10))
    assert len(read) == 11


def test_health_and_counts_tell_what_is_kept(client: Client, make_envelope: MakeEnvelope) -> None:
    assert client.get("/v1/health").json() == {"status": "ok", "reports": 0}
    decisions = [Decision.ADMIT, Decision.ADMIT, Decision.REFUSE]
    client.post_batch([make_envelope(seq, decision=decision) for seq, decision in enumerate(decisions, 1)])
    assert client.get("/v1/health").json() == {"status": "ok", "reports": 3}
    assert client.get("/v1/counts").json() == {
        "reports": 3,
        "decisions": {"ADMIT": 2, "ADMIT_MANUAL": 0, "PROVISIONAL": 0, "REFUSE": 1, "CANCEL": 0},
    }


def test_a_database_that_fails_is_said_to_be_unavailable_without_details(
    client: Client, engine: Engine, make_envelope: MakeEnvelope
) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE report"))
    answer = client.get("/v1/health")
    assert (answer.status_code, answer.json()["error"]) == (503, "database_unavailable")
    assert "report" not in answer.json()["detail"]
    outcomes = client.post_batch([make_envelope()]).json()["outcomes"]
    assert [outcome["outcome"] for outcome in outcomes] == ["RETRY"]


def test_a_fault_of_the_server_shows_no_traceback(client: Client) -> None:
    @client.app.get("/fault")
    def fault() -> None:
        raise KeyError("secret")

    answer = client.get("/fault")
    assert (answer.status_code, answer.json()["error"]) == (500, "server_fault")
    assert "secret" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_that_load_from_third_parties_are_off_and_the_description_stays(client: Client) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc", "/nowhere")] == [404, 404, 404]
    assert client.get("/nowhere").json()["error"] == "http_404"
    description = client.get("/openapi.json").json()
    assert set(description["paths"]) == {"/v1/reports", "/v1/health", "/v1/counts", "/events"}
    batch = description["paths"]["/v1/reports"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert batch["properties"]["envelopes"]["maxItems"] == MAX_BATCH


def test_a_foreign_host_name_that_points_here_is_refused(client: Client) -> None:
    assert client.get("/v1/counts", headers={"Host": "evil.example"}).status_code == 400
    for host in ("localhost:8000", "127.0.0.1:1", "[::1]:8000"):
        assert client.get("/v1/counts", headers={"Host": host}).status_code == 200


def test_a_listener_hears_news_then_a_heartbeat_and_ends_when_the_feed_closes() -> None:
    async def listen() -> list[str]:
        feed = LiveFeed(heartbeat=0)
        listener = feed.subscribe()
        events = feed.events(listener)
        heard = [await anext(events)]
        feed.publish(2)
        feed.publish(1)
        heard += [await anext(events), await anext(events)]
        feed.close()
        return [*heard, *[event async for event in events]]

    assert asyncio.run(listen()) == ["retry: 3000\n\n", 'data: {"accepted":3}\n\n', ": still here\n\n"]


def test_only_so_many_may_listen_and_a_place_is_free_again_afterwards() -> None:
    feed = LiveFeed(limit=1)
    listener = feed.subscribe()
    with pytest.raises(ListenersFullError):
        feed.subscribe()
    feed.unsubscribe(listener)
    feed.unsubscribe(listener)
    feed.subscribe()
    assert len(feed) == 1


def test_who_listens_after_the_close_ends_at_once() -> None:
    async def listen() -> list[str]:
        feed = LiveFeed()
        feed.close()
        return [event async for event in feed.events(feed.subscribe())]

    assert asyncio.run(listen()) == ["retry: 3000\n\n"]
