"""A track is one person: what is in doubt begins a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.faces import live_stills
from recognition.pipeline import Pipeline
from recognition.tracking import GAP, Tracks, overlap
from recognition.types import Face, Frame, ModelId, Template
from station.camera.replay import ReplayCamera, scene_of
from station.checkin.evidence import Evidence
from station.checkin.policy import Policy

SAME_PERSON = 0.4


def face(left: float, top: float = 100.0, size: float = 100.0) -> Face:
    box = np.array([left, top, left + size, top + size * 1.2], dtype=np.float32)
    return Face(box, np.zeros((5, 2), dtype=np.float32), 0.9)


def template(angle: float) -> Template:
    """Templates ``angle`` apart have a similarity of its cosine."""
    return Template.from_raw(np.array([np.cos(angle), np.sin(angle)], dtype=np.float32), ModelId("test"))


def follow(*frames: tuple[float, Sequence[Face], float | None]) -> list[tuple[int, ...]]:
    """Track numbers of frames given as (time, faces, angle of the subject's template)."""
    tracks, numbers = Tracks(), []
    for seen, faces, angle in frames:
        subject = template(angle) if angle is not None else None
        tracks, found = tracks.follow(faces, subject, seen, SAME_PERSON)
        numbers.append(found)
    return numbers


def test_a_face_that_moves_a_little_stays_the_same_track() -> None:
    assert follow(*((0.1 * i, [face(100 + 15 * i)], 0.0) for i in range(10))) == [(1,)] * 10


def test_a_face_in_another_place_is_another_track() -> None:
    assert follow((0.0, [face(100)], 0.0), (0.1, [face(400)], 0.0)) == [(1,), (2,)]


def test_another_person_in_the_same_place_is_another_track() -> None:
    assert follow((0.0, [face(100)], 0.0), (0.1, [face(100)], 1.5), (0.2, [face(100)], 1.5)) == [(1,), (2,), (2,)]


def test_a_person_who_was_away_for_a_moment_is_known_again_and_after_longer_is_not() -> None:
    assert follow((0.0, [face(100)], 0.0), (GAP, [face(100)], 0.0)) == [(1,), (1,)]
    assert follow((0.0, [face(100)], 0.0), (GAP + 0.1, [face(100)], 0.0)) == [(1,), (2,)]


def test_someone_who_passes_in_front_does_not_end_the_track_of_the_one_behind() -> None:
    behind, passing = face(100), face(320, size=140)
    frames = [(0.0, [behind], 0.0), (0.1, [passing, behind], 1.5), (0.2, [behind], 0.0)]
    assert follow(*frames) == [(1,), (2, 1), (1,)]


def test_two_who_change_places_get_new_tracks_and_not_each_others() -> None:
    left, right = face(100, size=120), face(400)
    first = follow((0.0, [left, right], 0.0), (0.1, [left, right], 1.5))
    assert first[0] == (1, 2)
    assert first[1][0] not in (1, 2)


def test_a_clock_that_goes_back_never_joins_two_tracks() -> None:
    assert follow((5.0, [face(100)], 0.0), (1.0, [face(100)], 0.0)) == [(1,), (2,)]


@given(
    st.lists(
        st.tuples(
            st.floats(0, 1.0),
            st.lists(st.floats(0, 600), min_size=1, max_size=4),
            st.floats(0, 3.1),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_within_one_track_subjects_always_resemble_the_mean_before_them(
    steps: list[tuple[float, list[float], float]],
) -> None:
    tracks, now, seen_numbers = Tracks(), 0.0, set[int]()
    for wait, lefts, angle in steps:
        now += wait
        before = {track.number: track for track in tracks.followed}
        tracks, numbers = tracks.follow([face(left) for left in lefts], template(angle), now, SAME_PERSON)
        assert len(set(numbers)) == len(numbers)
        assert all(number in before or number not in seen_numbers for number in numbers)
        known = before.get(numbers[0])
        if known is not None and known.template is not None:
            assert known.template.similarity(template(angle)) >= SAME_PERSON
        seen_numbers |= set(numbers)


def test_overlap_is_intersection_over_union() -> None:
    assert overlap(face(100), face(100)) == 1
    assert overlap(face(100), face(150)) == pytest.approx(1 / 3)
    assert overlap(face(100), face(300)) == 0


def play(pipeline: Pipeline, person: int, start: float, frames: int) -> list[tuple[int | None, Template | None]]:
    """Let a person sit before the camera; returns the track and the template of each frame."""
    camera = ReplayCamera(scene_of(live_stills(person)), seed=person)
    seen = []
    for index in range(frames):
        frame = Frame(index + 1, start + 0.1 * index, camera.render(), "replay", injected=True)
        analysis = pipeline.analyse(frame)
        seen.append((analysis.track, analysis.template))
    return seen


def test_one_person_before_the_camera_is_one_track(pipeline: Pipeline) -> None:
    assert {track for track, _ in play(pipeline, 3, 0.0, 15)} == {1}


@pytest.mark.parametrize("others", [(3, 8), (12, 13), (20, 31)])
def test_when_one_steps_out_and_another_steps_in_their_evidence_is_never_fused(
    pipeline: Pipeline, policy: Policy, others: tuple[int, int]
) -> None:
    evidence, time = Evidence(), 0.0
    for person in others:
        camera = ReplayCamera(scene_of(live_stills(person)), seed=1)
        for _ in range(6):  # the second one sits down within a tenth of a second, in the same place
            time += 0.12
            analysis = pipeline.analyse(Frame(1, time, camera.render(), f"person {person}", injected=True))
            evidence = evidence.add(analysis, policy)
            assert len({kept.frame.source for kept in evidence.kept}) <= 1
    assert {kept.frame.source for kept in evidence.kept} == {f"person {others[1]}"}


def test_talking_heads_of_two_people_spliced_together_are_two_tracks(pipeline: Pipeline, data: Path) -> None:
    from station.camera.opencv import OpenCvCamera

    clips = sorted((data / "videos").glob("grid_*.mpg"))[:2]
    if len(clips) < 2:
        pytest.skip("no talking heads beside the project")
    tracks: list[set[int | None]] = []
    time = 0.0
    for clip in clips:
        camera = OpenCvCamera(str(clip))
        camera.open()
        found: set[int | None] = set()
        for _ in range(12):
            picture = camera.read()
            time += 0.04
            found.add(pipeline.analyse(Frame(1, time, picture, clip.name, injected=True)).track)
        camera.close()
        tracks.append(found)
    assert [len(found) for found in tracks] == [1, 1]
    assert tracks[0] != tracks[1]
