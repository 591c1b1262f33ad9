"""What the operator's wishes become at the desk: choices, each signed by those whom it takes."""

from __future__ import annotations

from collections.abc import Callable

from station.checkin.authority import may_review
from station.checkin.desk import Desk
from station.checkin.events import Choice
from station.checkin.reporting import Settlement
from station.ids import CheckInId
from station.operators.permissions import Permission, may
from ui import decision_words as words
from ui.signing import AskSecond, beside
from ui.view_state import Action, Message, OpenCase, ViewState, decision_of
from wire.decisions import Feature, ManualReview, Refusal, Resolution, ReviewAnswer, ThreeWay
from wire.staff import Staff
from wire.vocabulary import Decision


class DeskActions:
    """On behalf of ``operator``, who may change. While a signature is asked for, the desk goes on: what comes too late
    is for nobody, and the desk drops it.

    Args:
        shown: what the window shows.
    """

    def __init__(
        self, desk: Desk, operator: Staff, ask_second: AskSecond, shown: Callable[[], ViewState | None]
    ) -> None:
        self.operator = operator
        self._desk = desk
        self._ask_second = ask_second
        self._shown = shown
        self._named: tuple[CheckInId, int, Staff] | None = None

    def reviewer(self, view: ViewState) -> Staff | None:
        """Who compares by eye now: the operator, then whoever has said who they are."""
        checkin = view.checkin
        if view.message is not Message.REVIEWING or checkin is None:
            return None
        if self._named is not None and self._named[:2] == (checkin.id, len(checkin.reviews)):
            return self._named[2]
        return self.operator if may_review(checkin, self.operator) else None

    def act(self, action: Action) -> None:
        """Do what needs nothing more than the key."""
        checkin_id, decision = self._checkin_id, decision_of(action)
        if action is Action.NEXT:
            self._desk.dismiss()
        elif checkin_id is None:
            return
        elif action is Action.RETAKE:
            self._desk.retake(checkin_id)
        elif action is Action.REVIEW:
            self._desk.start_review(checkin_id)
        elif decision is not None:
            self._desk.decide(checkin_id, Choice(decision, self.operator))

    def refuse(self, refusal: Refusal) -> None:
        """Refuse the candidate."""
        if self._checkin_id is not None:
            self._desk.decide(self._checkin_id, Choice(Decision.REFUSE, self.operator, refusal=refusal))

    def admit_provisionally(self, override: str) -> None:
        """Admit the candidate, for two people who sign. ``override``: why their PIN is shown after closing."""
        needed = beside(self.operator)
        if override and not may(self.operator.role, Permission.OVERRIDE_CLOSING):
            needed = Permission.OVERRIDE_CLOSING
        checkin_id = self._checkin_id
        second = self._ask_second(words.provisional_of(self._name), {self.operator.id}, needed)
        if second is not None and checkin_id is not None:
            self._desk.decide(checkin_id, Choice(Decision.PROVISIONAL, self.operator, second, override=override))

    def admit_after_closing(self, action: Action, override: str) -> None:
        """Admit the candidate without a PIN; or with one, when a supervisor stands for the reason."""
        checkin_id, decision = self._checkin_id, decision_of(action)
        if checkin_id is None or decision is None:
            return
        second = None
        if override and not may(self.operator.role, Permission.OVERRIDE_CLOSING):
            purpose = words.override_for(self._name)
            second = self._ask_second(purpose, {self.operator.id}, Permission.OVERRIDE_CLOSING)
            if second is None:
                return
        self._desk.decide(checkin_id, Choice(decision, self.operator, second, override=override))

    def undo(self) -> None:
        """Take back the last decision."""
        view = self._shown()
        if view is not None and view.undoable is not None:
            self._desk.undo(view.undoable.checkin.id, self.operator)

    def identify(self) -> bool:
        """Let the next reviewer say who they are; whether they have."""
        view = self._shown()
        if view is None or view.checkin is None:
            return False
        checkin = view.checkin
        done = {review.reviewer.id for review in checkin.reviews}
        staff = self._ask_second(words.review_of(self._name), done, Permission.CHECK_IN)
        if staff is not None:
            self._named = (checkin.id, len(checkin.reviews), staff)
        return staff is not None

    def answer(self, answer: ReviewAnswer, features: tuple[Feature, ...], note: str, seconds: float) -> None:
        """Give a reviewer's answer."""
        view = self._shown()
        reviewer = view.reviewer if view else None
        if self._checkin_id is not None and reviewer is not None:
            review = ManualReview(reviewer=reviewer, answer=answer, features=features, note=note, seconds=seconds)
            self._desk.answer(self._checkin_id, review)

    def leave_review(self) -> None:
        """Nobody goes on comparing."""
        if self._checkin_id is not None:
            self._desk.leave_review(self._checkin_id)

    def settle(self, case: OpenCase, resolution: Resolution, compared: ThreeWay, note: str) -> None:
        """Settle a provisional admission, for two people who sign."""
        purpose = words.settlement_of(case)
        second = self._ask_second(purpose, {self.operator.id}, beside(self.operator))
        if second is not None:
            past = case.past
            self._desk.settle(Settlement(past.checkin_id, resolution, compared, self.operator, second, note))

    @property
    def _checkin_id(self) -> CheckInId | None:
        view = self._shown()
        return view.checkin.id if view and view.checkin else None

    @property
    def _name(self) -> str:
        view = self._shown()
        if view is None or view.checkin is None:
            return ""
        return view.candidate.name if view.candidate else view.checkin.number
