"""Is there a camera, and does it show what stands before it now?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from recognition.types import Frame, Image
from station.clock import Clock
from station.latest import LatestFrame
from station.selftest.results import Check, CheckResult, Finding
from wire.reports import CheckOutcome

SLOW, TOO_SLOW = 15.0, 5.0  # frames per second; evidence is taken every 100 ms, and a head moves between two frames
SMALL = (640, 480)  # pixels: what the station asks of a camera
TOO_SMALL = (320, 240)  # pixels: the detector's own size, below which it is given less than it was trained on
_LEAST_FRAMES = 3

_CHANGED = 0.001  # share of the pixels; a sensor's noise changes more than a third of them even after JPEG
_BLACK = 30  # luma that 99 % of the pixels of a covered lens stay below, noise included
_ONE_COLOUR = (
    2.5  # grey levels: deviation of a picture's 32 x 24 means; the demonstration.s bare wall has 17, a blue screen 0
)
_MEANS = (32, 24)
_STEP = 2  # every second pixel of every second row tells as much of noise, at a quarter of the time


@dataclass(frozen=True, slots=True, eq=False)
class Footage:
    """What a camera delivered for a while.

    ``rate`` is in frames per second; ``change`` is the largest share of pixels (0 to 1) that differ between two
    pictures that follow each other; ``last`` is the last picture, None where none came. ``opened``: the camera is
    open, whether or not pictures come.
    """

    opened: bool
    frames: int = 0
    rate: float = 0.0
    change: float = 0.0
    last: Frame | None = None


def watch(
    latest: LatestFrame, clock: Clock, opened: Callable[[], bool], seconds: float = 1.0, patience: float = 1.5
) -> Footage:
    """Look at a camera's slot for some seconds, after waiting up to ``patience`` seconds for its first picture.

    What lay in the slot before counts as old, so that a picture that a camera left behind is not taken for one.
    """
    sequence = seen.sequence if (seen := latest.peek()) else 0
    first = latest.wait_newer(sequence, patience)
    if first is None:
        return Footage(opened())
    until = clock.monotonic() + seconds
    last, frames, change = first, 1, 0.0
    while (left := until - clock.monotonic()) > 0:
        frame = latest.wait_newer(last.sequence, left)
        if frame is None:
            break
        change = max(change, changed_share(last.bgr, frame.bgr))
        last, frames = frame, frames + 1
    span = last.monotonic - first.monotonic
    # By the reader's own count: what came while two pictures were compared counts too.
    rate = (last.sequence - first.sequence) / span if span > 0 else 0.0
    return Footage(True, frames, rate, change, last)


def changed_share(one: Image, other: Image) -> float:
    """The share of pixels that differ between two pictures, 0 to 1; 1 where they are of different sizes."""
    if one.shape != other.shape:
        return 1.0
    return float(np.mean((one[::_STEP, ::_STEP] != other[::_STEP, ::_STEP]).any(axis=2)))


def judge(footage: Footage) -> CheckResult:
    """What the footage says of the camera, the worst first."""
    frame = footage.last
    if frame is None or footage.frames < _LEAST_FRAMES:
        return _result(CheckOutcome.FAILED, Finding.CAMERA_SILENT if footage.opened else Finding.CAMERA_CLOSED)
    picture = _picture_fault(footage, frame)
    if picture is not None:
        return _result(CheckOutcome.FAILED, picture)
    (width, height), rate = frame.size, round(footage.rate, 1)
    if footage.rate < SLOW:
        outcome = CheckOutcome.FAILED if footage.rate < TOO_SLOW else CheckOutcome.WARNED
        return _result(outcome, Finding.CAMERA_SLOW, rate)
    if width < SMALL[0] or height < SMALL[1]:
        too_small = width < TOO_SMALL[0] or height < TOO_SMALL[1]
        outcome = CheckOutcome.FAILED if too_small else CheckOutcome.WARNED
        return _result(outcome, Finding.CAMERA_SMALL, width, height)
    if frame.injected:
        return _result(CheckOutcome.WARNED, Finding.CAMERA_RECORDED, width, height, rate)
    return _result(CheckOutcome.PASSED, Finding.CAMERA_LIVE, width, height, rate)


def shows_nothing(image: Image) -> Finding | None:
    """Whether a picture is black or of one colour; None where there is something to see."""
    means = cv2.resize(image, _MEANS, interpolation=cv2.INTER_AREA).reshape(-1, 3).astype(np.float32)
    luma = cv2.cvtColor(np.ascontiguousarray(image[::_STEP, ::_STEP]), cv2.COLOR_BGR2GRAY)
    if float(np.percentile(luma, 99)) < _BLACK:
        return Finding.CAMERA_BLACK
    return Finding.CAMERA_ONE_COLOUR if float(means.std(axis=0).max()) < _ONE_COLOUR else None


def _picture_fault(footage: Footage, frame: Frame) -> Finding | None:
    nothing = shows_nothing(frame.bgr)
    if nothing is not None:
        return nothing
    return Finding.CAMERA_FROZEN if footage.change < _CHANGED else None


def _result(outcome: CheckOutcome, finding: Finding, *values: float) -> CheckResult:
    return CheckResult(Check.CAMERA, outcome, finding, values)
