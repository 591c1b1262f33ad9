"""Is the picture sharp?

Of a face, the quality measure says so. Of a room, the fine band of the picture is compared with a coarser one where
there is detail (as `recognition.quality.sharpness` does within a face); a bare wall says nothing about a lens.
"""

from __future__ import annotations

import cv2
import numpy as np

from recognition.quality import sharpness
from recognition.types import FrameAnalysis, Image
from station.selftest.results import Check, CheckResult, Finding
from wire.reports import CheckOutcome

_WIDTH = 640  # pixels that every picture is brought to first, so that the limits hold for all cameras
_SIGMAS = (0.8, 1.6, 4.0)  # pixels
_BLOCK = 32  # pixels
_DETAIL = 8.0  # grey levels: deviation of the coarser band within a block that shows something
_LEAST_SHARE = 0.005  # of the blocks; of a blurred room few are left
# Fine band over coarser one, the median of the blocks with detail. Fourteen clips of desks have 0.38 to 0.80; blurred
# by a sigma of 2 pixels 0.18 to 0.27, by 3 pixels 0.19 to 0.22 or no detail at all.
_SOFT, _BLURRED = 0.30, 0.22


def judge(image: Image | None, analysis: FrameAnalysis | None) -> CheckResult:
    """The focus of a picture; ``analysis`` is of the same picture, None where it could not be analysed."""
    if image is None:
        return _result(CheckOutcome.NOT_RUN, Finding.FOCUS_UNKNOWN)
    quality = analysis.quality if analysis is not None and analysis.subject is not None else ()
    of_face = next((each for each in quality if each.measure == sharpness.NAME and each.raw is not None), None)
    if of_face is not None:
        return _graded(blurred=not of_face.passed, soft=not of_face.satisfactory)
    detail = fineness(image)
    if detail is None:
        return _result(CheckOutcome.NOT_RUN, Finding.FOCUS_UNKNOWN)
    return _graded(blurred=detail < _BLURRED, soft=detail < _SOFT)


def fineness(image: Image) -> float | None:
    """Fine detail over coarser detail, above 0; None where a picture shows too little of either."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    height = max(round(grey.shape[0] * _WIDTH / grey.shape[1]), _BLOCK)
    grey = cv2.resize(grey, (_WIDTH, height), interpolation=cv2.INTER_AREA).astype(np.float32)
    fine, middle, coarse = (cv2.GaussianBlur(grey, (0, 0), sigma) for sigma in _SIGMAS)
    half = _BLOCK // 2
    energies = [
        np.sqrt(np.maximum(cv2.boxFilter(band**2, -1, (_BLOCK, _BLOCK))[half::_BLOCK, half::_BLOCK], 0))
        for band in (fine - middle, middle - coarse)
    ]
    shown = energies[1] >= _DETAIL
    if not shown.any() or float(shown.mean()) < _LEAST_SHARE:
        return None
    return float(np.median(energies[0][shown] / energies[1][shown]))


def _graded(*, blurred: bool, soft: bool) -> CheckResult:
    if blurred:
        return _result(CheckOutcome.FAILED, Finding.FOCUS_BLURRED)
    return (
        _result(CheckOutcome.WARNED, Finding.FOCUS_SOFT) if soft else _result(CheckOutcome.PASSED, Finding.FOCUS_GOOD)
    )


def _result(outcome: CheckOutcome, finding: Finding) -> CheckResult:
    return CheckResult(Check.FOCUS, outcome, finding)
