"""What is said where people decide: why somebody is refused, what a provisional admission means, when PINs close."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.texts import clock_time, date, number, translate
from ui.view_state import Action, OpenCase, PinRelease, ViewState
from wire.decisions import RefusalCategory
from wire.vocabulary import Decision

REFUSALS: dict[RefusalCategory, object] = {
    RefusalCategory.DIFFERENT_PERSON: QT_TRANSLATE_NOOP("Desk", "Another person"),
    RefusalCategory.NO_VALID_ID: QT_TRANSLATE_NOOP("Desk", "No valid ID card"),
    RefusalCategory.WRONG_SESSION: QT_TRANSLATE_NOOP("Desk", "Wrong session"),
    RefusalCategory.TOO_LATE: QT_TRANSLATE_NOOP("Desk", "Too late"),
    RefusalCategory.CONDUCT: QT_TRANSLATE_NOOP("Desk", "Conduct"),
    RefusalCategory.OTHER: QT_TRANSLATE_NOOP("Desk", "Something else"),
}

DECIDED: dict[Decision, object] = {
    Decision.ADMIT: QT_TRANSLATE_NOOP("Desk", "admitted"),
    Decision.ADMIT_MANUAL: QT_TRANSLATE_NOOP("Desk", "admitted"),
    Decision.PROVISIONAL: QT_TRANSLATE_NOOP("Desk", "admitted provisionally"),
    Decision.REFUSE: QT_TRANSLATE_NOOP("Desk", "refused"),
    Decision.CANCEL: QT_TRANSLATE_NOOP("Desk", "cancelled"),
}

_PIN_GROUP = 4  # digits that are read at one glance
_DAYS_FROM = 48 * 60  # minutes
_ADMITS = (Action.ADMIT, Action.ADMIT_MANUAL)


def refusal(category: RefusalCategory) -> str:
    """Why somebody is refused."""
    return translate("Desk", str(REFUSALS[category]))


def decided(decision: Decision) -> str:
    """What was decided, within a sentence."""
    return translate("Desk", str(DECIDED[decision]))


def grouped(pin: str) -> str:
    """A PIN in groups that can be copied by hand."""
    size = _PIN_GROUP if len(pin) % 3 else 3
    return " ".join(pin[start : start + size] for start in range(0, len(pin), size))


def action_words(view: ViewState, action: Action) -> str | None:
    """What stands on the main button where the state says more than its usual word."""
    if action in _ADMITS and view.pins is PinRelease.OPEN:
        return translate("Desk", "Admit and show the PIN")
    if action in _ADMITS and view.pins is PinRelease.CLOSED:
        return translate("Desk", "Admit…")
    if action is Action.REVIEW and view.reviewers == 2:
        return translate("Desk", "Compare by eye (two people)")
    return None


def pins_closed(view: ViewState) -> str:
    """That no PIN is shown any more, and since when."""
    since = clock_time(view.pins_close_at) if view.pins_close_at else ""
    return translate("Desk", "PIN release has been closed since %1.").replace("%1", since)


def until(moment: datetime, now: datetime) -> str:
    """A deadline as of now, in the time zone that it carries: its time of day, and how much of it is left."""
    today = moment.date() == now.astimezone(moment.tzinfo).date()
    time = clock_time(moment) if today else f"{date(moment)}, {clock_time(moment)}"
    minutes = round((moment - now).total_seconds() / 60)
    sentence = translate("Desk", "by %1, %2 left") if minutes > 0 else translate("Desk", "was due at %1, %2 ago")
    return sentence.replace("%1", time).replace("%2", minutes_words(abs(minutes)))


def minutes_words(minutes: int) -> str:
    """How long something is, to the minute; to the day, where it is long."""
    if minutes < 60:
        return translate("Desk", "%1 min").replace("%1", number(minutes))
    if minutes >= _DAYS_FROM:
        return translate("Desk", "%1 days").replace("%1", number(minutes // (24 * 60)))
    hours = translate("Desk", "%1 h").replace("%1", number(minutes // 60))
    rest = translate("Desk", "%1 min").replace("%1", number(minutes % 60))
    return f"{hours} {rest}" if minutes % 60 else hours


def name_of(case: OpenCase) -> str:
    """Whose a provisional admission is."""
    return case.candidate.name if case.candidate else translate("Desk", "Not on this roster")


def provisional_of(name: str) -> str:
    """What a second person signs."""
    return translate("Desk", "Provisional admission of %1").replace("%1", name)


def override_for(name: str) -> str:
    """What a supervisor signs after the closing time."""
    return translate("Desk", "Showing the PIN of %1 after closing").replace("%1", name)


def review_of(name: str) -> str:
    """What the next reviewer signs in for."""
    return translate("Desk", "Comparing %1 with the registered photos by eye").replace("%1", name)


def settlement_of(case: OpenCase) -> str:
    """What two people sign at the end."""
    return translate("Desk", "Settling the provisional admission of %1").replace("%1", name_of(case))
