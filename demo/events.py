"""What the station of the demonstration tells the programme that runs it: one JSON object a line."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from demo.morning import Cue


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Opened(_Event):
    """The desk is open and shows the camera's picture."""

    event: Literal["opened"] = "opened"


class Waiting(_Event):
    """The desk waits for a line on its standard input before it goes on: something is to befall the server."""

    event: Literal["waiting"] = "waiting"
    cue: Cue


class Decided(_Event):
    """One visit is over and on disk: what the screen said, and what was decided."""

    event: Literal["decided"] = "decided"
    visit: int
    found: str
    score: float | None
    decision: str


class Finished(_Event):
    """The script is played and, where nobody watches, everything is delivered."""

    event: Literal["finished"] = "finished"
    pending: int
    longest_stall: float
    stalls_over_50: int
    preview_rate: float
    frames_overwritten: int


Event = Annotated[Opened | Waiting | Decided | Finished, Field(discriminator="event")]
EVENTS: TypeAdapter[Opened | Waiting | Decided | Finished] = TypeAdapter(Event)
