"""Who gets in, how long, and what forms are believed."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from starlette.requests import Request

from server.dashboard import dashboard_routes
from server.dashboard.accounts import (
    MAX_PASSWORD,
    MIN_PASSWORD,
    Passwords,
    add_user,
    disable,
    enable,
    set_password,
    users,
)
from server.dashboard.errors import AccountError
from server.dashboard.gate import Gate
from server.dashboard.logins import IDLE_LIMIT, LIMIT, TryLimits, sign_in
from server.dashboard.rendering import Pages
from server.dashboard.views.signing_in import local_path
from server.dashboard.visits import Site
from server.live import EventStream, LiveFeed
from server.tables import Access, FailedLogin, Login, Role, User
from tests.server.dashboard.browser import Browser, part_of, token_of
from tests.server.dashboard.conftest import HASHER, PASSWORD, World

WRONG = "wrong horse battery"
OTHER = "another long one"


@pytest.fixture
def dian(world: World) -> str:
    """A user at headquarters."""
    world.user("Dian", Role.HEADQUARTERS)
    return "Dian"


def test_who_is_not_signed_in_is_sent_to_the_sign_in_page_and_back_afterwards(world: World, dian: str) -> None:
    browser = world.browser()
    answer = browser.get("/candidates?number=24%26x")
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"])
    to = re.search(r'name="next" value="([^"]+)"', page.text)
    assert to is not None
    assert to[1] == "/candidates?number=24%26x"
    answer = browser.sign_in(dian, PASSWORD, to[1])
    assert (answer.status_code, answer.headers["location"]) == (303, to[1])
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/sessions/a%3Fb%20%C3%A9%2F%23", "/venues/Aula%20%22B%22?lang=en&q=%26"])
def test_the_way_back_is_the_very_address_however_it_is_written(world: World, dian: str, path: str) -> None:
    browser = world.browser()
    page = browser.get(browser.get(path).headers["location"])
    found = re.search(r'name="next" value="([^"]+)"', page.text)
    assert found is not None
    back = browser.sign_in(dian, PASSWORD, found[1].replace("&amp;", "&")).headers["location"]
    assert back.replace("/%23", "%2F%23") == path


def test_a_script_that_is_not_signed_in_is_told_so_and_not_redirected(world: World) -> None:
    assert world.browser().get("/", headers={"Hadir-Part": "live"}).status_code == 401
    assert world.browser().get("/events").status_code == 401


@pytest.mark.parametrize("name", ["Dian", "nobody", "", "x" * 500, "dian"])
def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(world: World, dian: str, name: str) -> None:
    browser = world.browser()
    answer = browser.sign_in(name, WRONG)
    assert answer.status_code == 403
    assert "tidak cocok" in answer.text
    assert "hadir" not in browser.cookies
    assert PASSWORD not in answer.text
    assert WRONG not in answer.text


def test_an_unknown_user_costs_a_hash_too(world: World, dian: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str | bytes, password: str | bytes) -> bool:
        seen.append(str(kept))
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for name in (dian, "nobody"):
        world.browser().sign_in(name, WRONG)
    assert len(seen) == 2
    assert len({kept.split("$")[3] for kept in seen}) == 1  # with the same parameters


def test_the_cookie_is_random_kept_as_a_hash_and_new_at_each_sign_in(
    world: World, dian: str, sessions: sessionmaker[Session]
) -> None:
    browser = world.browser()
    browser.cookies["hadir"] = "chosen-by-somebody-else"
    answer = browser.sign_in(dian, PASSWORD)
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("hadir="))
    assert re.match(r"hadir=[A-Za-z0-9_-]{43};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie
    first = browser.cookies["hadir"]
    with sessions() as db:
        assert first not in [login.token_hash for login in db.scalars(select(Login))]
    browser.get("/")
    browser.request(
        "POST",
        "/sign-in",
        data={"name": dian, "password": PASSWORD, "token": "0" * 64},
        headers={"Origin": "http://127.0.0.1"},
    )
    assert browser.cookies["hadir"] == first


def test_by_tls_cookies_are_bound_to_the_host(world: World, dian: str) -> None:
    app = FastAPI()
    app.include_router(dashboard_routes(world.sessions, LiveFeed(), world.clock, secure_cookies=True, hasher=HASHER))
    browser = Browser(app)
    page = browser.get("/sign-in")
    bound = page.headers["set-cookie"]
    assert re.match(r"__Host-hadir_form=[\w-]{43};", bound)
    answer = browser.request(
        "POST",
        "/sign-in",
        data={"name": dian, "password": PASSWORD, "token": token_of(page.text)},
        headers={"Origin": "http://127.0.0.1", "Cookie": bound.partition(";")[0]},
    )
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("__Host-hadir="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=strict"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie


def test_signing_out_ends_the_login_also_for_who_has_copied_the_cookie(world: World, dian: str) -> None:
    browser, thief = world.browser(), world.browser()
    browser.sign_in(dian, PASSWORD)
    thief.cookies["hadir"] = browser.cookies["hadir"]
    assert thief.get("/").status_code == 200
    assert browser.submit("/sign-out", "/").headers["location"] == "/sign-in"
    assert browser.get("/").status_code == 303
    assert thief.get("/").status_code == 303


def test_a_login_ends_when_nothing_is_done_for_an_hour(world: World, headquarters: Browser) -> None:
    world.clock.turn(seconds=(IDLE_LIMIT - timedelta(minutes=1)).total_seconds())
    assert headquarters.get("/").status_code == 200
    world.clock.turn(seconds=(IDLE_LIMIT - timedelta(minutes=1)).total_seconds())
    assert headquarters.get("/").status_code == 200
    world.clock.turn(seconds=IDLE_LIMIT.total_seconds())
    assert headquarters.get("/").status_code == 303


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(world: World, headquarters: Browser) -> None:
    part = {"Hadir-Part": part_of(headquarters.get("/").text)}
    for _ in range(4):
        world.clock.turn(minutes=14)
        assert headquarters.get("/", headers=part).status_code == 200
    world.clock.turn(minutes=14)
    assert headquarters.get("/", headers=part).status_code == 401


def test_a_login_ends_after_twelve_hours_however_busy(world: World, headquarters: Browser) -> None:
    for _ in range(int(LIMIT / timedelta(minutes=30)) - 1):
        world.clock.turn(minutes=30)
        assert headquarters.get("/").status_code == 200
    world.clock.turn(minutes=30)
    assert headquarters.get("/").status_code == 303


def test_five_failures_make_a_name_wait_even_with_the_right_password(world: World, dian: str) -> None:
    for _ in range(5):
        assert world.browser().sign_in(dian, WRONG).status_code == 403
    answer = world.browser().sign_in(dian, PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 901
    assert "15 menit" in answer.text
    world.clock.turn(minutes=15)
    assert world.browser().sign_in(dian, PASSWORD).status_code == 303


def test_a_stranger_elsewhere_does_not_keep_a_user_out_but_cannot_guess_for_ever(world: World, dian: str) -> None:
    def stranger(count: int) -> int:
        browser = world.browser()
        browser.address = f"10.0.1.{count // 5}"
        return browser.sign_in(dian, WRONG).status_code

    assert {stranger(count) for count in range(99)} == {403}
    assert world.browser().sign_in(dian, PASSWORD).status_code == 303
    assert {stranger(count) for count in range(100, 200)} == {403}
    assert world.browser().sign_in(dian, PASSWORD).status_code == 429


def test_an_address_waits_after_more_failures_whatever_the_names(world: World, dian: str) -> None:
    browser = world.browser()
    for count in range(TryLimits().by_address):
        assert browser.sign_in(f"nobody-{count}", WRONG).status_code == 403
    assert browser.sign_in(dian, PASSWORD).status_code == 429
    other = world.browser()
    other.address = "10.0.9.9"
    assert other.sign_in(dian, PASSWORD).status_code == 303


def test_a_right_password_forgets_the_failures_of_that_name(world: World, dian: str) -> None:
    for _ in range(3):
        for _ in range(4):
            assert world.browser().sign_in(dian, WRONG).status_code == 403
        assert world.browser().sign_in(dian, PASSWORD).status_code == 303
        world.clock.turn(minutes=16)


def test_what_is_typed_as_a_name_is_not_kept(world: World, sessions: sessionmaker[Session]) -> None:
    world.browser().sign_in(PASSWORD, WRONG)
    with sessions() as db:
        subjects = db.scalars(select(FailedLogin.subject)).all()
    assert len(subjects) == 3
    assert not any(PASSWORD in subject for subject in subjects)


def test_tries_at_the_same_moment_are_counted_too(world: World, dian: str) -> None:
    gate = threading.Barrier(8)
    found: list[int] = []

    def attempt() -> None:
        browser = world.browser()
        token = token_of(browser.get("/sign-in").text)
        gate.wait()
        answer = browser.request(
            "POST",
            "/sign-in",
            data={"name": dian, "password": WRONG, "token": token},
            headers={"Origin": "http://127.0.0.1"},
        )
        found.append(answer.status_code)

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert set(found) <= {403, 429, 503}
    assert world.browser().sign_in(dian, PASSWORD).status_code == 429


def test_a_disabled_user_is_out_at_once_and_back_when_enabled(
    world: World, dian: str, sessions: sessionmaker[Session]
) -> None:
    browser = world.browser()
    browser.sign_in(dian, PASSWORD)
    with sessions() as db:
        disable(db, world.clock(), name=dian, by="test")
        db.commit()
    assert browser.get("/").status_code == 303
    assert world.browser().sign_in(dian, PASSWORD).status_code == 403
    with sessions() as db:
        enable(db, world.clock(), name=dian, by="test")
        db.commit()
    assert browser.get("/").status_code == 303
    assert world.browser().sign_in(dian, PASSWORD).status_code == 303


def test_another_password_ends_every_login_with_the_old_one(
    world: World, dian: str, sessions: sessionmaker[Session]
) -> None:
    browser = world.browser()
    browser.sign_in(dian, PASSWORD)
    with sessions() as db:
        set_password(db, world.passwords, world.clock(), name=dian, password=OTHER, by="test")
        db.commit()
    assert browser.get("/").status_code == 303
    assert world.browser().sign_in(dian, PASSWORD).status_code == 403
    assert world.browser().sign_in(dian, OTHER).status_code == 303


def test_a_hash_with_old_parameters_is_made_anew_at_the_next_sign_in(
    world: World, dian: str, sessions: sessionmaker[Session]
) -> None:
    today = Passwords(PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    limits = {"address": "10.0.0.1", "limits": TryLimits()}
    with sessions() as db:
        old = db.get_one(User, dian).password_hash
    assert sign_in(sessions, today, world.clock(), name=dian, password=PASSWORD, **limits)  # type: ignore[arg-type]
    with sessions() as db:
        new = db.get_one(User, dian).password_hash
    assert "t=2" in new
    assert new != old
    assert sign_in(sessions, today, world.clock(), name=dian, password=PASSWORD, **limits)  # type: ignore[arg-type]
    with sessions() as db:
        assert db.get_one(User, dian).password_hash == new


def test_the_usual_hash_is_argon2id_of_at_least_64_mib() -> None:
    kept = Passwords().hash(PASSWORD)
    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", kept)
    assert found is not None
    assert int(found[1]) >= 64 * 1024
    assert Passwords().matches(kept, PASSWORD)
    assert not Passwords().matches(kept, WRONG)
    assert not Passwords().matches(None, "there is no such user")


@pytest.mark.parametrize(
    ("name", "role", "venue", "password", "message"),
    [
        ("", Role.AUDITOR, None, PASSWORD, "name"),
        (" x", Role.AUDITOR, None, PASSWORD, "name"),
        ("a\u202eb", Role.AUDITOR, None, PASSWORD, "name"),
        ("x" * 121, Role.AUDITOR, None, PASSWORD, "name"),
        ("x", Role.VENUE, None, PASSWORD, "venue"),
        ("x", Role.AUDITOR, "Bali", PASSWORD, "venue"),
        ("x", Role.VENUE, "v" * 121, PASSWORD, "venue"),
        ("x", Role.AUDITOR, None, "p" * (MIN_PASSWORD - 1), "12 to 256"),
        ("x", Role.AUDITOR, None, "p" * (MAX_PASSWORD + 1), "12 to 256"),
        ("dian.prasetyo", Role.AUDITOR, None, "Dian.Prasetyo", "name"),
    ],
)
def test_users_that_cannot_be_are_refused_with_a_reason(
    world: World, name: str, role: Role, venue: str | None, password: str, message: str
) -> None:
    with world.sessions() as db, pytest.raises(AccountError, match=message):
        add_user(db, world.passwords, world.clock(), name=name, role=role, venue=venue, password=password, by="test")


def test_a_name_is_given_once_and_unknown_ones_are_refused(world: World, dian: str) -> None:
    with world.sessions() as db:
        with pytest.raises(AccountError, match="already"):
            add_user(
                db, world.passwords, world.clock(), name=dian, role=Role.AUDITOR, venue=None, password=PASSWORD, by="x"
            )
        with pytest.raises(AccountError, match="no user"):
            disable(db, world.clock(), name="nobody", by="test")
        assert [user.name for user in users(db)] == [dian]


def test_what_is_done_to_users_is_on_the_record(world: World, dian: str) -> None:
    with world.sessions() as db:
        disable(db, world.clock(), name=dian, by="root")
        enable(db, world.clock(), name=dian, by="root")
        set_password(db, world.passwords, world.clock(), name=dian, password=OTHER, by="root")
        db.commit()
        rows = [(row.action, row.subject, row.user_name) for row in db.scalars(select(Access).order_by(Access.id))]
    assert rows == [
        ("USER_ADDED", dian, "test"),
        ("USER_DISABLED", dian, "root"),
        ("USER_ENABLED", dian, "root"),
        ("PASSWORD_CHANGED", dian, "root"),
    ]


@pytest.mark.parametrize(
    ("origin", "site", "status"),
    [
        ("http://127.0.0.1", None, 303),
        ("http://127.0.0.1", "same-origin", 303),
        ("null", "same-origin", 303),
        (None, "same-origin", 303),
        (None, None, 403),
        ("null", None, 403),
        ("http://127.0.0.1.evil.example", None, 403),
        ("http://evil.example", "same-origin", 403),
        ("http://evil.example", "cross-site", 403),
        ("http://127.0.0.1", "same-site", 403),
        ("http://127.0.0.1", "cross-site", 403),
        (None, "none", 403),
    ],
)
def test_a_form_counts_only_from_a_page_of_ours(
    world: World, headquarters: Browser, origin: str | None, site: str | None, status: int
) -> None:
    headers = {"Origin": origin} if origin else {}
    headers |= {"Sec-Fetch-Site": site} if site else {}
    token = token_of(headquarters.get("/").text)
    answer = headquarters.request("POST", "/sign-out", data={"token": token}, headers=headers)
    assert answer.status_code == status


def test_a_form_counts_only_with_the_token_of_this_browser(world: World, dian: str, headquarters: Browser) -> None:
    other = world.browser(Role.HEADQUARTERS)
    foreign = token_of(other.get("/").text)
    assert len(foreign) == 64
    for fields in ({}, {"token": ""}, {"token": foreign}, {"token": "\u00e9" * 64}):
        headers = {"Origin": "http://127.0.0.1"}
        assert headquarters.request("POST", "/sign-out", data=fields, headers=headers).status_code == 403
        fields |= {"name": dian, "password": PASSWORD}
        assert world.browser().request("POST", "/sign-in", data=fields, headers=headers).status_code == 403
    assert headquarters.get("/").status_code == 200
    answer = headquarters.request("POST", "/sign-out", json={"token": foreign}, headers={"Origin": "http://127.0.0.1"})
    assert answer.status_code == 403


def test_the_sign_in_form_is_bound_to_the_browser_that_it_was_made_for(world: World, dian: str) -> None:
    mine, theirs = world.browser(), world.browser()
    token = token_of(mine.get("/sign-in").text)
    theirs.get("/sign-in")
    fields = {"name": dian, "password": PASSWORD, "token": token}
    headers = {"Origin": "http://127.0.0.1"}
    assert theirs.request("POST", "/sign-in", data=fields, headers=headers).status_code == 403
    assert mine.request("POST", "/sign-in", data=fields, headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"token=" + b"0" * 20_000, 413),
        (b"&".join(b"a%d=1" % number for number in range(50)), 400),
        (b"name=\xff\xfe", 400),
        (b"name=%FF", 400),
        (b"name=a%00b", 400),
        (b"", 403),
        (b"&&&===", 403),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(world: World, body: bytes, status: int) -> None:
    headers = {"Origin": "http://127.0.0.1", "Content-Type": "application/x-www-form-urlencoded"}
    answer = world.browser().request("POST", "/sign-in", content=body, headers=headers)
    assert answer.status_code == status
    assert "<h1>" in answer.text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/cases/MISSING/abc"])
def test_a_form_that_drips_is_given_up(world: World, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr("server.dashboard.gate.BODY_SECONDS", 0.01)

    async def drip() -> AsyncIterator[bytes]:
        yield b"name="
        await asyncio.Event().wait()

    headers = {"Origin": "http://127.0.0.1", "Content-Type": "application/x-www-form-urlencoded"}
    answer = world.browser().request("POST", path, content=drip(), headers=headers)
    assert (answer.status_code, "<h1>" in answer.text) == (408, True)


def test_live_events_end_when_the_login_does(world: World, headquarters: Browser) -> None:
    gate = Gate(Site(world.sessions, world.clock, Pages()), is_secure=False)
    feed = LiveFeed(heartbeat=0.01)
    cookie = f"hadir={headquarters.cookies['hadir']}".encode()
    request = Request({"type": "http", "method": "GET", "path": "/events", "headers": [(b"cookie", cookie)]})

    async def listen() -> list[str]:
        stream = await gate.listen(feed)(request)
        assert isinstance(stream, EventStream)
        heard = []
        async for event in stream.body_iterator:
            heard.append(str(event))
            if len(heard) == 3:
                world.clock.turn(hours=2)
        return heard

    heard = asyncio.run(asyncio.wait_for(listen(), 20))
    assert heard == ["retry: 3000\n\n", ": still here\n\n", ": still here\n\n"]


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        "/sign-out",
        "/sign-in?next=/",
    ],
)
def test_nobody_is_sent_to_another_server_after_signing_in(world: World, dian: str, to: str) -> None:
    assert world.browser().sign_in(dian, PASSWORD, to).headers["location"] == "/"


@given(st.text())
def test_whatever_is_asked_for_the_way_back_is_local(text: str) -> None:
    path = local_path(text)
    assert path.startswith("/")
    assert not path.startswith("//")
    assert "\\" not in path
    assert path.isprintable()


def test_who_is_signed_in_already_is_not_asked_again(headquarters: Browser) -> None:
    answer = headquarters.get("/sign-in?next=/cases")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases")
