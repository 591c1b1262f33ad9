"""Header and footer: what an operator knows without looking for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from station.camera.reader import CameraState, CameraStatus
from station.checkin.pace import Pace
from station.connectivity import Link
from station.journal.history import PastDecision
from station.outbox.sender import SyncStatus
from ui import theme
from ui.chips import Chip
from ui.footer import Footer, VenueFigures
from ui.header import NEAR, Header
from ui.languages import Languages
from ui.view_state import Look, Message, OpenCase, ViewState
from wire.gallery import SessionInfo
from wire.staff import Role, Staff
from wire.vocabulary import Decision

WIB = timezone(timedelta(hours=7))
START = datetime(2026, 10, 12, 8, tzinfo=WIB)
CLOSES, NOW = START - timedelta(minutes=5), START - timedelta(minutes=30)
LONG = "Raden Ajeng Soekarno Hadiningrat Tjokroaminoto Prawirodirdjo"
INFO = SessionInfo(id="SKD-1", title="SKD CPNS · Sesi 2", venue="BKN Regional VII, Palembang", starts_at=START)
LONG_INFO = INFO.model_copy(update={"title": f"Seleksi {LONG}", "venue": f"Universitas {LONG}", "room": "Ruang A"})
RINA = Staff(id=UUID(int=1), name="Rina Wulandari", role=Role.OPERATOR)
SYNC = SyncStatus(Link.ONLINE, 0, 0, NOW - timedelta(seconds=4))
VIEW = ViewState(
    Look.WAIT, Message.NEXT, (), CameraStatus(CameraState.LIVE, "camera 0"), admitted=212, expected=350, sync=SYNC
)
CASE = OpenCase(
    PastDecision(
        UUID(int=3), "C0", Decision.PROVISIONAL, NOW, None, None, RINA, None, None, START, undone=False, resolution=None
    ),
    None,
)
IN_TIME = Pace(212, 138, 4.1, START - timedelta(minutes=13), 1)
LATE = Pace(212, 138, 4.1, START + timedelta(minutes=4), 2)


@pytest.fixture(autouse=True)
def languages(qapp: QApplication) -> Iterator[Languages]:
    theme.apply(qapp)
    made = Languages(qapp)
    made.use("en")
    yield made
    made.use("en")


@pytest.fixture
def desk(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1920, 100)
    made.show()
    return made


@pytest.fixture
def header(desk: QWidget) -> Callable[..., Header]:
    def make(info: SessionInfo = INFO, width: int = 1366) -> Header:
        made = Header("3", info, desk)
        made.resize(width, 56)
        made.show()
        return made

    return make


@pytest.fixture
def footer(desk: QWidget) -> Footer:
    made = Footer(desk)
    made.resize(1366, 42)
    made.show()
    return made


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (24 * 60 + 9.2, "PIN closes in 24:10"),
        (3600 + 61, "PIN closes in 1:01:01"),
        (0.1, "PIN closes in 0:01"),
        (0, "PIN closed"),
        (-1, "PIN closed"),
        (None, ""),
    ],
)
def test_the_countdown_is_closed_no_earlier_than_pins_are(
    header: Callable[..., Header], seconds: float | None, said: str
) -> None:
    made = header()
    made.show_texts(False)
    made.show_countdown(seconds)
    assert made.countdown_text == said


@pytest.mark.parametrize(("seconds", "red"), [(NEAR, False), (NEAR - 1, True), (0, True)])
def test_the_countdown_is_red_in_its_last_minutes(header: Callable[..., Header], seconds: float, red: bool) -> None:
    made = header()
    made.show_countdown(seconds)
    countdown = next(chip for chip in made.findChildren(Chip) if chip.text_shown.startswith("PIN"))
    assert countdown.urgent is red


def test_whoever_is_signed_in_is_named_and_can_sign_out(header: Callable[..., Header], qtbot: QtBot) -> None:
    made = header()
    made.show_texts(False)
    assert made.operator_text == ""
    made.show_texts(False, RINA)
    assert made.operator_text == "Rina Wulandari · Operator"
    chip = next(chip for chip in made.findChildren(Chip) if chip.text_shown == made.operator_text)
    assert chip.accessibleName() == "Rina Wulandari, Operator. Sign out"
    with qtbot.waitSignal(made.operator_clicked):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("width", [1180, 1366, 1920])
@pytest.mark.parametrize("language", ["id", "en"])
def test_long_names_leave_room_for_everything(
    header: Callable[..., Header], languages: Languages, width: int, language: str
) -> None:
    languages.use(language)
    made = header(LONG_INFO, width)
    made.show_texts(True, Staff(id=UUID(int=2), name=LONG, role=Role.SUPERVISOR), silent=True)
    made.show_countdown(61 * 60)
    QApplication.processEvents()
    chips = sorted((chip for chip in made.findChildren(Chip) if chip.isVisible()), key=lambda chip: chip.x())
    assert chips[-1].geometry().right() <= width - theme.MARGIN
    for left, right in pairwise(chips):
        assert left.geometry().right() < right.x()
    assert all(chip.width() >= chip.least for chip in chips)


def test_the_footer_tells_queue_and_forecast_in_the_venues_time(footer: Footer) -> None:
    footer.render_view(VIEW, NOW, pace=IN_TIME, closes_at=CLOSES, expires_at=START + timedelta(hours=4))
    assert footer.shown_texts == (
        "Connected · synced 4 s ago",
        "To send 0",
        "Admitted 212 of 350",
        "4.1 people/min · done about 07:47",
        "Pack valid until 12:00",
        "help",
    )


def test_a_queue_that_is_late_says_how_many_desks_it_takes(footer: Footer) -> None:
    footer.render_view(VIEW, NOW, pace=LATE, closes_at=CLOSES)
    assert "done about 08:04 · 2 desks needed" in footer.shown_texts
    footer.render_view(VIEW, NOW, pace=replace(LATE, desks=None), closes_at=CLOSES)
    assert "done about 08:04" in footer.shown_texts


def test_nothing_is_foretold_before_the_pace_is_known(footer: Footer) -> None:
    footer.render_view(VIEW, NOW, pace=Pace(1, 349, None, None, None), closes_at=CLOSES)
    footer.render_view(replace(VIEW, sync=None), NOW)
    assert footer.shown_texts == ("Not connected yet", "To send 0", "Admitted 212 of 350", "help")


def test_the_venues_figures_are_shown_once_the_server_has_said_them(footer: Footer) -> None:
    footer.render_view(VIEW, NOW, venue=VenueFigures(812, 1380))
    assert "Venue 812 of 1,380" in footer.shown_texts


def test_what_the_server_refused_is_counted(footer: Footer) -> None:
    footer.render_view(replace(VIEW, sync=replace(SYNC, quarantined=3)), NOW)
    assert "3 refused by the server" in footer.shown_texts


def test_what_is_to_be_settled_is_counted_and_one_click_away(footer: Footer, qtbot: QtBot) -> None:
    footer.render_view(VIEW, NOW)
    assert not any("unresolved" in text for text in footer.shown_texts)
    footer.render_view(replace(VIEW, open_cases=(CASE, CASE)), NOW)
    chip = next(chip for chip in footer.findChildren(Chip) if chip.text_shown == "2 unresolved")
    assert chip.urgent
    with qtbot.waitSignal(footer.unresolved_clicked):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)


def test_help_is_one_click_away_too(footer: Footer, qtbot: QtBot) -> None:
    footer.render_view(VIEW, NOW)
    chip = next(chip for chip in footer.findChildren(Chip) if chip.text_shown == "help")
    with qtbot.waitSignal(footer.help_clicked):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("after", "said", "urgent"),
    [
        (timedelta(hours=2), "Pack valid until 09:30", False),
        (timedelta(minutes=29), "Pack valid until 07:59", True),
        (timedelta(0), "Pack expired", True),
        (timedelta(days=2), "Pack valid until 14 Oct 2026", False),
    ],
)
def test_a_pack_that_runs_out_is_told_in_time(footer: Footer, after: timedelta, said: str, urgent: bool) -> None:
    footer.render_view(VIEW, NOW, closes_at=CLOSES, expires_at=NOW + after)
    chip = next(chip for chip in footer.findChildren(Chip) if chip.text_shown.startswith("Pack"))
    assert (chip.text_shown, chip.urgent) == (said, urgent)


@pytest.mark.parametrize("width", [1180, 1366, 1920])
@pytest.mark.parametrize("language", ["id", "en"])
def test_however_narrow_nothing_overlaps_and_nothing_urgent_is_left_out(
    footer: Footer, languages: Languages, width: int, language: str
) -> None:
    languages.use(language)
    footer.resize(width, 42)
    worst = replace(VIEW, sync=SyncStatus(Link.UNAUTHORISED, 128, 3, None), open_cases=(CASE,))
    footer.render_view(
        worst, NOW, pace=LATE, closes_at=CLOSES, expires_at=NOW + timedelta(minutes=9), venue=VenueFigures(812, 1380)
    )
    QApplication.processEvents()
    chips = sorted((chip for chip in footer.findChildren(Chip) if chip.isVisible()), key=lambda chip: chip.x())
    assert chips[-1].geometry().right() <= width - theme.MARGIN
    for left, right in pairwise(chips):
        assert left.geometry().right() < right.x()
    assert sum(chip.urgent for chip in chips) == 4


def test_a_missing_sound_is_told_quietly(header: Callable[..., Header]) -> None:
    made = header()
    made.show_texts(False, silent=True)
    chip = next(chip for chip in made.findChildren(Chip) if chip.text_shown == "No sound")
    assert not chip.urgent
    assert chip.isVisible()
