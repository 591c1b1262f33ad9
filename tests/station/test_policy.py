"""What fused evidence says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.manifest import OperatingPoint
from models.registry import ModelRegistry
from recognition.types import CandidateNumber, Rival
from station.checkin.policy import judge, policy_for
from station.errors import SessionError
from tests.station.makers import POLICY, comparison
from wire.vocabulary import Reason, Verdict

POINTS = (OperatingPoint(1e-2, 0.23), OperatingPoint(1e-3, 0.31))


@pytest.mark.parametrize(
    ("score", "rival", "verdict", "reason"),
    [
        (0.80, None, Verdict.MATCH, None),
        (0.42, 0.10, Verdict.MATCH, None),
        (0.80, 0.74, Verdict.MATCH, None),
        (0.80, 0.76, Verdict.LOOKALIKE, Reason.OTHER_CANDIDATE_SIMILAR),
        (0.80, 0.90, Verdict.LOOKALIKE, Reason.OTHER_CANDIDATE_SIMILAR),
        (0.35, 0.34, Verdict.LOOKALIKE, Reason.OTHER_CANDIDATE_SIMILAR),
        (0.419, 0.10, Verdict.INCONCLUSIVE, Reason.BETWEEN_THRESHOLDS),
        (0.30, 0.28, Verdict.INCONCLUSIVE, Reason.BETWEEN_THRESHOLDS),
        (0.299, None, Verdict.NO_MATCH, Reason.BELOW_REVIEW),
        (0.299, 0.90, Verdict.NO_MATCH, Reason.BELOW_REVIEW),
        (-1.0, None, Verdict.NO_MATCH, Reason.BELOW_REVIEW),
        (float("nan"), None, Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE),
        (0.80, float("nan"), Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE),
    ],
)
def test_the_verdict_follows_from_the_scores(
    score: float, rival: float | None, verdict: Verdict, reason: Reason | None
) -> None:
    assert judge(comparison(score, rival), POLICY) == (verdict, reason)


@given(st.floats(-1, 1), st.one_of(st.none(), st.floats(-1, 1)))
def test_a_match_is_never_below_the_threshold_nor_beside_a_better_rival(score: float, rival: float | None) -> None:
    verdict, reason = judge(comparison(score, rival), POLICY)
    assert (reason is None) == (verdict is Verdict.MATCH)
    if verdict is Verdict.MATCH:
        assert score >= POLICY.accept.threshold
        assert rival is None or rival <= score


@pytest.mark.parametrize(
    ("score", "rival", "twin", "verdict", "reason"),
    [
        (0.80, 0.31, 0.31, Verdict.LOOKALIKE, Reason.KNOWN_TWIN),  # by whatever margin
        (0.80, 0.30, 0.30, Verdict.LOOKALIKE, Reason.KNOWN_TWIN),
        (0.80, 0.299, 0.299, Verdict.MATCH, None),
        (0.35, 0.31, 0.31, Verdict.LOOKALIKE, Reason.KNOWN_TWIN),
        (0.80, 0.90, 0.90, Verdict.LOOKALIKE, Reason.KNOWN_TWIN),
        (0.80, 0.50, 0.31, Verdict.LOOKALIKE, Reason.KNOWN_TWIN),  # somebody else is nearer, but not near
        (0.80, 0.76, 0.50, Verdict.LOOKALIKE, Reason.OTHER_CANDIDATE_SIMILAR),
        (0.29, 0.90, 0.90, Verdict.NO_MATCH, Reason.BELOW_REVIEW),
        (0.80, 0.10, float("nan"), Verdict.INCONCLUSIVE, Reason.NO_USABLE_PICTURE),
    ],
)
def test_a_confirmed_twin_who_could_be_meant_is_always_looked_at_by_a_person(
    score: float, rival: float, twin: float, verdict: Verdict, reason: Reason | None
) -> None:
    """The nearest other candidate is the twin where the two scores are one."""
    number = CandidateNumber("C1" if rival == twin else "C2")
    assert judge(comparison(score, rival), POLICY, Rival(number, twin)) == (verdict, reason)


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0.30, 1))
def test_beside_a_twin_who_could_be_meant_nobody_is_ever_a_plain_match(score: float, rival: float, twin: float) -> None:
    for number in ("C1", "C2"):
        assert judge(comparison(score, rival), POLICY, Rival(CandidateNumber(number), twin))[0] is not Verdict.MATCH


@given(st.floats(-1, 0.99), st.floats(0, 0.01))
def test_a_higher_score_is_never_judged_worse(score: float, more: float) -> None:
    order = [Verdict.NO_MATCH, Verdict.INCONCLUSIVE, Verdict.MATCH]
    lower, higher = (order.index(judge(comparison(each), POLICY)[0]) for each in (score, score + more))
    assert lower <= higher


def test_the_thresholds_are_those_of_the_rates() -> None:
    policy = policy_for(POINTS, 1e-3)
    assert (policy.accept, policy.review) == (POINTS[1], POINTS[0])


def test_a_rate_without_a_threshold_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(SessionError, match=r"rate of 0\.005; there is one for: 0\.01, 0\.001"):
        policy_for(POINTS, 0.005)
    with pytest.raises(SessionError, match="there is one for: none"):
        policy_for(())


def test_fused_templates_have_stricter_thresholds_than_single_ones(registry: ModelRegistry) -> None:
    entry = registry.entry("sface")
    for single, fused in zip(entry.operating_points, entry.fused_operating_points, strict=True):
        assert single.fmr == fused.fmr
        assert fused.threshold > single.threshold
