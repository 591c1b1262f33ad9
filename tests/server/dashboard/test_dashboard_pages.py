"""What the pages say."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

import server.dashboard
from server.dashboard import error_pages, wants_page
from server.dashboard.curve import HEIGHT, WIDTH, draw, pace
from server.dashboard.intervals import estimate
from server.dashboard.language import ENGLISH, INDONESIAN, choose
from server.dashboard.rendering import visible
from server.dashboard.views.exports import csv_text
from server.tables import Case, CaseKind, Contact, EvidencePicture, Role, Settlement
from tests.server.dashboard.browser import Browser
from tests.server.dashboard.conftest import JAYAPURA, PALEMBANG, World, picture, upload
from tests.server.scribe import NOW, SESSION, Scribe
from wire.heartbeat import CameraHealth
from wire.reports import Continued, EarlierAttempt, Others
from wire.vocabulary import Decision, Reason, ReportOutcome, Verdict

FOLDER = Path(server.dashboard.__file__).parent
HOSTILE = ["<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "'; DROP TABLE report;--", "{{ 7*7 }}"]


def figures(html: str) -> list[str]:
    """The figures at the top of a page."""
    return re.findall(r'<dd class="value">([^<]*)</dd>', html)


@pytest.fixture
def desk(world: World) -> Scribe:
    """A station at Palembang with its session opened."""
    scribe = world.station("PLM-01")
    world.take(scribe, [scribe.open()])
    return scribe


def subject_of(world: World, kind: CaseKind) -> str:
    """The subject of the only case of a kind."""
    with world.sessions() as db:
        return db.scalars(select(Case.subject).where(Case.kind == kind.value)).one()


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "path",
    ["/", "/stations", "/candidates", "/candidates?number=24", "/cases", "/rates", "/rates?by=station", "/board"],
)
def test_an_empty_server_shows_friendly_pages(headquarters: Browser, path: str, lang: str) -> None:
    answer = headquarters.get(path, headers={"Accept-Language": lang})
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    if path != "/candidates":
        assert 'class="empty"' in answer.text
    assert "<table" not in answer.text


def test_the_overview_counts_the_day(world: World, desk: Scribe, headquarters: Browser) -> None:
    world.take(
        desk,
        [
            *desk.checkins(3),
            desk.checkin("P", Decision.PROVISIONAL),
            desk.checkin("R", Decision.REFUSE, verdict=Verdict.NO_MATCH),
            desk.checkin("C", Decision.CANCEL),
        ],
    )
    lost = desk.checkin("late")
    world.take(desk, [desk.checkin("after")])
    html = headquarters.get("/?lang=en").text
    assert figures(html) == ["4", "0", "1", "2", "1"]
    assert "of 350 expected" in html
    assert "peak 4 at 07:41" in html
    assert "sequences have gaps" in html
    cells = re.findall(r'<td class="number[^"]*">(?:<span[^>]*>)?([^<]*)', html)
    assert cells[:6] == ["350", "4", "1", "1", "344", "0 % (0–49)"]
    world.clock.turn(minutes=1)
    world.take(desk, [lost])
    assert figures(headquarters.get("/").text) == ["5", "1", "1", "1", "0"]


def test_a_day_is_the_servers_and_others_are_one_link_away(world: World, desk: Scribe, headquarters: Browser) -> None:
    html = headquarters.get("/?lang=en").text
    assert "12 Oct 2026" in html
    assert 'href="?day=2026-10-11"' in html
    assert 'href="?day=2026-10-13"' in html
    assert SESSION not in headquarters.get("/?day=2026-10-11").text
    assert SESSION in headquarters.get("/?day=2026-10-12").text
    for bad in ("2026-13-01", "x", "0001-01-01", "9999-12-31", "%00"):
        assert headquarters.get(f"/?day={bad}").status_code == 400


def test_the_start_is_on_the_venues_clocks(world: World, headquarters: Browser) -> None:
    scribe = world.station("JYP-01", JAYAPURA)
    starts = datetime.fromisoformat("2026-10-12T08:00:00+09:00")
    world.take(scribe, [scribe.open(id="J", venue=JAYAPURA, starts_at=starts)])
    assert "08.00 WIT</time>" in headquarters.get("/").text
    assert "08:00 WIT</time>" in headquarters.get("/board?lang=en").text


def test_a_session_without_an_opening_report_is_shown_all_the_same(world: World, headquarters: Browser) -> None:
    scribe = world.station("PLM-01")
    world.take(scribe, [scribe.checkin(session_id="nameless")])
    html = headquarters.get("/").text
    assert 'href="/sessions/nameless"' in html
    assert "tilok belum diketahui" in html
    assert "nameless" not in headquarters.get("/?day=2026-10-11").text
    page = headquarters.get("/sessions/nameless").text
    assert "Laporan pembukaan sesi ini belum tiba" in page
    assert "nameless" not in headquarters.get("/board").text


def test_sessions_are_filtered_sorted_and_paged(world: World, desk: Scribe, headquarters: Browser) -> None:
    opened = [desk.open(id=f"S{count:03}", venue=f"Tilok {count:03}", expected=count) for count in range(130)]
    world.take(desk, opened[:100])
    world.take(desk, opened[100:])
    links = re.compile(r'href="/sessions/(S\d+)"')
    first = headquarters.get("/").text
    assert links.findall(first)[:2] == ["S000", "S001"]
    assert len(links.findall(first)) + len(links.findall(headquarters.get("/?page=2").text)) == 130
    assert links.findall(headquarters.get("/?sort=expected&q=TILOK 0").text)[:2] == ["S099", "S098"]
    assert links.findall(headquarters.get("/?q=S11").text) == [f"S{count}" for count in range(110, 120)]
    assert "Tidak ada yang cocok" in headquarters.get("/?q=%25").text
    assert links.findall(headquarters.get("/?sort=; DROP TABLE report").text)[:1] == ["S000"]
    for bad in ("0", "-1", "x", "9" * 30, "\u0661"):
        assert headquarters.get("/", params={"page": bad}).status_code == 400


@pytest.mark.parametrize(
    ("heartbeat", "minutes", "lamp", "condition"),
    [
        ({}, 0, "1 desk", "Well"),
        ({}, 6, "1 disconnected 6 min", "Disconnected"),
        ({}, 600, "1 disconnected 10 h", "Disconnected"),
        ({"camera": CameraHealth.LOST}, 0, "1 with a fault", "Fault"),
        ({"fault": "disk <full>"}, 0, "1 with a fault", "Fault"),
        ({"quarantined": 1}, 0, "1 to look at", "Needs a look"),
        (None, 0, "1 not heard yet", "Not heard yet"),
    ],
)
def test_the_lamp_of_a_station_tells_how_it_is(
    world: World,
    desk: Scribe,
    heartbeat: dict[str, object] | None,
    minutes: int,
    lamp: str,
    condition: str,
) -> None:
    if heartbeat is not None:
        world.heartbeat(desk, **heartbeat)
    world.clock.turn(minutes=minutes)
    again = world.browser(Role.HEADQUARTERS)
    assert lamp in again.get("/?lang=en").text
    for path in ("/stations", "/stations/PLM-01", f"/sessions/{SESSION}", f"/venues/{PALEMBANG}"):
        assert condition in again.get(f"{path}?lang=en").text, path
    if heartbeat and "fault" in heartbeat:
        assert "disk &lt;full&gt;" in again.get("/stations").text


def test_a_station_page_tells_who_it_is_and_what_is_missing(world: World, desk: Scribe, headquarters: Browser) -> None:
    world.take(desk, [desk.checkin("first")])
    lost = [desk.checkin(f"lost {count}") for count in range(3)]
    after = desk.checkin("after")
    world.take(desk, [after])
    world.take(desk, [desk.forged(after, "after", "other")])
    world.heartbeat(desk, pending=7, pictures_pending=2, clock_offset=-1.25, disk_free=3 * 2**30)
    html = headquarters.get("/stations/PLM-01?lang=en").text
    for part in (
        str(desk.journal_id),
        desk.key.public.id,
        "4–6",
        "7 reports, 2 pictures",
        "\N{MINUS SIGN}1.2 s",
        "3.0 GiB",
        "same report id, another text",
    ):
        assert part in html, part
    assert len(lost) == 3


def test_a_new_key_and_a_new_journal_are_shown(world: World, desk: Scribe, headquarters: Browser) -> None:
    old = desk.key.public.id
    world.take(desk, [desk.rotate()])
    html = headquarters.get("/stations/PLM-01").text
    assert old in html
    assert desk.key.public.id in html


def test_a_candidate_is_found_by_number_however_it_is_typed(world: World, desk: Scribe, headquarters: Browser) -> None:
    world.take(desk, [desk.checkin("24-A0017"), desk.checkin("24-A0018"), desk.checkin("25-A0001")])
    number = re.compile(r"trail\?number=([\w-]+)")
    for typed in ("24-A0017", " 24-a0017 ", "24-A\u200b0017"):
        assert number.findall(headquarters.get("/candidates", params={"number": typed}).text) == ["24-A0017"]
    found = number.findall(headquarters.get("/candidates?number=24-a").text)
    assert found == ["24-A0017", "24-A0018"]
    assert "Tidak ditemukan" in headquarters.get("/candidates?number=24-").text  # too short to be a beginning
    assert "Tidak ditemukan" in headquarters.get("/candidates?number=%25%25%25%25").text
    assert "Tidak ditemukan" in headquarters.get("/candidates?number=____").text
    assert headquarters.get("/candidates?number=%00").status_code == 400
    assert headquarters.get("/candidates/trail?number=nobody").status_code == 404


def test_a_trail_tells_every_attempt_and_what_proves_it(world: World, desk: Scribe, headquarters: Browser) -> None:
    content, arrived = picture("teal")
    _, late = picture("gold")
    other = world.station("JYP-01", JAYAPURA)
    first = desk.checkin(
        score=0.512,
        threshold=0.363,
        earlier_attempts=(EarlierAttempt(verdict=Verdict.NO_MATCH, reason=Reason.BELOW_REVIEW, score=0.2),),
        others=Others(compared=349, above=2),
        pictures=(arrived, late),
    )
    second = other.checkin(
        decision=Decision.ADMIT_MANUAL,
        verdict=Verdict.LOOKALIKE,
        reason=Reason.OTHER_CANDIDATE_SIMILAR,
        score=-0.0421,
        session_id="J",
    )
    world.take(desk, [first])
    world.take(other, [second])
    upload(world, desk, content, arrived)
    html = headquarters.get("/candidates/trail?number=24100140017&lang=en").text
    assert html.index("PLM-01") < html.index("JYP-01")
    for part in (
        "0.512: 0.149 above the threshold 0.363",
        "0.200: 0.163 below the threshold 0.363",
        "\N{MINUS SIGN}0.042: 0.405 below",
        "below the review limit",
        "2 of 349 reached the threshold",
        "at FMR 0.01 %",
        "Look-alike",
        "Admitted manually",
        "Picture not yet arrived",
        first.digest,
        second.digest,
        second.key_id,
    ):
        assert part in html, part
    assert html.count("Signature and digest are right") == 2
    assert first.signature.replace("+", "&#43;") in html or first.signature in html
    assert f'src="/pictures/{arrived.digest}"' in html
    assert f"/pictures/{late.digest}" not in html
    assert headquarters.get(f"/pictures/{late.digest}").status_code == 404


def test_a_picture_is_made_anew_before_anyone_sees_it(world: World, desk: Scribe, headquarters: Browser) -> None:
    content, named = picture()
    world.take(desk, [desk.checkin(pictures=(named,))])
    upload(world, desk, content, named)
    answer = headquarters.get(f"/pictures/{named.digest}")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert answer.content != content
    with world.sessions() as db:
        row = db.get_one(EvidencePicture, named.digest)
        row.content = b"\xff\xd8\xff<script>alert(1)</script>"
        db.commit()
    assert headquarters.get(f"/pictures/{named.digest}").status_code == 404
    for bad in ("x", "../../etc/passwd", "0" * 64, "' OR 1=1"):
        assert headquarters.get(f"/pictures/{bad}").status_code == 404


def test_hostile_text_is_shown_and_never_run(world: World, headquarters: Browser) -> None:
    scribe = world.station("PLM-01")
    for text in HOSTILE:
        scribe_session = f"{text} s"
        opening = scribe.open(id=scribe_session, title=text, venue=text)
        taken = world.take(scribe, [opening, scribe.checkin(text, Decision.PROVISIONAL, session_id=scribe_session)])
        assert taken == [ReportOutcome.ACCEPTED] * 2
    world.heartbeat(scribe, fault=HOSTILE[0], session_id=f"{HOSTILE[1]} s", program=HOSTILE[0])
    with world.sessions() as db:
        addresses = [f"/cases/{case.kind}/{case.subject}" for case in db.scalars(select(Case))]
    paths = ["/", "/cases", "/rates", "/stations", "/stations/PLM-01", "/board", "/access", *addresses]
    for text in HOSTILE:
        for path, params in (
            ("/candidates", {"number": text}),
            ("/candidates/trail", {"number": text}),
            ("/", {"q": text, "sort": text, "day": "2026-10-12"}),
            ("/cases", {"venue": text}),
            ("/access", {"user": text}),
            ("/stations", {"q": text, "state": text}),
            ("/board", {"q": text}),
            ("/sign-in", {"next": text}),
        ):
            answer = headquarters.get(path, params=params)
            assert answer.status_code in (200, 303)
            check_harmless(answer.text)
    links = [
        found.replace("&amp;", "&").replace("&#39;", "'")
        for path in paths
        for found in re.findall(r'href="(/(?:sessions|venues|candidates)/[^"]+)"', headquarters.get(path).text)
    ]
    assert len(links) > 8
    for path in (*paths, *links):
        answer = headquarters.get(path)
        assert answer.status_code == 200, path
        check_harmless(answer.text)
    assert "&#39;; DROP TABLE report;--" in headquarters.get("/").text
    assert "{{ 7*7 }}" in headquarters.get("/").text


def check_harmless(html: str) -> None:
    """No element and no attribute of somebody else's making."""
    assert "<script>" not in html
    assert "<img src=x" not in html
    assert ">49<" not in html
    assert not re.search(r"<[^>]+\s(style|on\w+)=", re.sub(r'"[^"]*"', '""', html))


