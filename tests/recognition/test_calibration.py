"""A roster says what its own scores mean, and says so when it cannot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.manifest import ModelEntry, OperatingPoint
from models.registry import ModelRegistry
from recognition.calibration import Basis, Calibration, calibrate
from recognition.errors import TemplateMismatchError
from recognition.types import CandidateNumber, ModelId, Template

MODEL = ModelId("test")
SIZE = 128
# Among random directions the score is normal with a deviation of 1 / sqrt(dimensions).
TRUTH = {rate: normal / np.sqrt(SIZE) for rate, normal in ((1e-2, 2.3263), (1e-3, 3.0902), (1e-4, 3.7190))}


@pytest.fixture
def engine(registry: ModelRegistry) -> ModelEntry:
    """An engine whose own thresholds are too lax to matter, but for the rarest rate."""
    lax = (*(OperatingPoint(rate, -0.5) for rate in (1e-2, 1e-3, 1e-4, 1e-5)), OperatingPoint(1e-6, 0.95))
    return replace(registry.entry("sface"), fused_operating_points=lax, centred_operating_points=lax)


def roster(candidates: int, seed: int = 0, references: int = 1) -> dict[CandidateNumber, list[Template]]:
    random = np.random.default_rng(seed)
    made = {}
    for index in range(candidates):
        person = random.normal(size=SIZE)
        made[CandidateNumber(str(index))] = [
            Template.from_raw((person + 0.3 * random.normal(size=SIZE)).astype(np.float32), MODEL)
            for _ in range(references)
        ]
    return made


def point(calibration: Calibration, rate: float) -> tuple[float, Basis]:
    found = next(each for each in calibration.points if each.fmr == rate)
    return found.threshold, found.basis


def test_common_rates_are_counted_and_rare_ones_extrapolated(engine: ModelEntry) -> None:
    calibration = calibrate(roster(1000), MODEL, engine)
    assert calibration.comparisons == 499_500
    assert [each.basis for each in calibration.points] == [Basis.COUNTED] * 3 + [Basis.EXTRAPOLATED, Basis.ENGINE]
    for rate, truth in TRUTH.items():
        assert point(calibration, rate)[0] == pytest.approx(truth, abs=0.012)
    truth = 4.2649 / np.sqrt(SIZE)
    assert truth - 0.005 < point(calibration, 1e-5)[0] < truth + 0.06  # at the strict end
    for each in calibration.points[:4]:
        assert each.low is not None
        assert each.high is not None
        assert each.low < each.threshold <= each.high


def test_thresholds_rise_as_the_rate_falls(engine: ModelEntry) -> None:
    for candidates in (50, 150, 400):
        thresholds = [each.threshold for each in calibrate(roster(candidates), MODEL, engine).points]
        assert thresholds == sorted(thresholds)


def test_a_rate_too_rare_for_the_roster_is_the_engines_own(engine: ModelEntry) -> None:
    points = (*engine.centred_operating_points[:3], OperatingPoint(1e-5, 0.9), OperatingPoint(1e-6, 0.95))
    calibration = calibrate(roster(200), MODEL, replace(engine, centred_operating_points=points))
    assert [each.threshold for each in calibration.points[3:]] == [0.9, 0.95]
    bases = {each.fmr: each.basis for each in calibration.points}
    assert bases == {
        1e-2: Basis.COUNTED,
        1e-3: Basis.EXTRAPOLATED,
        1e-4: Basis.EXTRAPOLATED,
        1e-5: Basis.ENGINE,
        1e-6: Basis.ENGINE,
    }


@pytest.mark.parametrize("candidates", [0, 1, 2, 40])
def test_a_small_roster_says_nothing_and_takes_the_engines_uncentred_thresholds(
    registry: ModelRegistry, candidates: int
) -> None:
    entry = registry.entry("sface")
    calibration = calibrate(roster(candidates), MODEL, entry)
    assert not calibration.centre.any()
    assert [(each.fmr, each.threshold) for each in calibration.points] == [
        (each.fmr, each.threshold) for each in entry.fused_operating_points
    ]
    assert {each.basis for each in calibration.points} == {Basis.ENGINE}
    assert calibration.suspects == ()


def test_a_rate_that_neither_can_say_anything_about_is_left_out(engine: ModelEntry) -> None:
    unknown = replace(engine, centred_operating_points=(OperatingPoint(1e-3, 0.9),))
    assert [each.fmr for each in calibrate(roster(200), MODEL, unknown).points] == [1e-2, 1e-3, 1e-4]


def test_the_stricter_of_roster_and_engine_wins(engine: ModelEntry) -> None:
    strict = replace(engine, centred_operating_points=(OperatingPoint(1e-3, 0.9),))
    calibration = calibrate(roster(400), MODEL, strict)
    assert point(calibration, 1e-3) == (0.9, Basis.ENGINE)
    assert point(calibration, 1e-2)[1] is Basis.COUNTED
    assert point(calibration, 1e-4) == (0.9, Basis.ENGINE)  # a rarer rate is never laxer, and says where that is from


def test_double_registrations_and_twins_do_not_move_the_thresholds_and_are_listed(engine: ModelEntry) -> None:
    honest = roster(600)
    clean = calibrate(honest, MODEL, engine)
    random = np.random.default_rng(9)
    poisoned = dict(honest)
    for index in range(30):
        original = honest[CandidateNumber(str(index))][0].vector
        again = original + 0.06 * random.normal(size=SIZE).astype(np.float32)
        poisoned[CandidateNumber(f"again-{index}")] = [Template.from_raw(again, MODEL)]
    found = calibrate(poisoned, MODEL, engine)
    assert {frozenset((each.one, each.other)) for each in found.suspects} >= {
        frozenset((CandidateNumber(str(index)), CandidateNumber(f"again-{index}"))) for index in range(30)
    }
    assert len(found.suspects) <= 32
    assert [each.score for each in found.suspects] == sorted((each.score for each in found.suspects), reverse=True)
    for before, after in zip(clean.points, found.points, strict=True):
        assert after.threshold == pytest.approx(before.threshold, abs=0.02)


def test_an_honest_roster_has_a_suspect_pair_at_most_now_and_then(engine: ModelEntry) -> None:
    assert sum(len(calibrate(roster(300, seed), MODEL, engine).suspects) for seed in range(10)) <= 10


def test_several_references_are_fused_first(engine: ModelEntry) -> None:
    assert calibrate(roster(150, references=3), MODEL, engine).comparisons == 150 * 149 // 2


def test_a_reference_of_another_model_is_refused(engine: ModelEntry) -> None:
    with pytest.raises(TemplateMismatchError, match="expected templates of other, got test"):
        calibrate(roster(3), ModelId("other"), engine)


def test_the_calibration_of_few_people_foretells_the_rate_among_many(engine: ModelEntry) -> None:
    """Thresholds of 300 people, tried on 1,500 others."""
    threshold = point(calibrate(roster(300), MODEL, engine), 1e-4)[0]
    vectors = np.array([each[0].vector for each in roster(1500, seed=77).values()])
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = (vectors @ vectors.T)[np.triu_indices(1500, 1)]
    assert 2e-5 < (scores >= threshold).mean() < 4e-4


def doubled(
    roster_: dict[CandidateNumber, list[Template]], times: int, noise: float
) -> dict[CandidateNumber, list[Template]]:
    """The first candidates of a roster registered once more, from a photo that differs by so much."""
    random = np.random.default_rng(5)
    more = dict(roster_)
    for index in range(times):
        vector = roster_[CandidateNumber(str(index))][0].vector + noise * random.normal(size=SIZE).astype(np.float32)
        more[CandidateNumber(f"again-{index}")] = [Template.from_raw(vector, MODEL)]
    return more


@pytest.mark.parametrize("noise", [0.0, 0.06, 0.09])
@pytest.mark.parametrize(("candidates", "times"), [(160, 5), (600, 30)])
def test_second_photos_as_unlike_as_real_ones_do_not_poison_a_roster(
    registry: ModelRegistry, noise: float, candidates: int, times: int
) -> None:
    entry = registry.entry("sface")
    clean, poisoned = (
        calibrate(each, MODEL, entry) for each in (roster(candidates), doubled(roster(candidates), times, noise))
    )
    assert len(poisoned.suspects) >= 0.8 * times
    for before, after in zip(clean.points, poisoned.points, strict=True):
        assert after.threshold == pytest.approx(before.threshold, abs=0.05)


@pytest.mark.parametrize("times", [2, 16, 17, 40, 100, 160])
def test_one_photo_on_many_rows_is_listed_and_no_error(registry: ModelRegistry, times: int) -> None:
    people = roster(160)
    first = people[CandidateNumber("0")]
    for index in range(1, times):
        people[CandidateNumber(str(index))] = first
    calibration = calibrate(people, MODEL, registry.entry("sface"))
    pairs = min(times * (times - 1) // 2, 10_000)
    assert pairs <= len(calibration.suspects) <= pairs + 3
    assert all(point.threshold < 0.75 for point in calibration.points)


def test_an_engine_that_does_not_gain_by_centring_is_not_centred(registry: ModelRegistry) -> None:
    calibration = calibrate(roster(200), MODEL, replace(registry.entry("sface"), centred_operating_points=()))
    assert not calibration.centre.any()
