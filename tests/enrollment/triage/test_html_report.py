"""The report is one file that needs nothing else, runs nothing that came with a name, and works in a browser."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from enrollment.errors import ReportError
from enrollment.store.pairs import Answer, Review
from enrollment.triage.html_report import DuplicateView, Party, Report, write_html
from enrollment.triage.triage import Finding, Triaged
from tests.enrollment.triage.makers import encoded, face, triaged

NOW = datetime(2026, 10, 12, 8, 30, tzinfo=UTC)
HOSTILE = '<script>document.title = "run"</script><img src=x onerror=alert(1)>"\'& ={{ 7 * 7 }}'


def portrait(digest: str) -> bytes:
    return encoded(face(1 + len(digest) % 3))


def pair(
    rank: int = 1,
    *,
    score: float = 0.81234,
    expected: float | None = 0.4,
    review: Review | None = None,
    name: str = "Adi",
) -> DuplicateView:
    one, other = (Party(number, name, "Palembang", portrait(number)) for number in ("1", "2"))
    return DuplicateView(rank, score, score > 0.99, expected, one, other, review)


def report(*people: Triaged, pairs: tuple[DuplicateView, ...] = (), compared: int | None = None) -> Report:
    return Report("SKD CPNS 2026", NOW, people, pairs, compared)


def written(folder: Path, content: Report, **options: int) -> str:
    write_html(content, portrait, folder / "report.html", **options)
    return (folder / "report.html").read_text(encoding="utf-8")


def people(count: int) -> list[Triaged]:
    return [
        triaged(Finding.DARK if index % 2 else Finding.BLURRED, number=f"2430{index}", name=f"Peserta {index}")
        for index in range(count)
    ]


def test_it_names_no_address_outside(tmp_path: Path) -> None:
    html = written(tmp_path, report(*people(3), pairs=(pair(),), compared=3))
    addresses = re.findall(r"""(?:src|href|url|action)\s*[=(]\s*["']?([^"')\s>]+)""", html)
    assert addresses
    assert all(address.startswith(("data:", "#")) for address in addresses)
    assert "://" not in html
    assert "default-src 'none'" in html


def test_its_script_is_the_one_that_its_policy_allows(tmp_path: Path) -> None:
    html = written(tmp_path, report(*people(1)))
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html


def test_a_name_is_shown_and_never_run(tmp_path: Path) -> None:
    review = Review(Answer.SAME, HOSTILE, NOW, HOSTILE)
    everyone = triaged(Finding.DARK, number=HOSTILE, name=HOSTILE)
    html = written(tmp_path, Report(HOSTILE, NOW, [everyone], [pair(review=review, name=HOSTILE)], 2))
    assert html.count("<script>") == 1
    assert "<img src=x" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7 * 7 }}" in html


def test_the_same_view_gives_the_same_bytes(tmp_path: Path) -> None:
    content = report(*people(2), pairs=(pair(),), compared=2)
    assert written(tmp_path, content) == written(tmp_path, content)


def test_whoever_has_nothing_found_is_not_listed(tmp_path: Path) -> None:
    html = written(tmp_path, report(triaged(name="Siti Rahma")))
    assert "Siti Rahma" not in html
    assert "Tidak ada temuan" in html
    assert "Nothing found" in html


def test_so_many_candidates_are_shown_and_the_cut_is_said(tmp_path: Path) -> None:
    html = written(tmp_path, report(*people(5)), limit=3)
    assert html.count('class="card person"') == 3
    assert "Only those most at risk are shown:" in html


