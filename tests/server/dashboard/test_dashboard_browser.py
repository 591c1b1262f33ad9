"""The dashboard in a real Chromium: by keyboard alone, live, and from nowhere else.

Set HADIR_SCREENSHOTS to a folder to keep pictures of what was seen.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page, Request, expect, sync_playwright

from server.live import MAX_LISTENERS
from server.tables import Role
from tests.server.dashboard.conftest import PASSWORD, World
from tests.server.scribe import SESSION, Scribe
from wire.vocabulary import Decision

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

LONG = "Kampus Universitas Negeri Makassar Gedung Pinisi Lantai 2 dan 3, Jalan A. P. Pettarani, Rappocini"


class Running(uvicorn.Server):
    """A server that says when it answers, and tells its pages the news."""

    def __init__(self, world: World) -> None:
        super().__init__(
            uvicorn.Config(world.app, log_config=None, lifespan="off", ws="none", timeout_graceful_shutdown=1)
        )
        self._world = world
        self._loop: asyncio.AbstractEventLoop | None = None
        self.answers = threading.Event()
        self.address = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.answers.set()

    def publish(self) -> None:
        """Tell the pages, on the loop that the feed belongs to."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._world.live.publish)

    def stop(self) -> None:
        """End the streams, then the server."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._world.live.close)
        self.should_exit = True


@pytest.fixture(params=["sqlite"])
def database_url(sqlite_url: str) -> str:
    """What a browser shows does not depend on the kind of the database."""
    return sqlite_url


@pytest.fixture
def desk(world: World) -> Scribe:
    """A station at a venue of a long name, with its session opened and a few candidates."""
    desk = world.station("MKS-01", LONG)
    title = "Seleksi Kompetensi Dasar CPNS 2026 sesi pagi, gelombang pertama"
    world.take(desk, [desk.open(venue=LONG, title=title), *desk.checkins(3), desk.checkin("P", Decision.PROVISIONAL)])
    world.heartbeat(desk)
    world.user("Dian Prasetyo", Role.HEADQUARTERS)
    return desk


@pytest.fixture
def running(world: World, desk: Scribe) -> Iterator[Running]:
    """The server, on a free port."""
    server = Running(world)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        assert server.answers.wait(20)
        yield server
        server.stop()
        thread.join()


@pytest.fixture
def page(running: Running) -> Iterator[Page]:
    """A page of a fresh browser. Whatever it asks of another address, or complains about, fails the test."""
    foreign: list[str] = []
    complaints: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith((running.address, "data:")):
            foreign.append(request.url)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(locale="id-ID", viewport={"width": 1366, "height": 768}, base_url=running.address)
        page.on("request", look)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        browser.close()
    assert foreign == []
    assert [each for each in complaints if not re.search("status of (401|503)", each)] == []  # an answer is no fault


def sign_in(page: Page) -> None:
    """Sign in with the keyboard alone: the form has the focus."""
    page.goto("/sign-in")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("Dian Prasetyo")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")


def photograph(page: Page, name: str) -> None:
    """Keep a picture, if somebody wants some."""
    if folder := os.environ.get("HADIR_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_the_keyboard_alone_signs_in_and_reaches_everything(page: Page) -> None:
    sign_in(page)
    expect(page.locator("[data-state=live]")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".days a").first).to_be_focused()
    page.goto("/cases")
    page.get_by_role("link", name="P", exact=True).press("Enter")
    page.get_by_label("Diselesaikan: diterima").press("Space")
    page.get_by_label("Keterangan (wajib)").fill("KTP dan wajah cocok")
    page.get_by_role("button", name="Simpan keputusan").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Keputusan tersimpan")
    photograph(page, "settled")


def test_news_arrive_by_themselves_and_what_has_the_focus_keeps_it(
    page: Page, world: World, desk: Scribe, running: Running
) -> None:
    sign_in(page)
    expect(page.locator("[data-state=live]")).to_be_visible()
    first = page.locator(".figure .value").first
    expect(first).to_have_text("3")
    link = page.locator(f'a[href="/sessions/{SESSION}"]')
    link.focus()
    world.take(desk, desk.checkins(4))
    page.evaluate("window.mark = document.getElementById('live').firstElementChild")
    running.publish()
    expect(first).to_have_text("7")
    assert page.evaluate("window.mark.isConnected") is False
    expect(page.locator(f'a[href="/sessions/{SESSION}"]')).to_be_focused()
    photograph(page, "live")


def test_a_page_that_finds_no_place_to_listen_is_refreshed_at_each_try(page: Page, world: World, desk: Scribe) -> None:
    for number in range(MAX_LISTENERS):
        world.live.subscribe(str(number))
    sign_in(page)
    expect(page.locator("[data-state=live]")).to_be_visible()
    world.take(desk, desk.checkins(4))
    expect(page.locator(".figure .value").first).to_have_text("7", timeout=20_000)
    expect(page.locator("[data-state=live]")).to_be_visible()


def test_who_is_signed_out_meanwhile_is_asked_to_sign_in(page: Page, world: World, running: Running) -> None:
    sign_in(page)
    expect(page.locator("[data-state=live]")).to_be_visible()
    world.clock.turn(hours=13)
    running.publish()
    page.wait_for_url("**/sign-in?next=%2F")


@pytest.mark.parametrize("width", [390, 1366, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_the_window(page: Page, world: World, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/sign-in")
    photograph(page, f"sign-in-{scheme}-{width}")
    sign_in(page)
    for name, path in (
        ("overview", "/"),
        ("session", f"/sessions/{SESSION}"),
        ("venue", f"/venues/{LONG}"),
        ("stations", "/stations"),
        ("station", "/stations/MKS-01"),
        ("candidates", "/candidates?number=2410"),
        ("trail", "/candidates/trail?number=P"),
        ("cases", "/cases"),
        ("rates", "/rates"),
        ("access", "/access"),
        ("board", "/board"),
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        photograph(page, f"{name}-{scheme}-{width}")


CONTRASTS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  };
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const found = rgb(getComputedStyle(each).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${element.className || element.tagName}: ${ratio.toFixed(2)}`);
  }
  return poor;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sign_in(page)
    for path in ("/", f"/sessions/{SESSION}", "/stations/MKS-01", "/candidates/trail?number=P", "/cases", "/rates"):
        page.goto(path)
        assert page.evaluate(CONTRASTS) == [], path


def test_every_field_has_a_label_and_every_picture_words(page: Page) -> None:
    sign_in(page)
    unlabelled = """() => Array.from(document.querySelectorAll("input:not([type=hidden]), select, textarea"))
        .filter((field) => field.labels.length === 0).map((field) => field.outerHTML)"""
    for path in ("/", "/cases", "/stations", "/candidates", "/rates", "/access", "/board"):
        page.goto(path)
        assert page.evaluate(unlabelled) == [], path
        assert page.evaluate("document.querySelectorAll('h1').length") == 1, path
        assert page.evaluate("document.querySelectorAll('th:not([scope])').length") == 0, path
        assert page.evaluate("document.querySelectorAll('svg:not([aria-hidden]):not([aria-label])').length") == 0, path


def test_without_a_script_everything_is_there_too(running: Running) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(locale="en", java_script_enabled=False, base_url=running.address)
        page.goto("/cases")
        page.get_by_label("User name").fill("Dian Prasetyo")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/cases")
        page.get_by_role("link", name="P", exact=True).click()
        page.get_by_label("Resolved: admitted").check()
        page.get_by_label("Note (required)").fill("seen")
        page.get_by_role("button", name="Keep the decision").click()
        expect(page.get_by_text("The decision is kept.")).to_be_visible()
        page.get_by_role("link", name="Bahasa Indonesia").click()
        expect(page.locator("html")).to_have_attribute("lang", "id")
        page.get_by_role("button", name="Keluar").click()
        page.wait_for_url("**/sign-in")
        browser.close()
