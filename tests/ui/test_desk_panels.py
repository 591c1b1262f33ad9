"""Panels of the desk by themselves: names of any length, buttons of any word, pictures of any shape."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from recognition.types import CandidateNumber, Comparison, Rival
from station.camera.reader import CameraState, CameraStatus
from station.checkin.background import Background
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import CheckIn, Outcome, Reviewing
from station.ids import CheckInId
from station.journal.history import PastDecision
from tests.station.makers import NOW, OPERATOR, POLICY, SUPERVISOR, candidate, session
from ui import decision_words
from ui.candidate_panel import CandidatePanel
from ui.case_list import CaseList, CaseRow
from ui.key_button import KeyButton
from ui.name_label import NameLabel
from ui.painting import covering
from ui.review_page import ReviewPage
from ui.screens import view_of
from ui.settle_form import SettleForm
from ui.view_state import OpenCase, ViewState
from wire.decisions import Resolution, ReviewAnswer
from wire.vocabulary import Decision, Reason, Verdict

LONG = "Raden Ajeng Soekarno Hadiningrat Tjokroaminoto Prawirodirdjo"
PAST = PastDecision(
    checkin_id=uuid4(),
    number="C0",
    decision=Decision.PROVISIONAL,
    at=NOW,
    verdict=Verdict.NO_MATCH,
    reason=Reason.BELOW_REVIEW,
    operator=OPERATOR,
    second=SUPERVISOR,
    refusal=None,
    deadline=datetime(2026, 10, 12, 9, tzinfo=UTC),
    undone=False,
    resolution=None,
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 640)
    return made


def reviewing(reason: Reason) -> ViewState:
    checkin = CheckIn(CheckInId(uuid4()), CandidateNumber("C0"), Background(candidate(0)), began=10.0)
    compared = Comparison(CandidateNumber("C0"), 0.5, Rival(CandidateNumber("C1"), 0.5))
    state = Reviewing(checkin, Outcome(Verdict.LOOKALIKE, reason, compared), since=12.0)
    snapshot = DeskSnapshot(state, CameraStatus(CameraState.LIVE, "camera 0"), None, None, (), 38)
    return view_of(snapshot, None, session(), POLICY, (), NOW)


def words_in(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


@pytest.mark.parametrize(("name", "whole"), [("Siti", True), (LONG, True), (LONG * 3, False)])
def test_a_name_of_any_length_stands_in_the_place_for_one(window: QWidget, name: str, whole: bool) -> None:
    label = NameLabel(20, QFont.Weight.DemiBold, window)
    label.setFixedWidth(330)
    label.set_whole(name)
    metrics = QFontMetrics(label.font())
    flags = Qt.TextFlag.TextWordWrap
    assert metrics.boundingRect(label.rect(), flags, label.text()).height() <= label.height()
    assert (label.text() == name) == whole
    assert label.accessibleName() == name


def test_no_word_of_a_button_is_cut(window: QWidget) -> None:
    button = KeyButton("Esc", main=True, parent=window)
    button.say("Kembali")
    for width in (50, 70, 200):
        font = button._font_within(QRectF(0, 0, width, 60))
        assert QFontMetrics(font).horizontalAdvance("Kembali") <= width


@pytest.mark.parametrize("words", ["Admit without a PIN", "Tanda tangan penyelia"])
def test_words_that_are_broken_do_not_run_out_of_their_button(window: QWidget, words: str) -> None:
    button = KeyButton("Enter", main=True, filled=True, parent=window)
    button.say(words)
    area = QRectF(0, 0, 110, 58)
    usual, font = button._font(), button._font_within(area)
    flags = Qt.TextFlag.TextWordWrap
    assert QFontMetrics(usual).boundingRect(area.toRect(), flags, words).height() > 58
    assert QFontMetrics(font).boundingRect(area.toRect(), flags, words).height() <= 58


def test_a_nik_is_shown_with_its_middle_in_dots(window: QWidget) -> None:
    panel = CandidatePanel(window)
    view = reviewing(Reason.OTHER_CANDIDATE_SIMILAR)
    assert view.checkin is not None
    known = Background(replace(candidate(0), nik="1671043000700003"))
    panel.render_view(replace(view, checkin=replace(view.checkin, background=known)))
    assert "16710•••••••0003" in [each.text() for each in panel.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.KNOWN_TWIN, "The other candidate, a registered twin"),
        (Reason.OTHER_CANDIDATE_SIMILAR, "The other candidate, no registered twin"),
    ],
)
def test_twins_are_named_as_twins_while_somebody_compares(window: QWidget, reason: Reason, words: str) -> None:
    page = ReviewPage(time.monotonic, window)
    page.resize(900, 640)
    window.show()
    page.render_view(replace(reviewing(reason), reviewer=OPERATOR))
    assert page.rival.isVisible()
    assert words in words_in(page)
    widths = [pane.width() for pane in (page.live, page.photos, page.rival)]
    assert max(widths) - min(widths) <= 1  # or their eye distances differed
    assert page.live.height() == page.photos.height() == page.rival.height()


def test_nothing_is_shown_to_whoever_has_not_said_who_they_are(window: QWidget) -> None:
    page = ReviewPage(time.monotonic, window)
    window.show()
    page.render_view(reviewing(Reason.KNOWN_TWIN))
    assert page.identify.isVisible()
    assert not any(button.isVisible() for button in page.answers.values())
    assert page.photos.accessibleName() == "Shown once the next reviewer has signed in"


def test_whoever_settles_sees_the_picture_of_the_desk_where_it_is_at_hand(window: QWidget) -> None:
    picture = cv2.imencode(".jpg", np.full((480, 300, 3), 120, dtype=np.uint8))[1].tobytes()
    pictures: dict[UUID, bytes] = {PAST.checkin_id: picture}
    form = SettleForm(time.monotonic, pictures.get, window)
    window.show()
    form.show_case(OpenCase(PAST, candidate(0)))
    assert form.capture.isVisible()
    form.show_case(OpenCase(replace(PAST, checkin_id=uuid4()), candidate(0)))
    assert not form.capture.isVisible()


def test_a_case_is_settled_with_all_three_answers_and_not_confirmed_against_one(window: QWidget, qtbot: QtBot) -> None:
    form = SettleForm(time.monotonic, lambda checkin_id: None, window)
    case = OpenCase(PAST, None)
    form.show_case(case)
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_C):
        form.press(key)
    assert not form.sign.isEnabled()
    form.press(Qt.Key.Key_1)
    form.press(Qt.Key.Key_C)
    assert form.sign.isEnabled()
    form.rows.answer(ReviewAnswer.DIFFERENT)
    assert not form.sign.isEnabled()
    form.press(Qt.Key.Key_X)
    with qtbot.waitSignal(form.sign_asked) as asked:
        form.press(Qt.Key.Key_Return)
    assert asked.args is not None
    assert asked.args[:2] == [case, Resolution.REFUSED]


def test_a_picture_of_any_shape_is_shown_by_its_middle() -> None:
    part = covering(QImage(300, 480, QImage.Format.Format_RGB32), QRectF(0, 0, 200, 200))
    assert (part.width(), part.height(), part.left(), part.top()) == (300, 300, 0, 90)


@pytest.mark.parametrize(
    ("pin", "shown"), [("482177", "482 177"), ("48217735", "4821 7735"), ("12345", "1234 5"), ("", "")]
)
def test_a_pin_is_written_in_groups(pin: str, shown: str) -> None:
    assert decision_words.grouped(pin) == shown


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 10, 12, 8, 26, tzinfo=UTC), "by 09:00, 34 min left"),
        (datetime(2026, 10, 12, 7, 36, tzinfo=UTC), "by 09:00, 1 h 24 min left"),
        (datetime(2026, 10, 12, 11, 0, tzinfo=UTC), "was due at 09:00, 2 h ago"),
        (datetime(2026, 10, 13, 9, 0, tzinfo=UTC), "was due at 12 Oct 2026, 09:00, 24 h ago"),
        (datetime(2026, 10, 15, 10, 0, tzinfo=UTC), "was due at 12 Oct 2026, 09:00, 3 days ago"),
    ],
)
def test_a_deadline_is_told_with_what_is_left_of_it(now: datetime, words: str) -> None:
    assert PAST.deadline is not None
    assert decision_words.until(PAST.deadline, now) == words


def test_the_list_of_cases_tells_how_time_passes_and_keeps_who_was_chosen(window: QWidget) -> None:
    cases = CaseList(window)
    one, other = OpenCase(PAST, candidate(0)), OpenCase(replace(PAST, checkin_id=uuid4(), number="C1"), candidate(1))
    cases.show_cases((one, other), NOW)
    rows = cases.findChildren(CaseRow)
    cases.step(1)
    cases.show_cases((one, other), NOW)
    assert cases.findChildren(CaseRow) == rows  # a touch that has begun ends on the same row
    cases.show_cases((one, other), datetime(2026, 10, 12, 9, 5, tzinfo=UTC))
    assert "was due" in cases.findChildren(CaseRow)[-1].accessibleName()
    assert cases.case is other
    cases.show_cases((one,), NOW)
    assert cases.case is one
