"""Before an import it is known which files can be read, and which pictures it would take away."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image as PillowImage

from enrollment.errors import PhotoProblem
from enrollment.photos.checking import Checked, LostPhotos, check_files
from enrollment.photos.source import FolderPhotos


def picture(side: int = 40, shade: int = 0) -> bytes:
    target = io.BytesIO()
    PillowImage.new("L", (side, side), shade).save(target, "JPEG")
    return target.getvalue()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in {
        "a.jpg": picture(),
        "b.jpg": picture(shade=9),
        "text.jpg": b"text",
        "small.jpg": picture(8),
    }.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def checked(
    folder: Path,
    names: Mapping[str, tuple[str, ...]],
    kept: Mapping[str, Mapping[str, str]] | None = None,
    *,
    every: bool = False,
) -> Checked:
    return check_files(names, kept or {}, FolderPhotos(folder), every=every, workers=2)


def test_every_file_is_read_and_what_is_no_picture_told_without_looking_for_faces(folder: Path) -> None:
    names = {"1": ("a.jpg", "text.jpg"), "2": ("gone.jpg", "../a.jpg"), "3": ("small.jpg",), "4": ()}
    found = checked(folder, names, every=True)
    assert [(each.key, each.name, each.problem) for each in found.faults] == [
        ("1", "text.jpg", PhotoProblem.NOT_A_PICTURE),
        ("2", "gone.jpg", PhotoProblem.MISSING),
        ("2", "../a.jpg", PhotoProblem.OUTSIDE),
        ("3", "small.jpg", PhotoProblem.TOO_SMALL),
    ]
    assert found.lost == {}


def test_only_files_of_candidates_who_have_something_to_lose_are_read_unless_all_are_asked_for(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    names = {"1": ("a.jpg", "text.jpg"), "2": ("gone.jpg",)}
    found = check_files(
        names,
        {"1": {"a.jpg": digest(picture())}},
        FolderPhotos(folder),
        every=False,
        on_progress=lambda *each: told.append(each),
    )
    assert found == Checked({}, ())
    assert told == [(0, 2), (2, 2)]


@pytest.mark.parametrize("every", [False, True])
def test_pictures_that_are_gone_replaced_or_unreadable_are_lost(folder: Path, every: bool) -> None:
    (folder / "folder.jpg").mkdir()
    kept = {"1": {"a.jpg": digest(picture()), "b.jpg": "another", "gone.jpg": "x", "folder.jpg": "y"}}
    found = checked(folder, {"1": ("a.jpg", "b.jpg", "gone.jpg", "folder.jpg")}, kept, every=every)
    assert found.lost == {"1": LostPhotos(gone=("gone.jpg",), replaced=("b.jpg",), unreadable=("folder.jpg",))}


def test_a_picture_found_by_number_that_is_there_no_more_is_gone(folder: Path) -> None:
    assert checked(folder, {"1": ()}, {"1": {"1.jpg": "x"}}).lost == {"1": LostPhotos(gone=("1.jpg",))}


def test_a_picture_that_has_another_name_now_is_not_lost(folder: Path) -> None:
    assert checked(folder, {"1": ("a.jpg",)}, {"1": {"photos/1.jpg": digest(picture())}}).lost == {}


def test_a_picture_that_the_roster_leaves_out_is_there_all_the_same(folder: Path) -> None:
    assert (
        checked(folder, {"1": ("b.jpg",)}, {"1": {"a.jpg": digest(picture()), "b.jpg": digest(picture(shade=9))}}).lost
        == {}
    )
