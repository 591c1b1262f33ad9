"""What models there are: the manifest of this package, and those that lie beside a user's own model files."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from models.errors import ManifestError, NotMeasuredError

MANIFEST = Path(__file__).with_name("manifest.toml")

_STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)
_Text = Annotated[str, Field(max_length=1000)]


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A threshold and the false match rate that it was measured at.

    ``fmr`` is a share (0 to 1) of impostor comparisons, ``threshold`` a cosine similarity (-1 to 1).
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    fmr: Annotated[float, Field(gt=0, le=1)]
    threshold: Annotated[float, Field(ge=-1, le=1)]


@dataclass(frozen=True, slots=True)
class NormMapping:
    """How the length of a model's vector maps to a quality: 50 at ``centre``, rising over ``width``."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    centre: float
    width: Annotated[float, Field(gt=0)]


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model of a manifest. ``sha256`` is the digest of the file as its package ships it.

    ``task`` is "detection", "embedding" (ArcFace layout), "dlib-embedding" or "dlib-landmarks". ``package`` and
    ``folder`` say where an installed package keeps the file; they are empty for a file of the user's own.
    ``optional`` models may be missing. ``restriction`` is what the licence forbids; a model that has one runs only
    once it was accepted by name.
    ``free_axes`` are axes of the first input that the network works with in any size, whatever its file says.

    Of an embedding model: the crop is ``side`` pixels square, its colours in the order of ``channels``, and the network
    is given ``(value - mean) * scale``; it returns ``dimension`` numbers. ``norm`` maps the length of that vector to
    a quality; None where nobody has measured what it means.

    ``operating_points`` are of one picture against one, ``fused_operating_points`` of fused templates: averaging makes
    everybody's templates less noisy, strangers' too, so the same score means less. ``centred_operating_points`` are
    of fused templates that are centred on their roster's mean: strangers' scores are lower then. An engine without
    such a table is not centred.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    # It is part of the model id that galleries and reports carry.
    name: Annotated[str, Field(min_length=1, max_length=60)]
    task: Literal["detection", "embedding", "dlib-embedding", "dlib-landmarks"]
    title: _Text
    file: Annotated[str, Field(pattern=r"^[^/\\\\]+$", max_length=255)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    licence: _Text
    source: _Text
    package: _Text = ""
    folder: _Text = ""
    optional: bool = False
    restriction: _Text = ""
    free_axes: tuple[Literal[0, 2, 3], ...] = ()
    side: Annotated[int, Field(ge=32, le=1024)] = 112
    channels: Literal["RGB", "BGR"] = "RGB"
    mean: Annotated[float, Field(ge=-1e6, le=1e6)] = 0.0
    scale: Annotated[float, Field(gt=0, le=1e6)] = 1.0
    dimension: Annotated[int, Field(ge=0, le=4096)] = 0
    norm: NormMapping | None = None
    measured_on: _Text = ""
    operating_points: tuple[OperatingPoint, ...] = ()
    fused_operating_points: tuple[OperatingPoint, ...] = ()
    centred_operating_points: tuple[OperatingPoint, ...] = ()

    def __post_init__(self) -> None:
        if self.task.endswith("embedding") and not self.dimension:
            raise ValueError("an embedding model needs its dimension")
        for points in (self.operating_points, self.fused_operating_points, self.centred_operating_points):
            if any(one.fmr <= two.fmr or one.threshold > two.threshold for one, two in pairwise(points)):
                raise ValueError("operating points: expected the most frequent rate first, thresholds that rise")

    def threshold(self, fmr: float) -> float:
        """The threshold for one picture against one, measured at a false match rate.

        Raises:
            NotMeasuredError: nobody has measured this model at that rate; the message names the rates there are.
        """
        for point in self.operating_points:
            if math.isclose(point.fmr, fmr):
                return point.threshold
        measured = ", ".join(f"{point.fmr:g}" for point in self.operating_points) or "none"
        raise NotMeasuredError(f"no threshold of {self.name} was measured for an FMR of {fmr:g}; measured: {measured}")


_ENTRIES = TypeAdapter(dict[str, ModelEntry])


def read_manifest(path: Path = MANIFEST) -> dict[str, ModelEntry]:
    """Read the manifest.

    Raises:
        ManifestError: it is not TOML, or an entry lacks a field, has an unknown one, or one that cannot be.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        named = {
            name: {"name": name, **table} if isinstance(table, Mapping) else table for name, table in tables.items()
        }
        return _ENTRIES.validate_python(named)
    except ValidationError as error:
        faults = "; ".join(_fault(each) for each in error.errors())
        raise ManifestError(f"model manifest {path}: {faults}") from error
    except (OSError, ValueError) as error:
        raise ManifestError(f"model manifest {path}: {error}") from error


def _fault(error: ErrorDetails) -> str:
    found = "" if isinstance(error["input"], Mapping) else f", found {error['input']!r}"
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}{found}"


def read_manifests(directories: Sequence[Path]) -> dict[str, ModelEntry]:
    """The manifest of this package, and those that lie beside the model files of the user's own directories.

    Raises:
        ManifestError: one cannot be read, or describes a model that another has described already.
    """
    entries = read_manifest()
    for directory in directories:
        path = directory / MANIFEST.name
        if path.is_file():
            own = read_manifest(path)
            twice = sorted(entries.keys() & own.keys())
            if twice:
                raise ManifestError(f"model manifest {path}: {', '.join(twice)} is described already; use another name")
            entries |= own
    return entries
