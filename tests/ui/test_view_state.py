"""The screen follows from the state, and a fault never looks like an accusation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from models.manifest import OperatingPoint
from recognition.types import CandidateNumber, Comparison, Rival
from station.camera.reader import CameraState, CameraStatus
from station.checkin.desk import DeskSnapshot
from station.checkin.states import (
    AwaitingDecision,
    Capturing,
    CheckIn,
    Idle,
    Outcome,
    Recorded,
    Recording,
    State,
)
from station.ids import CheckInId
from tests.station.makers import POLICY, candidate, session
from ui.view_state import Action, Look, Message, ViewState, decision_of, view_of
from wire.vocabulary import Decision, Reason, Verdict

SESSION = session()
POINTS = (OperatingPoint(1e-2, 0.30), OperatingPoint(1e-4, 0.42), OperatingPoint(1e-5, 0.46))
LIVE = CameraStatus(CameraState.LIVE, "camera 0")
LOST = CameraStatus(CameraState.LOST, "camera 0", "unplugged", attempt=2, retry_in=1.0)
CHECKIN = CheckIn(CheckInId(uuid4()), CandidateNumber("C0"), candidate(0), began=10.0)


def view(
    state: State,
    camera: CameraStatus = LIVE,
    analysis_fault: str | None = None,
    storage_fault: str | None = None,
) -> ViewState:
    snapshot = DeskSnapshot(state, camera, analysis_fault, storage_fault, admitted=5, expected=38)
    return view_of(snapshot, None, SESSION, POLICY, POINTS)


def outcome(verdict: Verdict | None, reason: Reason | None, score: float | None = None) -> Outcome:
    rival = Rival(CandidateNumber("C1"), 0.5)
    compared = Comparison(CandidateNumber("C0"), score, rival) if score is not None else None
    return Outcome(verdict, reason, compared, frames_used=3, seconds=0.4)


@pytest.mark.parametrize(
    ("found", "look", "message", "actions"),
    [
        (
            outcome(Verdict.MATCH, None, 0.9),
            Look.ADMIT,
            Message.MATCH,
            (Action.ADMIT, Action.RETAKE, Action.SUPERVISOR, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.MATCH, Reason.ALREADY_ADMITTED, 0.9),
            Look.CHECK,
            Message.ALREADY_ADMITTED,
            (Action.SUPERVISOR, Action.RETAKE, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.LOOKALIKE, Reason.OTHER_CANDIDATE_SIMILAR, 0.5),
            Look.CHECK,
            Message.LOOKALIKE,
            (Action.SUPERVISOR, Action.RETAKE, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.LOOKALIKE, Reason.KNOWN_TWIN, 0.9),
            Look.CHECK,
            Message.KNOWN_TWIN,
            (Action.SUPERVISOR, Action.RETAKE, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.INCONCLUSIVE, Reason.BETWEEN_THRESHOLDS, 0.35),
            Look.CHECK,
            Message.BETWEEN,
            (Action.RETAKE, Action.SUPERVISOR, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE),
            Look.CHECK,
            Message.NO_PICTURE,
            (Action.RETAKE, Action.SUPERVISOR, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(None, Reason.NOT_ON_ROSTER),
            Look.CHECK,
            Message.NOT_ON_ROSTER,
            (Action.CANCEL, Action.SUPERVISOR, Action.REFUSE),
        ),
        (
            outcome(Verdict.NO_MATCH, Reason.BELOW_REVIEW, 0.1),
            Look.STOP,
            Message.NO_MATCH,
            (Action.SUPERVISOR, Action.RETAKE, Action.REFUSE, Action.CANCEL),
        ),
        (
            outcome(Verdict.ATTACK_SUSPECTED, None, 0.9),
            Look.CHECK,
            Message.BETWEEN,
            (Action.RETAKE, Action.SUPERVISOR, Action.REFUSE, Action.CANCEL),
        ),
    ],
)
def test_each_verdict_has_its_look_and_its_actions_the_safe_one_first(
    found: Outcome, look: Look, message: Message, actions: tuple[Action, ...]
) -> None:
    shown = view(AwaitingDecision(CHECKIN, found))
    assert (shown.look, shown.message, shown.actions) == (look, message, actions)


@pytest.mark.parametrize("camera", [LOST, CameraStatus(CameraState.OPENING, "camera 0", attempt=3)])
def test_a_lost_camera_is_a_fault_and_can_be_tried_again(camera: CameraStatus) -> None:
    shown = view(Idle(), camera)
    assert (shown.look, shown.message, shown.actions) == (Look.FAULT, Message.CAMERA_LOST, (Action.RETRY_CAMERA,))
    capturing = view(Capturing(CHECKIN, paused_at=11.0), camera)
    assert capturing.look is Look.FAULT
    assert capturing.actions == (Action.RETRY_CAMERA, Action.SUPERVISOR, Action.CANCEL)


def test_a_camera_that_starts_for_the_first_time_is_no_fault() -> None:
    shown = view(Idle(), CameraStatus(CameraState.OPENING, "camera 0"))
    assert (shown.look, shown.message) == (Look.WAIT, Message.CAMERA_OPENING)


def test_a_failing_analysis_or_disk_is_a_fault_with_its_problem() -> None:
    assert view(Idle(), analysis_fault="model broke").message is Message.ANALYSIS_FAULT
    shown = view(Idle(), storage_fault="disk full")
    assert (shown.look, shown.message, shown.problem) == (Look.FAULT, Message.STORAGE_FAULT, "disk full")


def test_a_verdict_already_given_stays_when_the_camera_is_lost() -> None:
    shown = view(AwaitingDecision(CHECKIN, outcome(Verdict.MATCH, None, 0.9)), LOST)
    assert shown.look is Look.ADMIT


def test_a_decision_that_could_not_be_stored_is_a_fault_to_be_decided_again() -> None:
    shown = view(AwaitingDecision(CHECKIN, outcome(Verdict.MATCH, None, 0.9), problem="disk full"))
    assert (shown.look, shown.message, shown.problem) == (Look.FAULT, Message.NOT_STORED, "disk full")
    assert Action.ADMIT in shown.actions


def test_nothing_is_green_before_it_is_on_disk() -> None:
    match = outcome(Verdict.MATCH, None, 0.9)
    assert view(Recording(CHECKIN, match, Decision.ADMIT)).look is Look.WAIT
    assert view(Recorded(CHECKIN, match, Decision.ADMIT, 20.0)).look is Look.ADMIT


@pytest.mark.parametrize(
    ("decision", "look"),
    [(Decision.PROVISIONAL, Look.CHECK), (Decision.REFUSE, Look.STOP), (Decision.CANCEL, Look.WAIT)],
)
def test_each_recorded_decision_has_its_look(decision: Decision, look: Look) -> None:
    shown = view(Recorded(CHECKIN, outcome(Verdict.NO_MATCH, Reason.BELOW_REVIEW, 0.1), decision, 20.0))
    assert (shown.look, shown.actions) == (look, (Action.NEXT,))


@pytest.mark.parametrize(("score", "strangers"), [(0.9, 100_000), (0.43, 10_000), (0.31, 100), (0.1, None)])
def test_a_score_is_put_in_numbers_of_strangers(score: float, strangers: int | None) -> None:
    shown = view(AwaitingDecision(CHECKIN, outcome(Verdict.MATCH, None, score)))
    assert shown.score is not None
    assert shown.score.strangers == strangers


def test_the_other_candidate_is_shown_only_for_a_lookalike() -> None:
    for reason in (Reason.OTHER_CANDIDATE_SIMILAR, Reason.KNOWN_TWIN):
        alike = view(AwaitingDecision(CHECKIN, outcome(Verdict.LOOKALIKE, reason, 0.5)))
        assert alike.rival is not None
        assert alike.rival.number == "C1"
    assert view(AwaitingDecision(CHECKIN, outcome(Verdict.NO_MATCH, Reason.BELOW_REVIEW, 0.1))).rival is None


def test_a_candidate_admitted_before_shows_when() -> None:
    before = datetime(2026, 10, 12, 7, 12, tzinfo=UTC)
    found = outcome(Verdict.MATCH, Reason.ALREADY_ADMITTED, 0.9)
    assert view(AwaitingDecision(replace(CHECKIN, admitted_at=before), found)).admitted_at == before


def test_every_action_that_decides_stands_for_another_decision() -> None:
    decisions = [decision for action in Action if (decision := decision_of(action)) is not None]
    assert len(decisions) == len(set(decisions)) == 4
