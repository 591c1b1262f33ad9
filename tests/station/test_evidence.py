"""Evidence is of one person, from several moments, or it is begun anew."""

from __future__ import annotations

import pytest

from station.checkin.evidence import Evidence
from tests.station.makers import POLICY, analysis, template_at


def gather(*analyses: object) -> Evidence:
    evidence = Evidence()
    for each in analyses:
        evidence = evidence.add(each, POLICY)  # type: ignore[arg-type]
    return evidence


def test_frames_apart_in_time_add_up() -> None:
    evidence = gather(*(analysis(t, template_at(0.9)) for t in (0.0, 0.11, 0.22)))
    assert len(evidence.kept) == 3
    assert evidence.fused(POLICY).similarity(template_at(0.9)) == pytest.approx(1, abs=1e-5)


def test_frames_nearer_than_the_gap_count_once() -> None:
    evidence = gather(*(analysis(t, template_at(0.9)) for t in (0.0, 0.03, 0.06, 0.09)))
    assert [each.frame.monotonic for each in evidence.kept] == [0.0]


def test_an_unusable_frame_adds_nothing_and_takes_nothing_away() -> None:
    evidence = gather(analysis(0, template_at(0.9)), analysis(0.2, template_at(0.9), passed=False), analysis(0.3))
    assert len(evidence.kept) == 1


def test_another_track_begins_anew() -> None:
    evidence = gather(*(analysis(0.15 * i, template_at(1.0), track=1 + i // 2) for i in range(3)))
    assert [each.frame.monotonic for each in evidence.kept] == [0.3]


def test_another_track_seen_unusably_takes_the_evidence_away_all_the_same() -> None:
    evidence = gather(analysis(0, template_at(1.0)), analysis(0.2, template_at(1.0), track=2, passed=False))
    assert evidence.kept == ()


def test_a_person_seen_but_never_well_enough_does_not_break_the_track() -> None:
    poor = [analysis(t, template_at(0.9), passed=False) for t in (0.4, 0.8, 1.2)]
    evidence = gather(analysis(0, template_at(0.9)), *poor, analysis(1.6, template_at(0.9)))
    assert len(evidence.kept) == 2


def test_the_best_frames_are_fused() -> None:
    many = [analysis(0.2 * i, template_at(0.9), component=50 + i) for i in range(10)]
    best = gather(*many).best(POLICY)
    assert len(best) == POLICY.max_frames
    assert [each.unified_quality for each in best] == [59, 58, 57, 56, 55, 54]
