"""Small files that people write by hand, TOML, into a model; what is wrong with one is told by its key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from enrollment.errors import EnrollmentError

_MAX_FILE = 64 * 1024  # bytes

_Model = TypeVar("_Model", bound=BaseModel)


def read_toml(path: Path, model: type[_Model], kind: str, problem: type[EnrollmentError]) -> _Model:
    """Read a file, such as ``number = "No. Ujian"``. ``kind`` is what it is called in messages.

    Raises:
        problem: it cannot be read, or has a key that is not known, or a value that cannot be.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_FILE + 1)
        if len(data) > _MAX_FILE:
            raise problem(f"{kind} {path}: expected at most {_MAX_FILE} bytes, found more")
        return model.model_validate(tomllib.loads(data.decode("utf-8-sig")))
    except ValidationError as error:
        faults = (_explain(f"{kind} {path}", model, each) for each in error.errors(include_url=False))
        raise problem("\n".join(faults)) from error
    except (OSError, ValueError, RecursionError) as error:  # not there, not UTF-8, not TOML, or TOML without a bottom
        raise problem(f"{kind} {path} cannot be read: {error}") from error


def _explain(file: str, model: type[BaseModel], error: Mapping[str, object]) -> str:
    location = error["loc"]
    key = location[0] if isinstance(location, tuple) and location else location
    if error["type"] == "extra_forbidden":
        return f"{file}: unknown key {key}; known: {', '.join(model.model_fields)}"
    return f"{file}: {key}: {error['msg']}, found {error['input']!r}"
