"""The tail beyond what was counted."""

from __future__ import annotations

import numpy as np
import pytest

from recognition import tail
from recognition.scoring import BINS, bin_of


def counts_of(scores: np.ndarray) -> np.ndarray:
    return np.bincount(bin_of(scores), minlength=BINS)


@pytest.mark.parametrize("shape", [-0.3, -0.1, 0.0, 0.1])
def test_a_generalised_pareto_tail_is_recovered(monkeypatch: pytest.MonkeyPatch, shape: float) -> None:
    random = np.random.default_rng(1)
    share = random.uniform(size=200_000)
    excess = -0.03 * np.log(share) if shape == 0 else 0.03 / shape * (share**-shape - 1)
    counts = counts_of(0.2 + np.minimum(excess, 0.79))
    counts[bin_of(np.array([0.2 - 2 / BINS]))] += 99 * len(excess)
    monkeypatch.setattr(tail, "MOST", len(excess))
    fitted = tail.fit(counts)
    assert fitted.shape == pytest.approx(shape, abs=0.02)
    assert fitted.scale == pytest.approx(0.03, rel=0.03)
    assert fitted.start == pytest.approx(0.2, abs=1e-3)


def test_thresholds_for_rarer_rates_agree_with_a_normal_distribution() -> None:
    deviation = 0.09
    scores = np.random.default_rng(2).normal(0, deviation, 500_000)
    fitted = tail.fit(counts_of(scores))
    for rate, normal in ((1e-3, 3.0902), (1e-4, 3.7190), (1e-5, 4.2649)):
        assert fitted.threshold(rate) == pytest.approx(normal * deviation, abs=0.02)


def test_without_comparisons_nothing_is_fitted() -> None:
    with pytest.raises(ValueError, match="got none"):
        tail.fit(np.zeros(BINS, dtype=np.int64))


def test_without_comparisons_there_is_no_exponential_tail_either() -> None:
    with pytest.raises(ValueError, match="got none"):
        tail.exponential(np.zeros(BINS, dtype=np.int64), 100)


@pytest.mark.parametrize("shape", [-0.3, 0.0, 0.2])
def test_the_share_of_a_threshold_is_its_rate(shape: float) -> None:
    fitted = tail.Tail(0.2, 1e-2, shape, 0.03)
    for rate in (1e-2, 1e-3, 1e-6):
        assert fitted.share(fitted.threshold(rate)) == pytest.approx(rate)


def test_nothing_exceeds_the_end_of_a_tail_that_has_one() -> None:
    assert tail.Tail(0.2, 1e-2, -0.3, 0.03).share(0.31) == 0


def test_an_exponential_tail_is_recovered_also_among_outliers() -> None:
    scores = 0.2 + np.minimum(np.random.default_rng(4).exponential(0.03, 20_000), 0.79)
    bulk = counts_of(np.full(1_000_000, 0.1))
    assert tail.exponential(bulk + counts_of(scores), 10_000).scale == pytest.approx(0.03, rel=0.03)
    outliers = counts_of(np.full(500, 0.9))
    assert tail.exponential(bulk + counts_of(scores) + outliers, 10_000).scale == pytest.approx(0.03, rel=0.1)
    assert tail.fit(bulk + counts_of(scores) + outliers).scale > 0.1


def test_outliers_are_left_out_and_nothing_else() -> None:
    ordinary = np.random.default_rng(3).normal(0, 0.09, 500_000)
    kept = tail.without_outliers(counts_of(np.concatenate([ordinary, np.linspace(0.8, 0.95, 100)])), 0.01)
    assert kept.sum() == 500_000


def test_what_is_empty_stays_empty() -> None:
    assert not tail.without_outliers(np.zeros(BINS, dtype=np.int64), 0.01).any()
