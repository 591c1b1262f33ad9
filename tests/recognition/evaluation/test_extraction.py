"""Every photo gives the template of its subject, or the reason why it gives none; nothing else is lost for it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as PillowImage

from demo.faces import photo_name
from recognition.errors import DatasetError
from recognition.evaluation.cache import TemplateCache
from recognition.evaluation.datasets import Photo, read_folder
from recognition.evaluation.extraction import choose_subject, extract
from recognition.images import read_image
from recognition.recogniser import Recogniser
from recognition.types import Face, Image

SHOWN: Image = np.zeros((300, 400, 3), dtype=np.uint8)


def face(x: float, y: float, side: float) -> Face:
    """A face with its middle at a place."""
    half = side / 2
    box = np.array([x - half, y - half, x + half, y + half], dtype=np.float32)
    points = np.array([[-1, -1], [1, -1], [0, 0], [-1, 1], [1, 1]], dtype=np.float32) * side / 5 + np.array([x, y])
    return Face(box, points.astype(np.float32), 0.9)


@pytest.mark.parametrize(
    ("faces", "chosen"),
    [
        ([(20, 20, 30)], 0),
        ([(60, 150, 100), (210, 150, 90)], 1),
        ([(210, 150, 100), (60, 150, 90)], 0),
        ([(60, 150, 100), (200, 150, 49)], 0),  # a bystander, small, right in the middle
        ([(60, 150, 100), (200, 150, 51)], 1),
        ([(60, 150, 100), (330, 150, 99), (180, 160, 98), (200, 150, 20)], 2),
        ([(100, 150, 100), (200, 20, 100)], 0),  # 100 pixels to the side are nearer than 130 up
    ],
)
def test_the_subject_is_the_face_nearest_the_middle_of_those_at_least_half_as_wide_as_the_largest(
    faces: Sequence[tuple[float, float, float]], chosen: int
) -> None:
    found = [face(*each) for each in faces]
    assert choose_subject(found, SHOWN) is found[chosen]


@pytest.fixture
def photos(faces: Path, tmp_path: Path) -> Path:
    """Two photos of each of three people, and four files that give no template."""
    root = tmp_path / "photos"
    for person in (1, 2, 3):
        for number in (1, 2):
            target = root / f"s{person}" / f"{number}.pgm"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(faces / photo_name(person, number), target)
    (root / "s1" / "0.jpg").write_text("This is not a picture.", encoding="utf-8")
    PillowImage.new("RGB", (200, 200), "grey").save(root / "s2" / "wall.png")
    (root / "s3" / "3.pgm").write_bytes((root / "s3" / "1.pgm").read_bytes()[:500])
    PillowImage.new("RGB", (8, 8), "grey").save(root / "s3" / "small.png")
    return root


def test_the_order_is_kept_and_failures_are_listed_with_the_reason(
    photos: Path, recogniser: Recogniser, tmp_path: Path
) -> None:
    told: list[int] = []
    cache = TemplateCache(tmp_path / "cache", recogniser.model_id)
    templates = extract(read_folder(photos), recogniser, cache, 2, told.append)
    assert [photo.path.relative_to(photos).as_posix() for photo in templates.photos] == [
        *("s1/1.pgm", "s1/2.pgm", "s2/1.pgm", "s2/2.pgm", "s3/1.pgm", "s3/2.pgm")
    ]
    assert told == list(range(1, 11))
    reasons = {photo.path.relative_to(photos).as_posix(): reason for photo, reason in templates.failed}
    assert list(reasons) == ["s1/0.jpg", "s2/wall.png", "s3/3.pgm", "s3/small.png"]
    assert "expected a whole JPEG" in reasons["s1/0.jpg"]
    assert reasons["s2/wall.png"] == "no face found"
    assert "expected a whole JPEG" in reasons["s3/3.pgm"]
    assert "expected at least 32 pixels a side, found 8x8" in reasons["s3/small.png"]
    assert templates.seconds > 0


def test_templates_are_those_that_the_recogniser_makes(photos: Path, recogniser: Recogniser, tmp_path: Path) -> None:
    cache = TemplateCache(tmp_path / "cache", recogniser.model_id)
    templates = extract(read_folder(photos), recogniser, cache, 1)
    assert templates.model_id == recogniser.model_id
    for row, photo in enumerate(templates.photos):
        picture = read_image(photo.path)
        aligned = recogniser.align(picture, recogniser.faces(picture)[0])
        embedding = recogniser.embed(aligned)
        np.testing.assert_allclose(templates.vectors[row], embedding.template.vector, atol=1e-6)
        np.testing.assert_allclose(templates.landmarks[row], aligned.face.landmarks, atol=1e-3)
        assert templates.quality[row] == pytest.approx(embedding.quality.raw, rel=1e-5)


def test_one_worker_and_two_make_the_same_templates(photos: Path, recogniser: Recogniser, tmp_path: Path) -> None:
    found = read_folder(photos)
    one, two = (
        extract(found, recogniser, TemplateCache(tmp_path / f"{workers}", recogniser.model_id), workers)
        for workers in (1, 2)
    )
    assert one.photos == two.photos
    assert [photo for photo, _ in one.failed] == [photo for photo, _ in two.failed]
    for name in ("vectors", "landmarks", "quality"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_the_reasons_are_the_same_in_every_run(photos: Path, recogniser: Recogniser, tmp_path: Path) -> None:
    """They stand in the report, and the same evaluation gives the same bytes."""
    cache = TemplateCache(tmp_path / "cache", recogniser.model_id)
    found = read_folder(photos)
    assert extract(found, recogniser, cache, 1).failed == extract(found, recogniser, cache, 2).failed


def not_again(image: Image) -> Sequence[Face]:
    raise AssertionError(f"a picture of {image.shape} was looked at again")


def test_what_is_known_is_not_looked_at_again_wherever_the_photo_lies_now(
    photos: Path, recogniser: Recogniser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = [photo for photo in read_folder(photos) if photo.path.name in ("1.pgm", "2.pgm")]
    first = extract(good, recogniser, TemplateCache(tmp_path / "cache", recogniser.model_id), 2)
    moved = photos.rename(tmp_path / "moved")
    again = [Photo(moved / photo.path.relative_to(photos), photo.person) for photo in good]
    monkeypatch.setattr(recogniser, "faces", not_again)
    second = extract(again, recogniser, TemplateCache(tmp_path / "cache", recogniser.model_id), 2)
    np.testing.assert_array_equal(first.vectors, second.vectors)
    assert first.seconds == second.seconds
    assert second.photos == tuple(again)


def test_a_failure_is_looked_at_again(photos: Path, recogniser: Recogniser, tmp_path: Path) -> None:
    """It takes no time worth keeping, and a later version may find the face."""
    wall = [Photo(photos / "s2" / "wall.png", "s2"), Photo(photos / "s2" / "1.pgm", "s2")]
    for _ in range(2):
        cache = TemplateCache(tmp_path / "cache", recogniser.model_id)
        assert [reason for _, reason in extract(wall, recogniser, cache, 1).failed] == ["no face found"]


def test_two_copies_of_one_photo_are_two_photos(photos: Path, recogniser: Recogniser, tmp_path: Path) -> None:
    shutil.copyfile(photos / "s1" / "1.pgm", photos / "s2" / "copy.pgm")
    found = [Photo(photos / "s1" / "1.pgm", "s1"), Photo(photos / "s2" / "copy.pgm", "s2")]
    templates = extract(found, recogniser, TemplateCache(tmp_path / "cache", recogniser.model_id), 2)
    assert templates.photos == tuple(found)
    np.testing.assert_array_equal(templates.vectors[0], templates.vectors[1])


def test_a_small_face_beside_a_large_one_is_not_the_subject(
    faces: Path, recogniser: Recogniser, tmp_path: Path
) -> None:
    large, small = (cv2.imread(str(faces / photo_name(person, 1))) for person in (1, 5))
    assert large is not None
    assert small is not None
    scene = np.full((700, 1000, 3), 90, dtype=np.uint8)
    scene[50:610, 20:480] = cv2.resize(large, (460, 560))
    scene[290:402, 490:582] = small  # just right of the middle
    path = tmp_path / "scene.png"
    cv2.imwrite(str(path), scene)
    photos = [Photo(path, "s1"), Photo(faces / photo_name(1, 2), "s1"), Photo(faces / photo_name(5, 2), "s5")]
    templates = extract(photos, recogniser, TemplateCache(tmp_path / "cache", recogniser.model_id), 1)
    assert len(recogniser.faces(read_image(path))) == 2
    scores = templates.vectors @ templates.vectors[0]
    assert scores[1] > 0.6 > 0.4 > scores[2]


def test_where_no_photo_shows_a_face_that_is_an_error(recogniser: Recogniser, tmp_path: Path) -> None:
    path = tmp_path / "wall.png"
    PillowImage.new("RGB", (200, 200), "grey").save(path)
    with pytest.raises(DatasetError, match="found no face in any of 2"):
        extract([Photo(path, "a")] * 2, recogniser, TemplateCache(tmp_path / "cache", recogniser.model_id), 2)


def test_a_photo_that_is_gone_ends_it_and_what_was_made_is_kept(
    photos: Path, recogniser: Recogniser, tmp_path: Path
) -> None:
    good = [photo for photo in read_folder(photos) if photo.path.name in ("1.pgm", "2.pgm")]
    gone = Photo(photos / "s9" / "gone.jpg", "s9")
    with pytest.raises(DatasetError, match=r"gone\.jpg cannot be read: No such file"):
        extract([*good, gone], recogniser, TemplateCache(tmp_path / "cache", recogniser.model_id), 2)
    kept = TemplateCache(tmp_path / "cache", recogniser.model_id)
    for photo in good:
        assert kept.get(hashlib.sha256(photo.path.read_bytes()).hexdigest()) is not None
