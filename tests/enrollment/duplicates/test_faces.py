"""Real faces: who is registered twice stands on top of the list, and a roster of look-alikes accuses nobody."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from enrollment.duplicates.compare import StripeResult
from enrollment.duplicates.expected import Chance, chance_of, floor_for
from enrollment.duplicates.run import LocalRunner, search
from models.manifest import read_manifest
from models.registry import ModelRegistry
from recognition.centring import centre_of, centred
from recognition.engines import DEFAULT
from recognition.evaluation.cache import TemplateCache
from recognition.evaluation.datasets import Photo
from recognition.evaluation.extraction import extract
from recognition.recogniser import Recogniser, open_recogniser

PEOPLE, HIDDEN = 500, 20
# Of the 765 people with two photos, every 38th, from the twelfth on. Of a hundred random choices 44 have all 20 on top,
# on average 19 are: one person in twenty has two photos as unlike as strangers', or that are of two people indeed.
FIRST, EVERY = 12, 38


@pytest.fixture(scope="module")
def enroller(registry: ModelRegistry) -> Recogniser:
    """As enrolment opens it."""
    return open_recogniser(registry, portraits=True, mirrored=False)


def searched(photos: Sequence[Path], recogniser: Recogniser, folder: Path) -> tuple[StripeResult, Chance]:
    """What the search finds in a roster of one photo a person."""
    roster = [Photo(path, str(number)) for number, path in enumerate(photos)]
    templates = extract(roster, recogniser, TemplateCache(folder, recogniser.model_id), workers=2)
    assert not templates.failed
    vectors = centred(templates.vectors, centre_of(templates.vectors))
    floor = floor_for(vectors, read_manifest()[DEFAULT].centred_operating_points)
    results: list[StripeResult] = []
    search(vectors, 0, floor, LocalRunner(), results.append)
    (result,) = results
    chance = chance_of(result.counts)
    assert chance is not None
    return result, chance


def test_twenty_people_registered_twice_are_on_top_of_the_list(
    data: Path, enroller: Recogniser, tmp_path: Path
) -> None:
    folders = sorted((data / "lfw-dev" / "images").iterdir())
    several = [folder for folder in folders if len(list(folder.iterdir())) > 1]
    twice = several[FIRST::EVERY][:HIDDEN]
    others = [folder for folder in folders if folder not in twice][: PEOPLE - HIDDEN]
    firsts = [min(folder.iterdir()) for folder in sorted(twice + others)]
    seconds = [sorted(folder.iterdir())[1] for folder in twice]
    result, chance = searched([*firsts, *seconds], enroller, tmp_path)
    hidden = {(sorted(twice + others).index(folder), PEOPLE + place) for place, folder in enumerate(twice)}
    pairs = list(zip(result.one.tolist(), result.other.tolist(), strict=True))
    assert set(pairs[:HIDDEN]) == hidden
    assert 50 < len(pairs) < 250
    assert chance.pairs_expected(float(result.scores[HIDDEN // 2])) < 0.05
    assert chance.pairs_expected(float(result.scores[-1])) > 50


def test_a_roster_full_of_look_alikes_is_ranked_and_nobody_is_beyond_chance(
    data: Path, enroller: Recogniser, tmp_path: Path
) -> None:
    photos = sorted((data / "portraits-ai").glob("*/*.jpg"))
    result, chance = searched(photos, enroller, tmp_path)
    expected = [chance.pairs_expected(score) for score in result.scores.tolist()]
    assert len(photos) == 200
    assert len(expected) == 199  # one in a hundred comparisons
    assert expected == sorted(expected)
    assert all(least > 1 for least in expected)
