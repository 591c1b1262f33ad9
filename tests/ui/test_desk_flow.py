"""What is more than one key: comparing by eye, reasons, second signatures, PINs, taking back, settling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from demo.faces import live_stills, name_of, number_of
from station.camera.replay import scene_of
from station.checkin.receipts import read_code
from tests.station.makers import COLLEAGUE, OPERATOR, SIGNING, SUPERVISOR
from tests.ui.desk_helpers import (
    PATIENCE,
    PINS,
    STARTS_AT,
    STRANGER,
    Colleagues,
    PluggedCamera,
    WallClock,
    decisions,
    last_checkin,
    press,
    reports,
    scan,
    type_number,
)
from ui.desk_app import DeskApp
from ui.key_button import KeyButton
from ui.receipt import ReceiptSheet
from ui.theme import TARGET
from ui.view_state import Look, Message
from wire.decisions import Feature, RefusalCategory, Resolution, ReviewAnswer
from wire.envelopes import seal
from wire.reports import ResolutionReport, UndoReport
from wire.vocabulary import Decision

Until = Callable[..., None]


def bring_impostor(desk: DeskApp, camera: PluggedCamera, until: Until) -> None:
    camera.play(scene_of(live_stills(STRANGER)))
    type_number(desk, number_of(11))
    until(Message.NO_MATCH)


def bring(desk: DeskApp, camera: PluggedCamera, until: Until, person: int) -> None:
    camera.play(scene_of(live_stills(person)))
    type_number(desk, number_of(person))
    until(Message.MATCH)


def close_pins(wall: WallClock) -> None:
    wall.ahead += timedelta(minutes=56)


def write(desk: DeskApp, qtbot: QtBot, text: str) -> None:
    """Into the note that has the keys, at a person's pace."""
    field = desk.window.focusWidget()
    assert field is not None
    QTest.keyClicks(field, text, delay=90)
    qtbot.wait(100)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.wait(150)


def test_the_pin_is_shown_upon_admission_and_gone_with_the_next_card(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path
) -> None:
    bring(desk, camera, until, 11)
    card = desk.window.page.pin
    assert not card.isVisible()
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    assert card.isVisible()
    assert card.pin.text() == "4821 7735"
    assert last_checkin(journal).pin_shown
    type_number(desk, "9999")
    until(Message.NOT_ON_ROSTER)
    assert not card.isVisible()
    assert PINS[11] not in card.pin.text().replace(" ", "")


def test_the_receipt_names_the_report_so_that_it_cannot_be_exchanged_later(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path
) -> None:
    bring(desk, camera, until, 11)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    press(desk, qtbot, Qt.Key.Key_F8)
    (sheet,) = desk.window.findChildren(ReceiptSheet)
    drawn = sheet.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    (code,) = zxingcpp.read_barcodes(np.frombuffer(drawn.constBits(), np.uint8).reshape(drawn.height(), -1))
    report = last_checkin(journal)
    found = read_code(code.text)
    assert found is not None
    assert (found.checkin_id, found.digest) == (report.checkin_id, seal(report, SIGNING).digest)
    sheet.close()


def test_nothing_is_said_of_pins_to_whom_the_pack_has_none(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, wall: WallClock, journal: Path
) -> None:
    close_pins(wall)
    bring(desk, camera, until, 12)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    assert not desk.window.page.pin.isVisible()
    assert not last_checkin(journal).pin_shown


def test_after_closing_somebody_is_admitted_without_a_pin_only_when_asked_twice(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, wall: WallClock, journal: Path
) -> None:
    close_pins(wall)
    bring(desk, camera, until, 11)
    press(desk, qtbot, Qt.Key.Key_Return)
    assert desk.window.page.sheets.release.isVisible()
    assert decisions(journal) == []
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    assert not last_checkin(journal).pin_shown
    assert desk.window.page.pin.isVisible()
    assert not desk.window.page.pin.pin.isVisible()


def test_after_closing_a_supervisor_may_show_the_pin_with_a_reason(
    desk: DeskApp,
    camera: PluggedCamera,
    until: Until,
    qtbot: QtBot,
    wall: WallClock,
    journal: Path,
    colleagues: Colleagues,
) -> None:
    close_pins(wall)
    bring(desk, camera, until, 11)
    press(desk, qtbot, Qt.Key.Key_Return, Qt.Key.Key_O, Qt.Key.Key_Return)
    assert decisions(journal) == []
    write(desk, qtbot, "late bus")
    until(Message.ADMITTED)
    report = last_checkin(journal)
    assert (report.pin_shown, report.override, report.second) == (True, "late bus", SUPERVISOR)
    assert colleagues.asked == [f"Showing the PIN of {name_of(11)} after closing"]
    assert desk.window.page.pin.pin.isVisible()