def test_characters_that_hide_or_turn_the_writing_are_marked(world: World, desk: Scribe, headquarters: Browser) -> None:
    world.take(desk, [desk.checkin("24\u202e17\u200b")])
    for path in (f"/sessions/{SESSION}", "/stations/PLM-01"):
        html = headquarters.get(path).text
        assert ">24\ufffd17\ufffd<" in html
        assert "\u202e" not in html
    trail = headquarters.get("/candidates/trail?number=24%E2%80%AE17%E2%80%8B")
    assert trail.status_code == 200
    assert "\u202e" not in trail.text


@given(st.text())
def test_what_is_shown_never_holds_a_character_that_does_not_show(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert not re.search(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f]", visible(text))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_verdict_decision_and_reason_has_a_look_and_a_word(
    world: World, desk: Scribe, headquarters: Browser, lang: str
) -> None:
    rows = [
        (verdict, decision, reason)
        for verdict in (*Verdict, None)
        for decision, reason in zip(cycle(Decision), (None, *Reason), strict=False)
    ]
    batch = [
        desk.checkin(verdict=verdict, decision=decision, reason=reason, score=None, threshold=None)
        for verdict, decision, reason in rows
    ]
    world.take(desk, batch)
    html = headquarters.get(f"/candidates/trail?number=24100140017&lang={lang}").text
    for look in ("admit", "check", "stop", "wait", "fault"):
        assert f'<span class="chip {look}"><svg' in html


