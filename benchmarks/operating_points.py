"""Measures the engine's own thresholds on a folder that holds one folder per person.

    python -m benchmarks.operating_points FOLDER

Twice: every picture against every other, and fused templates as the desk compares them, three pictures of one person
against three others of another. Prints the tables of `models/manifest.toml` and, for each threshold, the share of
genuine comparisons below it. A rate is printed only where at least ten impostor comparisons lie above the threshold;
fewer measure nothing.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.registry import ModelRegistry
from recognition.alignment import align
from recognition.detection import PortraitDetector, YuNet
from recognition.engines.sface import SFace
from recognition.images import read_image

RATES = (1e-2, 1e-3, 1e-4, 1e-5)
FUSED = 3  # pictures on each side
DRAWS = 10  # of which pictures of a person are references and which are probes
_ENOUGH = 10


def main(root: Path) -> None:
    """Measure and print."""
    vectors, people = _templates(root)
    upper = np.triu_indices(len(vectors), 1)
    same = people[upper[0]] == people[upper[1]]
    scores = (vectors @ vectors.T)[upper]
    single = _print("operating_points", f"{len(vectors)} pictures", scores[same], scores[~same])
    genuine, impostor, count = _fused(vectors, people)
    _print("fused_operating_points", f"{count} people, {DRAWS} draws", genuine, impostor)
    for fmr, threshold in single.items():
        passing = (impostor >= threshold).mean()
        print(f"# fused templates pass the single-picture threshold for FMR {fmr:g} at {passing:.2g}")


def _templates(root: Path) -> tuple[NDArray[np.float32], NDArray[np.str_]]:
    registry = ModelRegistry(Path(tempfile.gettempdir()) / "hadir-benchmark-models")
    detector = PortraitDetector(YuNet(registry.open("yunet")))
    embedder = SFace(registry.open("sface"))
    vectors, people = [], []
    for path in sorted(root.glob("*/*")):
        picture = read_image(path)
        # These collections centre the person who is named; the largest face may be a bystander's.
        centre = np.array(picture.shape[1::-1]) / 2
        faces = sorted(
            detector.detect(picture),
            key=lambda face: float(np.linalg.norm(face.landmarks.mean(axis=0) - centre)),
        )
        if faces:
            vectors.append(embedder.embed(align(picture, faces[0])).vector)
            people.append(path.parent.name)
        else:
            print(f"# no face found in {path.name}")
    return np.stack(vectors), np.array(people)


def _fused(
    vectors: NDArray[np.float32], people: NDArray[np.str_]
) -> tuple[NDArray[np.float32], NDArray[np.float32], int]:
    """Genuine and impostor scores of fused references against fused probes, and how many people there are."""
    random = np.random.default_rng(0)
    rows = [np.flatnonzero(people == person) for person in np.unique(people)]
    # Enough for one side serves for impostor comparisons; genuine ones take other pictures on the other side.
    rows = sorted((each for each in rows if len(each) >= FUSED), key=len, reverse=True)
    twice = sum(len(each) >= 2 * FUSED for each in rows)
    genuine, impostor = [], []
    for _ in range(DRAWS):
        drawn = [random.permutation(each) for each in rows]
        references = _mean(vectors[np.array([each[:FUSED] for each in drawn])])
        probes = _mean(vectors[np.array([each[-FUSED:] for each in drawn])])
        scores = references @ probes.T
        genuine.append(np.diagonal(scores)[:twice])
        impostor.append(scores[~np.eye(len(rows), dtype=bool)])
    return np.concatenate(genuine), np.concatenate(impostor), len(rows)


def _mean(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    mean = vectors.mean(axis=1)
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)


def _print(name: str, what: str, genuine: NDArray[np.float32], impostor: NDArray[np.float32]) -> dict[float, float]:
    """Print a table and return it: threshold by rate."""
    table: dict[float, float] = {}
    print(f"# {what}: {len(genuine)} genuine and {len(impostor)} impostor comparisons")
    print(f"{name} = [")
    highest = np.sort(impostor)[::-1]
    for rate in RATES:
        above = int(rate * len(highest))
        if above < _ENOUGH:
            print(f"    # FMR {rate:g}: too few impostor comparisons to measure")
            continue
        threshold = table[rate] = float(np.nextafter(highest[above], np.float32(1)))
        print(f"    {{ fmr = {rate:g}, threshold = {threshold:.4f} }}, # FNMR {(genuine < threshold).mean():.2%}")
    print("]")
    return table


if __name__ == "__main__":
    main(Path(sys.argv[1]))
