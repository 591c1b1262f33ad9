"""Templates that were made already, by the digest of their photo: an evaluation that was killed goes on where it was.

One folder for each model, in it a file for every few hundred photos, each written to a temporary name and moved into
place. Killed at any moment, at most the last few hundred are made again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recognition.types import ModelId, Vector

_EVERY = 200  # photos
_VERSION = 1


@dataclass(frozen=True, slots=True, eq=False)
class Extracted:
    """What one photo gave.

    ``quality`` is the raw unified quality score, NaN where it could not be assessed; ``seconds`` is how long the
    machine was busy with it, from file to template.
    """

    vector: Vector
    landmarks: Vector
    quality: float
    seconds: float


class TemplateCache:
    """`get` may be asked by any thread; everything else is for one."""

    def __init__(self, folder: Path, model_id: ModelId) -> None:
        """Open the cache of a model; a file in it that is damaged is left out, and made anew in time."""
        name = hashlib.sha256(f"{model_id}/{_VERSION}".encode()).hexdigest()[:16]
        self._folder = folder / name
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._known: dict[str, Extracted] = {}
        self._unsaved: dict[str, Extracted] = {}
        for path in sorted(self._folder.glob("*.npz")):
            self._load(path)

    def get(self, digest: str) -> Extracted | None:
        """What a photo gave, if it is known."""
        return self._known.get(digest)

    def put(self, digest: str, extracted: Extracted) -> None:
        """Remember what a photo gave."""
        self._known[digest] = self._unsaved[digest] = extracted
        if len(self._unsaved) >= _EVERY:
            self.save()

    def clear(self) -> None:
        """Forget everything about this model."""
        for pattern in ("*.npz", ".part-*"):  # the second: what a killed run was about to write
            for path in self._folder.glob(pattern):
                path.unlink(missing_ok=True)
        self._known.clear()
        self._unsaved.clear()

    def save(self) -> None:
        """Write what is not on disk yet."""
        if not self._unsaved:
            return
        handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                values = list(self._unsaved.values())
                np.savez(
                    file,
                    digests=np.array(list(self._unsaved)),
                    vectors=np.stack([each.vector for each in values]),
                    landmarks=np.stack([each.landmarks for each in values]),
                    numbers=np.array([(each.quality, each.seconds) for each in values], dtype=np.float64),
                )
            content = hashlib.sha256("".join(self._unsaved).encode()).hexdigest()[:32]
            Path(temporary).replace(self._folder / f"{content}.npz")
        finally:
            Path(temporary).unlink(missing_ok=True)
        self._unsaved.clear()

    def _load(self, path: Path) -> None:
        try:
            # Opened here: of a file that is no archive numpy.load would leave it open.
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                rows = zip(file["digests"], file["vectors"], file["landmarks"], file["numbers"], strict=True)
                loaded = {
                    str(digest): Extracted(vector, landmarks, float(quality), float(seconds))
                    for digest, vector, landmarks, (quality, seconds) in rows
                }
        except OSError:
            return  # not there any more, or not for us to read: it may still be whole
        except (ValueError, KeyError, zipfile.BadZipFile, EOFError, RuntimeError):
            path.unlink(missing_ok=True)
        else:
            self._known |= loaded
