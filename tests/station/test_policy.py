"""What fused evidence says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.registry import ModelRegistry
from station.checkin.policy import judge, policy_for
from station.errors import SessionError
from tests.station.makers import POLICY, comparison
from wire.vocabulary import Reason, Verdict


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


@given(st.floats(-1, 0.99), st.floats(0, 0.01))
def test_a_higher_score_is_never_judged_worse(score: float, more: float) -> None:
    order = [Verdict.NO_MATCH, Verdict.INCONCLUSIVE, Verdict.MATCH]
    lower, higher = (order.index(judge(comparison(each), POLICY)[0]) for each in (score, score + more))
    assert lower <= higher


def test_the_thresholds_are_those_measured_for_the_rates(registry: ModelRegistry) -> None:
    entry = registry.entry("sface")
    for fused, points in ((True, entry.fused_operating_points), (False, entry.operating_points)):
        by_rate = {point.fmr: point.threshold for point in points}
        policy = policy_for(entry, 1e-3, fused=fused)
        assert policy.accept.threshold == by_rate[1e-3]
        assert policy.review.threshold == by_rate[1e-2]


def test_fused_templates_have_stricter_thresholds(registry: ModelRegistry) -> None:
    entry = registry.entry("sface")
    for fmr in (1e-2, 1e-3, 1e-4):
        fused, single = (policy_for(entry, fmr, fused=fused).accept.threshold for fused in (True, False))
        assert fused > single


def test_a_rate_that_was_not_measured_is_refused_with_those_that_were(registry: ModelRegistry) -> None:
    with pytest.raises(SessionError, match=r"FMR of 0\.005; measured: 0\.01, 0\.001, 0\.0001, 1e-05"):
        policy_for(registry.entry("sface"), 0.005, fused=False)
    with pytest.raises(SessionError, match="measured: none"):
        policy_for(replace(registry.entry("sface"), fused_operating_points=()))
