"""What each way to better accuracy is worth, alone and together, on a folder that holds one folder per person.

    python -m benchmarks.levers FOLDER

FNMR at three false match rates, every photo against every other; then fused templates, by how the pictures are weighed
and how many there are. The decisions are in docs/decisions/0010.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from models.registry import ModelRegistry
from recognition.alignment import CROP_SIDE, TEMPLATE_POINTS, similarity_transform
from recognition.detection import FULL_SIDE, SECOND_LOOK_OUTPUTS, PortraitDetector, SecondLook, YuNet
from recognition.evaluation.datasets import Photo, read_folder
from recognition.evaluation.extraction import choose_subject
from recognition.evaluation.fusion import draw_sides
from recognition.evaluation.measuring import compare_sides
from recognition.images import read_image
from recognition.parallel import in_parallel
from recognition.scoring import Samples, count_impostors, highest, threshold_at
from recognition.types import Image, Vector

RATES = (1e-3, 1e-4, 1e-5)
DRAWS = 10

# How the landmarks were found, how large the face is in the crop, how it was interpolated.
ALIGNMENTS = {
    "one look at 320 px": ("first", 1.0, cv2.INTER_LINEAR),
    "one look at 640 px": ("full", 1.0, cv2.INTER_LINEAR),
    "second look": ("second", 1.0, cv2.INTER_LINEAR),
    "second look, face 5 % smaller": ("second", 0.95, cv2.INTER_LINEAR),
    "second look, face 5 % larger": ("second", 1.05, cv2.INTER_LINEAR),
    "second look, cubic": ("second", 1.0, cv2.INTER_CUBIC),
}


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """Raw vectors of every photo by alignment, (N, 2, D): of the crop and of its mirror image; and the people."""

    vectors: dict[str, Vector]
    people: NDArray[np.int64]


def main(root: Path) -> None:
    """Measure and print."""
    photos = read_folder(root)
    made = make(photos)
    console = Console(width=110)
    table = Table(
        "every photo against every other", "mirrored", "centred", *(f"FNMR at FMR {rate:g}" for rate in RATES)
    )
    for name in ALIGNMENTS:
        for mirrored, centring in ((False, False), (True, False), (False, True), (True, True)):
            samples = samples_of(made.vectors[name], made.people, mirrored=mirrored, centring=centring)
            table.add_row(name, "yes" if mirrored else "", "yes" if centring else "", *errors(samples))
    table.add_row("second look, one side only", "one side", "yes", *errors(*enrolled_and_live(made)))
    console.print(table)
    table = Table(
        "fused, second look, centred", "weighed", "FNMR at FMR 1e-4", "lowest genuine", "highest impostor", "d'"
    )
    for references, probes in ((1, 1), (1, 3), (2, 2), (3, 3)):
        for mirrored in (False, True):
            for weighed in (False, True):
                name = f"{references} against {probes}{', mirrored' if mirrored else ''}"
                row = fused(made, references, probes, mirrored=mirrored, weighed=weighed)
                table.add_row(name, "by quality" if weighed else "alike", *row)
    console.print(table)


def make(photos: tuple[Photo, ...]) -> Made:
    """Embed every photo in every way."""
    registry = ModelRegistry(Path(tempfile.gettempdir()) / "hadir-benchmarks" / "models", threads=1)
    detection, embedding = registry.open("yunet"), registry.open("sface")
    finder, full = PortraitDetector(detection), YuNet(detection, FULL_SIDE)
    second = SecondLook(YuNet(registry.open("yunet", SECOND_LOOK_OUTPUTS)))

    def look(photo: Photo) -> dict[str, Vector] | None:
        image = read_image(photo.path)
        faces = finder.detect(image)
        if not faces:
            return None
        first = choose_subject(faces, image)
        largest = full.detect(image) or faces
        points = {
            "first": first.landmarks,
            "full": choose_subject(largest, image).landmarks,
            "second": second.refine(image, first).landmarks,
        }
        return {
            name: embed(embedding, crop(image, points[found], scale, interpolation))
            for name, (found, scale, interpolation) in ALIGNMENTS.items()
        }

    done = list(in_parallel(look, photos, os.cpu_count() or 1))
    kept = [(photo.person, vectors) for photo, vectors in zip(photos, done, strict=True) if vectors is not None]
    people = np.unique([person for person, _ in kept], return_inverse=True)[1].astype(np.int64)
    return Made({name: np.stack([vectors[name] for _, vectors in kept]) for name in ALIGNMENTS}, people)


def crop(image: Image, points: Vector, scale: float, interpolation: int) -> Image:
    """An aligned crop with the face larger or smaller in it than ArcFace has it."""
    middle = np.float32(CROP_SIDE / 2)
    matrix = similarity_transform(points, (TEMPLATE_POINTS - middle) * np.float32(scale) + middle)
    return np.asarray(cv2.warpAffine(image, matrix, (CROP_SIDE, CROP_SIDE), flags=interpolation), dtype=np.uint8)


def embed(session: onnxruntime.InferenceSession, picture: Image) -> Vector:
    """Raw vectors (2, D) of a crop and of its mirror image."""
    rgb = picture[:, :, ::-1].transpose(2, 0, 1).astype(np.float32)
    return np.asarray(session.run(None, {"data": np.stack([rgb, rgb[:, :, ::-1]])})[0])


def samples_of(raw: Vector, people: NDArray[np.int64], *, mirrored: bool, centring: bool) -> Samples:
    """Templates of raw vectors."""
    vectors = unit(raw.mean(axis=1) if mirrored else raw[:, 0])
    if centring:
        vectors = unit(vectors - vectors[np.unique(people, return_index=True)[1]].mean(axis=0))
    return Samples(vectors, people)


def enrolled_and_live(made: Made) -> tuple[Samples, Samples]:
    """Every photo as enrolment makes its template, without the mirrored crop, and as the desk does, with it."""
    raw = made.vectors["second look"]
    enrolled, live = (samples_of(raw, made.people, mirrored=mirrored, centring=False) for mirrored in (False, True))
    centre = enrolled.vectors[np.unique(made.people, return_index=True)[1]].mean(axis=0)
    return Samples(unit(enrolled.vectors - centre), made.people), Samples(unit(live.vectors - centre), made.people)


def errors(samples: Samples, probes: Samples | None = None) -> list[str]:
    """FNMR at each rate, of the samples among themselves or against those of other pictures."""
    counts = count_impostors(samples, probes).all
    scores = samples.vectors @ (probes or samples).vectors.T
    same = samples.people[:, None] == samples.people[None, :]
    genuine = scores[np.triu(same, 1) if probes is None else same & ~np.eye(len(same), dtype=np.bool_)]
    return [f"{(genuine < threshold_at(counts, rate)).mean():.2%}" for rate in RATES]


def fused(made: Made, references: int, probes: int, *, mirrored: bool, weighed: bool) -> list[str]:
    """FNMR at 1e-4, lowest genuine and highest impostor score, and how far the two kinds of score lie apart."""
    raw = made.vectors["second look"]
    samples = samples_of(raw, made.people, mirrored=mirrored, centring=True)
    if weighed:  # the longer a vector, the more of a face the network saw
        lengths = np.linalg.norm(raw.mean(axis=1) if mirrored else raw[:, 0], axis=1, keepdims=True)
        samples = Samples(samples.vectors * lengths, samples.people)
    compared = [compare_sides(sides, lambda done: None) for sides in draw_sides(samples, references, probes, DRAWS)]
    genuine = np.concatenate([each.scores for each, _ in compared])
    counts = np.sum([impostor.all for _, impostor in compared], axis=0)
    middle = (np.arange(len(counts)) + 0.5) * 2 / len(counts) - 1
    mean = float(counts @ middle) / counts.sum()
    variance = float(counts @ (middle - mean) ** 2) / counts.sum()
    apart = (genuine.mean() - mean) / np.sqrt((genuine.var() + variance) / 2)
    missed = (genuine < threshold_at(counts, 1e-4)).mean()
    return [f"{missed:.2%}", f"{genuine.min():.3f}", f"{highest(counts) or -1:.3f}", f"{apart:.2f}"]


def unit(vectors: Vector) -> Vector:
    """Vectors of length one."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
