"""A roster and photos become galleries; what cannot serve is reported."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from demo.faces import photo_name
from enrollment.importing import ImportResult, import_roster
from enrollment.roster import read_roster
from models.registry import ModelRegistry
from recognition.images import read_image
from recognition.recogniser import Recogniser
from recognition.types import Template
from station.errors import SessionError
from station.session import load_session
from wire.gallery import gallery_path, read_gallery

NOW = datetime(2026, 10, 11, tzinfo=UTC)
HEADER = "number,name,session,venue,starts_at,seat,photos"
Import = Callable[..., ImportResult]


@pytest.fixture
def photos(tmp_path: Path, faces: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for person in (1, 2):
        for photo in (1, 2, 3):
            shutil.copy(faces / photo_name(person, photo), folder / f"s{person}-{photo}.pgm")
    pair = [np.array(PillowImage.open(folder / f"s{person}-1.pgm")) for person in (1, 2)]
    PillowImage.fromarray(np.hstack(pair)).save(folder / "pair.png")
    PillowImage.new("L", (200, 200), 120).save(folder / "wall.png")
    (folder / "text.jpg").write_text("no picture")
    shutil.copy(faces / photo_name(3, 1), tmp_path / "outside.pgm")
    return folder


@pytest.fixture
def run(tmp_path: Path, photos: Path, registry: ModelRegistry, recogniser: Recogniser) -> Import:
    def run_it(*rows: str) -> ImportResult:
        path = tmp_path / "roster.csv"
        path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        galleries = tmp_path / "galleries"
        return import_roster(read_roster(path), path.name, photos, galleries, recogniser, registry.entry("sface"), NOW)

    return run_it


def row(number: str, photos: str, session: str = "SKD-1", venue: str = "Medan") -> str:
    return f"{number},Nama {number},{session},{venue},2026-10-12T08:00+07:00,A-1,{photos}"


def test_each_session_becomes_a_gallery_that_the_station_opens(
    run: Import, tmp_path: Path, recogniser: Recogniser
) -> None:
    result = run(row("1", "s1-1.pgm;s1-2.pgm"), row("2", "s2-1.pgm"), row("3", "s2-3.pgm", session="SKD-2"))
    assert result.problems == ()
    assert [(each.session.id, each.candidates, each.photos) for each in result.galleries] == [
        ("SKD-1", 2, 3),
        ("SKD-2", 1, 1),
    ]
    session = load_session(gallery_path(tmp_path / "galleries", "SKD-1"), recogniser.model_id)
    candidate = session.find(" 1 ")
    assert candidate is not None
    assert (candidate.name, len(candidate.photos)) == ("Nama 1", 2)
    assert len(session.gallery) == 2


def test_a_gallery_of_another_engine_is_refused(run: Import, tmp_path: Path) -> None:
    run(row("1", "s1-1.pgm"))
    with pytest.raises(SessionError, match="this station runs other; enrol again"):
        load_session(gallery_path(tmp_path / "galleries", "SKD-1"), "other")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("photo", "found"),
    [
        ("missing.jpg", "no such file"),
        ("text.jpg", "expected a whole JPEG"),
        ("wall.png", "no face"),
        ("pair.png", "2 faces of similar size"),
        ("../outside.pgm", "a path that leaves the folder"),
        ("nul\0.jpg", "a name that no file can have"),
    ],
)
def test_a_photo_that_cannot_serve_is_reported_and_the_candidate_goes_in_with_the_others(
    run: Import, photo: str, found: str
) -> None:
    result = run(row("1", f"{photo};s1-1.pgm"))
    (problem,) = result.problems
    assert (problem.line, problem.column) == (2, f"photo {photo}")
    assert found in problem.found
    assert result.galleries[0].photos == 1


def test_a_candidate_without_any_usable_photo_is_left_out(run: Import) -> None:
    result = run(row("1", "wall.png"), row("2", "s2-1.pgm"))
    assert [problem.column for problem in result.problems] == ["photo wall.png", "photos"]
    assert result.galleries[0].candidates == 1


def test_no_candidate_no_gallery(run: Import, tmp_path: Path) -> None:
    assert run(row("1", "wall.png")).galleries == ()
    assert not list((tmp_path / "galleries").iterdir())


def test_a_row_that_disagrees_about_its_session_is_reported(run: Import) -> None:
    result = run(row("1", "s1-1.pgm"), row("2", "s2-1.pgm", venue="Padang"))
    (problem,) = result.problems
    assert (problem.line, problem.column) == (3, "session")
    assert "Medan" in problem.expected
    assert "Padang" in problem.found


def test_one_photo_under_two_names_counts_once(run: Import, photos: Path) -> None:
    shutil.copy(photos / "s1-1.pgm", photos / "again.pgm")
    assert run(row("1", "s1-1.pgm;again.pgm")).galleries[0].photos == 1


def test_importing_again_replaces_the_gallery(run: Import, tmp_path: Path) -> None:
    run(row("1", "s1-1.pgm"))
    run(row("2", "s2-1.pgm"))
    header = read_gallery(gallery_path(tmp_path / "galleries", "SKD-1")).header
    assert [candidate.number for candidate in header.candidates] == ["2"]


def test_a_small_session_has_the_engines_own_thresholds(run: Import, tmp_path: Path, registry: ModelRegistry) -> None:
    (enrolled,) = run(row("1", "s1-1.pgm"), row("2", "s2-1.pgm")).galleries
    session = load_session(enrolled.path, read_gallery(enrolled.path).header.model_id)  # type: ignore[arg-type]
    assert session.points == registry.entry("sface").fused_operating_points
    assert enrolled.calibration.comparisons == 1


def test_a_session_of_many_is_centred_and_calibrated_on_its_own_people(
    tmp_path: Path, data: Path, registry: ModelRegistry, recogniser: Recogniser
) -> None:
    people = sorted((data / "lfw-dev" / "images").glob("*/*_0001.jpg"))[:160]
    if not people:
        pytest.skip("no LFW photos beside the project")
    roster = tmp_path / "roster.csv"
    lines = [row(str(index), f"{path.parent.name}/{path.name}") for index, path in enumerate(people)]
    roster.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    folder = people[0].parents[1]
    entry = registry.entry("sface")
    result = import_roster(read_roster(roster), "roster.csv", folder, tmp_path, recogniser, entry, NOW, workers=2)
    (enrolled,) = result.galleries
    header = read_gallery(enrolled.path).header
    session = load_session(enrolled.path, recogniser.model_id)
    assert header.calibration.comparisons > 10_011
    assert any(header.calibration.centre)
    assert [point.fmr for point in session.points] == [1e-2, 1e-3, 1e-4, 1e-5, 1e-6]
    own = {point.fmr: point.threshold for point in entry.centred_operating_points}
    for point, info in zip(session.points, header.calibration.points, strict=True):
        assert point.threshold >= own[point.fmr]  # the stricter wins
        if info.basis != "engine":
            assert info.low is not None
            assert info.high is not None
            assert info.low <= point.threshold <= info.high
    numbers = list(session.candidates)
    again = session.gallery.compare(recogniser_template(recogniser, people[3]), numbers[3])
    assert again.score > 0.99
    assert again.rival is not None
    assert again.rival.score < 0.6


def recogniser_template(recogniser: Recogniser, path: Path) -> Template:
    image = read_image(path)
    return recogniser.embed(recogniser.align(image, recogniser.faces(image)[0])).template
