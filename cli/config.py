"""The configuration: one TOML file in the data folder, unknown keys refused, flags above it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recognition.engines import DEFAULT
from station.config import StationConfig


class ConfigError(Exception):
    """The configuration cannot be read, or has a key or a value that is not known."""


class ServerConfig(BaseModel):
    """The ``[server]`` table. ``database`` is a URL; empty for SQLite in the data folder.

    ``certificate`` and ``key`` are PEM files, ``names`` the host names that the server is called by, ``proxy`` the
    address whose word on who the client is is believed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: Annotated[str, Field(min_length=1, max_length=255)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8640
    certificate: Annotated[str, Field(max_length=1000)] = ""
    key: Annotated[str, Field(max_length=1000)] = ""
    names: Annotated[list[str], Field(max_length=20)] = []
    proxy: Annotated[str, Field(max_length=255)] = "127.0.0.1"
    database: Annotated[str, Field(max_length=1000)] = ""


class RecognitionConfig(BaseModel):
    """The ``[recognition]`` table.

    ``engine`` is the model that makes the templates. ``accepted_licences`` names models whose restricting licence
    allows this use. ``threads`` 0: as many as there are cores.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    engine: Annotated[str, Field(min_length=1, max_length=120)] = DEFAULT
    accepted_licences: Annotated[list[str], Field(max_length=100)] = []
    model_directory: Annotated[str, Field(max_length=1000)] = ""
    threads: Annotated[int, Field(ge=0, le=64)] = 0


class Config(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    station: StationConfig = StationConfig()
    server: ServerConfig = ServerConfig()
    recognition: RecognitionConfig = RecognitionConfig()


def load_config(path: Path, flags: Mapping[str, Mapping[str, object]] | None = None) -> Config:
    """Read the file, if there is one, with ``flags`` (table, key, value; None: not given) above it.

    Raises:
        ConfigError: names the file, the key, what was expected and what was found.
    """
    tables: dict[str, object] = {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        tables = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"configuration {path} cannot be read: {error}") from error
    for table, values in (flags or {}).items():
        given = {key: value for key, value in values.items() if value is not None}
        current = tables.get(table, {})
        tables[table] = {**current, **given} if isinstance(current, dict) else current
    try:
        return Config.model_validate(tables)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise ConfigError("\n".join(_explain(path, flags or {}, each) for each in faults)) from error


def _explain(path: Path, flags: Mapping[str, Mapping[str, object]], error: Mapping[str, object]) -> str:
    location = error["loc"]
    keys = [str(part) for part in location] if isinstance(location, tuple) else [str(location)]
    where = ".".join(keys)
    if len(keys) > 1 and flags.get(keys[0], {}).get(keys[1]) is not None:
        return f"option --{keys[1].replace('_', '-')}: {error['msg']}, found {error['input']!r}"
    if error["type"] == "extra_forbidden":
        known = Config.model_fields if len(keys) == 1 else _table_fields(keys[0])
        return f"configuration {path}: unknown key {where}; known here: {', '.join(known)}"
    return f"configuration {path}: {where}: {error['msg']}, found {error['input']!r}"


def _table_fields(table: str) -> Mapping[str, object]:
    annotation = Config.model_fields[table].annotation if table in Config.model_fields else None
    return annotation.model_fields if isinstance(annotation, type) and issubclass(annotation, BaseModel) else {}
