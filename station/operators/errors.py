"""What can go wrong with the people of a station.

OperatorError
├── FirstAdminError    the first one must be an admin
├── LastAdminError     the last admin cannot be retired
├── LockedOutError     too many wrong PINs: no other is looked at before the wait is over
├── NotAllowedError    their role does not allow it
├── StaffNameError     it is no name, or somebody has it
├── UnknownStaffError  there is nobody like that, or no longer
├── WeakPinError       what was chosen cannot be a PIN
└── WrongPinError      it is not their PIN

No message has a name or a PIN in it: messages go into logs.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from station.errors import OperatorError


class FirstAdminError(OperatorError):
    """The first one must be an admin, who then adds the others."""


class LastAdminError(OperatorError):
    """The last admin cannot be retired: nobody could add another."""


class LockedOutError(OperatorError):
    """Too many wrong PINs: no other is looked at before ``until``, ``wait`` from now."""

    def __init__(self, until: datetime, wait: timedelta) -> None:
        super().__init__(f"too many wrong PINs: try again in {wait.total_seconds():.0f} s")
        self.until = until
        self.wait = wait


class NotAllowedError(OperatorError):
    """Their role does not allow it."""


class StaffNameError(OperatorError):
    """It is no name for a person, or somebody who works here has it. ``taken`` tells the two apart."""

    def __init__(self, message: str, *, taken: bool = False) -> None:
        super().__init__(message)
        self.taken = taken


class UnknownStaffError(OperatorError):
    """There is nobody like that, or no longer."""


class PinProblem(Enum):
    """Why something cannot be a PIN."""

    NOT_DIGITS = "digits 0 to 9 only"
    LENGTH = "6 to 12 digits"
    REPEATED = "not one digit, or a few, again and again"
    RUN = "not digits in a row, such as 123456"


class WeakPinError(OperatorError):
    """What was chosen cannot be a PIN."""

    def __init__(self, problem: PinProblem) -> None:
        super().__init__(f"a PIN: expected {problem.value}")
        self.problem = problem


class WrongPinError(OperatorError):
    """It is not their PIN. ``left`` more can be tried at once; after none, one more in ``retry_after``."""

    def __init__(self, left: int, retry_after: timedelta) -> None:
        wait = f", the next in {retry_after.total_seconds():.0f} s" if retry_after else ""
        super().__init__(f"that is not the PIN; tries left: {left}{wait}")
        self.left = left
        self.retry_after = retry_after
