"""Finds a model of the manifest, checks it, folds it once, and opens it.

The order of search: the directories given, then the folder of the installed package that ships the file.
The folded file is cached under the digest of its source and of the folding code, written to a temporary name
and moved into place, so that two programs starting at once both end with a whole file:

* both find no cache: each writes its own temporary file, the second move replaces the first by an equal file;
* one finds the other's file: it checks the digest written beside it and uses it;
* one is killed half-way: its temporary file is never looked at again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import onnx
import onnxruntime

from models import folding
from models.errors import ManifestError, ModelAlteredError, ModelMissingError, UnknownModelError

MANIFEST = Path(__file__).with_name("manifest.toml")
_SIZE_LIMIT = 512 * 1024 * 1024  # bytes; the largest face model in use is half of that
_FREE_AXES = {"detection": (2, 3), "embedding": (0,)}


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A threshold and the false match rate that it was measured at.

    ``fmr`` is a share (0 to 1) of impostor comparisons, ``threshold`` a cosine similarity (-1 to 1).
    """

    fmr: float
    threshold: float


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model of the manifest. ``sha256`` is the digest of the file as its package ships it.

    ``operating_points`` are of one picture against one, ``fused_operating_points`` of fused templates: averaging makes
    everybody's templates less noisy, strangers' too, so the same score means less.
    """

    name: str
    task: str
    title: str
    file: str
    sha256: str
    package: str
    folder: str
    licence: str
    source: str
    input: str
    output: str
    dimension: int = 0
    measured_on: str = ""
    operating_points: tuple[OperatingPoint, ...] = field(default=())
    fused_operating_points: tuple[OperatingPoint, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A manifest entry with the file that was found for it and proved to be the right one."""

    entry: ModelEntry
    path: Path


def read_manifest(path: Path = MANIFEST) -> dict[str, ModelEntry]:
    """Read the manifest.

    Raises:
        ManifestError: it is not TOML, or an entry lacks a field or has an unknown one.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: _entry(name, table) for name, table in tables.items()}
    except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
        raise ManifestError(f"model manifest {path}: {error}") from error


def _entry(name: str, table: dict[str, Any]) -> ModelEntry:
    single, fused = (
        tuple(OperatingPoint(**point) for point in table.pop(key, ()))
        for key in ("operating_points", "fused_operating_points")
    )
    return ModelEntry(name=name, operating_points=single, fused_operating_points=fused, **table)


class ModelRegistry:
    """Serves verified models.

    Args:
        cache: folder for folded weights; made when first needed, owner-only.
        directories: folders to search before the installed packages.
        threads: threads of one session, 0 for as many as there are cores.
        entries: the manifest's entries, read from the manifest unless given.
    """

    def __init__(
        self,
        cache: Path,
        directories: Sequence[Path] = (),
        threads: int = 0,
        entries: dict[str, ModelEntry] | None = None,
    ) -> None:
        self._cache = cache
        self._directories = tuple(directories)
        self._threads = threads
        self.entries = read_manifest() if entries is None else entries

    def find(self, name: str) -> FoundModel:
        """Find the file of a model and check its digest.

        Raises:
            UnknownModelError, ModelMissingError, ModelAlteredError.
        """
        entry = self.entry(name)
        places = [*self._directories, *_package_folders(entry)]
        for place in places:
            path = place / entry.file
            if path.is_file():
                _check(path, entry.sha256)
                return FoundModel(entry, path)
        raise ModelMissingError(entry.file, entry.sha256, places)

    def entry(self, name: str) -> ModelEntry:
        """The manifest's entry of that name; raises UnknownModelError."""
        if name not in self.entries:
            raise UnknownModelError(f"no model named {name!r}; the manifest has: {', '.join(self.entries)}")
        return self.entries[name]

    def folded(self, name: str) -> Path:
        """The float32 form of a model, from the cache where it is there and whole.

        Raises:
            UnknownModelError, ModelMissingError, ModelAlteredError.
        """
        found = self.find(name)
        recipe = hashlib.sha256(found.entry.sha256.encode() + Path(folding.__file__).read_bytes()).hexdigest()
        path = self._cache / f"{name}-{recipe[:16]}.onnx"
        seal = path.with_suffix(".sha256")
        if path.is_file() and seal.is_file() and seal.read_text(encoding="ascii").strip() == sha256_of(path):
            return path
        self._cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        model = folding.fold(onnx.load(found.path), _FREE_AXES[found.entry.task])
        data = model.SerializeToString(deterministic=True)
        _write_atomically(path, data)
        _write_atomically(seal, hashlib.sha256(data).hexdigest().encode())
        return path

    def open(self, name: str) -> onnxruntime.InferenceSession:
        """Open a model for running on the CPU. Raises what `folded` raises."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        # Idle threads that spin would take the second core from camera and window.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self.folded(name)), options, providers=["CPUExecutionProvider"])


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check(path: Path, expected: str) -> None:
    size = path.stat().st_size
    found = sha256_of(path) if size <= _SIZE_LIMIT else "nothing, the file is too large to be a model"
    if found != expected:
        raise ModelAlteredError(path, expected, found, size)


def _package_folders(entry: ModelEntry) -> list[Path]:
    """Where an installed package keeps its data, found without importing the package."""
    spec = importlib.util.find_spec(entry.package)
    locations = spec.submodule_search_locations if spec else None
    return [Path(location) / entry.folder for location in locations or ()]


def _write_atomically(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
