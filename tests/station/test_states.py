"""The check-in's state machine, as a table of stories and as properties that hold whatever happens."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
import pytest

from recognition.types import CandidateNumber, Template
from station.checkin.authority import allowed_decisions
from station.checkin.background import Admission, Background, EarlierRefusal
from station.checkin.events import (
    Analysed,
    CardRead,
    CommitFailed,
    Committed,
    Decide,
    Dismiss,
    EquipmentFailed,
    EquipmentWorks,
    Event,
    Retake,
    Tick,
    TimeJumped,
)
from station.checkin.guidance import Guidance
from station.checkin.states import (
    AwaitingDecision,
    Capturing,
    Effect,
    Idle,
    Record,
    Recorded,
    Recording,
    Rules,
    State,
)
from station.checkin.step import RECORDED_FOR, step
from station.ids import CheckInId
from tests.station.makers import (
    MODEL,
    OPERATOR,
    POLICY,
    SIZE,
    WITHOUT_PHOTO,
    analysis,
    candidate,
    choice,
    session,
    template_at,
)
from wire.vocabulary import Decision, Reason, Verdict

SESSION = session()
RULES = Rules(POLICY, SESSION.gallery.compare, SESSION.nearest_twin)
ID, OTHER_ID = CheckInId(uuid4()), CheckInId(uuid4())


def card(index: int | None = 0, admitted: datetime | None = None, checkin_id: CheckInId = ID) -> CardRead:
    person = None if index is None else candidate(index)
    background = Background(person, Admission(admitted, "desk-1", OPERATOR.name) if admitted else None)
    return CardRead(checkin_id, person.number if person else CandidateNumber("X9"), background)


def card_without_photo(checkin_id: CheckInId = ID, admitted: datetime | None = None) -> CardRead:
    background = Background(WITHOUT_PHOTO, Admission(admitted, "desk-1", OPERATOR.name) if admitted else None)
    return CardRead(checkin_id, WITHOUT_PHOTO.number, background)


def play(*events: tuple[float, Event], state: State | None = None, rules: Rules = RULES) -> tuple[State, list[Effect]]:
    """Play events at their times from a state on; return where it ends and every decision to record on the way."""
    state = state or Idle()
    effects: list[Effect] = []
    for now, event in events:
        state, new = step(state, event, now, rules)
        effects += new
    return state, effects


def look(times: list[float], template: Template, **options: bool) -> list[tuple[float, Event]]:
    return [(t, Analysed(ID, analysis(t, template, **options))) for t in times]


def awaiting(score: float) -> AwaitingDecision:
    frames = [10.0 + 0.11 * i for i in range(1, 8)]
    state, _ = play((10.0, card()), *look(frames, template_at(score)))
    assert isinstance(state, AwaitingDecision)
    return state


def test_a_card_begins_the_capture() -> None:
    state, effects = play((10.0, card()))
    assert isinstance(state, Capturing)
    assert effects == []


def test_three_good_frames_of_the_candidate_are_a_match() -> None:
    state, _ = play((10.0, card()), *look([10.1, 10.3, 10.5], template_at(0.9)))
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (Verdict.MATCH, None)
    assert state.outcome.frames_used == 3
    assert state.outcome.seconds == pytest.approx(0.5)
    assert state.outcome.comparison is not None
    assert state.outcome.comparison.score == pytest.approx(0.9, abs=1e-5)


def test_anything_but_a_match_takes_all_the_evidence_there_is_time_for() -> None:
    state, _ = play((10.0, card()), *look([10.1, 10.3, 10.5, 10.7, 10.9], template_at(0.1)))
    assert isinstance(state, Capturing)
    state, _ = play(*look([11.1], template_at(0.1)), state=state)
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (Verdict.NO_MATCH, Reason.BELOW_REVIEW)


def test_when_time_is_up_the_evidence_at_hand_decides() -> None:
    frames = look([10.1, 10.3, 10.5], template_at(0.1))
    nobody = (15.9, Analysed(ID, analysis(15.9)))
    state, _ = play((10.0, card()), *frames, nobody, (10.0 + POLICY.time_limit, Tick()))
    assert isinstance(state, AwaitingDecision)
    assert state.outcome.verdict is Verdict.NO_MATCH


def test_too_little_evidence_is_inconclusive_and_never_a_mismatch() -> None:
    blurred = look([10.0 + 0.2 * i for i in range(1, 30)], template_at(0.0), passed=False)
    state, _ = play((10.0, card()), *blurred, (16.0, Tick()))
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE)
    assert state.outcome.comparison is None


def test_a_number_that_is_not_on_the_roster_compares_no_face() -> None:
    state, effects = play((10.0, card(None)))
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (None, Reason.NOT_ON_ROSTER)
    assert effects == []
    assert Decision.ADMIT not in allowed_decisions(state, POLICY)
    assert play((11.0, Retake(ID)), state=state) == (state, [])


def test_a_candidate_without_a_photo_is_for_a_person_to_decide_at_once() -> None:
    state, effects = play((10.0, card_without_photo()))
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (None, Reason.NO_REFERENCE)
    assert effects == []
    assert allowed_decisions(state, POLICY) == {Decision.PROVISIONAL, Decision.REFUSE, Decision.CANCEL}
    for event in (Retake(ID), Decide(ID, choice(Decision.ADMIT)), EquipmentFailed(), Tick(), card()):
        assert play((60.0, event), state=state) == (state, [])


@pytest.mark.parametrize("decision", [Decision.PROVISIONAL, Decision.REFUSE, Decision.CANCEL])
def test_what_is_decided_about_a_candidate_without_a_photo_is_recorded_without_a_verdict(decision: Decision) -> None:
    before = datetime(2026, 10, 12, 7, 12, tzinfo=UTC)
    state, effects = play((10.0, card_without_photo(admitted=before)), (11.0, Decide(ID, choice(decision))))
    assert isinstance(state, Recording)
    (record,) = effects
    assert isinstance(record, Record)
    assert record.choice.decision is decision
    assert (record.outcome.verdict, record.outcome.reason) == (None, Reason.NO_REFERENCE)
    assert record.outcome.comparison is None


def test_of_a_candidate_without_a_photo_the_best_frame_of_whoever_stands_there_is_kept_for_the_record() -> None:
    face = template_at(0.9)
    early, poor, good = analysis(9.9, face), analysis(10.2, face, component=40), analysis(10.4, face, component=90)
    shown = [early, poor, good, analysis(10.6, face, component=60), analysis(10.8), analysis(10.9, face, passed=False)]
    state, effects = play((10.0, card_without_photo()), *((11.0, Analysed(ID, each)) for each in shown))
    assert isinstance(state, AwaitingDecision)
    assert state.outcome.best is good
    assert (state.outcome.verdict, state.outcome.comparison, effects) == (None, None, [])
    somebody_else = analysis(12.0, face, component=50, track=2)
    state, _ = play((12.1, Analysed(ID, somebody_else)), (12.2, Analysed(OTHER_ID, good)), state=state)
    assert isinstance(state, AwaitingDecision)
    assert state.outcome.best is somebody_else


def test_a_verdict_stays_as_it_is_whatever_is_seen_after_it() -> None:
    state = awaiting(0.1)
    assert play(*look([20.0, 20.2], template_at(0.9)), state=state) == (state, [])
    unknown, _ = play((10.0, card(None)))
    assert play(*look([20.0], template_at(0.9)), state=unknown) == (unknown, [])


def test_a_match_whose_twin_has_no_photo_is_for_a_person_to_decide() -> None:
    linked = session(twins={"C0": WITHOUT_PHOTO.number})
    rules = Rules(POLICY, linked.gallery.compare, linked.nearest_twin)
    frames = look([10.0 + 0.11 * i for i in range(1, 8)], template_at(0.9))
    state, _ = play((10.0, card()), *frames, rules=rules)
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (Verdict.LOOKALIKE, Reason.KNOWN_TWIN)
    assert state.outcome.comparison is not None
    assert state.outcome.comparison.rival is not None
    assert state.outcome.comparison.rival.number == WITHOUT_PHOTO.number
    assert Decision.ADMIT not in allowed_decisions(state, POLICY)
    other = look([10.0 + 0.11 * i for i in range(1, 8)], template_at(0.1))
    state, _ = play((10.0, card()), *other, rules=rules)
    assert isinstance(state, AwaitingDecision)
    assert state.outcome.verdict is Verdict.NO_MATCH


def test_a_candidate_admitted_before_is_not_admitted_again() -> None:
    before = datetime(2026, 10, 12, 7, 12, tzinfo=UTC)
    state, _ = play((10.0, card(admitted=before)), *look([10.1, 10.3, 10.5], template_at(0.9)))
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (Verdict.MATCH, Reason.ALREADY_ADMITTED)
    assert Decision.ADMIT not in allowed_decisions(state, POLICY)


def test_a_confirmed_twin_is_named_to_whoever_decides_though_somebody_else_is_nearer() -> None:
    linked = session(twins={"C0": "C1"})
    rules = Rules(POLICY, linked.gallery.compare, linked.nearest_twin)
    vector = np.zeros(SIZE, dtype=np.float32)
    vector[:3] = 0.8, 0.40, 0.44  # like C0, a little like C1, who is the twin, and like C2
    frames = look([10.0 + 0.11 * i for i in range(1, 8)], Template.from_raw(vector, MODEL))
    state, _ = play((10.0, card()), *frames, rules=rules)
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (Verdict.LOOKALIKE, Reason.KNOWN_TWIN)
    assert state.outcome.comparison is not None
    assert state.outcome.comparison.rival is not None
    assert state.outcome.comparison.rival.number == "C1"
    assert Decision.ADMIT not in allowed_decisions(state, POLICY)
    unlinked, _ = play((10.0, card()), *frames)
    assert isinstance(unlinked, AwaitingDecision)
    assert unlinked.outcome.verdict is Verdict.MATCH


@pytest.mark.parametrize("score", [0.1, 0.35])
def test_only_a_match_can_be_admitted(score: float) -> None:
    state = awaiting(score)
    assert Decision.ADMIT not in allowed_decisions(state, POLICY)
    assert play((20.0, Decide(ID, choice(Decision.ADMIT))), state=state) == (state, [])


def test_a_decision_is_recorded_before_it_is_shown() -> None:
    state, effects = play((20.0, Decide(ID, choice(Decision.ADMIT))), state=awaiting(0.9))
    assert isinstance(state, Recording)
    assert [type(effect) for effect in effects] == [Record]
    state, _ = play((20.1, Committed(ID)), state=state)
    assert isinstance(state, Recorded)


def test_a_decision_that_cannot_be_stored_is_to_be_taken_again() -> None:
    state, _ = play(
        (20.0, Decide(ID, choice(Decision.ADMIT))), (20.1, CommitFailed(ID, "disk full")), state=awaiting(0.9)
    )
    assert isinstance(state, AwaitingDecision)
    assert state.problem == "disk full"
    assert Decision.ADMIT in allowed_decisions(state, POLICY)


def test_a_retake_begins_with_no_evidence_and_what_was_found_before_is_kept() -> None:
    state, effects = play((20.0, Retake(ID)), state=awaiting(0.1))
    assert isinstance(state, Capturing)
    assert state.evidence.kept == ()
    assert state.checkin.attempt == 2
    assert [(each.verdict, each.best) for each in state.checkin.earlier] == [(Verdict.NO_MATCH, None)]
    assert effects == []


def test_a_frame_captured_before_the_attempt_began_is_dropped() -> None:
    state, _ = play((10.0, card()), (10.05, Analysed(ID, analysis(9.9, template_at(0.9)))))
    assert isinstance(state, Capturing)
    assert state.evidence.kept == ()


def test_events_of_another_check_in_change_nothing() -> None:
    capturing, _ = play((10.0, card()))
    for event in (Analysed(OTHER_ID, analysis(10.1, template_at(0.9))), Decide(OTHER_ID, choice(Decision.CANCEL))):
        assert step(capturing, event, 10.2, RULES) == (capturing, ())
    waiting = awaiting(0.9)
    for late in (Retake(OTHER_ID), Decide(OTHER_ID, choice(Decision.REFUSE))):
        assert step(waiting, late, 20.0, RULES) == (waiting, ())


def test_a_match_that_nobody_decided_on_for_a_minute_is_to_be_looked_at_again() -> None:
    state = awaiting(0.9)
    later = state.since + POLICY.match_holds
    stale, _ = play((later, Tick()), state=state)
    assert isinstance(stale, AwaitingDecision)
    assert stale.stale
    assert Decision.ADMIT not in allowed_decisions(stale, POLICY)
    _, effects = play((later, Decide(ID, choice(Decision.ADMIT))), state=state)
    assert effects == []
    again, _ = play((later, Retake(ID)), *look([later + 0.1, later + 0.3, later + 0.5], template_at(0.9)), state=stale)
    assert Decision.ADMIT in allowed_decisions(again, POLICY)


def test_after_a_sleep_of_the_computer_a_match_is_to_be_looked_at_again_and_evidence_begins_anew() -> None:
    stale, _ = play((10.7, TimeJumped()), state=awaiting(0.9))
    assert isinstance(stale, AwaitingDecision)
    assert stale.stale
    capturing, _ = play((10.0, card()), *look([10.1, 10.3], template_at(0.9)), (10.4, TimeJumped()))
    assert isinstance(capturing, Capturing)
    assert capturing.evidence.kept == ()
    assert capturing.checkin.began == 10.4


def test_whoever_was_refused_before_is_not_admitted_by_a_match_alone() -> None:
    refused = Background(candidate(), refused=EarlierRefusal(datetime(2026, 10, 12, 7, 1, tzinfo=UTC), "desk-1"))
    state, _ = play((10.0, CardRead(ID, candidate().number, refused)), *look([10.1, 10.3, 10.5], template_at(0.9)))
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (Verdict.MATCH, Reason.REFUSED_EARLIER)
    assert Decision.ADMIT not in allowed_decisions(state, POLICY)


def test_a_pending_decision_blocks_the_next_card() -> None:
    for state in (awaiting(0.9), play((10.0, card()))[0]):
        assert step(state, card(1, checkin_id=OTHER_ID), 20.0, RULES) == (state, ())


def test_the_next_card_ends_the_confirmation() -> None:
    recorded, _ = play((20.0, Decide(ID, choice(Decision.ADMIT))), (20.1, Committed(ID)), state=awaiting(0.9))
    for event in (Dismiss(), Tick()):
        assert isinstance(play((20.1 + RECORDED_FOR, event), state=recorded)[0], Idle)
    assert play((20.2, Tick()), state=recorded)[0] is recorded
    following, _ = play((20.2, card(1, checkin_id=OTHER_ID)), state=recorded)
    assert isinstance(following, Capturing)


def test_after_a_fault_the_whole_time_begins_anew() -> None:
    state, _ = play((10.0, card()), (15.9, EquipmentFailed()), (60.0, Tick()))
    assert isinstance(state, Capturing)
    seen = [(t, Analysed(ID, analysis(t))) for t in (70.5, 75.8)]
    state, _ = play((70.0, EquipmentWorks()), *seen, (75.9, Tick()), state=state)
    assert isinstance(state, Capturing)
    state, _ = play((76.0, Tick()), state=state)
    assert isinstance(state, AwaitingDecision)


def test_without_fresh_pictures_time_is_never_up() -> None:
    state, _ = play((10.0, card()), (10.2, Analysed(ID, analysis(10.2))), (16.0, Tick()), (600.0, Tick()))
    assert isinstance(state, Capturing)


def test_evidence_from_before_a_fault_is_not_used() -> None:
    frames = look([10.1, 10.3], template_at(0.9))
    state, _ = play((10.0, card()), *frames, (10.4, EquipmentFailed()), (10.5, EquipmentWorks()))
    assert isinstance(state, Capturing)
    assert state.evidence.kept == ()


def test_during_a_fault_a_candidate_can_go_to_the_supervisor_with_the_fault_as_reason() -> None:
    state, _ = play((10.0, card()), (11.0, EquipmentFailed()), (12.0, Decide(ID, choice(Decision.PROVISIONAL))))
    assert isinstance(state, Recording)
    assert state.outcome.reason is Reason.EQUIPMENT_FAULT
    assert state.outcome.verdict is None


def test_the_guidance_is_for_the_first_failing_measure() -> None:
    state, _ = play((10.0, card()), (10.1, Analysed(ID, analysis(10.1))))
    assert isinstance(state, Capturing)
    assert state.guidance is Guidance.FACE_THE_CAMERA
    state, _ = play(*look([10.2], template_at(0.9), passed=False), state=state)
    assert isinstance(state, Capturing)
    assert state.guidance is Guidance.HOLD_STILL
