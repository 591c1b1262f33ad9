"""No sequence of events, in any order, late ones and duplicates among them, lets anybody in without a recorded verdict
and a recorded human decision."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from station.checkin.events import (
    Analysed,
    Answer,
    Choice,
    CommitFailed,
    Committed,
    Decide,
    Dismiss,
    EquipmentFailed,
    EquipmentWorks,
    LeaveReview,
    Retake,
    StartReview,
    Tick,
    TimeJumped,
    Undo,
)
from station.checkin.states import (
    AwaitingDecision,
    Capturing,
    Idle,
    Record,
    Recorded,
    Recording,
    State,
    TakeBack,
    Undoing,
    Undone,
)
from station.checkin.step import step
from tests.station.makers import (
    COLLEAGUE,
    OPERATOR,
    POLICY,
    SUPERVISOR,
    WITHOUT_PHOTO,
    analysis,
    review,
    template_at,
)
from tests.station.test_states import ID, OTHER_ID, RULES, card, card_without_photo
from wire.decisions import Refusal, RefusalCategory, ReviewAnswer
from wire.staff import Role
from wire.vocabulary import ADMITTING, Decision, Reason, Verdict

PROCTOR = OPERATOR.model_copy(update={"id": UUID(int=9), "role": Role.PROCTOR})
IDS = st.sampled_from([ID, OTHER_ID])
PEOPLE = st.sampled_from([OPERATOR, COLLEAGUE, SUPERVISOR, PROCTOR])
REFUSALS = st.none() | st.builds(
    lambda category, note: Refusal(category=category, note=note),
    st.sampled_from(RefusalCategory),
    st.sampled_from(["", "seen twice"]),
)
CHOICES = st.builds(
    Choice,
    st.sampled_from(Decision),
    st.none() | PEOPLE,
    st.none() | PEOPLE,
    REFUSALS,
    st.booleans(),
    st.sampled_from(["", "late bus"]),
)
FRAMES = st.tuples(IDS, st.sampled_from([-0.2, 0.1, 0.35, 0.9]), st.booleans(), st.booleans())
# What a desk has often stands in the list more than once, so that whole visits come about.
EVENTS = st.one_of(
    st.builds(card, st.sampled_from([0, 1, None]), st.none(), IDS),
    st.builds(card, st.just(0), st.none(), st.just(ID)),
    st.builds(card_without_photo, IDS),
    FRAMES,
    st.tuples(st.just(ID), st.sampled_from([0.1, 0.9]), st.just(True), st.just(True)),
    st.tuples(st.just(ID), st.sampled_from([0.1, 0.9]), st.just(True), st.just(True)),
    st.builds(Retake, IDS),
    st.builds(StartReview, IDS),
    st.builds(Answer, IDS, st.builds(review, PEOPLE, st.sampled_from(ReviewAnswer))),
    st.builds(Answer, st.just(ID), st.builds(review, PEOPLE)),
    st.builds(LeaveReview, IDS),
    st.builds(Decide, IDS, CHOICES),
    st.builds(Decide, st.just(ID), CHOICES),
    st.builds(Undo, IDS, PEOPLE),
    st.builds(Committed, IDS),
    st.builds(Committed, st.just(ID)),
    st.builds(CommitFailed, IDS, st.just("disk full")),
    st.sampled_from([EquipmentFailed(), EquipmentWorks(), TimeJumped(), Dismiss(), Tick()]),
)


def check(effect: Record) -> None:
    """A decision that is to be recorded has everything it takes, in the record itself."""
    checkin, outcome, choice = effect.checkin, effect.outcome, effect.choice
    if choice.decision is not Decision.CANCEL:
        assert choice.by is not None
        assert choice.by.role is not Role.PROCTOR
    if choice.decision is Decision.ADMIT:
        assert (outcome.verdict, outcome.reason) == (Verdict.MATCH, None)
        assert outcome.comparison is not None
        assert outcome.comparison.score >= POLICY.accept.threshold
    if choice.decision is Decision.ADMIT_MANUAL:
        assert outcome.verdict is not None
        assert {each.answer for each in checkin.reviews} == {ReviewAnswer.SAME}
        assert len({each.reviewer.id for each in checkin.reviews}) >= POLICY.reviewers
    if choice.decision in ADMITTING:
        assert all(each.answer is ReviewAnswer.SAME for each in checkin.reviews)
        assert checkin.background.admitted is None
    if choice.decision is Decision.PROVISIONAL:
        assert choice.second is not None
        assert choice.by is not None
        assert choice.by.id != choice.second.id
        assert Role.SUPERVISOR in (choice.by.role, choice.second.role)
    if choice.decision is Decision.REFUSE:
        assert choice.refusal is not None
    if effect.pin_shown:
        assert choice.decision in ADMITTING | {Decision.PROVISIONAL}
    if checkin.candidate is WITHOUT_PHOTO:
        assert (outcome.verdict, outcome.reason) == (None, Reason.NO_REFERENCE)


@settings(max_examples=600)
@given(st.lists(st.tuples(st.floats(0, 3), EVENTS), max_size=80))
def test_nobody_is_let_in_without_a_recorded_verdict_and_a_recorded_human_decision(
    story: list[tuple[float, object]],
) -> None:
    now = 100.0
    state: State = Idle()
    stored: list[Record | TakeBack] = []
    for delay, item in story:
        now += delay
        if isinstance(item, tuple):
            id_, score, seen, passed = item
            item = Analysed(id_, analysis(now, template_at(score) if seen else None, passed=passed))
        before = state
        state, effects = step(state, item, now, RULES)  # type: ignore[arg-type]
        for effect in effects:
            stored.append(effect)
            if isinstance(effect, Record):
                assert isinstance(item, Decide)
                assert isinstance(before, Capturing | AwaitingDecision)
                assert isinstance(state, Recording)
                check(effect)
            else:
                assert isinstance(item, Undo)
                assert isinstance(state, Undoing)
                assert effect.recorded.choice.decision is not Decision.CANCEL
                assert now - effect.recorded.at <= POLICY.undo_within
        # What is shown as done was stored just before, and the disk has said so.
        if isinstance(state, Recorded) and not isinstance(before, Recorded):
            assert isinstance(item, Committed) or (isinstance(before, Undoing) and isinstance(item, CommitFailed))
            last = next(effect for effect in reversed(stored) if isinstance(effect, Record))
            assert (state.checkin, state.choice) == (last.checkin, last.choice)
        if isinstance(state, Undone) and not isinstance(before, Undone):
            assert isinstance(item, Committed)
            assert isinstance(stored[-1], TakeBack)
        if isinstance(state, AwaitingDecision) and state.outcome.verdict is Verdict.NO_MATCH:
            assert state.outcome.frames_used >= POLICY.min_frames
