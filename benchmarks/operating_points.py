"""Measures the engine's own thresholds: every picture of a labelled folder against every other.

    python -m benchmarks.operating_points FOLDER

FOLDER holds one folder per person. Prints the `operating_points` of `models/manifest.toml` and, for each, the
share of genuine comparisons below the threshold. A rate is printed only where at least ten impostor comparisons
lie above the threshold; fewer measure nothing.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np

from models.registry import ModelRegistry
from recognition.alignment import align
from recognition.detection import PortraitDetector, YuNet
from recognition.engines.sface import SFace
from recognition.images import read_image

RATES = (1e-2, 1e-3, 1e-4, 1e-5)
_ENOUGH = 10


def main(root: Path) -> None:
    """Measure and print."""
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
    matrix, names = np.stack(vectors), np.array(people)
    upper = np.triu_indices(len(matrix), 1)
    scores = (matrix @ matrix.T)[upper]
    same = names[upper[0]] == names[upper[1]]
    genuine, impostor = scores[same], np.sort(scores[~same])[::-1]
    print(f"# {len(matrix)} pictures, {len(genuine)} genuine and {len(impostor)} impostor comparisons")
    for rate in RATES:
        above = int(rate * len(impostor))
        if above < _ENOUGH:
            print(f"# FMR {rate:g}: too few impostor comparisons to measure")
            continue
        threshold = float(np.nextafter(impostor[above], 1))
        fnmr = float((genuine < threshold).mean())
        print(f"{{ fmr = {rate:g}, threshold = {threshold:.4f} }},  # FNMR {fnmr:.2%}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
