"""Does the quality score know which pictures will fail? The error-versus-discard characteristic (ISO/IEC 29794-1).

The pictures of lowest quality are left out, a share at a time, and FNMR is measured on what is left, at the threshold
that was found on all. A score that knows nothing leaves the curve level; a good one bends it down at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recognition.evaluation.measuring import Genuine
from recognition.types import Vector

SHARES = tuple(share / 100 for share in range(0, 31, 2))


@dataclass(frozen=True, slots=True)
class Discard:
    """FNMR once a share of the pictures, those of lowest quality, is left out."""

    share: float
    fnmr: float


def error_versus_discard(genuine: Genuine, quality: Vector, threshold: float) -> tuple[Discard, ...]:
    """The curve; empty when a quality could not be assessed. A comparison needs both of its pictures."""
    if not len(genuine.scores) or not np.isfinite(quality).all():
        return ()
    missed = genuine.scores < threshold
    worse = np.minimum(quality[genuine.rows], quality[genuine.columns])
    curve = []
    for share in SHARES:
        kept = worse >= np.quantile(quality, share)
        if kept.any():
            curve.append(Discard(share, float(missed[kept].mean())))
    return tuple(curve)
