"""What headquarters sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.queries import LATEST
from server.texts import ENGLISH, INDONESIAN, choose
from wire.reports import Envelope
from wire.vocabulary import Decision, Reason, Verdict

if TYPE_CHECKING:
    from tests.server.conftest import Client

MakeEnvelope = Callable[..., Envelope]


def _figures(html: str) -> list[str]:
    return re.findall(r'<dd class="value">([^<]*)</dd>', html)


def test_an_empty_database_shows_a_friendly_page(client: Client) -> None:
    html = client.get("/").text
    assert "Belum ada pemeriksaan" in html
    assert _figures(html) == ["0"] * 5
    assert "<table" not in html


def test_the_five_figures_count_decisions_and_stations(client: Client, make_envelope: MakeEnvelope) -> None:
    decisions = [*Decision, Decision.ADMIT, Decision.CANCEL, Decision.CANCEL]
    client.post_batch([make_envelope(seq, decision=d) for seq, d in enumerate(decisions, 1)])
    client.post_batch([make_envelope(1, station_id="PLM-02")])
    html = client.get("/?lang=en").text
    assert _figures(html) == ["4", "1", "1", "3", "2"]
    assert "1 after a manual review" in html
    assert "last contact 07:41:12" in html


def test_a_check_in_shows_what_the_machine_said_and_what_the_officer_did(
    client: Client, make_envelope: MakeEnvelope
) -> None:
    client.post_batch(
        [
            make_envelope(
                verdict=Verdict.LOOKALIKE,
                reason=Reason.OTHER_CANDIDATE_SIMILAR,
                decision=Decision.ADMIT_MANUAL,
                score=-0.0421,
            )
        ]
    )
    indonesian, english = client.get("/?lang=id").text, client.get("/?lang=en").text
    for part in ("Mirip peserta lain", "peserta lain serupa", "Diterima manual", "\N{MINUS SIGN}0,042", "/ 0,363"):
        assert part in indonesian
    for part in ("Look-alike", "another candidate is similar", "Admitted manually", "\N{MINUS SIGN}0.042"):
        assert part in english
    assert "07.41.12</time>" in indonesian
    assert "PLM-01" in english
    assert "24100140017" in english


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_verdict_decision_and_reason_has_a_look_and_a_word(
    lang: str, client: Client, make_envelope: MakeEnvelope
) -> None:
    rows = [
        (verdict, decision, reason)
        for verdict in (*Verdict, None)
        for decision, reason in zip((*Decision, *Decision), (None, *Reason, Reason.NOT_CHECKED), strict=True)
    ]
    batch = [
        make_envelope(seq, verdict=verdict, decision=decision, reason=reason, score=None, threshold=None)
        for seq, (verdict, decision, reason) in enumerate(rows, 1)
    ]
    assert client.post_batch(batch).status_code == 200
    html = client.get(f"/?lang={lang}").text
    for look in ("admit", "check", "stop", "wait", "fault"):
        assert f'<span class="chip {look}"><svg' in html


def test_a_fault_of_the_equipment_never_looks_like_an_accusation(client: Client, make_envelope: MakeEnvelope) -> None:
    client.post_batch([make_envelope(verdict=Verdict.NO_MATCH, reason=Reason.EQUIPMENT_FAULT)])
    assert re.findall(r'class="chip (\w+)"', client.get("/").text) == ["fault"]


def test_hostile_text_is_shown_and_never_run(client: Client, make_envelope: MakeEnvelope) -> None:
    hostile = ["<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "'; DROP TABLE report;--", "{{ 7*7 }}"]
    client.post_batch([make_envelope(seq, candidate_number=h, session_id=h) for seq, h in enumerate(hostile, 1)])
    html = client.get("/").text
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&#39;; DROP TABLE report;--" in html
    assert "{{ 7*7 }}" in html
    assert client.get("/v1/counts").json()["reports"] == len(hostile)


def test_characters_that_hide_or_turn_the_writing_are_marked(client: Client, make_envelope: MakeEnvelope) -> None:
    client.post_batch([make_envelope(candidate_number="24\u202e17\u200b\0")])
    html = client.get("/").text
    assert ">24\ufffd17\ufffd\ufffd<" in html


def test_the_table_holds_the_latest_hundred_newest_first(client: Client, make_envelope: MakeEnvelope) -> None:
    for start in (1, 61):
        client.post_batch([make_envelope(s, candidate_number=f"N{s:03}") for s in range(start, start + 60)])
    html = client.get("/").text
    assert re.findall(r">(N\d+)</bdi>", html) == [f"N{seq:03}" for seq in range(120, 120 - LATEST, -1)]
    assert "100 terbaru dari 120" in html


def test_missing_and_contradicting_reports_are_named_only_when_there_are_some(
    client: Client, make_envelope: MakeEnvelope
) -> None:
    client.post_batch([make_envelope(1)])
    assert 'class="strip' not in client.get("/").text
    client.post_batch([make_envelope(4), make_envelope(4)])
    html = client.get("/").text
    assert "2 laporan belum tiba" in html
    assert "1 laporan ditolak karena bertentangan" in html


def test_the_fragment_is_the_part_of_the_page_that_changes(client: Client, make_envelope: MakeEnvelope) -> None:
    client.post_batch([make_envelope()])
    page, part = client.get("/?lang=en").text, client.get("/fragments/checkins?lang=en").text
    assert part.strip() in page
    assert "<html" not in part


def test_the_page_loads_nothing_from_elsewhere_and_works_without_its_script(client: Client) -> None:
    page = client.get("/")
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page.text
    loaded = re.findall(r'(?:src|href|data-source|data-events)="([^"]+)"', page.text)
    assert all(re.match(r"(/[a-z]|\?lang=|data:image/svg)", address) for address in loaded)
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page.text)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    for path, kind in (("/assets/page.css", "text/css"), ("/assets/page.js", "text/javascript")):
        asset = client.get(path)
        assert (asset.status_code, asset.headers["Content-Type"].partition(";")[0]) == (200, kind)
        assert "http" not in asset.text


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        (None, None, "id"),
        (None, "en-GB,en;q=0.9,id;q=0.8", "en"),
        (None, "id;q=0.4, en;q=0.5", "en"),
        (None, "fr, de", "id"),
        (None, "en;q=0", "id"),
        (None, "en;q=nonsense", "id"),
        ("en", "id", "en"),
        ("id", "en", "id"),
        ("xx", "en", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_browsers_then_indonesian(
    client: Client, asked: str | None, accepted: str | None, expected: str
) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}
    page = client.get("/", params={"lang": asked} if asked else {}, headers=headers)
    assert page.headers["Content-Language"] == expected
    assert f'<html lang="{expected}">' in page.text
    assert f'href="?lang={"id" if expected == "en" else "en"}"' in page.text


@given(st.text())
def test_any_accept_language_header_gives_a_language(header: str) -> None:
    assert choose(None, header) in (INDONESIAN, ENGLISH)


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    assert INDONESIAN.words.keys() == ENGLISH.words.keys()
    for key, words in INDONESIAN.words.items():
        assert set(re.findall(r"{\w+}", words)) == set(re.findall(r"{\w+}", ENGLISH.words[key])), key


def test_numbers_and_times_are_written_as_the_language_writes_them(now: datetime) -> None:
    assert (INDONESIAN.number(48_213), ENGLISH.number(48_213)) == ("48.213", "48,213")
    assert INDONESIAN.time(now.astimezone(UTC), now) == "07.41.12"
    assert ENGLISH.time(now - timedelta(days=4), now) == "8 Oct 2026, 07:41:12"
