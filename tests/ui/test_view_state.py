"""The screen follows from the state, and a fault never looks like an accusation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.manifest import OperatingPoint
from recognition.types import CandidateNumber, Comparison, Rival
from station.camera.reader import CameraState, CameraStatus
from station.checkin.background import Admission, Background, EarlierRefusal
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import (
    AwaitingDecision,
    Capturing,
    CheckIn,
    Idle,
    Outcome,
    Recorded,
    Recording,
    Reviewing,
    State,
    Undone,
)
from station.ids import CheckInId
from station.journal.faults import StorageFault, StorageProblem
from station.journal.history import PastDecision
from station.session import OtherSession
from tests.station.makers import (
    COLLEAGUE,
    NOW,
    OPERATOR,
    POLICY,
    SUPERVISOR,
    WITHOUT_PHOTO,
    analysis,
    candidate,
    choice,
    review,
    session,
    template_at,
)
from ui import decision_words, texts
from ui.evidence_panel import EvidencePanel
from ui.screens import view_of
from ui.view_state import Action, Look, Message, PinRelease, ViewState, decision_of
from wire.decisions import ReviewAnswer
from wire.vocabulary import Decision, Reason, Verdict

SESSION = session()
POINTS = (OperatingPoint(1e-2, 0.30), OperatingPoint(1e-4, 0.42), OperatingPoint(1e-5, 0.46))
LIVE = CameraStatus(CameraState.LIVE, "camera 0")
LOST = CameraStatus(CameraState.LOST, "camera 0", "unplugged", attempt=2, retry_in=1.0)
CHECKIN = CheckIn(CheckInId(uuid4()), CandidateNumber("C0"), Background(candidate(0)), began=10.0)
WITH_PIN = replace(CHECKIN, background=Background(replace(candidate(0), pin="48217735")))
BEFORE = datetime(2026, 10, 12, 7, 12, tzinfo=UTC)
AFTER_CLOSING = datetime(2026, 10, 12, 7, 56, tzinfo=UTC)


def view(
    state: State,
    camera: CameraStatus = LIVE,
    analysis_fault: str | None = None,
    storage_fault: StorageFault | None = None,
    now: datetime = NOW,
) -> ViewState:
    snapshot = DeskSnapshot(state, camera, analysis_fault, storage_fault, admitted_at=(NOW,) * 5, expected=38)
    return view_of(snapshot, None, SESSION, POLICY, POINTS, now)


def outcome(verdict: Verdict | None, reason: Reason | None, score: float | None = None) -> Outcome:
    rival = Rival(CandidateNumber("C1"), 0.5)
    compared = Comparison(CandidateNumber("C0"), score, rival) if score is not None else None
    best = analysis(11.0, template_at(0.9)) if score is not None else None
    return Outcome(verdict, reason, compared, best, frames_used=3, seconds=0.4)


def awaiting(found: Outcome, checkin: CheckIn = CHECKIN, problem: str = "") -> AwaitingDecision:
    return AwaitingDecision(checkin, found, since=12.0, problem=problem)


@pytest.mark.parametrize(
    ("found", "look", "message", "actions"),
    [
        (
            outcome(Verdict.MATCH, None, 0.9),
            Look.ADMIT,
            Message.MATCH,
            (Action.ADMIT, Action.RETAKE, Action.REVIEW, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.MATCH, Reason.ALREADY_ADMITTED, 0.9),
            Look.CHECK,
            Message.ALREADY_ADMITTED,
            (Action.CANCEL, Action.REVIEW, Action.PROVISIONAL, Action.REFUSE),
        ),
        (
            outcome(Verdict.LOOKALIKE, Reason.OTHER_CANDIDATE_SIMILAR, 0.5),
            Look.CHECK,
            Message.LOOKALIKE,
            (Action.REVIEW, Action.RETAKE, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.LOOKALIKE, Reason.KNOWN_TWIN, 0.9),
            Look.CHECK,
            Message.KNOWN_TWIN,
            (Action.REVIEW, Action.RETAKE, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.INCONCLUSIVE, Reason.BETWEEN_THRESHOLDS, 0.35),
            Look.CHECK,
            Message.BETWEEN,
            (Action.RETAKE, Action.REVIEW, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE),
            Look.CHECK,
            Message.NO_PICTURE,
            (Action.RETAKE, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(None, Reason.NOT_ON_ROSTER),
            Look.CHECK,
            Message.NOT_ON_ROSTER,
            (Action.CANCEL, Action.PROVISIONAL, Action.REFUSE),
        ),
        (
            outcome(None, Reason.NO_REFERENCE),
            Look.CHECK,
            Message.NO_REFERENCE,
            (Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.NO_MATCH, Reason.BELOW_REVIEW, 0.1),
            Look.STOP,
            Message.NO_MATCH,
            (Action.REVIEW, Action.RETAKE, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.ATTACK_SUSPECTED, None, 0.9),
            Look.CHECK,
            Message.BETWEEN,
            (Action.RETAKE, Action.REVIEW, Action.PROVISIONAL, Action.REFUSE, Action.CANCEL),
        ),
    ],
)
def test_each_verdict_has_its_look_and_its_actions_the_safe_one_first(
    found: Outcome, look: Look, message: Message, actions: tuple[Action, ...]
) -> None:
    shown = view(awaiting(found))
    assert (shown.look, shown.message, shown.actions) == (look, message, actions)


@pytest.mark.parametrize("camera", [LOST, CameraStatus(CameraState.OPENING, "camera 0", attempt=3)])
def test_a_lost_camera_is_a_fault_and_can_be_tried_again(camera: CameraStatus) -> None:
    shown = view(Idle(), camera)
    assert (shown.look, shown.message, shown.actions) == (Look.FAULT, Message.CAMERA_LOST, (Action.RETRY_CAMERA,))
    capturing = view(Capturing(CHECKIN, paused_at=11.0), camera)
    assert capturing.look is Look.FAULT
    assert capturing.actions == (Action.RETRY_CAMERA, Action.PROVISIONAL, Action.CANCEL)


@pytest.mark.parametrize(
    ("camera", "message", "actions"),
    [
        (replace(LOST, taken=True), Message.CAMERA_TAKEN, (Action.RETRY_CAMERA,)),
        (
            CameraStatus(CameraState.OPENING, "camera 0", attempt=3, taken=True),
            Message.CAMERA_TAKEN,
            (Action.RETRY_CAMERA,),
        ),
        (CameraStatus(CameraState.STALLED, "camera 0", "no new picture"), Message.CAMERA_STALLED, ()),
    ],
)
def test_a_camera_that_is_there_but_of_no_use_is_told_from_one_that_is_not(
    camera: CameraStatus, message: Message, actions: tuple[Action, ...]
) -> None:
    shown = view(Idle(), camera)
    assert (shown.look, shown.message, shown.actions) == (Look.FAULT, message, actions)


def test_a_camera_that_starts_for_the_first_time_is_no_fault() -> None:
    shown = view(Idle(), CameraStatus(CameraState.OPENING, "camera 0"))
    assert (shown.look, shown.message) == (Look.WAIT, Message.CAMERA_OPENING)


def test_a_failing_analysis_or_disk_is_a_fault_with_its_problem() -> None:
    assert view(Idle(), analysis_fault="model broke").message is Message.ANALYSIS_FAULT
    shown = view(Idle(), storage_fault=StorageFault(StorageProblem.FULL, "disk full"))
    assert (shown.look, shown.message, shown.problem) == (Look.FAULT, Message.STORAGE_FAULT, "disk full")


def test_a_verdict_already_given_stays_when_the_camera_is_lost() -> None:
    shown = view(awaiting(outcome(Verdict.MATCH, None, 0.9)), LOST)
    assert shown.look is Look.ADMIT


def test_a_decision_that_could_not_be_stored_is_a_fault_to_be_decided_again() -> None:
    shown = view(awaiting(outcome(Verdict.MATCH, None, 0.9), problem="disk full"))
    assert (shown.look, shown.message, shown.problem) == (Look.FAULT, Message.NOT_STORED, "disk full")
    assert Action.ADMIT in shown.actions


def test_nothing_is_green_before_it_is_on_disk() -> None:
    match = outcome(Verdict.MATCH, None, 0.9)
    assert view(Recording(CHECKIN, match, choice(Decision.ADMIT))).look is Look.WAIT
    assert view(Recorded(CHECKIN, match, choice(Decision.ADMIT), 20.0)).look is Look.ADMIT


@pytest.mark.parametrize(
    ("decision", "look", "actions"),
    [
        (Decision.PROVISIONAL, Look.CHECK, (Action.NEXT, Action.UNDO)),
        (Decision.REFUSE, Look.STOP, (Action.NEXT, Action.UNDO)),
        (Decision.CANCEL, Look.WAIT, (Action.NEXT,)),
    ],
)
def test_each_recorded_decision_has_its_look_and_can_be_taken_back_unless_nothing_was_decided(
    decision: Decision, look: Look, actions: tuple[Action, ...]
) -> None:
    shown = view(Recorded(CHECKIN, outcome(Verdict.NO_MATCH, Reason.BELOW_REVIEW, 0.1), choice(decision), 20.0))
    assert (shown.look, shown.actions) == (look, actions)
    assert (shown.undoable is not None) == (Action.UNDO in actions)


@pytest.mark.parametrize(("score", "strangers"), [(0.9, 100_000), (0.43, 10_000), (0.31, 100), (0.1, None)])
def test_a_score_is_put_in_numbers_of_strangers(score: float, strangers: int | None) -> None:
    shown = view(awaiting(outcome(Verdict.MATCH, None, score)))
    assert shown.score is not None
    assert shown.score.strangers == strangers


def test_the_other_candidate_is_shown_only_for_a_lookalike() -> None:
    for reason in (Reason.OTHER_CANDIDATE_SIMILAR, Reason.KNOWN_TWIN):
        alike = view(awaiting(outcome(Verdict.LOOKALIKE, reason, 0.5)))
        assert alike.rival is not None
        assert alike.rival.number == "C1"
    assert view(awaiting(outcome(Verdict.NO_MATCH, Reason.BELOW_REVIEW, 0.1))).rival is None


def test_a_twin_without_a_photo_is_shown_by_name(qtbot: QtBot) -> None:
    found = Outcome(
        Verdict.LOOKALIKE, Reason.KNOWN_TWIN, Comparison(CandidateNumber("C0"), 0.9, Rival(WITHOUT_PHOTO.number, 0.9))
    )
    shown = view(awaiting(found))
    assert shown.rival is WITHOUT_PHOTO
    window = QWidget()
    qtbot.addWidget(window)
    panel = EvidencePanel(window)
    panel.render_view(shown)
    assert WITHOUT_PHOTO.number in [each.text() for each in panel.findChildren(QLabel)]


def test_a_candidate_without_a_photo_who_was_admitted_before_shows_when() -> None:
    again = replace(CHECKIN, background=Background(candidate(0), admitted=Admission(BEFORE, "desk-2")))
    first, second = (view(awaiting(outcome(None, Reason.NO_REFERENCE), each)) for each in (CHECKIN, again))
    assert "admitted" not in texts.detail(first)
    assert "admitted at" in texts.detail(second)


def test_whoever_is_in_already_or_was_refused_shows_when_where_and_by_whom() -> None:
    admitted = Background(candidate(0), admitted=Admission(BEFORE, "desk-2", OPERATOR.name))
    refused = Background(candidate(0), refused=EarlierRefusal(BEFORE, "desk-3", COLLEAGUE.name))
    for background, reason, words in (
        (admitted, Reason.ALREADY_ADMITTED, ("desk-2", OPERATOR.name)),
        (refused, Reason.REFUSED_EARLIER, ("desk-3", COLLEAGUE.name)),
    ):
        found = outcome(Verdict.MATCH, reason, 0.9)
        shown = view(awaiting(found, replace(CHECKIN, background=background)))
        assert all(word in texts.detail(shown) for word in words)
        assert "%" not in texts.detail(shown)
        assert Action.ADMIT not in shown.actions


def test_whoever_belongs_to_another_session_is_shown_the_way() -> None:
    there = OtherSession("SKD 3", "Palembang", "Lab 2", datetime(2026, 10, 13, 10, tzinfo=UTC))
    checkin = CheckIn(CHECKIN.id, CandidateNumber("X9"), Background(None, elsewhere=there), began=10.0)
    shown = view(awaiting(outcome(None, Reason.NOT_ON_ROSTER), checkin))
    assert (shown.message, shown.actions[0]) == (Message.OTHER_SESSION, Action.CANCEL)
    assert all(word in texts.detail(shown) for word in ("SKD 3", "Palembang, Lab 2", "10:00", "13"))


def test_a_match_that_has_grown_old_is_looked_at_again() -> None:
    stale = replace(awaiting(outcome(Verdict.MATCH, None, 0.9)), stale=True)
    shown = view(stale)
    assert (shown.look, shown.message, shown.actions[0]) == (Look.CHECK, Message.MATCH_STALE, Action.RETAKE)
    assert Action.ADMIT not in shown.actions


def test_whoever_compares_by_eye_sees_neither_score_nor_verdict() -> None:
    found = outcome(Verdict.NO_MATCH, Reason.BELOW_REVIEW, 0.1)
    before, reviewing = view(awaiting(found)), view(Reviewing(CHECKIN, found, 13.0))
    assert before.score is None
    assert (reviewing.look, reviewing.message, reviewing.score) == (Look.WAIT, Message.REVIEWING, None)


@pytest.mark.parametrize(
    ("answers", "message", "first"),
    [
        ((ReviewAnswer.SAME, ReviewAnswer.SAME), Message.AGREED, Action.ADMIT_MANUAL),
        ((ReviewAnswer.SAME, ReviewAnswer.CANNOT_TELL), Message.DOUBTED, Action.PROVISIONAL),
        ((ReviewAnswer.DIFFERENT,), Message.DOUBTED, Action.PROVISIONAL),
    ],
)
def test_the_score_is_shown_once_everybody_has_answered(
    answers: tuple[ReviewAnswer, ...], message: Message, first: Action
) -> None:
    reviews = tuple(review(who, answer) for who, answer in zip((OPERATOR, COLLEAGUE), answers, strict=False))
    found = outcome(Verdict.INCONCLUSIVE, Reason.BETWEEN_THRESHOLDS, 0.35)
    shown = view(awaiting(found, replace(CHECKIN, reviews=reviews)))
    assert (shown.look, shown.message, shown.actions[0]) == (Look.CHECK, message, first)
    assert shown.score is not None


def test_the_other_candidate_stands_beside_while_somebody_compares_by_eye() -> None:
    for reason, twins in ((Reason.OTHER_CANDIDATE_SIMILAR, False), (Reason.KNOWN_TWIN, True)):
        shown = view(Reviewing(CHECKIN, outcome(Verdict.LOOKALIKE, reason, 0.5), 13.0))
        assert shown.rival is not None
        assert (shown.rival.number, shown.twins) == ("C1", twins)


def test_a_pin_is_shown_only_once_the_candidate_is_in() -> None:
    match = outcome(Verdict.MATCH, None, 0.9)
    assert view(awaiting(match, WITH_PIN)).pin == ""
    assert view(Recording(WITH_PIN, match, choice(Decision.ADMIT))).pin == ""
    assert view(Recorded(WITH_PIN, match, choice(Decision.ADMIT), 20.0)).pin == "48217735"
    assert view(Recorded(WITH_PIN, match, choice(Decision.REFUSE), 20.0)).pin == ""
    assert view(Idle()).pin == ""


def test_after_the_closing_time_admitting_says_so_beforehand() -> None:
    match = awaiting(outcome(Verdict.MATCH, None, 0.9), WITH_PIN)
    before, after = view(match), view(match, now=AFTER_CLOSING)
    assert (before.pins, after.pins) == (PinRelease.OPEN, PinRelease.CLOSED)
    assert decision_words.action_words(before, Action.ADMIT) == "Admit and show the PIN"
    assert decision_words.action_words(after, Action.ADMIT) == "Admit…"
    closed = replace(choice(Decision.ADMIT), pin_open=False)
    assert view(Recorded(WITH_PIN, match.outcome, closed, 20.0), now=AFTER_CLOSING).pin == ""


def test_nothing_is_said_of_pins_where_the_pack_has_none() -> None:
    shown = view(awaiting(outcome(Verdict.MATCH, None, 0.9)), now=AFTER_CLOSING)
    assert shown.pins is PinRelease.NONE
    assert decision_words.action_words(shown, Action.ADMIT) is None


def test_the_last_decision_can_be_taken_back_from_the_empty_desk() -> None:
    last = Recorded(CHECKIN, outcome(Verdict.MATCH, None, 0.9), choice(Decision.ADMIT), 20.0)
    shown = view(Idle(last))
    assert (shown.actions, shown.undoable) == ((Action.UNDO,), last)
    assert view(Idle()).actions == ()
    assert view(Undone(last, 30.0)).actions == (Action.NEXT,)


def test_admissions_to_be_settled_and_the_card_that_waits_are_named_by_the_roster() -> None:
    past = PastDecision(
        uuid4(),
        "C1",
        Decision.PROVISIONAL,
        NOW,
        None,
        Reason.NOT_CHECKED,
        OPERATOR,
        SUPERVISOR,
        None,
        BEFORE,
        False,
        None,
    )
    snapshot = DeskSnapshot(Idle(), LIVE, None, None, (), 38, unresolved=(past,), waiting=CandidateNumber("C2"))
    shown = view_of(snapshot, None, SESSION, POLICY, POINTS, NOW)
    (case,) = shown.open_cases
    assert decision_words.name_of(case) == candidate(1).name
    assert (case.overdue(NOW), case.overdue(BEFORE)) == (False, True)
    assert (shown.waiting, shown.waiting_name, shown.unresolved) == ("C2", candidate(2).name, 1)


def test_an_expired_pack_is_a_fault_and_no_accusation() -> None:
    snapshot = DeskSnapshot(Idle(), LIVE, None, None, (), 38, expired=True)
    shown = view_of(snapshot, None, SESSION, POLICY, POINTS, NOW)
    assert (shown.look, shown.message) == (Look.FAULT, Message.PACK_EXPIRED)


def test_every_action_that_decides_stands_for_another_decision() -> None:
    decisions = [decision for action in Action if (decision := decision_of(action)) is not None]
    assert len(decisions) == len(set(decisions)) == 5
