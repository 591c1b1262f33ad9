"""Illumination uniformity (ISO/IEC 29794-5): does the light come from the front, or from one side?

OFIQ 1.0.3 adds up the minima of both cheeks' histograms. That falls with a camera's contrast as much as with side
light: it gives 0 to faces of which one cheek has 0.8 of the other's light, where the contrast is low. The ratio of the
cheeks' light says the same and depends on nothing else.
"""

from __future__ import annotations

import numpy as np

from recognition.quality.context import QualityContext
from recognition.quality.mapping import assessed, failed_to_assess
from recognition.quality.visible_face import LEFT_CHEEK, RIGHT_CHEEK
from recognition.types import QualityResult

NAME = "illumination uniformity"

_BLACK = 1.0  # luma; with less on the brighter cheek there is no light to compare


def assess(context: QualityContext) -> QualityResult:
    """Raw: mean luma of the darker cheek / that of the brighter one, 0 to 1."""
    parts = [context.visible.shown(cheek) for cheek in (LEFT_CHEEK, RIGHT_CHEEK)]
    means = [float(np.mean(context.visible.grey[part])) for part in parts if part is not None]
    if len(means) < len(parts) or max(means) < _BLACK:
        return failed_to_assess(NAME)
    return assessed(NAME, min(means) / max(means))
