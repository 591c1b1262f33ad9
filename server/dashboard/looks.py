"""How things look: the role of the colour, the icon, and the key of the word. Never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from server.dashboard.queries.candidates import CheckInLine
from server.dashboard.queries.stations import Condition, StationState
from server.tables import AmendmentKind, CandidateStatus, CaseKind
from wire.reports import CheckOutcome, SelfTestResult
from wire.vocabulary import Decision, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Look:
    """One look."""

    role: str
    icon: str
    key: str


_VERDICTS = {
    Verdict.MATCH: ("admit", "check"),
    Verdict.NO_MATCH: ("stop", "cross"),
    Verdict.INCONCLUSIVE: ("check", "question"),
    Verdict.LOOKALIKE: ("check", "people"),
    Verdict.ATTACK_SUSPECTED: ("stop", "shield"),
}
_DECISIONS = {
    Decision.ADMIT: ("admit", "check"),
    Decision.ADMIT_MANUAL: ("admit", "eye"),
    Decision.PROVISIONAL: ("check", "clock"),
    Decision.REFUSE: ("stop", "cross"),
    Decision.CANCEL: ("wait", "dash"),
}
_STATUSES = {
    CandidateStatus.ADMITTED: ("admit", "check"),
    CandidateStatus.PROVISIONAL: ("check", "clock"),
    CandidateStatus.REFUSED: ("stop", "cross"),
    CandidateStatus.SEEN: ("wait", "dash"),
    CandidateStatus.NONE: ("wait", "dash"),
}
_AMENDMENTS = {
    AmendmentKind.UNDONE: ("wait", "back"),
    AmendmentKind.CONFIRMED: ("admit", "check"),
    AmendmentKind.REFUSED: ("stop", "cross"),
}
_CONDITIONS = {
    Condition.FAULT: ("fault", "tool"),
    Condition.SILENT: ("check", "unlinked"),
    Condition.ATTENTION: ("check", "alarm"),
    Condition.WELL: ("admit", "check"),
    Condition.UNHEARD: ("wait", "clock"),
    Condition.INVITED: ("wait", "letter"),
    Condition.REVOKED: ("wait", "cross"),
}
_KINDS = {
    CaseKind.ADMITTED_TWICE: ("stop", "people"),
    CaseKind.PROVISIONAL: ("check", "clock"),
    CaseKind.CONTRADICTION: ("stop", "shield"),
    CaseKind.JOURNAL_REPLACED: ("check", "tool"),
    CaseKind.MISSING: ("check", "gap"),
}
_CHECKS = {
    CheckOutcome.PASSED: ("admit", "check"),
    CheckOutcome.WARNED: ("check", "alarm"),
    CheckOutcome.FAILED: ("fault", "tool"),
    CheckOutcome.NOT_RUN: ("wait", "dash"),
}
_CHECK_NAMES = frozenset({"pack", "models", "database", "camera", "light", "focus", "disk", "clock", "server", "sound"})
_ORDER = tuple(Condition)


def verdict_look(verdict: str | None, reason: str | None) -> Look:
    """What the machine said; a fault of the equipment never looks like an accusation."""
    if reason == Reason.EQUIPMENT_FAULT:
        return Look("fault", "tool", "verdict.FAULT")
    if verdict is None:
        return Look("wait", "dash", "verdict.NONE")
    return Look(*_VERDICTS[Verdict(verdict)], f"verdict.{verdict}")


def decision_look(line: CheckInLine) -> Look:
    """What the officer did."""
    return Look(*_DECISIONS[Decision(line.decision)], f"decision.{line.decision}")


def status_look(status: str, deadline: datetime | None, now: datetime) -> Look:
    """Where a candidate stands; overdue where a provisional admission should have been settled by now."""
    if deadline is not None and deadline < now:
        return Look("check", "alarm", "status.OVERDUE")
    return Look(*_STATUSES[CandidateStatus(status)], f"status.{status}")


def amendment_look(kind: AmendmentKind) -> Look:
    """What became of a check-in."""
    return Look(*_AMENDMENTS[kind], f"amendment.{kind}")


def check_look(found: SelfTestResult) -> Look:
    """What a check of a station's self-test found."""
    return Look(*_CHECKS[found.outcome], f"outcome-of-check.{found.outcome}")


def check_key(found: SelfTestResult) -> str | None:
    """The key of what a check is called; None of one that this program does not know: stations may be newer."""
    return f"check.{found.name}" if found.name in _CHECK_NAMES else None


def station_look(state: StationState) -> Look:
    """How a station is."""
    return Look(*_CONDITIONS[state.condition], f"condition.{state.condition}")


def kind_look(kind: CaseKind) -> Look:
    """What kind of case it is."""
    return Look(*_KINDS[kind], f"kind.{kind}")


def worst(states: list[StationState]) -> tuple[StationState, int] | None:
    """Of a venue's stations the one that is worst off, the longest silent first, and how many are as bad."""
    counted = [state for state in states if state.is_counted]
    if not counted:
        return None
    found = min(counted, key=lambda state: (_ORDER.index(state.condition), -state.silent_minutes))
    return found, sum(state.condition is found.condition for state in counted)
