"""What everybody may read of a session pack: its header."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from wire.base import Count, Digest, KeyId, Moment, StationId, Strict, Text
from wire.errors import PackError, PackProblem
from wire.gallery import MAX_CANDIDATES, SessionInfo
from wire.pack_content import MAX_ARCHIVE

MAX_RECIPIENTS = 2000


class PackRecipient(Strict):
    """A station that can open the pack."""

    station_id: StationId
    recipient: Annotated[str, Field(pattern=r"^age1[02-9ac-hj-np-z]{58}$")]


class PackHeader(Strict):
    """What everybody may read of a pack. Sizes are in bytes; ``candidates`` counts them.

    The pack is valid from ``not_before`` until ``expires_at``. ``signer`` is the id of the key that signed.
    """

    format: Literal[1] = 1
    pack_id: UUID
    session: SessionInfo
    model_id: Text
    created_at: Moment
    not_before: Moment
    expires_at: Moment
    signer: KeyId
    candidates: Annotated[int, Field(ge=0, le=MAX_CANDIDATES)]
    recipients: Annotated[list[PackRecipient], Field(min_length=1, max_length=MAX_RECIPIENTS)]
    ciphertext_size: Count
    ciphertext_sha256: Digest
    plaintext_size: Annotated[int, Field(ge=0, le=MAX_ARCHIVE)]
    plaintext_sha256: Digest

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.not_before >= self.expires_at:
            raise ValueError("expected not_before to be before expires_at")
        return self

    def check_time(self, now: datetime) -> None:
        """Check that the pack is valid at a moment; raises PackError (NOT_YET_VALID, EXPIRED)."""
        if now < self.not_before:
            found = f"the pack is valid from {_told(self.not_before)}, this computer's clock says {_told(now)}"
            raise PackError(found, PackProblem.NOT_YET_VALID)
        if now >= self.expires_at:
            found = f"the pack was valid until {_told(self.expires_at)}, this computer's clock says {_told(now)}"
            raise PackError(found, PackProblem.EXPIRED)


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What a pack says of itself, whoever is in it."""

    pack_id: UUID
    not_before: datetime
    expires_at: datetime


def _told(moment: datetime) -> str:
    return moment.astimezone().isoformat(" ", "minutes")
