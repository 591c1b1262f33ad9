"""A policy file: how the stations that get a pack are to judge, where that is not as usual."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from enrollment.errors import PackingError
from wire.gallery import PackPolicy

_MAX_FILE = 64 * 1024  # bytes


def read_policy(path: Path) -> PackPolicy:
    """Read a policy file, TOML such as ``pin_closes_minutes = 10``; what it does not name is as usual.

    Raises:
        PackingError: it cannot be read, or has a key that is not known, or a value out of its range.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_FILE + 1)
        if len(data) > _MAX_FILE:
            raise PackingError(f"policy {path}: expected at most {_MAX_FILE} bytes, found more")
        return PackPolicy.model_validate(tomllib.loads(data.decode("utf-8-sig")))
    except ValidationError as error:
        raise PackingError("\n".join(_explain(path, each) for each in error.errors(include_url=False))) from error
    except (OSError, ValueError, RecursionError) as error:  # not there, not UTF-8, not TOML, or TOML without a bottom
        raise PackingError(f"policy {path} cannot be read: {error}") from error


def _explain(path: Path, error: Mapping[str, object]) -> str:
    location = error["loc"]
    key = location[0] if isinstance(location, tuple) and location else location
    if error["type"] == "extra_forbidden":
        return f"policy {path}: unknown key {key}; known: {', '.join(PackPolicy.model_fields)}"
    return f"policy {path}: {key}: {error['msg']}, found {error['input']!r}"
