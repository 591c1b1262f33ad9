"""Measures how many of a folder's pictures each quality measure refuses, or gives advice about.

    python -m benchmarks.quality FOLDER [--every N] [--replay [--defocus PIXELS]]

FOLDER is searched to its depths: photos, and videos of which every tenth frame counts. Of several faces, the one
nearest the middle is judged. ``--every`` takes every Nth file. ``--replay`` plays each photo to the demonstration's
camera and judges the picture that comes out, with ``--defocus`` out of focus.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from models.registry import ModelRegistry
from recognition.images import read_image
from recognition.quality import MEASURES, QualityContext
from recognition.recogniser import Recogniser, open_recogniser
from recognition.types import Face, Image, QualityResult
from station.camera.replay import ReplayCamera, Scene

PHOTOS = {".jpg", ".jpeg", ".png", ".pgm", ".webp"}
VIDEOS = {".mpg", ".mkv", ".mp4", ".avi"}
FRAME_STEP = 10
PERCENTILES = (0.5, 5, 50, 95, 99.5)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--replay", action="store_true")
    parser.add_argument("--defocus", type=float, default=0.0)
    options = parser.parse_args()
    registry = ModelRegistry(Path(tempfile.gettempdir()) / "hadir-benchmark-models")
    recogniser = open_recogniser(registry, portraits=True)
    rows: list[list[QualityResult]] = []
    faceless = 0
    for picture in _pictures(options.folder, options.every):
        if options.replay:
            picture = ReplayCamera(Scene((picture,), defocus=options.defocus), seed=len(rows)).render()
        results = _results(recogniser, picture)
        if results is None:
            faceless += 1
        else:
            rows.append(results)
    _print(rows, faceless)


def _pictures(folder: Path, every: int) -> Iterator[Image]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in PHOTOS | VIDEOS)
    for path in files[::every]:
        if path.suffix.lower() in VIDEOS:
            yield from _frames(path)
        else:
            yield read_image(path)


def _frames(path: Path) -> Iterator[Image]:
    video, index = cv2.VideoCapture(str(path)), 0
    while True:
        there, frame = video.read()
        if not there:
            return
        if index % FRAME_STEP == 0:
            yield np.asarray(frame, dtype=np.uint8)
        index += 1


def _results(recogniser: Recogniser, picture: Image) -> list[QualityResult] | None:
    middle = np.array(picture.shape[1::-1]) / 2

    def off_middle(face: Face) -> float:
        return float(np.linalg.norm(face.landmarks.mean(axis=0) - middle))

    faces = sorted(recogniser.faces(picture), key=off_middle)
    if not faces:
        return None
    subject = recogniser.align(picture, faces[0])
    embedding = recogniser.embed(subject)
    context = QualityContext(tuple(faces), subject)
    return [*(measure(context) for measure in MEASURES), embedding.quality]


def _print(rows: list[list[QualityResult]], faceless: int) -> None:
    console = Console(width=110)
    table = Table("measure", *(f"{each:g} %" for each in PERCENTILES), "not assessed", "refused", "advised")
    for column in zip(*rows, strict=True):
        raw = [result.raw for result in column if result.raw is not None]
        table.add_row(
            column[0].measure,
            *_percentiles(np.array(raw)),
            f"{len(column) - len(raw)}",
            f"{sum(not result.passed for result in column)}",
            f"{sum(result.passed and not result.satisfactory for result in column)}",
        )
    refused = sum(any(not result.passed for result in row) for row in rows)
    console.print(table)
    console.print(f"{len(rows)} faces, {refused} refused by any gate; {faceless} pictures without a face")


def _percentiles(raw: NDArray[np.float64]) -> list[str]:
    return [f"{value:.3g}" for value in np.percentile(raw, PERCENTILES)] if len(raw) else ["–"] * len(PERCENTILES)


if __name__ == "__main__":
    main()
