"""`hadir verify` has a defined answer to every kind of picture."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as PillowImage
from PIL import ImageFilter

from demo.faces import photo_name
from tests.cli.conftest import Hadir

MATCH, NO_MATCH, BAD_INPUT, COULD_NOT_TELL = 0, 1, 2, 3


@pytest.fixture
def photo(faces: Path) -> PillowImage.Image:
    return PillowImage.open(faces / photo_name(20, 4)).convert("RGB")


@pytest.fixture
def references(faces: Path) -> list[Path]:
    return [faces / photo_name(20, photo) for photo in (1, 2, 3)]


def test_the_same_person_is_a_match_and_the_figures_are_printed(
    hadir: Hadir, references: list[Path], faces: Path
) -> None:
    ran = hadir("verify", *references, "--probe", faces / photo_name(20, 5))
    assert ran.code == MATCH
    for word in ("MATCH", "score", "threshold  0.4725", "FMR 0.0001: 1 stranger in 10,000", "LFW"):
        assert word in ran.out


def test_another_person_is_no_match(hadir: Hadir, references: list[Path], faces: Path) -> None:
    ran = hadir("verify", *references, "--probe", faces / photo_name(30, 5))
    assert ran.code == NO_MATCH
    assert "NO_MATCH" in ran.out


def test_json_has_the_same_figures(hadir: Hadir, references: list[Path], faces: Path) -> None:
    ran = hadir("verify", *references, "--probe", faces / photo_name(20, 5), "--json", "--target-fmr", "1e-5")
    answer = json.loads(ran.out)
    assert ran.code == MATCH
    assert answer["verdict"] == "MATCH"
    assert answer["score"] > answer["threshold"] == 0.6007
    assert answer["fmr"] == 1e-5
    assert answer["model_id"].startswith("sface")


def test_one_reference_has_the_threshold_of_single_pictures(hadir: Hadir, references: list[Path], faces: Path) -> None:
    ran = hadir("verify", references[0], "--probe", faces / photo_name(20, 5))
    assert ran.code == MATCH
    assert "threshold  0.4287" in ran.out


def variants(photo: PillowImage.Image, folder: Path) -> dict[str, Path]:
    """The same photo as many files."""
    exif = PillowImage.Exif()
    exif[0x0112] = 6
    files: dict[str, tuple[PillowImage.Image, str, dict[str, Any]]] = {
        "grey": (photo.convert("L"), "grey.png", {}),
        "exif-rotated": (photo.rotate(90, expand=True), "rotated.jpg", {"exif": exif, "quality": 95}),
        "rgba": (photo.convert("RGBA"), "rgba.png", {}),
        "huge": (photo.resize((5520, 6720)), "huge.jpg", {}),
        "webp": (photo, "photo.webp", {"quality": 95}),
        "bitmap": (photo, "photo.bmp", {}),
    }
    for picture, name, options in files.values():
        picture.save(folder / name, **options)
    return {kind: folder / name for kind, (_, name, _) in files.items()}


@pytest.mark.parametrize("kind", ["grey", "exif-rotated", "rgba", "huge", "webp", "bitmap"])
def test_one_photo_in_any_form_is_a_match(
    hadir: Hadir, references: list[Path], photo: PillowImage.Image, tmp_path: Path, kind: str
) -> None:
    ran = hadir("verify", *references, "--probe", variants(photo, tmp_path)[kind])
    assert ran.code == MATCH, ran.out + ran.err


def save(folder: Path, name: str, content: PillowImage.Image | bytes) -> Path:
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content.save(path)
    return path


@pytest.mark.parametrize("kind", ["no face", "several faces", "blurred"])
def test_a_probe_that_shows_too_little_is_no_verdict(
    hadir: Hadir, references: list[Path], photo: PillowImage.Image, faces: Path, tmp_path: Path, kind: str
) -> None:
    pair = np.hstack([np.asarray(photo), np.asarray(PillowImage.open(faces / photo_name(5, 1)).convert("RGB"))])
    pictures = {
        "no face": PillowImage.new("RGB", (300, 300), "grey"),
        "several faces": PillowImage.fromarray(pair),
        "blurred": photo.resize((460, 560)).filter(ImageFilter.GaussianBlur(14)),
    }
    ran = hadir("verify", *references, "--probe", save(tmp_path, "probe.png", pictures[kind]))
    assert ran.code == COULD_NOT_TELL
    assert "could not tell" in ran.out


@pytest.mark.parametrize("kind", ["tiny", "truncated", "text", "empty", "missing", "folder", "pipe"])
def test_a_probe_that_is_no_usable_picture_is_bad_input_named_in_one_line(
    hadir: Hadir, references: list[Path], photo: PillowImage.Image, tmp_path: Path, kind: str
) -> None:
    whole = save(tmp_path, "whole.jpg", photo).read_bytes()
    if kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no named pipes on this system")
        os.mkfifo(tmp_path / "pipe")
    probes = {
        "tiny": save(tmp_path, "tiny.png", photo.resize((20, 24))),
        "truncated": save(tmp_path, "truncated.jpg", whole[: len(whole) // 2]),
        "text": save(tmp_path, "text.jpg", b"This is not a picture."),
        "empty": save(tmp_path, "empty.jpg", b""),
        "missing": tmp_path / "missing.jpg",
        "folder": tmp_path,
        "pipe": tmp_path / "pipe",
    }
    ran = hadir("verify", *references, "--probe", probes[kind])
    assert ran.code == BAD_INPUT
    assert ran.out == ""
    assert ran.err.startswith("hadir: ")
    assert str(probes[kind]) in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_reference_without_exactly_one_face_is_bad_input(
    hadir: Hadir, references: list[Path], tmp_path: Path
) -> None:
    wall = save(tmp_path, "wall.png", PillowImage.new("RGB", (300, 300), "grey"))
    ran = hadir("verify", references[0], wall, "--probe", references[1])
    assert ran.code == BAD_INPUT
    assert f"{wall}: expected a photo of one face, found no face" in ran.err


def test_a_rate_that_was_never_measured_is_bad_input(hadir: Hadir, references: list[Path]) -> None:
    ran = hadir("verify", references[0], "--probe", references[1], "--target-fmr", "0.0007")
    assert ran.code == BAD_INPUT
    assert "there is one for: 0.01, 0.001" in ran.err


def test_a_command_line_that_is_wrong_is_bad_input(hadir: Hadir, references: list[Path]) -> None:
    assert hadir("verify", references[0]).code == BAD_INPUT
