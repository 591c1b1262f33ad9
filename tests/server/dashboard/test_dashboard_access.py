"""Which role sees which page, and what is on the record afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from starlette.routing import Route

from server.dashboard.routes import PAGES
from server.tables import Access, Case, Role, Settlement
from tests.server.dashboard.browser import Browser, part_of
from tests.server.dashboard.conftest import JAYAPURA, PALEMBANG, World, picture, upload
from wire.vocabulary import Decision

HQ, VENUE, AUDITOR = Role.HEADQUARTERS, Role.VENUE, Role.AUDITOR


@dataclass(frozen=True)
class Places:
    """What there is at two venues."""

    own_case: str
    other_case: str
    own_picture: str
    other_picture: str


@pytest.fixture
def places(world: World) -> Places:
    """A session, a station, a candidate, a case and a picture at Palembang, and the same at Jayapura."""
    digests = {}
    for station_id, venue, session, number, colour in (
        ("PLM-01", PALEMBANG, "PLM", "24100140001", "teal"),
        ("JYP-01", JAYAPURA, "JYP", "24100140002", "gold"),
    ):
        scribe = world.station(station_id, venue)
        content, named = picture(colour)
        provisional = scribe.checkin(number, Decision.PROVISIONAL, session_id=session, pictures=(named,))
        world.take(scribe, [scribe.open(id=session, venue=venue), provisional])
        upload(world, scribe, content, named)
        digests[venue] = named.digest
    with world.sessions() as db:
        cases = {row.session_id: row.subject for row in db.execute(select(Case.session_id, Case.subject))}
    return Places(cases["PLM"], cases["JYP"], digests[PALEMBANG], digests[JAYAPURA])


# For each page: an address at the venue's own place, at another's, and who may have it.
OWN = {
    "/": ("/", None),
    "/venues/{venue:path}": ("/venues/BKN Regional VII Palembang", "/venues/Kanreg IX Jayapura"),
    "/sessions/{session:path}": ("/sessions/PLM", "/sessions/JYP"),
    "/stations": ("/stations", None),
    "/stations/{station}": ("/stations/PLM-01", "/stations/JYP-01"),
    "/candidates": ("/candidates?number=24100140001", None),
    "/candidates/trail": ("/candidates/trail?number=24100140001", "/candidates/trail?number=24100140002"),
    "/pictures/{digest}": ("/pictures/{own_picture}", "/pictures/{other_picture}"),
    "/cases": ("/cases", None),
    "/cases/{kind}/{subject}": ("/cases/PROVISIONAL/{own_case}", "/cases/PROVISIONAL/{other_case}"),
    "/rates": ("/rates", None),
    "/export/checkins.csv": ("/export/checkins.csv?session=PLM", "/export/checkins.csv?session=JYP"),
    "/export/overview.csv": ("/export/overview.csv", None),
    "/access": ("/access", None),
}
MAY = {path: {HQ, VENUE, AUDITOR} for path in OWN} | {"/access": {HQ, AUDITOR}}


def _address(pattern: str, places: Places) -> str:
    return pattern.format(
        own_picture=places.own_picture,
        other_picture=places.other_picture,
        own_case=places.own_case,
        other_case=places.other_case,
    )


def test_the_table_of_this_test_has_every_page(world: World) -> None:
    gets = {path for method, path, _, _ in PAGES if method == "GET"}
    assert gets == OWN.keys()
    router = world.app.routes[-1].original_router  # type: ignore[attr-defined]
    others = {route.path for route in router.routes if isinstance(route, Route)} - gets
    assert others == {"/sign-in", "/sign-out", "/board", "/assets/{name}", "/events"}


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_has_its_pages_and_no_others(world: World, places: Places, role: Role | None) -> None:
    browser = world.browser(role)
    for path, (own, other) in OWN.items():
        expected = 303 if role is None else 200 if role in MAY[path] else 403
        assert browser.get(_address(own, places)).status_code == expected, own
        if other is not None:
            expected = 404 if role is VENUE else expected
            assert browser.get(_address(other, places)).status_code == expected, other


@pytest.mark.parametrize(
    ("role", "own", "other"), [(HQ, 303, 303), (VENUE, 303, 404), (AUDITOR, 403, 403), (None, 401, 401)]
)
def test_headquarters_settles_everything_a_venue_its_own_and_an_auditor_nothing(
    world: World, places: Places, role: Role | None, own: int, other: int
) -> None:
    browser = world.browser(role)
    for subject, expected in ((places.own_case, own), (places.other_case, other)):
        answer = browser.submit(
            f"/cases/PROVISIONAL/{subject}",
            page="/stations",
            outcome="ADMITTED",
            note="card and face seen",
            revision="1",
        )
        assert answer.status_code == expected
    with world.sessions() as db:
        assert len(db.scalars(select(Settlement)).all()) == [own, other].count(303)


def test_an_auditor_is_shown_no_form_to_settle(world: World, places: Places) -> None:
    address = f"/cases/PROVISIONAL/{places.own_case}"
    assert 'name="outcome"' not in world.browser(AUDITOR).get(address).text
    assert 'name="outcome"' in world.browser(VENUE).get(address).text


def test_a_venue_sees_nothing_of_another_on_any_list(world: World, places: Places) -> None:
    browser = world.browser(VENUE)
    for path in ("/", "/stations", "/cases", "/rates?by=station", "/rates", "/candidates?number=2410"):
        html = browser.get(path).text
        assert "JYP" not in html, path
        assert "Jayapura" not in html, path
        assert "24100140002" not in html, path
    assert "Jayapura" not in browser.get("/export/overview.csv").text
    everything = world.browser(HQ).get("/candidates?number=2410").text
    assert "24100140001" in everything
    assert "24100140002" in everything


def test_a_venue_sees_a_trail_as_far_as_it_was_at_its_sessions_or_stations(world: World, places: Places) -> None:
    scribe = world.station("JYP-02", JAYAPURA)
    world.take(scribe, [scribe.checkin("24100140001", session_id="JYP")])
    html = world.browser(VENUE).get("/candidates/trail?number=24100140001").text
    assert "PLM-01" in html
    assert "JYP-02" not in html
    assert "JYP-02" in world.browser(HQ).get("/candidates/trail?number=24100140001").text


def test_whatever_was_seen_of_a_person_is_on_the_record(
    world: World, places: Places, headquarters: Browser, sessions: sessionmaker[Session]
) -> None:
    case = f"/cases/PROVISIONAL/{places.own_case}"
    for path in (
        "/candidates?number=2410",
        "/candidates/trail?number=24100140001",
        f"/pictures/{places.own_picture}",
        "/sessions/PLM",
        "/stations/PLM-01",
        case,
        "/export/checkins.csv?session=PLM",
        "/export/overview.csv?day=2026-10-12",
    ):
        assert headquarters.get(path).status_code == 200
    headquarters.submit(case, outcome="ADMITTED", note="seen", revision="1")
    with sessions() as db:
        rows = [(row.action, row.subject) for row in db.scalars(select(Access).order_by(Access.id))]
    assert rows[1:] == [
        ("SEARCH", "2410"),
        ("TRAIL", "24100140001"),
        ("PICTURE", places.own_picture),
        ("SESSION", "PLM"),
        ("STATION", "PLM-01"),
        ("CASE", f"PROVISIONAL/{places.own_case}"),
        ("EXPORT", "checkins PLM"),
        ("EXPORT", "overview 2026-10-12"),
        ("CASE", f"PROVISIONAL/{places.own_case}"),
        ("SETTLED", f"PROVISIONAL/{places.own_case}"),
    ]


def test_what_was_refused_is_not_on_the_record_as_seen(world: World, places: Places) -> None:
    browser = world.browser(VENUE)
    browser.get("/candidates/trail?number=24100140002")
    browser.get(f"/pictures/{places.other_picture}")
    with world.sessions() as db:
        assert [row.action for row in db.scalars(select(Access))] == ["USER_ADDED"]


def test_a_page_that_refreshes_itself_is_recorded_once(world: World, places: Places, headquarters: Browser) -> None:
    part = {"Hadir-Part": part_of(headquarters.get("/sessions/PLM").text)}
    for _ in range(3):
        assert headquarters.get("/sessions/PLM", headers=part).status_code == 200
    with world.sessions() as db:
        assert [row.action for row in db.scalars(select(Access))].count("SESSION") == 1


def test_nothing_is_fetched_past_the_record_as_a_part_of_a_page(
    world: World, places: Places, headquarters: Browser
) -> None:
    part = part_of(headquarters.get("/stations").text)
    other = part_of(world.browser(HQ).get("/sessions/PLM").text)
    for shown in (part, other, "live", "", "0" * 64):
        for path in ("/sessions/PLM", "/stations/PLM-01", "/candidates/trail?number=24100140001", "/stations?q=PLM"):
            assert headquarters.get(path, headers={"Hadir-Part": shown}).status_code == 403
    assert part_of(headquarters.get("/candidates/trail?number=24100140001").text) == ""


def test_the_record_is_paged_newest_first_and_filtered_by_user(world: World, headquarters: Browser) -> None:
    other = world.browser(AUDITOR)
    for count in range(120):
        (other if count == 3 else headquarters).get(f"/candidates?number=N{count:03}")
    first = headquarters.get("/access").text
    assert first.index("N119") < first.index("N030")
    assert "N001" not in first
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link is not None
    older = headquarters.get(f"/access{link[1]}")
    assert "N001" in older.text
    assert "N119" not in older.text
    with world.sessions() as db:
        name = db.scalar(select(Access.user_name).where(Access.subject == "N003"))
    mine = headquarters.get("/access", params={"user": name}).text
    assert "N003" in mine
    assert "N004" not in mine


def test_the_board_is_for_everybody_and_says_nothing_about_anyone(world: World, places: Places) -> None:
    answer = world.browser().get("/board?lang=en")
    assert answer.status_code == 200
    assert "BKN Regional VII Palembang" in answer.text
    for secret in ("24100140001", "PLM-01", "PROVISIONAL", "Provisional", "Refused", "/sessions/"):
        assert secret not in answer.text
    assert '<meta http-equiv="refresh" content="30">' in answer.text
    assert "max-age" in answer.headers["Cache-Control"]


def test_a_station_that_claims_a_session_gives_its_venue_no_look_at_the_people_of_another(
    world: World, places: Places
) -> None:
    thief = world.station("PLM-09", PALEMBANG)
    world.take(thief, [thief.begin(), thief.open(1, id="JYP", venue=PALEMBANG)])
    browser = world.browser(VENUE)
    for path in ("/sessions/JYP", "/candidates?number=2410", "/cases", "/export/checkins.csv?session=JYP"):
        assert "24100140002" not in browser.get(path).text, path
    assert browser.get("/candidates/trail?number=24100140002").status_code == 404
