"""The session packs that the server has for a station, and how they are asked for.

A pack is named by the digest that its signature is over (`wire.pack`), which speaks for every other byte of it. What a
listing says of it stands in its header, and is believed once the pack itself was verified.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from wire.base import Digest, Moment, Strict
from wire.gallery import MAX_CANDIDATES, SessionInfo
from wire.pack import MAX_PACK
from wire.pack_header import PackHeader

MAX_LISTED: Final = 50  # packs, whose listing stays below what a station reads of an answer
MAX_PACK_PIECE: Final = 256 * 1024  # bytes of one answer


class ListedPack(Strict):
    """A pack of ``size`` bytes, all of it counted, and what its header says."""

    digest: Digest
    size: Annotated[int, Field(ge=1, le=MAX_PACK)]
    session: SessionInfo
    candidates: Annotated[int, Field(ge=0, le=MAX_CANDIDATES)]
    created_at: Moment
    not_before: Moment
    expires_at: Moment

    def tells_of(self, header: PackHeader) -> bool:
        """Whether it says what a header says."""
        return (self.session, self.candidates, self.created_at, self.not_before, self.expires_at) == (
            header.session,
            header.candidates,
            header.created_at,
            header.not_before,
            header.expires_at,
        )


class PackListing(Strict):
    """The packs of one station, by the start of their session; of each session the one that was made last."""

    packs: Annotated[tuple[ListedPack, ...], Field(max_length=MAX_LISTED)]


def listed(digest: str, size: int, header: PackHeader) -> ListedPack:
    """What is told of a pack with this header."""
    return ListedPack(
        digest=digest,
        size=size,
        session=header.session,
        candidates=header.candidates,
        created_at=header.created_at,
        not_before=header.not_before,
        expires_at=header.expires_at,
    )


def same_venue(one: str, other: str) -> bool:
    """Whether two names are of one venue: capitals and spaces make no difference."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
