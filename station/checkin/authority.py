"""Who may decide what, when. Pure: nothing is decided by a machine alone, and nothing is decided by nobody.

* ADMIT takes a match that is fresh and that nobody who looked has doubted: an operator alone.
* ADMIT_MANUAL takes as many people as the policy says, each of whom saw the same person, without the score.
* PROVISIONAL takes two people, one of them a supervisor or an admin; it is open at any time, faults included, so that
  nobody is ever stuck.
* REFUSE takes a reason; CANCEL decides nothing about anybody.
"""

from __future__ import annotations

from station.checkin.events import Choice
from station.checkin.policy import Policy
from station.checkin.states import AwaitingDecision, Capturing, CheckIn, Idle, Outcome, Recorded, State
from station.operators.permissions import Permission, may
from wire.decisions import RefusalCategory, ReviewAnswer
from wire.staff import Staff
from wire.vocabulary import ADMITTING, Decision, Verdict


def allowed_decisions(state: State, policy: Policy) -> frozenset[Decision]:
    """What may be decided now, by whoever the decision takes."""
    match state:
        case Capturing():
            return frozenset({Decision.PROVISIONAL, Decision.CANCEL})
        case AwaitingDecision(checkin=checkin, outcome=outcome):
            allowed = {Decision.PROVISIONAL, Decision.REFUSE, Decision.CANCEL}
            fresh_match = outcome.verdict is Verdict.MATCH and outcome.reason is None and not state.stale
            if fresh_match and all(review.answer is ReviewAnswer.SAME for review in checkin.reviews):
                allowed.add(Decision.ADMIT)
            if agreed(checkin, policy):
                allowed.add(Decision.ADMIT_MANUAL)
            return frozenset(allowed)
        case _:
            return frozenset()


def agreed(checkin: CheckIn, policy: Policy) -> bool:
    """Whether enough people have looked, and all of them saw the candidate, who is not in already."""
    seen_same = {review.reviewer.id for review in checkin.reviews if review.answer is ReviewAnswer.SAME}
    doubted = any(review.answer is not ReviewAnswer.SAME for review in checkin.reviews)
    return len(seen_same) >= policy.reviewers and not doubted and checkin.background.admitted is None


def can_review(checkin: CheckIn, outcome: Outcome, policy: Policy) -> bool:
    """Whether comparing by eye makes sense: there are two pictures, and nobody has said yet that it is not them."""
    doubted = any(review.answer is not ReviewAnswer.SAME for review in checkin.reviews)
    return (
        checkin.incomparable is None
        and outcome.best is not None
        and not doubted
        and len(checkin.reviews) < policy.reviewers
    )


def may_review(checkin: CheckIn, reviewer: Staff) -> bool:
    """Whether somebody may give the next answer: each person one."""
    return works_at_desks(reviewer) and all(review.reviewer.id != reviewer.id for review in checkin.reviews)


def may_choose(state: State, choice: Choice, policy: Policy) -> bool:
    """Whether a choice is allowed now, and signed by those whom it takes."""
    if choice.decision not in allowed_decisions(state, policy):
        return False
    if choice.by is None:
        return choice.decision is Decision.CANCEL
    if not works_at_desks(choice.by):
        return False
    match choice.decision:
        case Decision.PROVISIONAL:
            return signed_by_two(choice.by, choice.second)
        case Decision.REFUSE:
            refusal = choice.refusal
            return refusal is not None and (refusal.category is not RefusalCategory.OTHER or bool(refusal.note.strip()))
        case _:
            return True


def signed_by_two(one: Staff, other: Staff | None) -> bool:
    """Whether two different people of a desk stand for something, one of them a supervisor or an admin."""
    if other is None or other.id == one.id:
        return False
    senior = any(may(each.role, Permission.SIGN_SECOND) for each in (one, other))
    return works_at_desks(one) and works_at_desks(other) and senior


def pin_is_shown(checkin: CheckIn, choice: Choice) -> bool:
    """Whether a decision shows the candidate their PIN: it lets them in, and it is before the closing time, or a
    supervisor has given a reason."""
    if choice.decision not in ADMITTING and choice.decision is not Decision.PROVISIONAL:
        return False
    if checkin.candidate is None or not checkin.candidate.pin:
        return False
    signed = [who for who in (choice.by, choice.second) if who is not None]
    overrides = any(may(who.role, Permission.OVERRIDE_CLOSING) for who in signed)
    return choice.pin_open or (overrides and bool(choice.override.strip()))


def works_at_desks(staff: Staff) -> bool:
    """Whether somebody's role is one of the desk's."""
    return may(staff.role, Permission.CHECK_IN)


def can_undo(state: State, now: float, policy: Policy) -> Recorded | None:
    """The decision that can be taken back now: the last one, for a minute. ``now`` is monotonic seconds."""
    last = state if isinstance(state, Recorded) else state.last if isinstance(state, Idle) else None
    if last is None or last.choice.decision is Decision.CANCEL or now - last.at > policy.undo_within:
        return None
    return last
