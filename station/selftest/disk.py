"""Is there room for a day's decisions and pictures?"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from station.selftest.results import Check, CheckResult, Finding
from wire.reports import CheckOutcome

# A session of 500 with a picture each is some 50 MB; the rest is for the database's log, copies and the system.
LOW: Final = 2 * 1024**3  # bytes
FULL: Final = 300 * 1024**2  # bytes


def check(folder: Path) -> CheckResult:
    """The free space of the disk that a folder lies on."""
    try:
        return judge(shutil.disk_usage(folder).free)
    except OSError:
        return CheckResult(Check.DISK, CheckOutcome.FAILED, Finding.DISK_UNKNOWN)


def judge(free: int) -> CheckResult:
    """What so many free bytes mean."""
    if free < FULL:
        return CheckResult(Check.DISK, CheckOutcome.FAILED, Finding.DISK_FULL, (free // 1024**2,))
    outcome, finding = (
        (CheckOutcome.WARNED, Finding.DISK_LOW) if free < LOW else (CheckOutcome.PASSED, Finding.DISK_ROOM)
    )
    return CheckResult(Check.DISK, outcome, finding, (round(free / 1024**3, 1),))
