"""Triage says what is wrong with real photos that were made bad, and nothing about good ones."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from enrollment.errors import PhotoProblem
from enrollment.photos.editing import EditSign
from enrollment.triage.agreement import Alike
from enrollment.triage.triage import (
    OF_MEASURE,
    OF_PROBLEM,
    Finding,
    SubmittedPhoto,
    rank,
    shared_digests,
    triage_one,
)
from models.manifest import ModelEntry, read_manifest
from recognition.quality import mapping
from recognition.recogniser import Recogniser
from recognition.types import Image
from tests.enrollment.triage.makers import Change, face, facts, submitted

SFACE = read_manifest()["sface"]
ALIKE = Alike.of(SFACE)


def tilted(picture: Image) -> Image:
    turn = cv2.getRotationMatrix2D((240, 320), 30, 1)
    return np.asarray(cv2.warpAffine(picture, turn, (480, 640), borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)


BAD: dict[Finding, Change] = {
    Finding.BLURRED: lambda picture: cv2.GaussianBlur(picture, (0, 0), 9),
    Finding.DARK: lambda picture: picture * 0.12,
    Finding.OVEREXPOSED: lambda picture: np.clip(picture.astype(np.float32) + 110, 0, 255),
    Finding.TILTED: tilted,
    Finding.TOO_SMALL: lambda picture: cv2.resize(picture, (72, 96), interpolation=cv2.INTER_AREA),
    Finding.SEVERAL_FACES: lambda picture: np.hstack([picture, face(2)]),
    Finding.NO_FACE: lambda picture: np.full_like(picture, 128),
}


@pytest.mark.parametrize("finding", BAD)
def test_a_bad_photo_is_told_by_what_is_bad_about_it(finding: Finding, recogniser: Recogniser) -> None:
    found = triage_one(submitted(facts(recogniser, change=BAD[finding])), ALIKE, {})
    assert finding in found.findings
    assert finding in found.photos[0].findings


@pytest.mark.parametrize("person", [1, 7, 12, 30])
def test_good_photos_of_one_person_have_no_findings(person: int, recogniser: Recogniser) -> None:
    found = triage_one(submitted(*(facts(recogniser, person, photo) for photo in (1, 2, 3))), ALIKE, {})
    assert found.findings == ()
    assert found.chance < 0.01


@pytest.mark.parametrize("finding", [Finding.BLURRED, Finding.DARK, Finding.OVEREXPOSED])
def test_a_bad_photo_means_more_trouble_than_a_good_one(finding: Finding, recogniser: Recogniser) -> None:
    good = triage_one(submitted(facts(recogniser)), ALIKE, {})
    bad = triage_one(submitted(facts(recogniser, change=BAD[finding])), ALIKE, {})
    assert bad.chance > good.chance


def test_a_photo_of_somebody_else_among_three_stands_out_alone(recogniser: Recogniser) -> None:
    own = [facts(recogniser, 1, photo) for photo in (1, 2)]
    found = triage_one(submitted(*own, facts(recogniser, 20)), ALIKE, {})
    assert [Finding.DISAGREES in photo.findings for photo in found.photos] == [False, False, True]


def test_of_two_photos_that_disagree_nobody_knows_which_is_wrong(recogniser: Recogniser) -> None:
    found = triage_one(submitted(facts(recogniser, 1), facts(recogniser, 20)), ALIKE, {})
    assert [Finding.DISAGREES in photo.findings for photo in found.photos] == [True, True]
    alone = triage_one(submitted(facts(recogniser, 1)), ALIKE, {})
    assert found.chance > alone.chance


def test_one_file_handed_in_twice_counts_once(recogniser: Recogniser) -> None:
    photo = facts(recogniser)
    once, twice = triage_one(submitted(photo), ALIKE, {}), triage_one(submitted(photo, photo), ALIKE, {})
    assert twice.chance == once.chance
    assert twice.findings == ()


def test_the_same_file_under_another_number_is_found_on_both_sides(recogniser: Recogniser) -> None:
    photo, other = facts(recogniser, 1), facts(recogniser, 2)
    people = [submitted(photo, number="1"), submitted(photo, other, number="2"), submitted(other, number="2")]
    shared = shared_digests((each.facts.digest, one.number) for one in people for each in one.photos if each.facts)
    assert shared == {photo.digest: ("1", "2")}
    first, second, third = (triage_one(each, ALIKE, shared) for each in people)
    assert first.photos[0].elsewhere == ("2",)
    assert second.photos[0].elsewhere == ("1",)
    assert Finding.SAME_PICTURE_ELSEWHERE in first.findings
    assert third.findings == ()


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ((EditSign.EDITING_SOFTWARE,), {Finding.LIKELY_EDITED}),
        ((EditSign.CUT_OUT_BACKGROUND,), {Finding.LIKELY_EDITED}),
        ((EditSign.GENERATED,), {Finding.GENERATED}),
        ((EditSign.PARTLY_GENERATED, EditSign.BEAUTY_APP), {Finding.GENERATED, Finding.LIKELY_EDITED}),
        ((), set()),
    ],
)
def test_signs_of_editing_become_findings(
    signs: tuple[EditSign, ...], expected: set[Finding], recogniser: Recogniser
) -> None:
    found = triage_one(submitted(replace(facts(recogniser), signs=signs)), ALIKE, {})
    assert set(found.findings) == expected
    assert found.photos[0].signs == signs


def test_who_has_no_usable_photo_comes_first(recogniser: Recogniser) -> None:
    people = [
        submitted(facts(recogniser), number="good"),
        submitted(facts(recogniser, change=BAD[Finding.BLURRED]), number="blurred"),
        submitted(PhotoProblem.MISSING, number="missing"),
        submitted(number="none"),
    ]
    found = sorted((triage_one(each, ALIKE, {}) for each in people), key=rank)
    assert [each.number for each in found] == ["missing", "none", "blurred", "good"]
    assert [each.chance for each in found[:2]] == [1, 1]
    assert found[0].findings == (Finding.NO_USABLE_PHOTO, Finding.NOT_RECEIVED)
    assert found[1].findings == (Finding.NO_PHOTO,)


@pytest.mark.parametrize("problem", PhotoProblem)
def test_every_problem_of_a_file_is_a_finding(problem: PhotoProblem) -> None:
    found = triage_one(submitted(problem), ALIKE, {})
    assert found.findings == (Finding.NO_USABLE_PHOTO, OF_PROBLEM[problem])


def test_every_measure_that_makes_a_finding_has_limits() -> None:
    for measure in OF_MEASURE:
        limits = mapping.MAPPINGS[measure]
        assert limits.gate or limits.advice


def test_a_photo_that_nobody_looked_at_is_refused() -> None:
    with pytest.raises(ValueError, match="got neither"):
        SubmittedPhoto("foto.jpg", None)


def test_an_engine_that_nobody_measured_says_nothing_of_agreement(recogniser: Recogniser) -> None:
    unmeasured = replace(SFACE, operating_points=())
    assert isinstance(unmeasured, ModelEntry)
    assert Alike.of(unmeasured) is None
    found = triage_one(submitted(facts(recogniser, 1), facts(recogniser, 20)), None, {})
    assert found.findings == ()


def test_an_engine_without_a_quality_score_still_ranks(recogniser: Recogniser) -> None:
    photo = facts(recogniser)
    without = {name: measured for name, measured in photo.quality.items() if name != "unified quality score"}
    found = triage_one(submitted(replace(photo, quality=without)), ALIKE, {})
    assert 0 < found.chance < 1
    assert found.photos[0].quality is None
