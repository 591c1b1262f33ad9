"""What is to be simulated, and what a worker process is told of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

MAX_STATIONS = 2_000


class Scenario(BaseModel):
    """The whole simulation. ``faults`` is the share of requests that something happens to, ``pace`` the seconds
    between two reports of a station, ``kills`` how often a worker or the server is killed."""

    model_config = ConfigDict(frozen=True)

    stations: Annotated[int, Field(ge=1, le=MAX_STATIONS)] = 10
    reports: Annotated[int, Field(ge=1, le=100_000)] = 100
    seed: int = 1
    faults: Annotated[float, Field(ge=0, le=0.9)] = 0.1
    kills: Annotated[int, Field(ge=0, le=10_000)] = 6
    pace: Annotated[float, Field(ge=0, le=3600)] = 0.05


class StationOrder(BaseModel):
    """One station of a worker: the key of its journal in hexadecimal, the code of its invitation."""

    model_config = ConfigDict(frozen=True)

    name: str
    code: str
    secret: str
    salt: str
    seed: int


class WorkerOrder(BaseModel):
    """A worker process: its stations record ``reports`` check-ins each, and deliver them."""

    model_config = ConfigDict(frozen=True)

    folder: Path
    server: str
    reports: int
    pace: float
    stations: tuple[StationOrder, ...]

    def journal(self, station: StationOrder) -> Path:
        """Where a station keeps its journal."""
        return self.folder / station.name / "station.sqlite3"
