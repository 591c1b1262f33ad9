"""What is said of provisional admissions that are to be settled."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from station.journal.history import PastDecision
from ui.texts import clock_time, translate
from wire.vocabulary import Reason

REASONS: dict[Reason, object] = {
    Reason.NOT_ON_ROSTER: QT_TRANSLATE_NOOP("Desk", "not on this roster"),
    Reason.NO_REFERENCE: QT_TRANSLATE_NOOP("Desk", "no registered photo"),
    Reason.ALREADY_ADMITTED: QT_TRANSLATE_NOOP("Desk", "was admitted already"),
    Reason.REFUSED_EARLIER: QT_TRANSLATE_NOOP("Desk", "was refused earlier"),
    Reason.BELOW_REVIEW: QT_TRANSLATE_NOOP("Desk", "the face did not match"),
    Reason.BETWEEN_THRESHOLDS: QT_TRANSLATE_NOOP("Desk", "the machine could not tell"),
    Reason.OTHER_CANDIDATE_SIMILAR: QT_TRANSLATE_NOOP("Desk", "similar to another candidate"),
    Reason.KNOWN_TWIN: QT_TRANSLATE_NOOP("Desk", "has a registered twin"),
    Reason.NO_USABLE_PICTURE: QT_TRANSLATE_NOOP("Desk", "no clear picture"),
    Reason.EQUIPMENT_FAULT: QT_TRANSLATE_NOOP("Desk", "equipment had failed"),
    Reason.NOT_CHECKED: QT_TRANSLATE_NOOP("Desk", "the face was not checked"),
}


def why(past: PastDecision) -> str:
    """Why somebody was admitted provisionally, and not outright."""
    if past.reason is None:
        return translate("Desk", "the operator was not sure")
    return translate("Desk", str(REASONS[past.reason]))


def since(past: PastDecision) -> str:
    """When that was."""
    return translate("Desk", "since %1").replace("%1", clock_time(past.at))


def signed(past: PastDecision) -> str:
    """Who stands for it."""
    names = " · ".join(who.name for who in (past.operator, past.second) if who is not None)
    return translate("Desk", "Signed by %1").replace("%1", names or "–")