def test_refusing_for_another_reason_takes_words_and_a_scanned_card_is_none(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path
) -> None:
    bring_impostor(desk, camera, until)
    press(desk, qtbot, Qt.Key.Key_X, Qt.Key.Key_6, Qt.Key.Key_Return)
    note = desk.window.page.sheets.refusal.note
    assert desk.window.focusWidget() is note
    QTest.keyClicks(note, number_of(12))
    QTest.keyClick(note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.page.waiting.isVisible(), timeout=PATIENCE)
    assert note.text() == ""
    assert decisions(journal) == []
    write(desk, qtbot, "drunk")
    until(Message.REFUSED)
    refusal = last_checkin(journal).refusal
    assert refusal is not None
    assert (refusal.category, refusal.note) == (RefusalCategory.OTHER, "drunk")


def test_two_people_compare_by_eye_without_the_score_and_only_then_admit(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path
) -> None:
    bring_impostor(desk, camera, until)
    window, review = desk.window, desk.window.review
    press(desk, qtbot, Qt.Key.Key_M)
    until(Message.REVIEWING)
    assert review.isVisible()
    assert window.view is not None
    assert (window.view.look, window.view.score, window.view.reviewer) == (Look.WAIT, None, OPERATOR)
    press(desk, qtbot, Qt.Key.Key_Right, Qt.Key.Key_1, Qt.Key.Key_A, Qt.Key.Key_F)
    assert review.photos.place == 1
    assert decisions(journal) == []
    press(desk, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: review.identify.isVisible(), timeout=PATIENCE)
    press(desk, qtbot, Qt.Key.Key_1, Qt.Key.Key_2)
    assert review.answer is None
    press(desk, qtbot, Qt.Key.Key_Return)
    assert window.view.reviewer == COLLEAGUE
    assert not review.identify.isVisible()
    press(desk, qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)
    until(Message.AGREED)
    assert window.view.score is not None
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    report = last_checkin(journal)
    assert report.decision is Decision.ADMIT_MANUAL
    assert [each.reviewer for each in report.reviews] == [OPERATOR, COLLEAGUE]
    assert report.reviews[0].features == (Feature.EARS, Feature.MARKS)
    assert all(0 < each.seconds < 60 for each in report.reviews)


def test_whoever_sees_a_different_person_ends_the_comparison(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot
) -> None:
    bring_impostor(desk, camera, until)
    press(desk, qtbot, Qt.Key.Key_M, Qt.Key.Key_2, Qt.Key.Key_Return)
    until(Message.DOUBTED)
    view = desk.window.view
    assert view is not None
    assert view.checkin is not None
    assert [each.answer for each in view.checkin.reviews] == [ReviewAnswer.DIFFERENT]
    assert desk.window.page.isVisible()


def test_a_comparison_can_be_left_and_an_answer_thought_over(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot
) -> None:
    bring_impostor(desk, camera, until)
    press(desk, qtbot, Qt.Key.Key_M)
    until(Message.REVIEWING)
    press(desk, qtbot, Qt.Key.Key_2, Qt.Key.Key_Escape)
    assert desk.window.review.answer is None
    press(desk, qtbot, Qt.Key.Key_Escape)
    until(Message.NO_MATCH)


def test_the_card_that_is_scanned_during_a_comparison_answers_nothing(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot
) -> None:
    bring_impostor(desk, camera, until)
    press(desk, qtbot, Qt.Key.Key_M)
    until(Message.REVIEWING)
    scan(desk, qtbot, number_of(12))
    assert desk.window.review.answer is None
    view = desk.window.view
    assert view is not None
    assert (view.message, view.waiting) == (Message.REVIEWING, number_of(12))


@pytest.mark.parametrize("from_idle", [False, True])
def test_the_last_decision_is_taken_back_within_a_minute(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path, from_idle: bool
) -> None:
    bring(desk, camera, until, 12)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    if from_idle:
        press(desk, qtbot, Qt.Key.Key_Return)
        until(Message.NEXT)
    press(desk, qtbot, Qt.Key.Key_U)
    assert desk.window.page.sheets.undo.isVisible()
    assert not any(isinstance(each, UndoReport) for each in reports(journal))
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.UNDONE)
    undo = reports(journal)[-1]
    assert isinstance(undo, UndoReport)
    assert (undo.checkin_id, undo.undone, undo.operator) == (
        last_checkin(journal).checkin_id,
        Decision.ADMIT,
        OPERATOR,
    )


def test_a_number_that_begins_with_the_letter_of_a_key_is_a_number_when_a_scanner_types_it(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot
) -> None:
    bring(desk, camera, until, 12)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    type_number(desk, "U123")
    until(Message.NOT_ON_ROSTER)
    assert not desk.window.page.sheets.undo.isVisible()


