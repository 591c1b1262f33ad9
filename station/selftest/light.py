"""Is there light enough, and does it come from the right side?

With a face in view its exposure is asked of the quality measures, which know what the comparison can bear. Without one,
the picture as a whole says whether a room is dark or a window stands behind the chair.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from recognition.quality import illumination_uniformity, over_exposure_prevention, under_exposure_prevention
from recognition.types import Face, FrameAnalysis, Image, QualityResult
from station.selftest.results import Check, CheckResult, Finding
from wire.reports import CheckOutcome

# Mean luma (ITU-R BT.601, 0 to 255). Clips of eight desks have 126 to 140; a webcam gains light until about 100, so
# what stays below these has no more to gain.
_DIM, _DARK = 60.0, 25.0
_GLARING = 215.0
_BLOWN, _SHADOW = 250, 40  # luma from which on there is nothing left to see; below which little
_MUCH_BLOWN = 0.15  # share of the picture: a window behind a chair; none of those clips has 0.005
_MUCH_SHADOW = 0.3  # share of the picture that lies in the dark because of it
_FACE_IN_SHADOW = 80.0  # mean luma of a face before a window. Dark skin alone does not count: the window must be there

_BY_MEASURE = {
    under_exposure_prevention.NAME: Finding.LIGHT_DARK,
    over_exposure_prevention.NAME: Finding.LIGHT_BRIGHT,
    illumination_uniformity.NAME: Finding.LIGHT_FROM_ONE_SIDE,
}


def judge(image: Image | None, analysis: FrameAnalysis | None) -> CheckResult:
    """The light of a picture; ``analysis`` is of the same picture, None where it could not be analysed."""
    if image is None:
        return _result(CheckOutcome.NOT_RUN, Finding.LIGHT_UNKNOWN)
    luma = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    if analysis is not None and analysis.subject is not None:
        return _on_face(luma, analysis.subject, analysis.quality)
    mean = float(luma.mean())
    if mean < _DARK:
        return _result(CheckOutcome.FAILED, Finding.LIGHT_DARK)
    blown = float(np.mean(luma >= _BLOWN))
    if blown >= _MUCH_BLOWN and float(np.mean(luma <= _SHADOW)) >= _MUCH_SHADOW:
        return _result(CheckOutcome.WARNED, Finding.LIGHT_BEHIND)
    if mean < _DIM:
        return _result(CheckOutcome.WARNED, Finding.LIGHT_DARK)
    if mean > _GLARING:
        return _result(CheckOutcome.WARNED, Finding.LIGHT_BRIGHT)
    return _result(CheckOutcome.PASSED, Finding.LIGHT_GOOD)


def _on_face(luma: NDArray[np.uint8], face: Face, quality: tuple[QualityResult, ...]) -> CheckResult:
    about = [result for result in quality if result.measure in _BY_MEASURE]
    wanting = [result for result in about if not result.satisfactory]
    worst = next((result for result in about if not result.passed), wanting[0] if wanting else None)
    if _before_a_window(luma, face):
        failed = worst is not None and not worst.passed
        return _result(CheckOutcome.FAILED if failed else CheckOutcome.WARNED, Finding.LIGHT_BEHIND)
    if worst is None:
        return _result(CheckOutcome.PASSED, Finding.LIGHT_GOOD_ON_FACE)
    return _result(CheckOutcome.WARNED if worst.passed else CheckOutcome.FAILED, _BY_MEASURE[worst.measure])


def _before_a_window(luma: NDArray[np.uint8], face: Face) -> bool:
    rows, columns = luma.shape
    left, top, right, bottom = np.clip(face.box, 0, (columns, rows, columns, rows)).astype(int).tolist()
    inside = luma[top:bottom, left:right]
    if not inside.size:
        return False
    around = np.ones(luma.shape, dtype=np.bool_)
    around[top:bottom, left:right] = False
    blown = float(np.mean(luma[around] >= _BLOWN)) if around.any() else 0.0
    return blown >= _MUCH_BLOWN and float(inside.mean()) < _FACE_IN_SHADOW


def _result(outcome: CheckOutcome, finding: Finding) -> CheckResult:
    return CheckResult(Check.LIGHT, outcome, finding)
