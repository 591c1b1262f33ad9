"""The heartbeat: how a station is, whether or not there is anything to report."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from wire.base import ClockOffset, Count, Digest, Moment, Sequence, Strict, Text

MAX_RANGES: Final = 100
MAX_PICTURES: Final = 100


class CameraHealth(StrEnum):
    """What the camera does."""

    OPENING = "OPENING"
    LIVE = "LIVE"
    STALLED = "STALLED"
    LOST = "LOST"


class Heartbeat(Strict):
    """How a station is. ``last_seq`` and ``last_digest`` are the end of its journal, so that the server knows of
    reports that are still to come; ``disk_free`` is in bytes."""

    sent_at: Moment
    clock_offset: ClockOffset | None
    journal_id: UUID
    last_seq: Count
    last_digest: Digest
    pending: Count
    quarantined: Count
    pictures_pending: Count
    session_id: Text | None
    camera: CameraHealth | None
    fault: Annotated[str, Field(max_length=300)] = ""
    disk_free: Count | None = None
    program: Text


class SequenceRange(Strict):
    """Entries of a journal, ``first`` and ``last`` included."""

    first: Sequence
    last: Sequence


class HeartbeatAnswer(Strict):
    """The server's time, and what it has of this journal.

    ``known_last_seq`` is its highest report; more than the station's own means that the station's disk was set back.
    ``missing`` are reports up to the station's last that it does not have, the first `MAX_RANGES` ranges of them: they
    are on their way, or the server was set back. ``pictures`` are digests of pictures that kept reports of the station
    name and that have not arrived whole, up to `MAX_PICTURES` of them, others each time where there are more.
    """

    server_time: AwareDatetime
    known_last_seq: Count
    missing: Annotated[tuple[SequenceRange, ...], Field(max_length=MAX_RANGES)] = ()
    pictures: Annotated[tuple[Digest, ...], Field(max_length=MAX_PICTURES)] = ()
