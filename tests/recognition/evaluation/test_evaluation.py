"""An evaluation says in fixed words what was measured, and null for what was not, however small the set."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recognition.errors import DatasetError
from recognition.evaluation.datasets import Pair, Photo
from recognition.evaluation.evaluation import (
    TARGET_FMR,
    Evaluation,
    evaluate_folder,
    evaluate_fused,
    evaluate_pairs,
)
from recognition.evaluation.extraction import Templates
from recognition.evaluation.report import write_report
from recognition.types import ModelId

DOCUMENT = Path(__file__).parents[3] / "docs" / "evaluation.md"
RATES = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6]


def templates_of(counts: Sequence[int], noise: float = 0.6, failed: int = 0, size: int = 32) -> Templates:
    """So many made-up templates of each person, alike within a person; every person's photos in a row."""
    random = np.random.default_rng(1)
    names = [f"person {number:03}" for number in range(len(counts))]
    photos = tuple(
        Photo(Path(f"/nowhere/{name}/{number}.jpg"), name)
        for name, count in zip(names, counts, strict=True)
        for number in range(count)
    )
    vectors = np.repeat(random.normal(size=(len(counts), size)), counts, axis=0)
    vectors += noise * random.normal(size=vectors.shape)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Templates(
        model_id=ModelId("made-up"),
        photos=photos,
        vectors=vectors.astype(np.float32),
        landmarks=np.zeros((len(photos), 5, 2), dtype=np.float32),
        quality=np.linspace(5, 15, len(photos)).astype(np.float32),
        failed=tuple((Photo(Path(f"/nowhere/{n}.jpg"), "nobody"), "no face found") for n in range(failed)),
        seconds=0.02,
    )


def figures(result: Evaluation) -> dict[str, Any]:
    def no_constant(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    loaded = json.loads(result.to_json(), parse_constant=no_constant)
    assert isinstance(loaded, dict)
    return loaded


def documented() -> set[str]:
    """The keys of docs/evaluation.md; those of the entries of a list behind its name and ``[].``."""
    section = DOCUMENT.read_text(encoding="utf-8").split("## The figures as JSON")[1]
    keys = set()
    for line in section.splitlines():
        if line.startswith("| `"):
            inside = ""
            for key in re.findall(r"`([^`]+)`", line.split("|")[1]):
                inside = key.split(".")[0] if "[]" in key else inside
                keys.add(f"{inside}{key}" if key.startswith(".") else key)
    return keys


def keys_of(found: dict[str, Any]) -> set[str]:
    keys = set(found)
    for name in ("operating_points", "groups"):
        for each in found[name]:
            keys |= {f"{name}[].{key}" for key in each}
    return keys


def is_interval(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, float) for each in value)


