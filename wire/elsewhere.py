"""Which session a number belongs to that is not on a roster, told to a desk that must not hold other rosters.

A pack has the place and time of other sessions of the same enrolment, and of each of their candidates' numbers the
first 12 hexadecimal digits of the SHA-256 of ``hadir elsewhere 1 LF <id of its session> LF <number, normalised>``. So
whoever stands at a desk with a card is shown the way, and a list of others' names or numbers travels nowhere. A number
that belongs to nobody is taken for somebody's with a probability of at most `MAX_NUMBERS` in 2^48.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Final

from pydantic import Field

from wire.base import Moment, Strict, Text
from wire.numbers import normalise_number

MAX_NUMBERS: Final = 100_000  # of all other sessions together
MAX_SESSIONS: Final = 5_000

NumberMark = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class OtherSessionEntry(Strict):
    """Another session, and the marks of its candidates' numbers, sorted."""

    title: Text
    venue: Text
    room: Annotated[str, Field(max_length=120)] = ""
    starts_at: Moment
    marks: Annotated[list[NumberMark], Field(max_length=MAX_NUMBERS)]


def mark_of(session_id: str, number: str) -> str:
    """The mark of a number in the pack of a session."""
    text = f"hadir elsewhere 1\n{session_id}\n{normalise_number(number)}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]