def test_pictures_are_bounded_and_the_cut_is_said(tmp_path: Path) -> None:
    whole = written(tmp_path, report(*people(6)))
    cut = written(tmp_path, report(*people(6)), most_bytes=len(whole) // 3)
    assert 0 < cut.count("data:image/jpeg") < whole.count("data:image/jpeg") == 6
    assert len(cut) < len(whole)
    assert cut.count('class="card person"') == 6
    assert "pictures are shown for the first ones only" in cut
    assert "pictures are shown for the first ones only" not in whole


def test_a_pair_stands_with_its_chance_pairs_and_the_sentence_that_accuses_nobody(tmp_path: Path) -> None:
    html = written(
        tmp_path, report(pairs=(pair(expected=0.4), pair(2, expected=None), pair(3, expected=0.01)), compared=9)
    )
    assert "Arithmetic alone accuses nobody." in html
    assert "Angka saja tidak menuduh siapa pun." in html
    assert "0.812" in html
    assert "about</span> " in html
    assert "cannot be told yet" in html
    assert "fewer than" in html


def test_a_review_says_by_whom_and_when(tmp_path: Path) -> None:
    review = Review(Answer.TWINS, "Rina Wulandari", NOW, "menurut KK")
    html = written(tmp_path, report(pairs=(pair(review=review),), compared=2))
    for text in ("Twins", "Kembar", "Rina Wulandari", "2026-10-12 08:30 UTC", "menurut KK"):
        assert text in html


def test_without_a_search_no_pairs_are_spoken_of(tmp_path: Path) -> None:
    assert 'id="duplicates"' not in written(tmp_path, report(*people(1)))
    assert "No pair stands out." in written(tmp_path, report(*people(1), compared=40))


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    written(tmp_path, report())
    assert stat.S_IMODE((tmp_path / "report.html").stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError, match="cannot be written"):
        write_html(report(), portrait, tmp_path / "file" / "report.html")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """The report in a browser, as a file."""
    with opened(tmp_path, report(*people(4), pairs=(pair(),), compared=4)) as page:
        yield page


@contextmanager
def opened(folder: Path, content: Report) -> Iterator[Page]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium is installed")
    written(folder, content)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.goto((folder / "report.html").as_uri())
        yield page
        browser.close()
    assert faults == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.querySelector('h3')?.textContent ?? document.activeElement.id"))


def test_keys_go_from_candidate_to_candidate(page: Page) -> None:
    seen = []
    for key in ("j", "j", "ArrowDown", "k"):
        page.keyboard.press(key)
        seen.append(focused(page))
    assert seen == ["Peserta 0", "Peserta 1", "Peserta 2", "Peserta 1"]
    page.keyboard.press("d")
    assert focused(page) == "duplicates"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_the_first_tab_leads_past_everything_to_the_candidates(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#list")


def test_searching_and_filtering_leave_whom_was_asked_for(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("peserta 24303")
    assert page.locator(".person:visible").count() == 1
    page.keyboard.press("Escape")
    page.locator("[data-finding=DARK]").click()
    assert page.locator(".person:visible").count() == 2
    assert page.locator("#shown").text_content() == "2"
    page.locator("#search").fill("nobody")
    assert page.locator("#nothing").is_visible()
    page.locator("#clear").click()
    assert page.locator(".person:visible").count() == 4


def test_the_language_changes_and_only_one_is_seen(page: Page) -> None:
    assert page.get_by_role("heading", level=1).inner_text() == "Pemeriksaan foto pendaftaran"
    page.keyboard.press("l")
    assert page.get_by_role("heading", level=1).inner_text() == "Check of registration photos"
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("compared", [None, 4])
def test_where_nothing_was_found_every_key_still_does_what_it_can(tmp_path: Path, compared: int | None) -> None:
    with opened(tmp_path, report(triaged(), compared=compared)) as page:
        for key in ("j", "k", "/", "c", "d", "Escape", "l", "?"):
            page.keyboard.press(key)
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.locator("#help").is_visible()


def test_the_report_of_everybody_has_one_title(tmp_path: Path) -> None:
    html = written(tmp_path, replace(report(*people(1)), title=""))
    assert html.count("Pemeriksaan foto pendaftaran") == 2  # in the page, and as the name of the window
    assert "<bdi></bdi>" not in html
    assert "SKD CPNS 2026</bdi>" in written(tmp_path, report(*people(1)))


def test_without_scripts_everything_is_shown_and_the_language_still_changes(page: Page) -> None:
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(page.url)
    assert plain.locator(".person:visible").count() == 4
    assert not plain.locator("#search").is_visible()
    plain.locator("label[for=language-en]").click()
    assert plain.get_by_role("heading", level=1).inner_text() == "Check of registration photos"
