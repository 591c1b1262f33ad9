"""A gallery file is whole and fits together, or is refused."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire.errors import PackError
from wire.gallery import (
    CalibrationInfo,
    CandidateEntry,
    GalleryFile,
    GalleryHeader,
    PointInfo,
    SessionInfo,
    gallery_path,
    read_gallery,
    write_gallery,
)

NOW = datetime(2026, 10, 11, tzinfo=UTC)
PHOTO = b"\xff\xd8 not really a picture"
DIGEST = hashlib.sha256(PHOTO).hexdigest()


def gallery(candidates: int = 2, number: str | None = None) -> GalleryFile:
    header = GalleryHeader(
        session=SessionInfo(id="SKD-1", title="SKD", venue="Palembang", starts_at=NOW),
        model_id="test",
        created_at=NOW,
        calibration=CalibrationInfo(
            comparisons=1,
            suspects=0,
            centre=[0.0] * 4,
            points=[PointInfo(fmr=1e-4, threshold=0.4, basis="counted", low=0.39, high=0.41)],
        ),
        candidates=[
            CandidateEntry(number=number or f"C{i}", name=f"Peserta {i}", photos=[DIGEST]) for i in range(candidates)
        ],
    )
    return GalleryFile(header, np.eye(candidates, 4, dtype=np.float32), {DIGEST: PHOTO})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "skd.gallery"


def rewrite(path: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in (parts | {name: data}).items():
            archive.writestr(each, content)


def test_what_is_written_is_read(path: Path) -> None:
    made = gallery()
    write_gallery(path, made)
    found = read_gallery(path)
    assert found.header == made.header
    assert (found.templates == made.templates).all()
    assert found.photos == made.photos
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_an_empty_gallery_is_a_gallery(path: Path) -> None:
    write_gallery(path, gallery(0))
    assert read_gallery(path).header.candidates == []


def test_a_missing_file_says_how_to_make_one(path: Path) -> None:
    with pytest.raises(PackError, match="hadir enroll import"):
        read_gallery(path)


@given(st.integers(0, 5000), st.booleans())
def test_a_truncated_file_is_refused(tmp_path_factory: pytest.TempPathFactory, cut: int, empty: bool) -> None:
    path = tmp_path_factory.mktemp("gallery") / "skd.gallery"
    write_gallery(path, gallery(0 if empty else 2))
    data = path.read_bytes()
    path.write_bytes(data[: min(cut, len(data) - 1)])
    with pytest.raises(PackError, match="is not a whole gallery file"):
        read_gallery(path)


def test_an_altered_photo_is_refused(path: Path) -> None:
    write_gallery(path, gallery())
    rewrite(path, f"photos/{DIGEST}", b"another")
    with pytest.raises(PackError, match=f"photo {DIGEST} is altered"):
        read_gallery(path)


@pytest.mark.parametrize(
    "templates",
    [np.eye(3, 4, dtype=np.float32), np.eye(2, 4), np.ones((2, 4), dtype=np.float32), np.ones(2, dtype=np.float32)],
)
def test_templates_that_do_not_fit_are_refused(path: Path, templates: np.ndarray) -> None:
    made = gallery()
    write_gallery(path, GalleryFile(made.header, templates, made.photos))
    with pytest.raises(PackError, match=r"expected .*templates"):
        read_gallery(path)


def test_a_pickle_in_place_of_templates_is_never_run(path: Path) -> None:
    write_gallery(path, gallery())
    rewrite(path, "templates.npy", b"\x80\x04cos\nsystem\n.")
    with pytest.raises(PackError, match="is not a whole gallery file"):
        read_gallery(path)


def test_a_number_that_stands_in_it_twice_is_refused(path: Path) -> None:
    write_gallery(path, gallery(2, number="C7"))
    with pytest.raises(PackError, match="stands in it twice"):
        read_gallery(path)


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_two_sessions_never_share_a_file_and_none_leaves_the_folder(one: str, other: str) -> None:
    folder = Path("galleries")
    path = gallery_path(folder, one)
    assert path.parent == folder
    assert len(path.name) < 120
    same = path.name.lower() == gallery_path(folder, other).name.lower()  # Windows makes no difference
    assert same == (one == other)


def test_a_centre_of_another_length_than_the_templates_is_refused(path: Path) -> None:
    made = gallery()
    calibration = made.header.calibration.model_copy(update={"centre": [0.0] * 3})
    write_gallery(path, replace(made, header=made.header.model_copy(update={"calibration": calibration})))
    with pytest.raises(PackError, match="expected a centre of 4 numbers, got 3"):
        read_gallery(path)
