"""What can be set at a station."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from wire.reports import StationId


class StationConfig(BaseModel):
    """The ``[station]`` table of the configuration."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: StationId = "station-1"
    session: Annotated[str, Field(max_length=120)] = ""
    camera: Annotated[str, Field(min_length=1, max_length=1000)] = "0"
    server: Annotated[str, Field(max_length=1000)] = "http://127.0.0.1:8640"
    language: Literal["id", "en"] = "id"
    sound: bool = True
    target_fmr: Annotated[float, Field(gt=0, le=0.01)] = 1e-4
