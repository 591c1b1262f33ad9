"""Why the quality gates are where they are, on a folder that holds one folder per person.

    python -m benchmarks.gates FOLDER

Aligned faces are spoiled a step at a time and compared with themselves: what the measure says, what is left of the
similarity, how many the gate refuses. Then genuine comparisons by how far a head is turned, and pictures that are
turned themselves. The figures stand in docs/quality.md.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.operating_points import templates_of
from models.manifest import read_manifest
from models.registry import ModelRegistry
from recognition.alignment import TEMPLATE_POINTS, AlignedFace
from recognition.engines import DEFAULT
from recognition.evaluation.datasets import read_folder
from recognition.evaluation.extraction import choose_subject
from recognition.evaluation.measuring import compare_all
from recognition.images import read_image
from recognition.quality import (
    Measure,
    QualityContext,
    dynamic_range,
    head_pose_roll,
    over_exposure_prevention,
    sharpness,
    under_exposure_prevention,
)
from recognition.quality.head_pose import HeadPose
from recognition.recogniser import Recogniser, open_recogniser
from recognition.scoring import Samples
from recognition.types import Face, Image

EVERY = 30  # photos of the folder
YAWS = (0, 15, 30, 40, 50, 90)  # degrees

Spoil = Callable[[Image], Image]


def main(root: Path) -> None:
    """Measure and print."""
    console = Console(width=110)
    registry = ModelRegistry(Path(tempfile.gettempdir()) / "hadir-benchmarks" / "models")
    recogniser = open_recogniser(registry, portraits=True)
    pictures = [read_image(photo.path) for photo in read_folder(root)[::EVERY]]
    subjects = [_subject(recogniser, picture) for picture in pictures]
    faces = [subject for subject in subjects if subject is not None]
    table = Table(f"{len(faces)} faces spoiled", "measure", "raw, median", "similarity, median", "5 %", "refused")
    for row in _spoiled(recogniser, faces):
        table.add_row(*row)
    console.print(table)
    table = Table("the farther of two heads is turned by", "comparisons of one person", "missed at FMR 1e-4")
    for row in _by_yaw(root):
        table.add_row(*row)
    console.print(table)
    table = Table("picture turned by", "face found", "roll measured, median", "refused by roll", "by the unified score")
    for angle in (15, 30, 40, 45, 180):
        table.add_row(*_turned(recogniser, pictures, angle))
    console.print(table)


def _spoiled(recogniser: Recogniser, faces: Sequence[AlignedFace]) -> Iterator[tuple[str, ...]]:
    steps: list[tuple[str, Measure, Spoil]] = [("nothing", sharpness.assess, lambda crop: crop)]
    steps += [(f"blur, sigma {s:g} px", sharpness.assess, _blur(s)) for s in (1, 1.5, 2, 3)]
    steps += [(f"moved by {n} px across", sharpness.assess, _move(n)) for n in (3, 7, 13)]
    steps += [(f"light times {f:g}", under_exposure_prevention.assess, _light(f, 0)) for f in (0.4, 0.2, 0.1)]
    steps += [(f"light plus {a}", over_exposure_prevention.assess, _light(1, a)) for a in (80, 120, 160)]
    steps += [(f"contrast times {f:g}", dynamic_range.assess, _light(f, 128 * (1 - f))) for f in (0.3, 0.15)]
    whole = [recogniser.embed(face).template for face in faces]
    for name, measure, spoil in steps:
        raws, alike, refused = [], [], 0
        for face, template in zip(faces, whole, strict=True):
            spoiled = _put(face, spoil(face.crop))
            result = measure(QualityContext((face.face,), spoiled))
            raws += [result.raw] if result.raw is not None else []
            refused += not result.passed
            alike.append(template.similarity(recogniser.embed(spoiled).template))
        figures = f"{np.median(raws):.3f}", f"{np.median(alike):.2f}", f"{np.quantile(alike, 0.05):.2f}"
        yield name, measure.__module__.rsplit(".", 1)[-1], *figures, f"{refused / len(faces):.0%}"


def _put(face: AlignedFace, crop: Image) -> AlignedFace:
    """The face with another crop, in a picture that is no more than that crop."""
    return AlignedFace(crop, Face(face.face.box, TEMPLATE_POINTS.copy(), face.face.confidence), crop)


def _by_yaw(root: Path) -> Iterator[tuple[str, ...]]:
    templates = templates_of(root)
    yaws = [pose.yaw if (pose := HeadPose.of(points)) else np.nan for points in templates.landmarks]
    people = np.unique([photo.person for photo in templates.photos], return_inverse=True)[1].astype(np.int64)
    genuine, _ = compare_all(Samples(templates.vectors, people), lambda done: None)
    turned = np.abs(np.array(yaws))
    farther = np.maximum(turned[genuine.rows], turned[genuine.columns])
    missed = genuine.scores < read_manifest()[DEFAULT].threshold(1e-4)
    for low, high in pairwise(YAWS):
        there = (farther >= low) & (farther < high)
        if there.any():
            yield f"{low} to {high} degrees", str(there.sum()), f"{missed[there].sum()}, {missed[there].mean():.1%}"


def _turned(recogniser: Recogniser, pictures: Sequence[Image], angle: float) -> tuple[str, ...]:
    rolls, by_roll, by_score = [], 0, 0
    for picture in pictures:
        height, width = picture.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        turned = np.asarray(cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)
        subject = _subject(recogniser, turned)
        if subject is None:
            continue
        roll = head_pose_roll.assess(QualityContext((subject.face,), subject))
        rolls.append(roll.raw or 0.0)
        by_roll += not roll.passed
        by_score += not recogniser.embed(subject).quality.passed
    found = f"{len(rolls)} of {len(pictures)}"
    return f"{angle:g} degrees", found, f"{np.median(rolls or [np.nan]):.0f}", str(by_roll), str(by_score)


def _subject(recogniser: Recogniser, picture: Image) -> AlignedFace | None:
    faces = recogniser.faces(picture)
    return recogniser.align(picture, choose_subject(faces, picture)) if faces else None


def _blur(sigma: float) -> Spoil:
    return lambda crop: np.asarray(cv2.GaussianBlur(crop, (0, 0), sigma), dtype=np.uint8)


def _move(length: int) -> Spoil:
    path = np.full((1, length), 1 / length, dtype=np.float32)
    return lambda crop: np.asarray(cv2.filter2D(crop, -1, path, borderType=cv2.BORDER_REPLICATE), dtype=np.uint8)


def _light(factor: float, more: float) -> Spoil:
    return lambda crop: np.clip(crop.astype(np.float32) * factor + more, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
