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
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import onnx
import onnxruntime
from google.protobuf.message import DecodeError
from onnx.utils import Extractor
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf

from models import folding
from models.errors import (
    LicenceError,
    ModelAlteredError,
    ModelFormatError,
    ModelMissingError,
    UnknownModelError,
)
from models.manifest import ModelEntry, read_manifests

_SIZE_LIMIT = 512 * 1024 * 1024  # bytes; the largest face model in use is half of that
_LICENSED_USE = "name it under accepted_licences in [recognition] of the configuration, or with --accept-licence"


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A manifest entry with the file that was found for it and proved to be the right one."""

    entry: ModelEntry
    path: Path


class ModelRegistry:
    """Serves verified models.

    Args:
        cache: folder for folded weights; made when first needed, owner-only.
        directories: folders to search before the installed packages.
        threads: threads of one session, 0 for as many as there are cores.
        entries: the models there are; those of the manifests unless given.
        accepted: names of models whose restricting licence somebody has accepted.
    """

    def __init__(
        self,
        cache: Path,
        directories: Sequence[Path] = (),
        threads: int = 0,
        entries: dict[str, ModelEntry] | None = None,
        accepted: Collection[str] = (),
    ) -> None:
        self._cache = cache
        self._directories = tuple(directories)
        self._threads = threads
        self._accepted = frozenset(accepted)
        self.entries = read_manifests(self._directories) if entries is None else entries

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
                _check(path, entry)
                return FoundModel(entry, path)
        raise ModelMissingError(entry.file, entry.sha256, places, entry.package)

    def entry(self, name: str) -> ModelEntry:
        """The manifest's entry of that name; raises UnknownModelError."""
        if name not in self.entries:
            raise UnknownModelError(f"no model named {name!r}; the manifest has: {', '.join(self.entries)}")
        return self.entries[name]

    def folded(self, name: str) -> Path:
        """The float32 form of a model, from the cache where it is there and whole.

        Raises:
            UnknownModelError, LicenceError, ModelMissingError, ModelAlteredError, ModelFormatError.
        """
        found = self.licensed(name)
        recipe = hashlib.sha256(found.entry.sha256.encode() + Path(folding.__file__).read_bytes()).hexdigest()
        path = self._cache / f"{name}-{recipe[:16]}.onnx"
        seal = path.with_suffix(".sha256")
        if path.is_file() and seal.is_file() and seal.read_text(encoding="ascii").strip() == sha256_of(path):
            return path
        self._cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            model = folding.fold(onnx.load(found.path), found.entry.free_axes)
        except (DecodeError, onnx.checker.ValidationError, IndexError, ValueError) as error:
            raise ModelFormatError(f"model file {found.path} is not a usable ONNX model: {error}") from error
        data = model.SerializeToString(deterministic=True)
        _write_atomically(path, data)
        _write_atomically(seal, hashlib.sha256(data).hexdigest().encode())
        return path

    def licensed(self, name: str) -> FoundModel:
        """Find a model that may be run.

        Raises:
            LicenceError: its licence restricts its use, and nobody has accepted that.
            UnknownModelError, ModelMissingError, ModelAlteredError.
        """
        entry = self.entry(name)
        if entry.restriction and name not in self._accepted:
            raise LicenceError(
                f"model {name} has the licence {entry.licence}: {entry.restriction}. If your use is allowed by it, "
                f"{_LICENSED_USE}"
            )
        return self.find(name)

    def verify(self, name: str) -> None:
        """Check a model's file, and that it opens where it is a network in ONNX. Raises what `open` raises."""
        if self.find(name).path.suffix == ".onnx":
            self.open(name)

    def open(self, name: str, outputs: Sequence[str] = ()) -> onnxruntime.InferenceSession:
        """Open a model for running on the CPU, all of it or what leads to some of its outputs.

        Raises what `folded` raises.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        # Idle threads that spin would take the second core from camera and window.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        path = self.folded(name)
        try:
            model = str(path) if not outputs else _leading_to(outputs, onnx.load(path))
            return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except (Fail, InvalidGraph, InvalidProtobuf) as error:
            raise ModelFormatError(f"model {name} cannot be run: {error}") from error


def _leading_to(outputs: Sequence[str], model: onnx.ModelProto) -> bytes:
    inputs = [each.name for each in model.graph.input]
    part: bytes = Extractor(model).extract_model(inputs, list(outputs)).SerializeToString()
    return part


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check(path: Path, entry: ModelEntry) -> None:
    size = path.stat().st_size
    found = sha256_of(path) if size <= _SIZE_LIMIT else "nothing, the file is too large to be a model"
    if found != entry.sha256:
        raise ModelAlteredError(path, entry.sha256, found, size, entry.package)


def _package_folders(entry: ModelEntry) -> list[Path]:
    """Where an installed package keeps its data, found without importing the package."""
    spec = importlib.util.find_spec(entry.package) if entry.package else None
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