def test_the_keys_and_types_are_those_of_the_document() -> None:
    templates = templates_of([2] * 50, failed=3)
    groups = {f"person {number:03}": "north" if number % 2 else "south" for number in range(40)}
    found = figures(evaluate_folder("some-engine", templates, groups))
    assert keys_of(found) == documented()
    assert (found["n_images"], found["n_people"], found["n_fta"]) == (103, 50, 3)
    assert found["fta"] == pytest.approx(3 / 103)
    assert (found["n_genuine"], found["n_impostor"]) == (50, 100 * 99 // 2 - 50)
    assert (found["engine"], found["model_id"]) == ("some-engine", "made-up")
    assert isinstance(found["comparison"], str)
    assert found["centred"] is False
    assert found["seconds_per_image"] == 0.02
    assert isinstance(found["lowest_genuine"], float)
    assert isinstance(found["highest_impostor"], float)
    assert isinstance(found["genuine_below_highest_impostor"], int)
    assert [point["fmr"] for point in found["operating_points"]] == RATES
    first, *others = found["operating_points"]
    assert isinstance(first["threshold"], float)
    assert isinstance(first["fnmr"], float)
    assert is_interval(first["threshold_ci"])
    assert is_interval(first["fnmr_ci"])
    for point in others:
        assert [point[key] for key in ("threshold", "threshold_ci", "fnmr", "fnmr_ci")] == [None] * 4
    assert found["error_versus_discard"][0] == {"share": 0.0, "fnmr": first["fnmr"]}
    assert all(set(each) == {"share", "fnmr"} for each in found["error_versus_discard"])
    assert [(each["group"], each["n_people"]) for each in found["groups"]] == [("north", 20), ("south", 20)]
    assert all(is_interval(each["fnmr_ci"]) for each in found["groups"])


def test_a_single_photo_gives_nothing_but_its_count() -> None:
    found = figures(evaluate_folder("e", templates_of([1]), {"person 000": "north"}))
    assert (found["n_images"], found["n_people"], found["n_genuine"], found["n_impostor"]) == (1, 1, 0, 0)
    assert (found["lowest_genuine"], found["highest_impostor"]) == (None, None)
    assert found["genuine_below_highest_impostor"] == 0
    assert all(point["threshold"] is None for point in found["operating_points"])
    assert (found["groups"], found["error_versus_discard"]) == ([], [])


def test_of_one_person_there_are_only_comparisons_of_one_person() -> None:
    found = figures(evaluate_folder("e", templates_of([80]), {}))
    assert (found["n_genuine"], found["n_impostor"]) == (80 * 79 // 2, 0)
    assert found["highest_impostor"] is None
    assert found["genuine_below_highest_impostor"] == 0
    assert all(point["threshold"] is None for point in found["operating_points"])


def test_with_one_photo_of_everybody_nobody_can_be_missed() -> None:
    found = figures(evaluate_folder("e", templates_of([1] * 100), {"person 001": "north"}))
    assert (found["n_genuine"], found["n_impostor"]) == (0, 4950)
    assert found["lowest_genuine"] is None
    assert isinstance(found["highest_impostor"], float)
    assert all(point["threshold"] is None for point in found["operating_points"])
    assert (found["groups"], found["error_versus_discard"]) == ([], [])


def test_two_people_with_many_photos_have_a_threshold_without_an_interval(tmp_path: Path) -> None:
    result = evaluate_folder("e", templates_of([60, 60], noise=1.5), {"person 000": "north"})
    first = figures(result)["operating_points"][0]
    assert isinstance(first["threshold"], float)
    assert first["threshold_ci"] is None
    assert is_interval(first["fnmr_ci"])
    assert figures(result)["groups"][0]["fmr"] is None
    write_report(result, tmp_path / "report.html")
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "there is no comparison of one person" not in report
    assert f"{first['threshold']:.4f}" in report


def test_without_quality_there_is_no_curve() -> None:
    templates = templates_of([2] * 50)
    templates.quality[:] = np.nan  # as of an engine whose vectors' lengths nobody has measured
    found = figures(evaluate_folder("e", templates, {}))
    assert found["operating_points"][0]["fnmr"] is not None
    assert found["error_versus_discard"] == []


def test_the_highest_impostor_and_what_lies_below_it_are_those_of_all_comparisons() -> None:
    templates = templates_of([3] * 30, noise=1.2)
    found = figures(evaluate_folder("e", templates, {}))
    people = np.repeat(np.arange(30), 3)
    scores = templates.vectors @ templates.vectors.T
    above = np.triu(np.ones_like(scores, dtype=np.bool_), 1)
    same = people[:, None] == people[None, :]
    assert found["highest_impostor"] == pytest.approx(scores[above & ~same].max(), abs=4e-5)
    assert found["lowest_genuine"] == pytest.approx(scores[above & same].min(), abs=1e-5)
    below = (scores[above & same] < found["highest_impostor"]).sum()
    assert found["genuine_below_highest_impostor"] == below > 0


@pytest.mark.parametrize(("people", "centred"), [(141, False), (142, True)])
def test_a_set_is_centred_from_142_people_on(people: int, centred: bool) -> None:
    templates = templates_of([1] * people)
    templates.vectors[:] += np.float32(0.3)  # what all have in common
    templates.vectors[:] /= np.linalg.norm(templates.vectors, axis=1, keepdims=True)
    result = evaluate_folder("e", templates, {})
    assert figures(result)["centred"] is centred
    mean = result.impostor @ np.linspace(-1, 1, len(result.impostor)) / result.impostor.sum()
    assert abs(mean) < 0.05 if centred else mean > 0.5


@pytest.mark.parametrize(("people", "measured", "reference"), [(50, 1, 1e-2), (200, 2, 1e-3), (1250, 4, TARGET_FMR)])
def test_the_reference_point_is_the_rarest_that_was_measured_but_no_rarer_than_the_target(
    people: int, measured: int, reference: float
) -> None:
    result = evaluate_folder("e", templates_of([2] * people), {})
    assert sum(point.threshold is not None for point in result.points) == measured
    assert result.reference_point is not None
    assert result.reference_point.fmr == reference
    assert result.discard[0].fnmr == result.reference_point.fnmr


def test_fused_comparisons_count_over_all_draws_and_have_no_curve() -> None:
    groups = {f"person {number:03}": "north" for number in range(10)}
    found = figures(evaluate_fused("e", templates_of([6] * 30 + [2] * 5 + [3] * 5), groups, 3, 3, 20))
    assert keys_of(found) == documented()
    assert found["n_genuine"] == 30 * 20
    assert found["n_impostor"] == (35 * 35 - 35) * 20
    assert found["operating_points"][0]["threshold"] is not None
    assert found["error_versus_discard"] == []
    assert (found["groups"][0]["n_genuine"], found["groups"][0]["n_impostor"]) == (10, 90)  # of one draw


def test_fused_comparisons_are_shown_by_photos_of_the_right_people() -> None:
    result = evaluate_fused("e", templates_of([2] + [6] * 12, noise=1.5), {}, 2, 3, 4)
    # The first person has a reference and no probe: rows of the two sides are not those of the same people.
    assert result.false_matches
    assert result.false_non_matches
    for each in result.false_non_matches:
        assert result.photo(each.row).person == result.photo(each.column).person
        assert each.row != each.column
    for each in result.false_matches:
        assert result.photo(each.row).person != result.photo(each.column).person


def test_nobody_with_enough_photos_is_an_error() -> None:
    with pytest.raises(DatasetError, match=r"expected somebody with 6 pictures \(3 references, 3 probes\).*most is 5"):
        evaluate_fused("e", templates_of([5, 2, 1]), {}, 3, 3, 10)


def test_progress_over_all_draws_rises_to_one() -> None:
    told: list[float] = []
    evaluate_fused("e", templates_of([4] * 30), {}, 2, 2, 5, told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)
    assert len({int(done * 5) for done in told}) >= 5


# Listed pairs.


def pairs_of(result: Templates, *pairs: tuple[int, int]) -> list[Pair]:
    return [Pair(one, other, same=result.photos[one].person == result.photos[other].person) for one, other in pairs]


def test_only_the_pairs_of_the_list_are_compared() -> None:
    templates = templates_of([2, 2, 2])
    listed = pairs_of(templates, (0, 1), (2, 3), (0, 2), (1, 4), (5, 0))
    found = figures(evaluate_pairs("e", templates, templates.photos, listed))
    assert keys_of(found) | {key for key in documented() if key.startswith("groups[]")} == documented()
    assert (found["n_genuine"], found["n_impostor"]) == (2, 3)
    scores = templates.vectors @ templates.vectors.T
    assert found["lowest_genuine"] == pytest.approx(min(scores[0, 1], scores[2, 3]), abs=1e-5)
    assert found["highest_impostor"] == pytest.approx(max(scores[0, 2], scores[1, 4], scores[5, 0]), abs=4e-5)


def test_a_pair_with_a_photo_that_gave_no_template_is_left_out() -> None:
    whole = templates_of([2, 2])
    listed = pairs_of(whole, (0, 1), (2, 3), (0, 2))
    lost = replace(
        whole,
        photos=whole.photos[1:],
        vectors=whole.vectors[1:],
        landmarks=whole.landmarks[1:],
        quality=whole.quality[1:],
        failed=((whole.photos[0], "no face found"),),
    )
    found = figures(evaluate_pairs("e", lost, whole.photos, listed))
    assert (found["n_genuine"], found["n_impostor"], found["n_fta"], found["n_images"]) == (1, 0, 1, 4)
    assert found["lowest_genuine"] == pytest.approx(float(whole.vectors[2] @ whole.vectors[3]), abs=1e-5)


def test_pairs_of_one_kind_alone_measure_nothing() -> None:
    templates = templates_of([30, 30])
    alone = [(one, other) for one in range(30) for other in range(one)]
    found = figures(evaluate_pairs("e", templates, templates.photos, pairs_of(templates, *alone)))
    assert (found["n_genuine"], found["n_impostor"], found["highest_impostor"]) == (435, 0, None)
    assert all(point["threshold"] is None for point in found["operating_points"])
    different = [(one, other) for one in range(30) for other in range(30, 60)]
    found = figures(evaluate_pairs("e", templates, templates.photos, pairs_of(templates, *different)))
    assert (found["n_genuine"], found["n_impostor"], found["lowest_genuine"]) == (0, 900, None)


def test_pairs_that_all_lack_a_template_are_no_comparisons() -> None:
    templates = templates_of([2])
    gone = [Photo(Path("/nowhere/a.jpg"), "a"), Photo(Path("/nowhere/b.jpg"), "b")]
    found = figures(evaluate_pairs("e", templates, gone, [Pair(0, 1, same=False)]))
    assert (found["n_genuine"], found["n_impostor"]) == (0, 0)


def test_enough_pairs_measure_what_the_folder_measures() -> None:
    templates = templates_of([2] * 60, noise=1.0)
    every = [(one, other) for one in range(120) for other in range(one + 1, 120)]
    folder = evaluate_folder("e", templates, {})
    pairs = evaluate_pairs("e", templates, templates.photos, pairs_of(templates, *every))
    apart, listed = figures(folder), figures(pairs)
    assert listed.pop("comparison") != apart.pop("comparison")
    assert listed["operating_points"] == apart["operating_points"]
    assert listed["error_versus_discard"] == apart["error_versus_discard"]
    worst = [
        [(round(each.score, 5), frozenset((each.row, each.column))) for each in result.false_non_matches]
        for result in (folder, pairs)
    ]
    assert worst[0] == worst[1]
    scores = [[each.score for each in result.false_matches] for result in (folder, pairs)]
    assert scores[0][0] == pytest.approx(scores[1][0], abs=1e-5)
