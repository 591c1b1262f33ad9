"""What is said about people, their PINs and what came of them. English stands here."""

from __future__ import annotations

import math

from PySide6.QtCore import QT_TRANSLATE_NOOP

from station.errors import StationError
from station.operators.errors import PinProblem
from station.operators.pins import MAX_PIN, MIN_PIN
from ui.texts import number, translate
from wire.staff import Role

ROLES: dict[Role, object] = {
    Role.OPERATOR: QT_TRANSLATE_NOOP("SignIn", "Operator"),
    Role.SUPERVISOR: QT_TRANSLATE_NOOP("SignIn", "Supervisor"),
    Role.PROCTOR: QT_TRANSLATE_NOOP("SignIn", "Proctor"),
    Role.ADMIN: QT_TRANSLATE_NOOP("SignIn", "Admin"),
}

PROBLEMS: dict[PinProblem, object] = {
    PinProblem.NOT_DIGITS: QT_TRANSLATE_NOOP("SignIn", "A PIN has %1 to %2 digits."),
    PinProblem.LENGTH: QT_TRANSLATE_NOOP("SignIn", "A PIN has %1 to %2 digits."),
    PinProblem.REPEATED: QT_TRANSLATE_NOOP("SignIn", "Too easy to guess: the same digits again and again."),
    PinProblem.RUN: QT_TRANSLATE_NOOP("SignIn", "Too easy to guess: digits in a row."),
}


def role(value: Role) -> str:
    """What a role is called."""
    return translate("SignIn", str(ROLES[value]))


def problem(value: PinProblem) -> str:
    """Why something cannot be a PIN."""
    sentence = translate("SignIn", str(PROBLEMS[value]))
    return sentence.replace("%1", number(MIN_PIN)).replace("%2", number(MAX_PIN))


def tries_left(left: int) -> str:
    """How many PINs can still be tried at once, of at least one."""
    if left == 1:
        return translate("SignIn", "One try left, then a pause.")
    return translate("SignIn", "%1 tries left.").replace("%1", number(left))


def countdown(seconds: float) -> str:
    """Minutes and seconds, rounded up, so that nothing is tried at zero that is still refused."""
    whole = math.ceil(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def initials(name: str) -> str:
    """The first letters of a name's first and last word."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()


def unreadable(error: StationError) -> tuple[str, str]:
    """That nobody knows who works here, and what to do about it."""
    advice = translate("SignIn", "Start Hadir again. If that does not help, call venue IT: %1")
    return translate("SignIn", "Who works here cannot be read."), advice.replace("%1", str(error))
