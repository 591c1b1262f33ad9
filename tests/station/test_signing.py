"""Who may decide what: comparing by eye, two people's signatures, PINs, and taking a decision back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from station.checkin.authority import allowed_decisions, can_undo
from station.checkin.background import Background
from station.checkin.events import (
    Answer,
    CardRead,
    Choice,
    CommitFailed,
    Committed,
    Decide,
    Dismiss,
    Event,
    LeaveReview,
    Retake,
    StartReview,
    Tick,
    Undo,
)
from station.checkin.states import (
    AwaitingDecision,
    Effect,
    Idle,
    Record,
    Recorded,
    Recording,
    Reviewing,
    State,
    TakeBack,
    Undoing,
    Undone,
)
from station.checkin.step import PIN_SHOWN_FOR, RECORDED_FOR, step
from tests.station.makers import COLLEAGUE, OPERATOR, POLICY, SUPERVISOR, candidate, choice, review, template_at
from tests.station.test_states import ID, OTHER_ID, RULES, awaiting, card, look, play
from wire.decisions import Refusal, RefusalCategory, ReviewAnswer
from wire.staff import Role, Staff
from wire.vocabulary import Decision

PROCTOR = OPERATOR.model_copy(update={"id": OTHER_ID, "role": Role.PROCTOR})


def after(state: State, *events: Event) -> tuple[State, list[Effect]]:
    return play(*((20.0 + at, event) for at, event in enumerate(events)), state=state)


def reviewed(*answers: tuple[Staff, ReviewAnswer], score: float = 0.1) -> State:
    state, effects = after(awaiting(score), StartReview(ID), *(Answer(ID, review(who, what)) for who, what in answers))
    assert effects == []
    return state


def recorded(decision: Decision = Decision.ADMIT, pin: str = "") -> Recorded:
    person = replace(candidate(), pin=pin)
    card_ = CardRead(ID, person.number, Background(person))
    state, _ = play(
        (10.0, card_),
        *look([10.1, 10.3, 10.5], template_at(0.9)),
        (20.0, Decide(ID, choice(decision))),
        (20.0, Committed(ID)),
    )
    assert isinstance(state, Recorded)
    return state


def test_two_people_who_see_the_same_person_can_admit_whom_the_machine_does_not() -> None:
    one = reviewed((OPERATOR, ReviewAnswer.SAME))
    assert isinstance(one, Reviewing)
    both = reviewed((OPERATOR, ReviewAnswer.SAME), (SUPERVISOR, ReviewAnswer.SAME))
    assert isinstance(both, AwaitingDecision)
    assert Decision.ADMIT not in allowed_decisions(both, POLICY)
    state, effects = after(both, Decide(ID, choice(Decision.ADMIT_MANUAL)))
    assert isinstance(state, Recording)
    (record,) = effects
    assert isinstance(record, Record)
    assert [each.reviewer for each in record.checkin.reviews] == [OPERATOR, SUPERVISOR]


@pytest.mark.parametrize("answer", [ReviewAnswer.DIFFERENT, ReviewAnswer.CANNOT_TELL])
def test_one_doubt_ends_the_review_and_rules_out_admission_by_eye_and_by_match(answer: ReviewAnswer) -> None:
    for score in (0.1, 0.9):
        for answers in ([(OPERATOR, answer)], [(OPERATOR, ReviewAnswer.SAME), (SUPERVISOR, answer)]):
            state = reviewed(*answers, score=score)
            assert isinstance(state, AwaitingDecision)
            allowed = allowed_decisions(state, POLICY)
            assert allowed == {Decision.PROVISIONAL, Decision.REFUSE, Decision.CANCEL}
            assert after(state, StartReview(ID))[0] is state


def test_nobody_reviews_twice_and_only_people_of_the_desk_do() -> None:
    state = reviewed((OPERATOR, ReviewAnswer.SAME))
    for again in (OPERATOR, PROCTOR):
        assert after(state, Answer(ID, review(again)))[0] is state


def test_a_review_that_is_left_keeps_its_answers_and_can_go_on() -> None:
    state, _ = after(reviewed((OPERATOR, ReviewAnswer.SAME)), LeaveReview(ID))
    assert isinstance(state, AwaitingDecision)
    assert Decision.ADMIT_MANUAL not in allowed_decisions(state, POLICY)
    assert after(state, Retake(ID))[0] is state
    state, _ = after(state, StartReview(ID), Answer(ID, review(COLLEAGUE)))
    assert Decision.ADMIT_MANUAL in allowed_decisions(state, POLICY)


def test_without_a_picture_or_a_registered_photo_there_is_nothing_to_compare_by_eye() -> None:
    unseen, _ = play((10.0, card()), *look([10.1, 10.3], template_at(0.1), passed=False))
    unseen, _ = play(
        (15.9, CommitFailed(ID, "")), (16.5, Tick()), *look([16.6], template_at(0.1), passed=False), state=unseen
    )
    unknown, _ = play((10.0, card(None)))
    for state in (unseen, unknown):
        assert isinstance(state, AwaitingDecision)
        assert after(state, StartReview(ID))[0] is state


@pytest.mark.parametrize(
    ("decided", "right"),
    [
        (Choice(Decision.PROVISIONAL, OPERATOR), False),
        (Choice(Decision.PROVISIONAL, OPERATOR, COLLEAGUE), False),
        (Choice(Decision.PROVISIONAL, SUPERVISOR, SUPERVISOR), False),
        (Choice(Decision.PROVISIONAL, PROCTOR, SUPERVISOR), False),
        (Choice(Decision.PROVISIONAL, OPERATOR, SUPERVISOR), True),
        (Choice(Decision.PROVISIONAL, SUPERVISOR, OPERATOR), True),
        (Choice(Decision.REFUSE, OPERATOR), False),
        (Choice(Decision.REFUSE, OPERATOR, refusal=Refusal(category=RefusalCategory.OTHER, note=" ")), False),
        (Choice(Decision.REFUSE, OPERATOR, refusal=Refusal(category=RefusalCategory.OTHER, note="drunk")), True),
        (Choice(Decision.REFUSE, OPERATOR, refusal=Refusal(category=RefusalCategory.NO_VALID_ID)), True),
        (Choice(Decision.ADMIT, None), False),
        (Choice(Decision.REFUSE, None, refusal=Refusal(category=RefusalCategory.CONDUCT)), False),
        (Choice(Decision.CANCEL, None), True),
    ],
)
def test_each_decision_takes_its_signatures(decided: Choice, right: bool) -> None:
    _, effects = after(awaiting(0.9), Decide(ID, decided))
    assert bool(effects) is right


@pytest.mark.parametrize(
    ("decided", "shown"),
    [
        (Choice(Decision.ADMIT, OPERATOR), True),
        (Choice(Decision.PROVISIONAL, OPERATOR, SUPERVISOR), True),
        (Choice(Decision.CANCEL, OPERATOR), False),
        (Choice(Decision.ADMIT, OPERATOR, pin_open=False), False),
        (Choice(Decision.ADMIT, OPERATOR, pin_open=False, override="bus broke down"), False),
        (Choice(Decision.ADMIT, OPERATOR, COLLEAGUE, pin_open=False, override="bus broke down"), False),
        (Choice(Decision.ADMIT, OPERATOR, SUPERVISOR, pin_open=False, override=" "), False),
        (Choice(Decision.ADMIT, OPERATOR, SUPERVISOR, pin_open=False, override="bus broke down"), True),
    ],
)
def test_a_pin_is_shown_upon_admission_until_the_closing_time_or_for_a_supervisors_reason(
    decided: Choice, shown: bool
) -> None:
    person = replace(candidate(), pin="4821-7730")
    state, _ = play(
        (10.0, CardRead(ID, person.number, Background(person))), *look([10.1, 10.3, 10.5], template_at(0.9))
    )
    _, effects = after(state, Decide(ID, decided))
    (record,) = effects
    assert isinstance(record, Record)
    assert record.pin_shown is shown


def test_a_confirmation_with_a_pin_stays_long_enough_to_copy_it() -> None:
    for pin, shown_for in (("", RECORDED_FOR), ("4821-7730", PIN_SHOWN_FOR)):
        state = recorded(pin=pin)
        assert play((20.0 + shown_for - 0.1, Tick()), state=state)[0] is state
        assert isinstance(play((20.0 + shown_for, Tick()), state=state)[0], Idle)


def test_the_last_decision_can_be_taken_back_within_a_minute_and_counts_until_that_is_on_disk() -> None:
    state = recorded()
    idle, _ = play((20.5, Dismiss()), state=state)
    for from_ in (state, idle):
        undoing, effects = play((79.9, Undo(ID, OPERATOR, "wrong button")), state=from_)
        assert isinstance(undoing, Undoing)
        (effect,) = effects
        assert isinstance(effect, TakeBack)
        assert effect.note == "wrong button"
        undone, _ = play((80.0, Committed(ID)), state=undoing)
        assert isinstance(undone, Undone)
        failed, _ = play((80.0, CommitFailed(ID, "disk full")), state=undoing)
        assert isinstance(failed, Recorded)
        assert failed.problem == "disk full"


def test_what_is_older_another_ones_or_no_decision_is_not_taken_back() -> None:
    state = recorded()
    assert play((80.1, Undo(ID, OPERATOR)), state=state) == (state, [])
    assert play((21.0, Undo(OTHER_ID, OPERATOR)), state=state) == (state, [])
    assert play((21.0, Undo(ID, PROCTOR)), state=state) == (state, [])
    assert can_undo(recorded(Decision.CANCEL), 20.1, POLICY) is None
    idle, _ = play((20.5, Dismiss()), (80.1, Tick()), state=state)
    assert isinstance(idle, Idle)
    assert idle.last is None


def test_after_a_decision_was_taken_back_it_cannot_be_again_and_the_next_card_begins() -> None:
    undone, _ = play((21.0, Undo(ID, OPERATOR)), (21.0, Committed(ID)), state=recorded())
    assert play((22.0, Undo(ID, OPERATOR)), state=undone) == (undone, [])
    assert isinstance(play((21.0 + RECORDED_FOR, Tick()), state=undone)[0], Idle)
    begun, _ = step(undone, card(1, checkin_id=OTHER_ID), 22.0, RULES)
    assert not isinstance(begun, Undone)


def test_a_frame_that_comes_during_a_review_changes_nothing() -> None:
    state = reviewed((OPERATOR, ReviewAnswer.SAME))
    assert play(*look([20.0], template_at(0.9)), state=state) == (state, [])
