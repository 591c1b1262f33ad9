"""What a check can find, and whether the desk may open after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

from wire.reports import CheckOutcome, SelfTestResult


class Check(StrEnum):
    """The checks, in the order in which they are shown; the values are their names in reports."""

    PACK = "pack"
    MODELS = "models"
    DATABASE = "database"
    CAMERA = "camera"
    LIGHT = "light"
    FOCUS = "focus"
    DISK = "disk"
    CLOCK = "clock"
    SERVER = "server"
    SOUND = "sound"


class Finding(Enum):
    """What a check found. Behind each are the values that come with it, in order."""

    NOT_FINISHED = "not finished"  # seconds waited
    CHECK_FAILED = "check failed"  # name of the error: a fault of the program, not of what was checked

    PACK_READY = "pack ready"  # title, venue, start, candidates
    PACK_WITHOUT_PHOTOS = "photos missing"  # title, start, candidates, of them without a photo
    PACK_WITHOUT_PINS = "PINs missing"  # title, start, candidates, of them without a photo, of them without a PIN
    PACK_OTHER_DAY = "pack of another day"  # title, start
    PACK_EXPIRES_EARLY = "pack expires before the session ends"  # title, moment of expiry
    PACK_EXPIRED = "pack expired"  # moment of expiry
    PACK_OTHER_VENUE = "pack for another venue"  # venue of the pack, venue of the station
    PACK_EMPTY = "pack without candidates"
    PACK_NONE = "no pack"

    MODELS_READY = "models ready"  # engine
    MODELS_MISSING = "model missing"  # model
    MODELS_ALTERED = "model altered"  # model
    MODELS_RESTRICTED = "model restricted"  # model
    MODELS_UNUSABLE = "model unusable"  # model
    MODELS_OTHER_ENGINE = "pack of another engine"  # model id of the pack, model id of the station

    DATABASE_READY = "database ready"
    DATABASE_LOCKED = "database locked"
    DATABASE_FULL = "database cannot grow"
    DATABASE_READ_ONLY = "database read only"
    DATABASE_DAMAGED = "database damaged"
    DATABASE_UNREADABLE = "database unreadable"

    CAMERA_LIVE = "camera live"  # width, height, frames per second
    CAMERA_RECORDED = "camera recorded"  # width, height, frames per second
    CAMERA_SLOW = "camera slow"  # frames per second
    CAMERA_SMALL = "camera small"  # width, height
    CAMERA_FROZEN = "camera frozen"
    CAMERA_BLACK = "camera black"
    CAMERA_ONE_COLOUR = "camera of one colour"
    CAMERA_SILENT = "camera silent"  # open, but no pictures come
    CAMERA_CLOSED = "camera not open"

    LIGHT_GOOD = "light good"
    LIGHT_GOOD_ON_FACE = "light good on the face"
    LIGHT_DARK = "light dark"
    LIGHT_BRIGHT = "light bright"
    LIGHT_BEHIND = "light behind"
    LIGHT_FROM_ONE_SIDE = "light from one side"
    LIGHT_UNKNOWN = "light unknown"

    FOCUS_GOOD = "focus good"
    FOCUS_SOFT = "focus soft"
    FOCUS_BLURRED = "focus blurred"
    FOCUS_UNKNOWN = "focus unknown"  # nobody in view, and nothing with enough detail

    DISK_ROOM = "disk has room"  # free GiB
    DISK_LOW = "disk low"  # free GiB
    DISK_FULL = "disk full"  # free MiB
    DISK_UNKNOWN = "disk does not answer"

    CLOCK_RIGHT = "clock right"  # seconds from the server's clock
    CLOCK_SLOW = "clock slow"  # seconds by which it is behind the server's
    CLOCK_FAST = "clock fast"  # seconds by which it is ahead of the server's
    CLOCK_BEFORE_PACK = "clock before the pack"  # this computer's time, when the pack was made
    CLOCK_UNKNOWN = "clock unknown"

    SERVER_REACHED = "server reached"
    SERVER_QUARANTINE = "server refused reports"  # reports
    SERVER_SET_BACK = "server knows more than this computer"
    SERVER_REFUSES = "server refuses the station"
    SERVER_UNTRUSTED = "server's certificate untrusted"
    SERVER_SILENT = "server not reached"
    SERVER_UNKNOWN = "server not asked"  # without the local database there is nothing to ask with
    SERVER_UNREGISTERED = "station not registered"

    SOUND_READY = "sound ready"
    SOUND_NONE = "no sound device"
    SOUND_OFF = "sound off"
    SOUND_UNKNOWN = "sound unknown"


Value = int | float | str | datetime


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check and what it found; the values are those that `Finding` lists behind it."""

    check: Check
    outcome: CheckOutcome
    finding: Finding
    values: tuple[Value, ...] = ()

    @property
    def reported(self) -> SelfTestResult:
        """What the opening's report says of it."""
        return SelfTestResult(name=self.check.value, outcome=self.outcome)


# Without these nobody can be checked, or nothing be recorded. Everything else that fails makes the work slower, and
# people are let in by eye: a camera must never keep an exam from starting.
BLOCKING = frozenset({Check.PACK, Check.MODELS, Check.DATABASE})


def may_open(results: Iterable[CheckResult]) -> bool:
    """Whether the desk may open: what it cannot do without was checked, and none of it failed."""
    good = (CheckOutcome.PASSED, CheckOutcome.WARNED)
    return {result.check for result in results if result.outcome in good} >= BLOCKING
