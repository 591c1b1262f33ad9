"""All measures together: names, mappings, and real faces."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.faces import PEOPLE, photo_name
from demo.morning import BLUR
from recognition.alignment import AlignedFace
from recognition.images import read_image
from recognition.quality import MEASURES, QualityContext, sharpness
from recognition.quality.mapping import MAPPINGS, assessed, failed_to_assess
from recognition.recogniser import Recogniser
from recognition.types import Image, QualityResult, QualityStatus
from station.camera.replay import ReplayCamera, Scene


def results_of(recogniser: Recogniser, picture: Image) -> list[QualityResult]:
    faces = recogniser.faces(picture)
    context = QualityContext(faces, recogniser.align(picture, faces[0]))
    return [measure(context) for measure in MEASURES]


@pytest.mark.parametrize("name", MAPPINGS)
def test_components_follow_the_value_and_stay_within_bounds(name: str) -> None:
    components = [assessed(name, raw).component for raw in (-1e9, 0, 0.1, 0.3, 0.5, 1, 10, 50, 90, 1e9)]
    falling = MAPPINGS[name].width < 0
    assert components == sorted(components, reverse=falling)  # type: ignore[type-var]
    assert {components[0], components[-1]} == {0, 100}


@pytest.mark.parametrize("name", MAPPINGS)
def test_advice_comes_before_a_gate_closes(name: str) -> None:
    mapping = MAPPINGS[name]
    assert mapping.advice == 0 or mapping.advice > mapping.gate


@pytest.mark.parametrize("name", MAPPINGS)
def test_what_could_not_be_assessed_has_no_number_and_passes_only_where_nothing_is_gated(name: str) -> None:
    result = failed_to_assess(name)
    assert (result.raw, result.component) == (None, None)
    assert result.passed == (MAPPINGS[name].gate == 0)


def test_a_value_with_two_sides_keeps_its_sign_and_is_mapped_without_it() -> None:
    left, right = (assessed("head pose yaw", angle, mapped=abs(angle)) for angle in (-40.0, 40.0))
    assert (left.raw, right.raw) == (-40, 40)
    assert left.component == right.component


def test_every_measure_has_a_mapping_of_its_name_in_the_same_order(subjects: list[AlignedFace]) -> None:
    context = QualityContext((subjects[0].face,), subjects[0])
    assert [measure(context).measure for measure in MEASURES] == list(MAPPINGS)


def test_everybody_before_the_demonstration_s_camera_passes_every_gate(faces: Path, recogniser: Recogniser) -> None:
    for person in PEOPLE:
        for photo in (4, 9):
            camera = ReplayCamera(Scene((read_image(faces / photo_name(person, photo)),)), seed=person)
            for result in results_of(recogniser, camera.render()):
                assert result.passed, f"{photo_name(person, photo)}: {result}"


def test_out_of_focus_it_is_sharpness_that_fails(faces: Path, recogniser: Recogniser) -> None:
    found = 0
    for person in PEOPLE:
        scene = Scene((read_image(faces / photo_name(person, 5)),), defocus=BLUR)
        picture = ReplayCamera(scene, seed=person).render()
        if recogniser.faces(picture):
            found += 1
            failing = [result.measure for result in results_of(recogniser, picture) if not result.passed]
            assert failing == [sharpness.NAME]
    assert found > 20


def test_natural_colour_is_the_only_thing_that_a_grey_photo_lacks(subjects: list[AlignedFace]) -> None:
    for subject in subjects:
        results = [measure(QualityContext((subject.face,), subject)) for measure in MEASURES]
        missing = [each.measure for each in results if each.status is QualityStatus.FAILED_TO_ASSESS]
        assert missing == ["natural colour"]
