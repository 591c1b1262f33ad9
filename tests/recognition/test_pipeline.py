"""From a frame to its analysis, on real faces."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from demo.faces import photo_name
from recognition.images import read_image
from recognition.pipeline import Pipeline
from recognition.types import Frame, Image


def frame_of(*photos: Image) -> Frame:
    canvas = np.full((480, 640, 3), 120, dtype=np.uint8)
    for index, photo in enumerate(photos):
        zoomed = np.repeat(np.repeat(photo, 2, axis=0), 2, axis=1)
        canvas[100 : 100 + zoomed.shape[0], 40 + 300 * index : 40 + 300 * index + zoomed.shape[1]] = zoomed
    return Frame(7, 1.0, canvas, "test")


def test_two_photos_of_one_person_are_far_more_alike_than_of_two(faces: Path, pipeline: Pipeline) -> None:
    one, again, other = (
        pipeline.analyse(frame_of(read_image(faces / name))).template
        for name in (photo_name(5, 1), photo_name(5, 4), photo_name(9, 4))
    )
    assert one is not None
    assert again is not None
    assert other is not None
    assert one.similarity(again) > 0.6
    assert one.similarity(other) < 0.35


def test_a_frame_without_a_face_has_no_template_and_is_not_usable(pipeline: Pipeline) -> None:
    analysis = pipeline.analyse(Frame(1, 0.0, np.full((480, 640, 3), 90, dtype=np.uint8), "test"))
    assert analysis.subject is None
    assert analysis.template is None
    assert not analysis.usable
    assert analysis.unified_quality == 0


def test_a_good_frame_is_usable_and_tells_its_quality(face_photo: Image, pipeline: Pipeline) -> None:
    analysis = pipeline.analyse(frame_of(face_photo))
    assert analysis.usable
    assert analysis.unified_quality == analysis.quality[0].component
    assert analysis.track == 1
    assert analysis.timings.total >= analysis.timings.detect > 0


def test_two_faces_of_like_size_make_a_frame_unusable(faces: Path, pipeline: Pipeline) -> None:
    analysis = pipeline.analyse(frame_of(*(read_image(faces / photo_name(person, 1)) for person in (1, 2))))
    assert len(analysis.faces) == 2
    assert not analysis.usable


def test_a_mirrored_frame_gives_nearly_the_same_template(face_photo: Image, pipeline: Pipeline) -> None:
    frame = frame_of(face_photo)
    mirrored = Frame(8, 1.0, np.ascontiguousarray(frame.bgr[:, ::-1]), "test")
    one, other = (pipeline.analyse(each).template for each in (frame, mirrored))
    assert one is not None
    assert other is not None
    assert one.similarity(other) > 0.9


def test_scores_on_the_lfw_pairs_separate_people(data: Path, pipeline: Pipeline) -> None:
    folder = data / "lfw-dev" / "images"
    if not folder.is_dir():
        pytest.skip("no LFW photos beside the project")
    people = [person for person in sorted(folder.iterdir()) if len(list(person.iterdir())) > 1][:30]
    pairs = [
        [pipeline.analyse(Frame(1, 0, read_image(photo), "file")) for photo in sorted(person.iterdir())[:2]]
        for person in people
    ]
    templates = [[each.template for each in pair if each.template is not None] for pair in pairs]
    genuine = [a.similarity(b) for a, b in (pair for pair in templates if len(pair) == 2)]
    impostor = [templates[i][0].similarity(templates[i + 1][0]) for i in range(len(templates) - 1)]
    assert np.quantile(genuine, 0.1) > max(impostor)