def test_a_candidate_without_a_registered_photo_was_not_compared_and_is_not_accused(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    nothing: dict[str, Any] = dict.fromkeys(("verdict", "score", "threshold", "fmr", "model_id", "seconds_to_verdict"))
    report = desk.checkin(decision=Decision.PROVISIONAL, reason=Reason.NO_REFERENCE, frames_used=0, **nothing)
    assert world.take(desk, [report]) == [ReportOutcome.ACCEPTED]
    for language, words in (("id", "tanpa foto pendaftaran"), ("en", "no registered photo")):
        html = headquarters.get(f"/candidates/trail?number=24100140017&lang={language}").text
        assert words in html
        assert report.digest in html
        assert '<span class="chip stop"' not in html


def test_a_fault_of_the_equipment_never_looks_like_an_accusation(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    world.take(desk, [desk.checkin(verdict=Verdict.NO_MATCH, reason=Reason.EQUIPMENT_FAULT)])
    html = headquarters.get(f"/sessions/{SESSION}").text.partition("Pemeriksaan terbaru")[2]
    assert re.findall(r'class="chip (\w+)"', html) == ["fault"]


def settle(browser: Browser, kind: CaseKind, subject: str, **fields: str) -> tuple[int, str]:
    """Settle a case as its form would: the status and the page."""
    answer = browser.submit(f"/cases/{kind}/{subject}", **fields)
    return answer.status_code, answer.text


def test_a_case_is_settled_by_a_note_and_an_outcome_of_its_kind(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    world.take(desk, [desk.checkin("P", Decision.PROVISIONAL)])
    subject = subject_of(world, CaseKind.PROVISIONAL)
    kind = CaseKind.PROVISIONAL
    for fields, problem in (
        ({"outcome": "ADMITTED", "note": "  ", "revision": "1"}, "1 sampai 1.000"),
        ({"outcome": "ADMITTED", "note": "x" * 1001, "revision": "1"}, "1 sampai 1.000"),
        ({"outcome": "EXPLAINED", "note": "x", "revision": "1"}, "Pilih salah satu"),
        ({"note": "x", "revision": "1"}, "Pilih salah satu"),
    ):
        status, html = settle(headquarters, kind, subject, **fields)
        assert (status, problem in html) == (422, True), fields
    note = "KTP dan wajah <cocok>\r\n\u202esecond line"
    assert settle(headquarters, kind, subject, outcome="ADMITTED", note=note, revision="1")[0] == 303
    html = headquarters.get(f"/cases/{kind}/{subject}?done=1").text
    assert "Keputusan tersimpan" in html
    assert "<bdi>KTP dan wajah &lt;cocok&gt;<br>\ufffdsecond line</bdi>" in html
    assert "Diselesaikan: diterima" in html
    assert subject not in headquarters.get("/cases").text
    assert subject in headquarters.get("/cases?state=settled").text
    assert figures(headquarters.get("/").text)[3] == "0"
    assert "Diselesaikan: diterima" in headquarters.get("/candidates/trail?number=P").text


def test_a_case_to_which_something_was_added_must_be_read_again(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    other = world.station("PLM-02")
    world.take(desk, [desk.checkin("T")])
    world.take(other, [other.checkin("T")])
    kind, subject = CaseKind.ADMITTED_TWICE, subject_of(world, CaseKind.ADMITTED_TWICE)
    assert settle(headquarters, kind, subject, outcome="SAME_PERSON", note="x", revision="1")[0] == 409
    seen = {"outcome": "SAME_PERSON", "note": "the same man, sent from desk to desk"}
    assert settle(headquarters, kind, subject, revision="2", **seen)[0] == 303
    world.take(desk, [desk.checkin("T")])
    assert subject in headquarters.get("/cases").text
    status, html = settle(headquarters, kind, subject, revision="2", **seen)
    assert status == 409
    assert "Ada laporan baru sejak halaman ini dibuka" in html
    assert seen["note"] in html  # what was written is not lost
    assert 'name="revision" value="3"' in html
    assert settle(headquarters, kind, subject, revision="3", outcome="ENTRY_ERROR", note="later")[0] == 303
    with world.sessions() as db:
        rows = [(row.revision, row.outcome) for row in db.scalars(select(Settlement).order_by(Settlement.id))]
    assert rows == [(2, "SAME_PERSON"), (3, "ENTRY_ERROR")]


def test_a_case_that_closed_by_itself_is_not_settled_any_more(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    lost = desk.checkin("lost")
    world.take(desk, [desk.checkin("after")])
    kind, subject = CaseKind.MISSING, subject_of(world, CaseKind.MISSING)
    assert subject in headquarters.get("/cases?kind=MISSING").text
    world.take(desk, [lost])
    status, html = settle(
        headquarters, kind, subject, page="/cases", outcome="EXPLAINED", note="switched on", revision="1"
    )
    assert status == 409
    assert "sementara itu selesai dengan sendirinya" in html
    assert 'name="outcome"' not in html
    assert subject not in headquarters.get("/cases").text
    assert subject in headquarters.get("/cases?state=closed").text


def test_every_kind_of_case_has_its_facts_and_what_to_do(world: World, desk: Scribe, headquarters: Browser) -> None:
    other = world.station("PLM-02")
    kept = desk.checkin("T")
    world.take(desk, [kept, desk.checkin("P", Decision.PROVISIONAL)])
    world.take(desk, [desk.forged(kept, '"T"', '"Z"')])
    world.take(other, [other.checkin("T")])
    other.checkin("lost")
    world.take(other, [other.checkin("after")])
    heir = Scribe("PLM-01", desk.key)
    world.take(heir, [heir.begin(Continued(**desk.end().model_dump()))])
    html = headquarters.get("/cases?lang=en").text
    with world.sessions() as db:
        cases = {CaseKind(case.kind): case.subject for case in db.scalars(select(Case))}
    assert cases.keys() == set(CaseKind)
    for kind, subject in cases.items():
        assert f'href="/cases/{kind}/{subject}"' in html
        page = headquarters.get(f"/cases/{kind}/{subject}?lang=en").text
        assert ENGLISH.text(f"kind.{kind}.todo") in page.replace("&#39;", "'")
    assert "Z" in headquarters.get(f"/cases/CONTRADICTION/{cases[CaseKind.CONTRADICTION]}").text
    for bad in ("/cases/NONE/1", "/cases/CONTRADICTION/999", "/cases/CONTRADICTION/x", "/cases/MISSING/x"):
        assert headquarters.get(bad).status_code == 404
    assert headquarters.get("/cases?state=x").status_code == 400
    assert headquarters.get("/cases?kind=x").status_code == 404


def test_rates_are_per_venue_and_station_with_intervals_the_worst_first(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    other = world.station("PLM-02")
    missed = (EarlierAttempt(verdict=Verdict.NO_MATCH, reason=None, score=0.1),)
    world.take(desk, [*desk.checkins(20), desk.checkin("x", others=Others(compared=1000, above=3))])
    world.take(other, [other.open(), *[other.checkin(f"m{n}", earlier_attempts=missed) for n in range(5)]])
    world.take(other, [other.checkin("o", Decision.ADMIT_MANUAL, verdict=Verdict.NO_MATCH, score=None)])
    html = headquarters.get("/rates?by=station&lang=en").text
    assert re.findall(r'href="/stations/(PLM-\d+)"', html) == ["PLM-02", "PLM-01"]
    assert "100 % (57–100)" in html
    assert "0 % (0–15)" in html
    assert "0.3 % (0.1–0.9)" in html
    assert "17 % (3.0–56)" in html
    venue = headquarters.get("/rates?lang=en").text
    assert "19 % (8.5–38)" in venue
    worst_fmr = headquarters.get("/rates?by=station&sort=fmr").text
    assert re.findall(r'href="/stations/(PLM-\d+)"', worst_fmr) == ["PLM-01", "PLM-02"]
    assert "Nothing measured yet" in headquarters.get("/rates?from=2026-10-13&to=2026-10-14").text
    assert headquarters.get("/rates?from=2026-10-14&to=2026-10-13").status_code == 400


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_intervals_are_wilsons(count: int, of: int, low: float, high: float) -> None:
    found = estimate(count, of)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_an_interval_holds_its_share(count: int, more: int) -> None:
    found = estimate(count, count + more)
    if count + more == 0:
        assert found is None
        return
    assert found is not None
    assert 0 <= found.low <= found.share <= found.high <= 1


def test_a_station_whose_clock_is_years_off_costs_the_curve_nothing() -> None:
    curve = draw([(-(10**12), 1), (29_000_000, 3), (10**12, 1)])
    assert curve is not None
    assert curve.line.count(",") <= 241


@given(st.dictionaries(st.integers(29_000_000, 29_003_000), st.integers(1, 500), max_size=60))
def test_a_curve_lies_on_its_drawing(minutes: dict[int, int]) -> None:
    found = draw(sorted(minutes.items()))
    if not minutes:
        assert found is None
        return
    assert found is not None
    assert minutes[found.peak_at] == found.peak == max(minutes.values())
    for point in found.area.split():
        x, y = map(float, point.split(","))
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_the_pace_is_that_of_the_last_five_whole_minutes() -> None:
    assert pace([(90, 100), (95, 10), (99, 15), (100, 1000)], 100) == 5


def test_exports_open_in_a_spreadsheet_and_start_no_formula(world: World, desk: Scribe, headquarters: Browser) -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    world.take(desk, [desk.checkin(formula, score=-0.25), desk.checkin("24,1")])
    answer = headquarters.get(f"/export/checkins.csv?session={SESSION}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    lines = answer.text.splitlines()
    assert len(lines) == 3
    assert "\"'=HYPERLINK(" in lines[1]
    assert ",-0.25," in lines[1]
    assert "2026-10-12T00:41:12+00:00" in lines[1]
    assert '"24,1"' in lines[2]
    day = headquarters.get("/export/overview.csv?day=2026-10-12").text.splitlines()
    assert day[1].startswith(f"{SESSION},SKD,{PALEMBANG},2026-10-12T01:00:00+00:00,350,2,0,0,348,1,0.5,0.09")
    assert headquarters.get("/export/checkins.csv?session=nothing").status_code == 404


def test_a_long_export_comes_whole_and_in_order(world: World, desk: Scribe, headquarters: Browser) -> None:
    numbers = [f"N{count:05}" for count in range(2100)]
    for start in range(0, len(numbers), 100):
        world.take(desk, [desk.checkin(number) for number in numbers[start : start + 100]])
    text = headquarters.get(f"/export/checkins.csv?session={SESSION}").text
    assert re.findall(r",(N\d{5}),", text) == numbers


@given(st.text())
def test_no_cell_starts_a_formula(text: str) -> None:
    cell = csv_text([[text]]).removeprefix('"')
    assert not cell.startswith(("=", "+", "-", "@", "\t"))


def test_pages_load_nothing_from_elsewhere_and_work_without_their_script(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    for path in ("/", "/stations", "/cases", "/rates", f"/sessions/{SESSION}", "/candidates", "/access", "/board"):
        page = headquarters.get(path)
        loaded = re.findall(r'(?:src|href|action|data-events)="([^"]+)"', page.text)
        assert all(re.match(r"(/[a-z]|/$|/\?|\?|#main|data:image/svg)", address) for address in loaded), loaded
        assert not re.search(r"<[^>]+\s(style|on\w+)=", page.text)
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in headquarters.get("/").text
    for name, kind in (("page.css", "text/css"), ("page.js", "text/javascript")):
        asset = headquarters.get(f"/assets/{name}")
        assert (asset.status_code, asset.headers["Content-Type"].partition(";")[0]) == (200, kind)
        assert "http" not in asset.text
    assert headquarters.get("/assets/routes.py").status_code == 404


def test_the_part_that_a_script_fetches_is_the_part_of_the_page_that_changes(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    for path in ("/", "/stations", "/stations/PLM-01", f"/sessions/{SESSION}", f"/venues/{PALEMBANG}", "/cases"):
        page = headquarters.get(path).text
        part = headquarters.part(path).text
        assert part.strip() in page
        assert "<html" not in part
        assert "<form" not in part  # what somebody is typing is never replaced


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "expected"),
    [
        (None, None, None, "id"),
        (None, None, "en-GB,en;q=0.9,id;q=0.8", "en"),
        (None, None, "id;q=0.4, en;q=0.5", "en"),
        (None, None, "fr, de", "id"),
        (None, None, "en;q=0", "id"),
        (None, None, "en;q=nonsense", "id"),
        ("en", "id", "id", "en"),
        ("id", "en", "en", "id"),
        ("xx", None, "en", "en"),
        (None, "en", "id", "en"),
        (None, "xx", "en", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_one_kept_then_the_browsers(
    asked: str | None, kept: str | None, accepted: str | None, expected: str
) -> None:
    assert choose(asked, kept, accepted).code == expected


@given(st.text())
def test_any_accept_language_header_gives_a_language(header: str) -> None:
    assert choose(None, None, header) in (INDONESIAN, ENGLISH)


def test_a_language_that_was_chosen_is_remembered(headquarters: Browser) -> None:
    assert '<html lang="en">' in headquarters.get("/?lang=en").text
    assert '<html lang="en">' in headquarters.get("/cases").text
    assert 'href="?kind=MISSING&amp;lang=id"' in headquarters.get("/cases?kind=MISSING").text
    assert '<html lang="id">' in headquarters.get("/?lang=id").text


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    assert INDONESIAN.words.keys() == ENGLISH.words.keys()
    for key, words in INDONESIAN.words.items():
        assert set(re.findall(r"{\w+}", words)) == set(re.findall(r"{\w+}", ENGLISH.words[key])), key


def test_every_word_is_used() -> None:
    paths = [path for path in FOLDER.rglob("*") if path.suffix in (".html", ".py") and path.parent.name != "words"]
    source = "".join(path.read_text() for path in paths)
    beginnings = set(re.findall(r"[\"']([\w.-]+\.)[\"'] ~", source)) | set(re.findall(r'f"([\w.-]+\.)\{', source))
    for key in INDONESIAN.words:
        is_quoted = f'"{key}"' in source
        is_built = any(key.startswith(beginning) for beginning in beginnings) or key.endswith(".title")
        assert is_quoted or is_built, key


def test_numbers_and_times_are_written_as_the_language_writes_them() -> None:
    assert (INDONESIAN.number(48_213), ENGLISH.number(48_213)) == ("48.213", "48,213")
    assert INDONESIAN.time(NOW.astimezone(UTC), NOW) == "07.41.12"
    assert ENGLISH.time(NOW - timedelta(days=4), NOW) == "8 Oct 2026, 07:41:12"
    assert INDONESIAN.figure(-0.0421) == "\N{MINUS SIGN}0,042"
    shares = (0, 0.00004, 0.0004, 0.006, 0.12)
    assert [ENGLISH.percent(share) for share in shares] == ["0", "0.0040", "0.04", "0.6", "12"]
    assert [ENGLISH.span(minutes) for minutes in (6, 119, 120, 2880)] == ["6 min", "119 min", "2 h", "2 d"]


@pytest.mark.parametrize("path", ["/sessions/none", "/stations/none", "/venues/none", "/cases/MISSING/" + "0" * 32])
def test_what_is_not_there_says_so_in_the_same_look(headquarters: Browser, path: str) -> None:
    answer = headquarters.get(path)
    assert answer.status_code == 404
    assert "Tidak ditemukan" in answer.text
    assert "/assets/page.css" in answer.text


def test_a_database_that_does_not_answer_gives_a_page_that_says_so(world: World, headquarters: Browser) -> None:
    world.sessions.kw["bind"].dispose()
    with world.sessions() as db:
        db.connection().exec_driver_sql("ALTER TABLE login RENAME TO gone")
        db.commit()
    answer = headquarters.get("/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert "Server sibuk" in answer.text
    assert "login" not in answer.text


def test_errors_that_no_page_has_met_have_the_same_look(world: World) -> None:
    pages = error_pages(world.clock)

    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return pages.answer(request, error.status_code) if wants_page(request) else JSONResponse({}, error.status_code)

    world.app.add_exception_handler(HTTPException, answer)
    browser = Browser(world.app)
    page = browser.get("/nowhere", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"})
    assert (page.status_code, "Not found" in page.text, "/assets/page.css" in page.text) == (404, True, True)
    assert browser.request("PUT", "/cases", headers={"Accept": "text/html"}).status_code == 405
    for path, accept in (("/nowhere", "application/json"), ("/v1/nowhere", "text/html")):
        assert browser.get(path, headers={"Accept": accept}).json() == {}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 418, 429, 500, 503, 504])
def test_every_status_has_words(world: World, status: int) -> None:
    request = Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []})
    answer = error_pages(world.clock).answer(request, status, retry_after=90)
    assert answer.status_code == status
    assert answer.headers["Retry-After"] == "90"


NASTY = [
    "%00",
    "%FF%FE",
    "%ED%A0%80",
    "%F0%9F%98%80",
    "-1",
    "1e9",
    "9" * 40,
    "%D9%A3",
    "x" * 5000,
    "%25",
    "_",
    "..%2F..",
    "%0D%0AX",
]


@pytest.mark.parametrize("value", NASTY)
def test_nothing_in_an_address_breaks_a_page(world: World, desk: Scribe, headquarters: Browser, value: str) -> None:
    venue = world.browser(Role.VENUE)
    for pattern in (
        "/?day={}",
        "/?page={}&q={}&sort={}",
        "/venues/{}",
        "/sessions/{}",
        "/stations?q={}&state={}",
        "/stations/{}",
        "/candidates?number={}",
        "/candidates/trail?number={}",
        "/pictures/{}",
        "/cases?kind={}",
        "/cases?state={}",
        "/cases?venue={}&page={}",
        "/cases/{}/{}",
        "/cases/MISSING/{}",
        "/cases/CONTRADICTION/{}",
        "/rates?from={}",
        "/rates?to={}&by={}",
        "/rates?q={}&page={}",
        "/access?user={}",
        "/access?before={}",
        "/board?q={}&page={}",
        "/sign-in?next={}",
        "/export/checkins.csv?session={}",
        "/export/overview.csv?day={}",
        "/assets/{}",
        "/?lang={}",
    ):
        path = pattern.replace("{}", value)
        for browser in (headquarters, venue):
            answer = browser.get(path)
            assert answer.status_code in (200, 303, 400, 403, 404), path
            assert "\r" not in str(answer.headers.get("location", ""))


def test_a_heartbeat_of_another_version_leaves_the_pages_standing(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    world.heartbeat(desk)
    with world.sessions() as db:
        db.get_one(Contact, "PLM-01").heartbeat = '{"version": 99}'
        db.commit()
    for path in ("/", "/stations", "/stations/PLM-01", f"/sessions/{SESSION}"):
        assert headquarters.get(path).status_code == 200
    assert "Belum terdengar" in headquarters.get("/stations").text
