"""What can be set at a station."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from wire.base import StationId

UNNAMED = "station-1"  # what a station is called that nobody has named


class StationConfig(BaseModel):
    """The ``[station]`` table of the configuration.

    ``id`` names a station whose journal is begun before it is registered; empty for `UNNAMED`. ``server`` is empty for
    the address that the station was registered with, ``ca_file`` for the authorities that come with the program.
    ``target_fmr`` is that of the session's pack where none is named; one that is named may only be stricter.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: StationId | Literal[""] = ""
    session: Annotated[str, Field(max_length=120)] = ""
    camera: Annotated[str, Field(min_length=1, max_length=1000)] = "0"
    server: Annotated[str, Field(max_length=1000)] = ""
    ca_file: Annotated[str, Field(max_length=1000)] = ""
    language: Literal["id", "en"] = "id"
    sound: bool = True
    target_fmr: Annotated[float, Field(gt=0, le=0.01)] | None = None