def test_a_provisional_admission_cannot_be_missed_and_is_settled_by_two(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot, journal: Path, wall: WallClock
) -> None:
    bring_impostor(desk, camera, until)
    press(desk, qtbot, Qt.Key.Key_P, Qt.Key.Key_Return)
    until(Message.PROVISIONAL)
    window, form = desk.window, desk.window.cases.form
    assert window.page.open_cases.isVisible()
    assert window.page.open_cases.text() == "1 admission to settle"
    press(desk, qtbot, Qt.Key.Key_F6)
    assert window.cases.isVisible()
    press(desk, qtbot, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_C, Qt.Key.Key_Return)
    assert not form.confirm.isEnabled()
    assert not form.sign.isEnabled()
    press(desk, qtbot, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_1, Qt.Key.Key_3)
    press(desk, qtbot, Qt.Key.Key_C, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.cases.isVisible(), timeout=PATIENCE)
    assert not window.page.open_cases.isVisible()
    resolution = reports(journal)[-1]
    assert isinstance(resolution, ResolutionReport)
    assert (resolution.resolution, resolution.operator, resolution.second) == (
        Resolution.CONFIRMED,
        OPERATOR,
        SUPERVISOR,
    )
    compared = resolution.compared
    assert (compared.person_card, compared.person_photos, compared.card_photos) == (
        ReviewAnswer.SAME,
        ReviewAnswer.SAME,
        ReviewAnswer.CANNOT_TELL,
    )


def test_the_list_gives_way_to_the_next_person_and_keeps_what_was_answered(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot
) -> None:
    bring_impostor(desk, camera, until)
    press(desk, qtbot, Qt.Key.Key_P, Qt.Key.Key_Return)
    until(Message.PROVISIONAL)
    press(desk, qtbot, Qt.Key.Key_F6, Qt.Key.Key_1)
    scan(desk, qtbot, "9999")
    until(Message.NOT_ON_ROSTER)
    assert desk.window.page.isVisible()
    press(desk, qtbot, Qt.Key.Key_Escape)
    until(Message.CANCELLED)
    press(desk, qtbot, Qt.Key.Key_F6)
    assert desk.window.cases.form.rows.answers[0] is ReviewAnswer.SAME


def test_an_admission_that_is_overdue_looks_so(desk: DeskApp, until: Until, qtbot: QtBot, wall: WallClock) -> None:
    type_number(desk, "9999")
    until(Message.NOT_ON_ROSTER)
    press(desk, qtbot, Qt.Key.Key_P, Qt.Key.Key_Return)
    until(Message.PROVISIONAL)
    chip = desk.window.page.open_cases
    assert "left" in chip.accessibleName()
    wall.ahead += timedelta(hours=3)
    qtbot.waitUntil(lambda: "was due" in chip.accessibleName(), timeout=PATIENCE)


def test_somebody_else_who_signs_in_decides_from_then_on(
    desk: DeskApp, until: Until, qtbot: QtBot, journal: Path
) -> None:
    desk.set_operator(COLLEAGUE)
    type_number(desk, "9999")
    until(Message.NOT_ON_ROSTER)
    press(desk, qtbot, Qt.Key.Key_Escape)
    until(Message.CANCELLED)
    assert last_checkin(journal).operator == COLLEAGUE


def test_a_supervisor_at_the_desk_needs_no_other_supervisor(
    desk: DeskApp, until: Until, qtbot: QtBot, journal: Path, colleagues: Colleagues
) -> None:
    colleagues.present = (COLLEAGUE,)
    desk.set_operator(SUPERVISOR)
    type_number(desk, "9999")
    until(Message.NOT_ON_ROSTER)
    press(desk, qtbot, Qt.Key.Key_P, Qt.Key.Key_Return)
    until(Message.PROVISIONAL)
    assert (last_checkin(journal).operator, last_checkin(journal).second) == (SUPERVISOR, COLLEAGUE)


def test_a_sheet_closes_when_what_it_asks_about_is_over(
    desk: DeskApp, camera: PluggedCamera, until: Until, qtbot: QtBot
) -> None:
    bring(desk, camera, until, 12)
    press(desk, qtbot, Qt.Key.Key_X)
    assert desk.window.page.sheets.refusal.isVisible()
    assert desk.window.view is not None
    assert desk.window.view.checkin is not None
    desk.actions.undo()  # nothing to take back: changes nothing
    desk.station.desk.retake(desk.window.view.checkin.id)
    until(Message.CHECKING)
    assert not desk.window.page.sheets.refusal.isVisible()


def test_every_button_is_large_enough_for_a_finger_and_has_a_name(desk: DeskApp, until: Until) -> None:
    for button in desk.window.findChildren(KeyButton):
        assert button.height() >= TARGET
        if button.isVisible():
            assert button.accessibleName()


def test_deadlines_are_told_at_the_venues_clock(desk: DeskApp, until: Until) -> None:
    view = desk.window.view
    assert view is not None
    assert view.deadline == STARTS_AT + timedelta(hours=1)
    assert view.pins_close_at == STARTS_AT - timedelta(minutes=5)


def test_with_an_expired_pack_nobody_begins_and_what_is_open_can_be_settled(
    desk: DeskApp, until: Until, qtbot: QtBot, wall: WallClock
) -> None:
    type_number(desk, "9999")
    until(Message.NOT_ON_ROSTER)
    press(desk, qtbot, Qt.Key.Key_P, Qt.Key.Key_Return)
    until(Message.PROVISIONAL)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.NEXT)
    wall.ahead += timedelta(days=2)
    until(Message.PACK_EXPIRED)
    assert not desk.window.page.number.isEnabled()
    press(desk, qtbot, Qt.Key.Key_F6)
    assert desk.window.cases.isVisible()
