"""Who stands behind a decision, what they saw, and what became of it: on the pages and in the exports."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from uuid import UUID

import pytest

from server.dashboard.language import LANGUAGES
from server.tables import Role
from tests.server.dashboard.browser import Browser
from tests.server.dashboard.conftest import JAYAPURA, World
from tests.server.scribe import NOW, OPERATOR, SESSION, SUPERVISOR, Scribe
from wire.decisions import (
    Feature,
    ManualReview,
    Refusal,
    RefusalCategory,
    Resolution,
    ReviewAnswer,
    SignIn,
    ThreeWay,
)
from wire.reports import CheckOutcome, SelfTestResult
from wire.staff import Role as StaffRole
from wire.staff import Staff
from wire.vocabulary import Decision

TRAIL = "/candidates/trail?number=24100140017"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def desk(world: World) -> Scribe:
    """A station at Palembang with its session opened."""
    scribe = world.station("PLM-01")
    world.take(scribe, [scribe.open()])
    return scribe


def text_of(html: str) -> str:
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_trail_tells_who_decided_who_signed_and_what_the_reviewers_saw(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    seen = ManualReview(
        reviewer=SUPERVISOR,
        answer=ReviewAnswer.DIFFERENT,
        features=(Feature.EARS, Feature.MARKS),
        note=f"scar {HOSTILE}",
        seconds=12.4,
    )
    refused = desk.checkin(
        decision=Decision.REFUSE,
        operator=OPERATOR,
        second=SUPERVISOR,
        reviews=(seen,),
        refusal=Refusal(category=RefusalCategory.NO_VALID_ID, note="no card at all"),
    )
    late = desk.checkin(pin_shown=True, override="the train was late")
    world.take(desk, [refused, late])
    html = headquarters.get(f"{TRAIL}&lang=en").text
    assert HOSTILE not in html
    words = text_of(html)
    for part in (
        "Decided by Rina Marlina operator Second signature Budi Santoso supervisor",
        "Manual review 1 Another person (ears, moles or scars) · Budi Santoso supervisor · 12 s",
        "scar &lt;script&gt;",
        "Reason for refusal No valid ID no card at all",
        "Registration PIN not shown",
        "Registration PIN shown · after closing time, because: the train was late",
        "Decided by nobody was signed in",
    ):
        assert part in words, part
    assert "Tinjauan manual 1 Orang lain" in text_of(headquarters.get(f"{TRAIL}&lang=id").text)


def test_a_trail_tells_of_an_undo_with_what_proves_it(world: World, desk: Scribe, headquarters: Browser) -> None:
    admitted = desk.checkin()
    undo = desk.undo(admitted, note="wrong card")
    world.take(desk, [admitted, undo])
    html = headquarters.get(f"{TRAIL}&lang=en").text
    words = text_of(html)
    assert "Not checked in SKD" in words
    assert "What was undone Admitted Decided by Rina Marlina operator Note wrong card" in words
    assert html.count("Signature and digest are right") == 2
    assert undo.digest in html
    assert 'class="card entry undone"' in html
    assert "Undone" in text_of(headquarters.get(f"/sessions/{SESSION}?lang=en").text)


def test_an_undo_that_came_before_its_check_in_is_shown_already(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    late = desk.checkin()
    world.take(desk, [desk.undo(late)])
    assert "What was undone" in headquarters.get(f"{TRAIL}&lang=en").text
    assert headquarters.get("/candidates?number=24100140017").status_code == 200


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("resolution", list(Resolution))
def test_a_trail_tells_how_a_provisional_admission_ended(
    resolution: Resolution, language: str, world: World, desk: Scribe, headquarters: Browser
) -> None:
    sent = desk.checkin(decision=Decision.PROVISIONAL, deadline=NOW + timedelta(hours=1))
    compared = ThreeWay(
        person_card=ReviewAnswer.SAME, person_photos=ReviewAnswer.DIFFERENT, card_photos=ReviewAnswer.CANNOT_TELL
    )
    world.take(desk, [sent, desk.resolve(sent, resolution, compared=compared, note="called the school")])
    t = LANGUAGES[language].text
    words = text_of(headquarters.get(f"{TRAIL}&lang={language}").text)
    for key, answer in (("person_card", "SAME"), ("person_photos", "DIFFERENT"), ("card_photos", "CANNOT_TELL")):
        assert f"{t(f'compared.{key}')} {t(f'answer.{answer}')}" in words
    assert words.count(t(f"amendment.{resolution}")) == 2
    assert "Budi Santoso" in words
    assert "called the school" in words


def test_every_word_of_the_wire_about_people_is_known_in_both_languages() -> None:
    for language in LANGUAGES.values():
        for beginning, values in (
            ("answer", ReviewAnswer),
            ("feature", Feature),
            ("refusal", RefusalCategory),
            ("staff", StaffRole),
            ("amendment", Resolution),
            ("outcome-of-check", CheckOutcome),
        ):
            for value in values:
                assert language.text(f"{beginning}.{value}")


def test_a_provisional_admission_past_its_deadline_shows_everywhere(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    soon = desk.checkin("SOON-1", Decision.PROVISIONAL, deadline=NOW + timedelta(minutes=5))
    later = desk.checkin("LATER-1", Decision.PROVISIONAL, deadline=NOW + timedelta(minutes=50))
    world.take(desk, [soon, later, desk.checkin("PLAIN-1", Decision.PROVISIONAL)])
    assert "passed" not in text_of(headquarters.get("/cases?lang=en").text)
    world.clock.turn(minutes=10)
    cases = text_of(headquarters.get("/cases?lang=en").text)
    assert re.search(r"SOON-1 .{40,80} passed 07:46:12", cases)
    assert re.search(r"LATER-1 .{40,80} 08:31:12", cases)
    assert cases.count("passed") == 1
    assert "1 overdue" in text_of(headquarters.get(f"/sessions/{SESSION}?lang=en").text)
    for path in ("/candidates?number=SOON-1", "/candidates/trail?number=SOON-1"):
        assert "Provisional, overdue" in text_of(headquarters.get(f"{path}&lang=en").text)
    world.take(desk, [desk.resolve(soon)])
    assert "passed" not in text_of(headquarters.get("/cases?lang=en").text)
    assert "to be resolved" in text_of(headquarters.get(f"/sessions/{SESSION}?lang=en").text)


def test_a_station_page_tells_what_the_self_test_found_and_who_is_signed_in(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    page = "/stations/PLM-01?lang=en"
    assert "Last self-test not run" in text_of(headquarters.get(page).text)
    assert "Signed in nobody" in text_of(headquarters.get(page).text)
    tried = [
        SelfTestResult(name=name, outcome=outcome)
        for name, outcome in (
            ("camera", CheckOutcome.PASSED),
            ("light", CheckOutcome.WARNED),
            ("disk", CheckOutcome.FAILED),
            ("printer", CheckOutcome.NOT_RUN),  # of a newer station
        )
    ]
    lost = Staff(id=UUID(int=9), name="Agus Wijaya", role=StaffRole.SUPERVISOR)
    old = desk.sign(SignIn.SIGNED_IN, SUPERVISOR)
    world.take(desk, [desk.open(self_test=tried), desk.sign(SignIn.SIGNED_IN), desk.sign(SignIn.LOCKED_OUT, lost)])
    world.take(desk, [old])  # arrives late, and is no news
    words = text_of(headquarters.get(page).text)
    assert "Last self-test Disk: failed Light: a warning printer: not run 07:41:12" in words
    assert "Signed in Rina Marlina operator since 07:41:12" in words
    assert "Locked out (wrong PINs) Agus Wijaya supervisor" in words
    passed = [SelfTestResult(name=check, outcome=CheckOutcome.PASSED) for check in ("camera", "light")]
    world.take(desk, [desk.sign(SignIn.SIGNED_OUT), desk.sign(SignIn.SIGNED_IN, lost), desk.open(self_test=passed)])
    words = text_of(headquarters.get(page).text)
    assert "all 2 checks passed" in words
    assert "Signed in Agus Wijaya supervisor" in words
    assert "Locked out" not in words


def test_another_venue_does_not_see_an_undo(world: World, desk: Scribe) -> None:
    other = world.station("JYP-01", JAYAPURA)
    admitted = desk.checkin("X-1")
    world.take(desk, [admitted, desk.undo(admitted, note="secret")])
    world.take(other, [other.checkin("X-1")])
    html = world.browser(Role.VENUE, JAYAPURA).get("/candidates/trail?number=X-1").text
    assert "JYP-01" in html
    assert "secret" not in html


def test_the_export_names_operator_and_second_and_says_what_was_undone(
    world: World, desk: Scribe, headquarters: Browser
) -> None:
    undone = desk.checkin("1", operator=OPERATOR.model_copy(update={"name": "=cmd()"}), second=SUPERVISOR)
    sent = desk.checkin("2", Decision.PROVISIONAL)
    world.take(desk, [undone, desk.undo(undone), sent, desk.resolve(sent), desk.checkin("3")])
    text = headquarters.get(f"/export/checkins.csv?session={SESSION}").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["operator"], row["second"], row["undone"], row["resolution"]) for row in rows] == [
        ("'=cmd()", "Budi Santoso", "1", ""),
        ("", "", "0", "CONFIRMED"),
        ("", "", "0", ""),
    ]
    day = headquarters.get("/export/overview.csv?day=2026-10-12").text.splitlines()[1].split(",")
    assert day[4:8] == ["350", "2", "0", "0"]
