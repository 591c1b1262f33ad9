"""dlib's engine gives the templates of `face_recognition`, and says how to install it where it is not."""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import ImageFile

from demo.faces import photo_name
from models.errors import ModelMissingError
from models.registry import ModelRegistry, sha256_of
from recognition.alignment import AlignedFace
from recognition.engines import open_engine
from recognition.engines.dlib import LANDMARKS, NETWORK, box_for_dlib
from recognition.images import read_image
from recognition.recogniser import Recogniser, open_recogniser
from recognition.types import Face, Template, Vector

needs_dlib = pytest.mark.skipif(
    find_spec("dlib") is None or find_spec("face_recognition_models") is None,
    reason="the optional dlib engine is not installed (make dlib)",
)

POINTS = np.array([[30, 40], [70, 40], [50, 60], [35, 80], [65, 80]], dtype=np.float32)


def face_at(points: Vector) -> Face:
    return Face(np.zeros(4, dtype=np.float32), points.astype(np.float32), 0.9)


@pytest.fixture(scope="module")
def dlib(registry: ModelRegistry) -> Recogniser:
    return open_recogniser(registry, "dlib", portraits=True)


@pytest.fixture(scope="module")
def aligned(dlib: Recogniser, faces: Path) -> dict[tuple[int, int], AlignedFace]:
    """Two photos of each of six people."""
    found = {}
    for person in (1, 4, 7, 12, 20, 33):
        for photo in (1, 6):
            picture = read_image(faces / photo_name(person, photo))
            found[person, photo] = dlib.align(picture, dlib.faces(picture)[0])
    return found


@pytest.fixture(scope="module")
def templates(dlib: Recogniser, aligned: dict[tuple[int, int], AlignedFace]) -> dict[tuple[int, int], Template]:
    return {key: dlib.embed(face).template for key, face in aligned.items()}


@pytest.fixture(scope="module")
def face_recognition() -> ModuleType:
    """The package itself.

    It imports pkg_resources, which warns, and leaves the program where that is not there; and it tells Pillow to take
    truncated pictures from then on, in the whole program.
    """
    truncated = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module("face_recognition")
    except (ImportError, SystemExit):
        pytest.skip("the package face_recognition cannot be imported (make dlib)")
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = truncated


@needs_dlib
def test_templates_are_those_of_face_recognition(
    face_recognition: ModuleType, templates: dict[tuple[int, int], Template], faces: Path
) -> None:
    compared = 0
    for (person, photo), template in templates.items():
        picture = face_recognition.load_image_file(str(faces / photo_name(person, photo)))
        for theirs in face_recognition.face_encodings(picture, model="small")[:1]:
            compared += 1
            assert template.vector @ theirs / np.linalg.norm(theirs) > 0.99, (person, photo)
    assert compared > len(templates) / 2


@needs_dlib
def test_one_person_is_more_alike_than_any_two(templates: dict[tuple[int, int], Template]) -> None:
    scores: dict[bool, list[float]] = {True: [], False: []}
    for (person, photo), one in templates.items():
        for (somebody, other_photo), other in templates.items():
            if (person, photo) < (somebody, other_photo):
                scores[person == somebody].append(one.similarity(other))
    assert len(scores[True]) == 6
    assert min(scores[True]) > max(scores[False])


@needs_dlib
def test_templates_have_128_numbers_and_the_networks_name(templates: dict[tuple[int, int], Template]) -> None:
    assert {template.vector.shape for template in templates.values()} == {(128,)}
    assert {template.model_id.split("-")[0] for template in templates.values()} == {"dlib"}


@needs_dlib
def test_two_threads_give_the_same_templates(
    dlib: Recogniser, aligned: dict[tuple[int, int], AlignedFace], templates: dict[tuple[int, int], Template]
) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(dlib.embed, aligned.values()))
    for embedding, template in zip(made, templates.values(), strict=True):
        np.testing.assert_array_equal(embedding.template.vector, template.vector)


def test_the_box_is_a_square_from_brows_to_chin_around_the_nose() -> None:
    # Eyes and mouth are 40 apart, so the side is 2.37 times 40, about a point at 0.48 of the way down.
    assert box_for_dlib(face_at(POINTS)) == (3, 12, 97, 107)


@pytest.mark.parametrize("scale", [0.5, 1.0, 7.0])
@pytest.mark.parametrize("shift", [(0, 0), (-200, 33)])
def test_the_box_moves_and_grows_with_the_face(scale: float, shift: Sequence[int]) -> None:
    found = np.array(box_for_dlib(face_at(POINTS * scale + np.array(shift))))
    centre = np.array([50, 40 + 0.48 * 40]) * scale + np.array(shift)
    half = 2.37 / 2 * 40 * scale
    np.testing.assert_allclose(found, [*(centre - half), *(centre + half)], atol=0.51)


@pytest.mark.parametrize("degrees", [-30, 0, 20, 90])
def test_the_box_has_one_size_however_the_head_leans(degrees: float) -> None:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    left, top, right, bottom = box_for_dlib(face_at(POINTS @ turn.T))
    assert right - left == pytest.approx(2.37 * 40, abs=1)
    assert bottom - top == pytest.approx(2.37 * 40, abs=1)


def test_where_its_models_are_not_installed_it_names_the_package_and_the_page(
    registry: ModelRegistry, tmp_path: Path
) -> None:
    entries = {name: replace(registry.entry(name), package="not_there_at_all") for name in (NETWORK, LANDMARKS)}
    with pytest.raises(ModelMissingError) as caught:
        open_engine(ModelRegistry(tmp_path, entries=entries), NETWORK)
    assert registry.entry(NETWORK).file in str(caught.value)
    assert "install the package not_there_at_all (docs/engines.md says how)" in str(caught.value)


def test_where_only_dlib_itself_is_not_installed_it_says_that_and_not_that_a_file_is_missing(
    registry: ModelRegistry, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    entries = {}
    for name in (NETWORK, LANDMARKS):
        path = tmp_path / registry.entry(name).file
        path.write_bytes(name.encode())
        entries[name] = replace(registry.entry(name), package="", sha256=sha256_of(path))
    monkeypatch.setitem(sys.modules, "dlib", None)
    with pytest.raises(ModelMissingError) as caught:
        open_engine(ModelRegistry(tmp_path / "cache", [tmp_path], entries=entries), NETWORK)
    message = str(caught.value)
    assert "install the package dlib-bin (docs/engines.md says how)" in message
    assert "into one of these folders" not in message
    assert "sha256" not in message
