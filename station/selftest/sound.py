"""Is there something to make a sound with? The screen says everything a sound does."""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path

from station.selftest.results import Check, CheckResult, Finding
from wire.reports import CheckOutcome

_CARDS = Path("/proc/asound/cards")
_CARD = re.compile(r"^ *[0-9]+ \[", re.MULTILINE)


def count_devices(cards: Path = _CARDS) -> int | None:
    """How many sound devices this computer has; None where it does not say. ``cards`` is ALSA's list of them."""
    if sys.platform == "win32":
        return int(ctypes.windll.winmm.waveOutGetNumDevs())
    if not sys.platform.startswith("linux"):
        return None
    try:
        return len(_CARD.findall(cards.read_text(encoding="utf-8", errors="replace")))
    except FileNotFoundError:
        return 0  # a kernel without ALSA
    except OSError:
        return None


def judge(wanted: bool, devices: int | None) -> CheckResult:
    """``wanted``: the station is set up to make sounds."""
    if not wanted:
        return _not_run(Finding.SOUND_OFF)
    if devices is None:
        return _not_run(Finding.SOUND_UNKNOWN)
    if not devices:
        return _not_run(Finding.SOUND_NONE)
    return CheckResult(Check.SOUND, CheckOutcome.PASSED, Finding.SOUND_READY)


def _not_run(finding: Finding) -> CheckResult:
    return CheckResult(Check.SOUND, CheckOutcome.NOT_RUN, finding)
