"""The check-in's state machine, as a table of stories and as properties that hold whatever happens."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.types import CandidateNumber, Template
from station.checkin.guidance import Guidance
from station.checkin.states import (
    RECORDED_FOR,
    Analysed,
    AwaitingDecision,
    Capturing,
    CardRead,
    CommitFailed,
    Committed,
    Decide,
    Dismiss,
    EquipmentFailed,
    EquipmentWorks,
    Event,
    Idle,
    Record,
    Recorded,
    Recording,
    Retake,
    Rules,
    State,
    Tick,
    allowed_decisions,
    step,
)
from station.ids import CheckInId
from tests.station.makers import MODEL, POLICY, SIZE, analysis, candidate, session, template_at
from wire.vocabulary import Decision, Reason, Verdict

SESSION = session()
RULES = Rules(POLICY, SESSION.gallery.compare, SESSION.nearest_twin)
ID, OTHER_ID = CheckInId(uuid4()), CheckInId(uuid4())


def card(index: int | None = 0, admitted: datetime | None = None, checkin_id: CheckInId = ID) -> CardRead:
    person = None if index is None else candidate(index)
    return CardRead(checkin_id, person.number if person else CandidateNumber("X9"), person, admitted)


def play(*events: tuple[float, Event], state: State | None = None, rules: Rules = RULES) -> tuple[State, list[Record]]:
    """Play events at their times from a state on; return where it ends and every decision to record on the way."""
    state = state or Idle()
    effects: list[Record] = []
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
    assert Decision.ADMIT not in allowed_decisions(state)
    assert play((11.0, Retake(ID)), state=state) == (state, [])


def test_a_candidate_admitted_before_is_not_admitted_again() -> None:
    before = datetime(2026, 10, 12, 7, 12, tzinfo=UTC)
    state, _ = play((10.0, card(admitted=before)), *look([10.1, 10.3, 10.5], template_at(0.9)))
    assert isinstance(state, AwaitingDecision)
    assert (state.outcome.verdict, state.outcome.reason) == (Verdict.MATCH, Reason.ALREADY_ADMITTED)
    assert Decision.ADMIT not in allowed_decisions(state)


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
    assert Decision.ADMIT not in allowed_decisions(state)
    unlinked, _ = play((10.0, card()), *frames)
    assert isinstance(unlinked, AwaitingDecision)
    assert unlinked.outcome.verdict is Verdict.MATCH


@pytest.mark.parametrize("score", [0.1, 0.35])
def test_only_a_match_can_be_admitted(score: float) -> None:
    state = awaiting(score)
    assert Decision.ADMIT not in allowed_decisions(state)
    assert play((20.0, Decide(ID, Decision.ADMIT)), state=state) == (state, [])


def test_a_decision_is_recorded_before_it_is_shown() -> None:
    state, effects = play((20.0, Decide(ID, Decision.ADMIT)), state=awaiting(0.9))
    assert isinstance(state, Recording)
    assert [type(effect) for effect in effects] == [Record]
    state, _ = play((20.1, Committed(ID)), state=state)
    assert isinstance(state, Recorded)


def test_a_decision_that_cannot_be_stored_is_to_be_taken_again() -> None:
    state, _ = play((20.0, Decide(ID, Decision.ADMIT)), (20.1, CommitFailed(ID, "disk full")), state=awaiting(0.9))
    assert isinstance(state, AwaitingDecision)
    assert state.problem == "disk full"
    assert Decision.ADMIT in allowed_decisions(state)


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
    for event in (Analysed(OTHER_ID, analysis(10.1, template_at(0.9))), Decide(OTHER_ID, Decision.CANCEL)):
        assert step(capturing, event, 10.2, RULES) == (capturing, ())
    waiting = awaiting(0.9)
    for late in (Retake(OTHER_ID), Decide(OTHER_ID, Decision.REFUSE)):
        assert step(waiting, late, 20.0, RULES) == (waiting, ())


def test_a_pending_decision_blocks_the_next_card() -> None:
    for state in (awaiting(0.9), play((10.0, card()))[0]):
        assert step(state, card(1, checkin_id=OTHER_ID), 20.0, RULES) == (state, ())


def test_the_next_card_ends_the_confirmation() -> None:
    recorded, _ = play((20.0, Decide(ID, Decision.ADMIT)), (20.1, Committed(ID)), state=awaiting(0.9))
    for event in (Dismiss(), Tick()):
        assert play((20.1 + RECORDED_FOR, event), state=recorded)[0] == Idle()
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
    state, _ = play((10.0, card()), (11.0, EquipmentFailed()), (12.0, Decide(ID, Decision.PROVISIONAL)))
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


IDS = st.sampled_from([ID, OTHER_ID])
EVENTS = st.one_of(
    st.builds(card, st.sampled_from([0, 1, None]), st.none(), IDS),
    st.builds(
        lambda id_, score, seen, passed: (id_, score, seen, passed),
        IDS,
        st.floats(-1, 1),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(Retake, IDS),
    st.builds(Decide, IDS, st.sampled_from(Decision)),
    st.builds(Committed, IDS),
    st.builds(CommitFailed, IDS, st.just("disk full")),
    st.sampled_from([EquipmentFailed(), EquipmentWorks(), Dismiss(), Tick()]),
)


@settings(max_examples=400)
@given(st.lists(st.tuples(st.floats(0, 3), EVENTS), max_size=60))
def test_whatever_happens_nobody_is_admitted_without_a_match_and_nothing_is_decided_twice(
    story: list[tuple[float, object]],
) -> None:
    now = 100.0
    state: State = Idle()
    records = 0
    decides = 0
    for delay, item in story:
        now += delay
        if isinstance(item, tuple):
            id_, score, seen, passed = item
            item = Analysed(id_, analysis(now, template_at(score) if seen else None, passed=passed))
        before = state
        state, effects = step(state, item, now, RULES)  # type: ignore[arg-type]
        for effect in effects:
            records += 1
            assert isinstance(item, Decide)
            assert isinstance(state, Recording)
            if effect.decision is Decision.ADMIT:
                assert effect.outcome.verdict is Verdict.MATCH
                assert effect.outcome.comparison is not None
                assert effect.outcome.comparison.score >= POLICY.accept.threshold
        decides += isinstance(state, Recording) and not isinstance(before, Recording)
        if isinstance(state, AwaitingDecision) and state.outcome.verdict is Verdict.NO_MATCH:
            assert state.outcome.frames_used >= POLICY.min_frames
        assert not isinstance(state, Recorded) or isinstance(before, Recording | Recorded)
        assert allowed_decisions(state).isdisjoint({Decision.ADMIT_MANUAL})
    assert records == decides
