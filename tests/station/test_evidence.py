"""Evidence is of one person, from several moments, or it is begun anew."""

from __future__ import annotations

import pytest

from station.checkin.evidence import Evidence, overlap
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


def test_another_face_in_the_same_place_begins_anew() -> None:
    evidence = gather(analysis(0, template_at(1.0)), analysis(0.15, template_at(1.0)), analysis(0.3, template_at(0.0)))
    assert [each.frame.monotonic for each in evidence.kept] == [0.3]


def test_a_face_in_another_place_begins_anew() -> None:
    evidence = gather(analysis(0, template_at(0.9)), analysis(0.15, template_at(0.9), left=400))
    assert [each.frame.monotonic for each in evidence.kept] == [0.15]


def test_an_absence_longer_than_the_track_gap_begins_anew() -> None:
    evidence = gather(analysis(0, template_at(0.9)), analysis(0.2), analysis(1.0, template_at(0.9)))
    assert [each.frame.monotonic for each in evidence.kept] == [1.0]


def test_a_person_seen_but_never_well_enough_does_not_break_the_track() -> None:
    poor = [analysis(t, template_at(0.9), passed=False) for t in (0.4, 0.8, 1.2)]
    evidence = gather(analysis(0, template_at(0.9)), *poor, analysis(1.6, template_at(0.9)))
    assert len(evidence.kept) == 2


def test_the_best_frames_are_fused() -> None:
    many = [analysis(0.2 * i, template_at(0.9), component=50 + i) for i in range(10)]
    best = gather(*many).best(POLICY)
    assert len(best) == POLICY.max_frames
    assert [each.unified_quality for each in best] == [59, 58, 57, 56, 55, 54]


def test_overlap_is_intersection_over_union() -> None:
    one, half, away = (analysis(0, template_at(1), left=left).subject for left in (100, 150, 300))
    assert one is not None
    assert half is not None
    assert away is not None
    assert overlap(one, one) == 1
    assert overlap(one, half) == pytest.approx(1 / 3)
    assert overlap(one, away) == 0
