"""Which session a row means: rosters call many sessions the same, one in each room of each venue on each day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

_MAX_TEXT = 120  # characters, of `wire.base.Text`
_BETWEEN = " · "
_DIGEST = 8  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class ExamSessionRow:
    """The session that a row names. ``room`` may be empty; ``starts_at`` is aware.

    ``title`` is what the roster calls it, or where and when it is. ``id`` tells it from every other session.
    """

    id: str
    title: str
    venue: str
    room: str
    starts_at: datetime


def exam_session(name: str, venue: str, room: str, starts_at: datetime) -> ExamSessionRow:
    """The session of a name (empty where it has none) at a place and time; each text has at most 120 characters.

    One that has a name is the same session while its name, venue, room and local date are; it may start at another
    time of that day. One without is another session at another time.
    """
    when = f"{starts_at:%Y-%m-%d}" if name else f"{starts_at:%Y-%m-%d %H:%M}"
    composed = _BETWEEN.join(part for part in (name, venue, room, when) if part)
    return ExamSessionRow(_fitted(composed), name or composed[:_MAX_TEXT], venue, room, starts_at)


def _fitted(composed: str) -> str:
    """A text as it is, or its beginning and a digest of all of it, where it is too long."""
    if len(composed) <= _MAX_TEXT:
        return composed
    mark = _BETWEEN + hashlib.sha256(composed.encode()).hexdigest()[:_DIGEST]
    return composed[: _MAX_TEXT - len(mark)].rstrip() + mark
