"""What a comparison score means among the people of one roster.

All references of different candidates are compared with each other: a thousand candidates give half a million impostor
comparisons for nothing. Each threshold is counted where at least `ENOUGH` comparisons lie above it, extrapolated from
the tail for a little beyond, at the strict end of its interval, and taken from the engine's own table where that is
stricter or nothing else is known.

Pairs far more alike than strangers are (one person registered twice, twins, two pictures of one face) are left out
of the count, or a few of them would raise the threshold of everybody. They are listed, for a person to look at.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from models.manifest import ModelEntry, OperatingPoint
from recognition import tail
from recognition.centring import centre_of, centred
from recognition.errors import TemplateMismatchError
from recognition.scoring import Counts, ImpostorCounts, Samples, bin_of, blocks, count_impostors, threshold_at
from recognition.types import CandidateNumber, ModelId, Template, Vector

RATES = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)

# G. R. Doddington et al., Speech Communication 31, 2000: with 30 errors the true rate is within 30 % of the measured
# one at 90 % confidence.
ENOUGH = 30
FARTHEST = 20  # an extrapolated rate is at most so many times rarer than the rarest that was counted
SUSPECTED_BELOW = 0.05  # pairs of strangers that a whole roster would be expected to have above the suspecting score
_MAX_SUSPECTS = 10_000


class Basis(StrEnum):
    """Where a threshold comes from."""

    COUNTED = "counted"
    EXTRAPOLATED = "extrapolated"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class CalibratedPoint:
    """The threshold to use for a false match rate.

    ``low`` and ``high`` are the 95 % confidence interval of the roster's own estimate; None where it has none. A rate
    whose own threshold would be laxer than that of a more frequent one has everything of that one but the rate.
    """

    fmr: float
    threshold: float
    basis: Basis
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Suspect:
    """Two candidates who look far more alike than strangers do."""

    one: CandidateNumber
    other: CandidateNumber
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """A roster's own thresholds, strictest last; a rate that nobody can say anything about is not among them.

    ``centre`` is what the roster's templates are centred on; ``comparisons`` counts pairs of different candidates,
    without the ``suspects``. The centre is zero, and every threshold the engine's, when there are too few people.
    """

    model_id: ModelId
    candidates: int
    comparisons: int
    centre: Vector
    points: tuple[CalibratedPoint, ...]
    suspects: tuple[Suspect, ...]


def calibrate(
    references: Mapping[CandidateNumber, Sequence[Template]], model_id: ModelId, engine: ModelEntry
) -> Calibration:
    """Calibrate on a roster's references, each candidate's fused as a gallery fuses them.

    Raises:
        TemplateMismatchError: a reference is of another model.
        ValueError: a candidate has no reference.
    """
    numbers = list(references)
    fused = [Template.fuse(list(templates)) for templates in references.values()]
    for template in fused:
        if template.model_id != model_id:
            raise TemplateMismatchError(f"expected templates of {model_id}, got {template.model_id}")
    vectors = np.array([template.vector for template in fused], dtype=np.float32)
    if not fused:
        vectors = np.zeros((0, engine.dimension), dtype=np.float32)
    centre = centre_of(vectors) if engine.centred_operating_points else np.zeros(vectors.shape[1], dtype=np.float32)
    people = Samples(centred(vectors, centre), np.arange(len(fused)))
    counts = count_impostors(people)
    own = engine.centred_operating_points if centre.any() else engine.fused_operating_points
    suspects = _remove_suspects(people, numbers, counts, own)
    points = [point for rate in RATES if (point := _point(counts, rate, own))]
    return Calibration(model_id, len(numbers), int(counts.all.sum()), centre, tuple(_in_order(points)), tuple(suspects))


def _remove_suspects(
    people: Samples, numbers: Sequence[CandidateNumber], counts: ImpostorCounts, engine: Sequence[OperatingPoint]
) -> list[Suspect]:
    """Take the pairs that are too alike out of the counts; the most alike are returned.

    What reaches the strictest threshold of the engine's table is out of the ordinary on any roster; what else is, the
    tail of the others tells where there are enough of them.
    """
    certain = max((point.threshold for point in engine), default=1.0)
    ordinary = counts.all
    ordinary[int(bin_of(np.array([certain]))[0]) :] = 0
    enough = int(ordinary.sum()) * tail.FITTED_RATE >= tail.MIN_EXCEEDANCES
    score = tail.outlier_score(ordinary, SUSPECTED_BELOW) if enough else None
    first = int(bin_of(np.array([certain if score is None else min(score, certain)]))[0])
    if not counts.all[first:].any():
        return []
    counts.counts[:, :, first:] = 0
    suspects: list[Suspect] = []
    for block in blocks(people):
        found = np.argwhere(block.counted & (bin_of(block.scores) >= first))
        alike = block.scores[found[:, 0], found[:, 1]]
        for index in np.argsort(-alike)[:_MAX_SUSPECTS]:  # one photo for everybody would be millions of pairs
            one, other = (
                int(side[place]) for side, place in zip((block.rows, block.columns), found[index], strict=True)
            )
            suspects.append(Suspect(numbers[one], numbers[other], float(alike[index])))
        suspects = sorted(suspects, key=lambda suspect: -suspect.score)[:_MAX_SUSPECTS]
    return suspects


def _point(counts: ImpostorCounts, rate: float, engine: Sequence[OperatingPoint]) -> CalibratedPoint | None:
    """The stricter of what the roster says and what the engine's own table says."""
    own = next((point.threshold for point in engine if math.isclose(point.fmr, rate)), None)
    estimate, basis = _estimator(int(counts.all.sum()), rate)
    if estimate is None:
        return None if own is None else CalibratedPoint(rate, own, Basis.ENGINE)
    found = estimate(counts.all)
    low, high = counts.interval(estimate) or (None, None)
    if basis is Basis.EXTRAPOLATED and high is not None:
        found = min(high, 1.0)  # a fitted tail errs to the lax side: real scores are of a mixture of peoples
    if own is not None and own >= found:
        return CalibratedPoint(rate, own, Basis.ENGINE, low, high)
    return CalibratedPoint(rate, found, basis, low, high)


def _estimator(comparisons: int, rate: float) -> tuple[Callable[[Counts], float] | None, Basis]:
    """How a rate's threshold is to be found from so many comparisons, if it can be."""
    fitted = comparisons * tail.FITTED_RATE >= tail.MIN_EXCEEDANCES
    if fitted and rate * comparisons >= ENOUGH:
        return lambda counts: threshold_at(counts, rate), Basis.COUNTED
    if fitted and rate * comparisons * FARTHEST >= ENOUGH:
        return lambda counts: tail.fit(counts).threshold(rate), Basis.EXTRAPOLATED
    return None, Basis.ENGINE


def _in_order(points: Sequence[CalibratedPoint]) -> Iterator[CalibratedPoint]:
    """A rarer rate never has the laxer threshold, whatever two sources say."""
    strictest: CalibratedPoint | None = None
    for point in points:
        if strictest is None or point.threshold >= strictest.threshold:
            strictest = point
        yield replace(strictest, fmr=point.fmr)
