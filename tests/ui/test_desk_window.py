"""The real desk: a real window on the replay camera, real models, a real server process where one is needed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from demo.cards import card_picture
from demo.faces import live_stills, name_of, number_of
from demo.morning import SESSION
from station.camera.replay import Scene, scene_of
from station.clock import SystemClock
from station.connectivity import Link
from station.errors import JournalError
from station.journal import database, entries
from station.local import LocalDatabase
from station.outbox.sender import SyncStatus
from station.session import ExamSession
from tests.station.makers import COLLEAGUE, KEY, OPERATOR, SUPERVISOR
from tests.ui.desk_helpers import (
    PATIENCE,
    PEOPLE,
    STARTS_AT,
    STRANGER,
    WITHOUT_PHOTO,
    Colleagues,
    PluggedCamera,
    decisions,
    last_checkin,
    press,
    scan,
    type_number,
)
from ui import texts
from ui.app import tell_failures
from ui.desk_app import DeskApp
from ui.view_state import Action, Look, Message
from wire.decisions import RefusalCategory
from wire.envelopes import unseal
from wire.reports import KeyReport, OpeningReport
from wire.vocabulary import Decision


def test_a_candidate_is_checked_in_by_keyboard(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    camera.play(scene_of(live_stills(11)))
    type_number(desk, number_of(11))
    until(Message.MATCH)
    assert desk.window.view is not None
    assert desk.window.view.look is Look.ADMIT
    assert decisions(journal) == []
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    assert decisions(journal) == [(number_of(11), "ADMIT")]


def test_a_card_held_up_to_the_camera_begins_the_check_in(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None]
) -> None:
    camera.play(Scene((card_picture(number_of(12)),), filling=0.7))
    until(Message.CHECKING)
    camera.play(scene_of(live_stills(12)))
    until(Message.MATCH)
    assert desk.window.view is not None
    assert desk.window.view.candidate is not None
    assert desk.window.view.candidate.number == number_of(12)


def test_an_impostor_is_stopped_and_refusing_takes_a_reason(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    camera.play(scene_of(live_stills(STRANGER)))
    type_number(desk, number_of(11))
    until(Message.NO_MATCH)
    press(desk, qtbot, Qt.Key.Key_Return, Qt.Key.Key_X, Qt.Key.Key_Return)
    assert decisions(journal) == []
    press(desk, qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)
    until(Message.REFUSED)
    refusal = last_checkin(journal).refusal
    assert refusal is not None
    assert refusal.category is RefusalCategory.DIFFERENT_PERSON
    assert last_checkin(journal).operator == OPERATOR


def test_the_next_card_from_a_hand_scanner_waits_and_decides_nothing_about_the_person_at_the_desk(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    camera.play(scene_of(live_stills(11)))
    type_number(desk, number_of(11))
    until(Message.MATCH)
    scan(desk, qtbot, "PX24R")
    page = desk.window.page
    assert desk.window.view is not None
    assert (desk.window.view.message, desk.window.view.waiting) == (Message.MATCH, "PX24R")
    assert page.waiting.isVisible()
    assert decisions(journal) == []
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    assert page.waiting.isVisible()
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.NOT_ON_ROSTER)
    assert not page.waiting.isVisible()


def test_the_card_that_waits_can_be_let_go(desk: DeskApp, until: Callable[..., None], qtbot: QtBot) -> None:
    type_number(desk, "9999")
    until(Message.NOT_ON_ROSTER)
    scan(desk, qtbot, number_of(12))
    qtbot.waitUntil(lambda: desk.window.page.waiting.isVisible(), timeout=PATIENCE)
    assert desk.window.view is not None
    assert desk.window.view.waiting_name == name_of(12)
    press(desk, qtbot, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not desk.window.page.waiting.isVisible(), timeout=PATIENCE)
    press(desk, qtbot, Qt.Key.Key_Escape)
    until(Message.CANCELLED)
    until(Message.NEXT)


def test_a_camera_that_is_unplugged_is_a_fault_and_the_check_in_goes_on_when_it_is_back(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], journal: Path
) -> None:
    type_number(desk, number_of(11))
    until(Message.CHECKING)
    camera.unplugged = True
    until(Message.CAMERA_LOST)
    assert desk.window.view is not None
    assert desk.window.view.look is Look.FAULT
    assert Action.PROVISIONAL in desk.window.view.actions
    camera.play(scene_of(live_stills(11)))
    camera.unplugged = False
    desk.window.action_chosen.emit(Action.RETRY_CAMERA)
    until(Message.MATCH)
    assert decisions(journal) == []


def test_a_number_that_is_not_on_the_roster_can_be_admitted_provisionally_by_two(
    desk: DeskApp, until: Callable[..., None], qtbot: QtBot, journal: Path, colleagues: Colleagues
) -> None:
    type_number(desk, "999")
    until(Message.NOT_ON_ROSTER)
    press(desk, qtbot, Qt.Key.Key_P)
    assert decisions(journal) == []
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.PROVISIONAL)
    report = last_checkin(journal)
    assert (report.decision, report.operator, report.second) == (Decision.PROVISIONAL, OPERATOR, SUPERVISOR)
    assert report.deadline == STARTS_AT + timedelta(hours=1)
    assert colleagues.asked == ["Provisional admission of 999"]


def test_without_a_second_signature_nobody_is_admitted_provisionally(
    desk: DeskApp, until: Callable[..., None], qtbot: QtBot, journal: Path, colleagues: Colleagues
) -> None:
    colleagues.present = (COLLEAGUE,)
    type_number(desk, "999")
    until(Message.NOT_ON_ROSTER)
    press(desk, qtbot, Qt.Key.Key_P, Qt.Key.Key_Return)
    assert desk.window.page.sheets.provisional.isVisible()
    press(desk, qtbot, Qt.Key.Key_Escape)
    assert not desk.window.page.sheets.provisional.isVisible()
    until(Message.NOT_ON_ROSTER)
    assert decisions(journal) == []


def test_a_candidate_without_a_photo_is_known_and_nothing_about_them_is_for_the_machine(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    camera.play(scene_of(live_stills(11)))
    type_number(desk, number_of(WITHOUT_PHOTO))
    until(Message.NO_REFERENCE)
    view = desk.window.view
    assert view is not None
    assert view.candidate is not None
    assert (view.candidate.name, view.look, view.score) == (name_of(WITHOUT_PHOTO), Look.CHECK, None)
    assert texts.detail(view) == "No usable photo was registered. Check the ID card."
    qtbot.waitUntil(lambda: desk.window.view is not None and desk.window.view.live is not None, timeout=PATIENCE)
    press(desk, qtbot, Qt.Key.Key_Return, Qt.Key.Key_R)
    until(Message.NO_REFERENCE)
    press(desk, qtbot, Qt.Key.Key_F2)
    assert desk.window.page.verdict.headline == "Periksa: tanpa foto pendaftaran"
    press(desk, qtbot, Qt.Key.Key_P, Qt.Key.Key_Return)
    until(Message.PROVISIONAL)
    assert decisions(journal) == [(number_of(WITHOUT_PHOTO), "PROVISIONAL")]


def test_a_second_visit_of_an_admitted_candidate_is_noticed(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    camera.play(scene_of(live_stills(12)))
    type_number(desk, number_of(12))
    until(Message.MATCH)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    qtbot.wait(5100)  # before that it would be the same card, still in the scanner's light
    type_number(desk, number_of(12))
    until(Message.ALREADY_ADMITTED)
    assert desk.window.view is not None
    assert f"at desk desk-test, by {OPERATOR.name}" in texts.detail(desk.window.view)
    press(desk, qtbot, Qt.Key.Key_Escape)
    until(Message.CANCELLED)
    assert decisions(journal) == [(number_of(12), "ADMIT"), (number_of(12), "CANCEL")]


def test_no_number_can_be_typed_while_a_decision_is_pending(
    desk: DeskApp, until: Callable[..., None], qtbot: QtBot
) -> None:
    assert desk.window.page.number.isEnabled()
    type_number(desk, "999")
    until(Message.NOT_ON_ROSTER)
    assert not desk.window.page.number.isEnabled()
    press(desk, qtbot, Qt.Key.Key_Escape)
    until(Message.CANCELLED)
    assert desk.window.page.number.isEnabled()


def test_two_stations_never_run_on_one_database(desk: DeskApp, journal: Path) -> None:
    with pytest.raises(JournalError, match="another station is running"):
        LocalDatabase(journal, KEY, "desk-test", SystemClock())


def test_opening_the_desk_is_recorded_with_what_is_decided_by(
    desk: DeskApp, until: Callable[..., None], journal: Path, session: ExamSession
) -> None:
    connection = database.connect_existing(journal, KEY)
    first, opening = [unseal(envelope) for envelope in entries.envelopes(connection)]
    connection.close()
    assert isinstance(first, KeyReport)
    assert isinstance(opening, OpeningReport)
    assert (opening.session.id, opening.session.expected) == (SESSION, len(PEOPLE) + 1)
    assert (opening.gallery_digest, opening.model_id) == (session.digest, desk.station.analysis._pipeline.model_id)
    assert opening.accept.score == desk.station.policy.accept.threshold


def test_a_station_that_is_not_registered_says_so_in_both_languages(
    desk: DeskApp, until: Callable[..., None], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "not registered" in desk.window.footer.sync_text, timeout=PATIENCE)
    press(desk, qtbot, Qt.Key.Key_F2)
    assert "belum terdaftar" in desk.window.footer.sync_text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (SyncStatus(Link.UNAUTHORISED, 3, 0, None), "refuses this station"),
        (SyncStatus(Link.ONLINE, 3, 0, None, set_back=True), "hadir journal repair --set-back"),
        (SyncStatus(Link.OFFLINE, 3, 0, None), "not reached"),
    ],
)
def test_the_footer_says_what_is_wrong_with_the_line(
    desk: DeskApp, until: Callable[..., None], status: SyncStatus, words: str
) -> None:
    desk.bridge.sync(status)
    assert words in desk.window.footer.sync_text


def test_the_enter_that_ends_a_number_decides_nothing(
    desk: DeskApp, until: Callable[..., None], qtbot: QtBot, journal: Path
) -> None:
    for _ in range(2):
        type_number(desk, "999")
        until(Message.NOT_ON_ROSTER)
        qtbot.wait(200)
        press(desk, qtbot, Qt.Key.Key_Escape)
        until(Message.CANCELLED)
        qtbot.wait(200)
        assert desk.window.view is not None
        assert desk.window.view.message is Message.CANCELLED
    assert decisions(journal) == [("999", "CANCEL")] * 2


def test_a_thread_that_ends_is_told_on_the_screen_and_nothing_can_be_decided(
    desk: DeskApp, until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    tell_failures(desk.bridge)
    thread = threading.Thread(target=lambda: [][1], name="sender")
    thread.start()
    thread.join()
    until(Message.PROGRAM_FAULT)
    assert desk.window.view is not None
    assert (desk.window.view.look, desk.window.view.actions) == (Look.FAULT, ())
    assert not desk.window.page.number.isEnabled()
    assert desk.window.view.problem == "sender: IndexError: list index out of range"


def test_the_number_behind_the_words_is_a_key_away(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot
) -> None:
    camera.play(scene_of(live_stills(12)))
    type_number(desk, number_of(12))
    until(Message.MATCH)
    evidence = desk.window.page.evidence
    assert evidence.isVisible()
    assert not evidence.number.isVisible()
    press(desk, qtbot, Qt.Key.Key_F3)
    assert evidence.number.isVisible()
    view = desk.window.view
    assert view is not None
    assert view.score is not None
    assert evidence.number.text() == texts.score(view.score)
    assert texts.number(view.score.score, 3) in evidence.number.text()
    press(desk, qtbot, Qt.Key.Key_F3)
    assert not evidence.number.isVisible()


def test_the_language_changes_at_once_and_back(desk: DeskApp, until: Callable[..., None], qtbot: QtBot) -> None:
    seen = []
    for _ in range(3):
        seen.append((desk.window.page.verdict.headline, desk.window.page.number.placeholderText()))
        press(desk, qtbot, Qt.Key.Key_F2)
    assert seen[0][0] == "Next candidate"
    assert seen[1][0] == "Peserta berikutnya"
    assert seen[1][1].startswith("Pindai kartu")
    assert seen[2] == seen[0]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_nothing_overlaps_or_leaves_the_window_even_with_a_long_name(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot, size: tuple[int, int]
) -> None:
    desk.window.resize(*size)
    camera.play(scene_of(live_stills(13)))
    type_number(desk, number_of(13))
    until(Message.MATCH)
    qtbot.wait(50)
    assert (desk.window.width(), desk.window.height()) == size
    window = desk.window
    panels = (
        window.page.live,
        window.page.portraits,
        window.page.candidate,
        window.page.number,
        window.page.verdict,
        window.page.evidence,
        window.page.decisions,
    )
    areas = [panel.rect().translated(panel.mapTo(window, QPoint(0, 0))) for panel in panels]
    for index, area in enumerate(areas):
        assert window.rect().contains(area), panels[index]
        for other in areas[index + 1 :]:
            assert not area.intersects(other), panels[index]
