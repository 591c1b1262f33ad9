"""When evidence is enough, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.registry import ModelEntry, OperatingPoint
from recognition.types import Comparison
from station.errors import SessionError
from wire.vocabulary import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Policy:
    """All limits of a check-in.

    ``accept`` and ``review`` are comparison scores with the false match rates they were measured at: at or above
    ``accept`` it is a match, below ``review`` it is none, in between the machine cannot tell. ``margin`` is how much
    better than every other candidate's the score must be. Times are in seconds.
    """

    accept: OperatingPoint
    review: OperatingPoint
    margin: float = 0.05
    min_frames: int = 3  # a match needs as many
    max_frames: int = 6  # anything but a match needs as many, or the time to be up
    frame_gap: float = 0.1  # nearer frames show the same noise twice
    track_gap: float = 0.8  # without a face for so long, it may be another person
    time_limit: float = 6.0


def policy_for(entry: ModelEntry, target_fmr: float = 1e-4, review_fmr: float = 1e-2, *, fused: bool = True) -> Policy:
    """The policy of an engine for a target FMR.

    ``fused``: several pictures are averaged on either side, as at the desk. Fused templates of strangers are more
    alike than single ones, so they have thresholds of their own.

    Raises:
        SessionError: no threshold was measured for a rate; the message names those that were.
    """
    points = entry.fused_operating_points if fused else entry.operating_points
    return Policy(accept=_point(entry, points, target_fmr), review=_point(entry, points, review_fmr))


def _point(entry: ModelEntry, points: Sequence[OperatingPoint], fmr: float) -> OperatingPoint:
    for point in points:
        if abs(point.fmr - fmr) < 1e-12:
            return point
    measured = ", ".join(f"{point.fmr:g}" for point in points) or "none"
    raise SessionError(f"no threshold of {entry.name} was measured for an FMR of {fmr:g}; measured: {measured}")


def judge(comparison: Comparison, policy: Policy) -> tuple[Verdict, Reason | None]:
    """The verdict on fused evidence, and why it is not a plain match."""
    if comparison.score < policy.review.threshold:
        return Verdict.NO_MATCH, Reason.BELOW_REVIEW
    rival = comparison.rival
    if (
        rival is not None
        and rival.score >= policy.review.threshold
        and (rival.score > comparison.score - policy.margin)
    ):
        return Verdict.LOOKALIKE, Reason.OTHER_CANDIDATE_SIMILAR
    if comparison.score < policy.accept.threshold:
        return Verdict.INCONCLUSIVE, Reason.BETWEEN_THRESHOLDS
    return Verdict.MATCH, None
