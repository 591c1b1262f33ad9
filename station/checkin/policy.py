"""When evidence is enough, and what it says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from models.manifest import OperatingPoint
from recognition.types import Comparison, Rival
from station.errors import SessionError
from wire.vocabulary import Reason, Verdict

DEFAULT_TARGET_FMR, DEFAULT_REVIEW_FMR, DEFAULT_MARGIN = 1e-4, 1e-2, 0.05


@dataclass(frozen=True, slots=True)
class Policy:
    """All limits of a check-in.

    ``accept`` and ``review`` are comparison scores with the false match rates they were measured at: at or above
    ``accept`` it is a match, below ``review`` it is none, in between the machine cannot tell. ``margin`` is how much
    better than every other candidate's the score must be. ``reviewers`` is how many people must see the same person by
    eye to admit somebody whom the machine does not. Times are in seconds.
    """

    accept: OperatingPoint
    review: OperatingPoint
    margin: float = DEFAULT_MARGIN
    min_frames: int = 3  # a match needs as many
    max_frames: int = 6  # anything but a match needs as many, or the time to be up
    frame_gap: float = 0.1  # nearer frames show the same noise twice
    time_limit: float = 6.0
    reviewers: int = 2
    match_holds: float = 60.0  # after that somebody else may stand there
    undo_within: float = 60.0


def policy_for(
    points: Sequence[OperatingPoint],
    target_fmr: float = DEFAULT_TARGET_FMR,
    review_fmr: float = DEFAULT_REVIEW_FMR,
    margin: float = DEFAULT_MARGIN,
    reviewers: int = 2,
) -> Policy:
    """The policy for a target false match rate, with the thresholds of a session or of an engine.

    Raises:
        SessionError: there is no threshold for a rate; the message names those that there are.
    """
    return Policy(
        accept=_point(points, target_fmr), review=_point(points, review_fmr), margin=margin, reviewers=reviewers
    )


def _point(points: Sequence[OperatingPoint], fmr: float) -> OperatingPoint:
    for point in points:
        if math.isclose(point.fmr, fmr):
            return point
    known = ", ".join(f"{point.fmr:g}" for point in points) or "none"
    raise SessionError(f"there is no threshold for a false match rate of {fmr:g}; there is one for: {known}")


def judge(comparison: Comparison, policy: Policy, twin: Rival | None = None) -> tuple[Verdict, Reason | None]:
    """The verdict on fused evidence, and why it is not a plain match.

    ``twin`` is who of the candidate's confirmed twins resembles the probe most. With a twin at or above the review
    threshold a person looks at both, by whatever margin the candidate is ahead. Somebody else within the margin is
    named before the twin, whose likeness might be taken for the whole explanation.
    """
    rival = comparison.rival
    scores = [comparison.score, *(other.score for other in (rival, twin) if other is not None)]
    if not all(math.isfinite(score) for score in scores):
        return Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE  # no number is no evidence
    review = policy.review.threshold
    if comparison.score < review:
        return Verdict.NO_MATCH, Reason.BELOW_REVIEW
    stranger = None if rival and twin and rival.number == twin.number else rival
    if stranger and stranger.score >= review and stranger.score > comparison.score - policy.margin:
        return Verdict.LOOKALIKE, Reason.OTHER_CANDIDATE_SIMILAR
    if twin is not None and twin.score >= review:
        return Verdict.LOOKALIKE, Reason.KNOWN_TWIN
    if comparison.score < policy.accept.threshold:
        return Verdict.INCONCLUSIVE, Reason.BETWEEN_THRESHOLDS
    return Verdict.MATCH, None
