"""Evidence pictures: named by a report, sent apart from it, in pieces, each known by the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from wire.base import Digest, Strict

MAX_PICTURES = 8  # of one report
MAX_PICTURE = 256 * 1024  # bytes
MAX_PIECE = 64 * 1024  # bytes of one request
MEDIA_TYPE: Final = "image/jpeg"


class PictureRole(StrEnum):
    """What a picture shows."""

    FACE = "FACE"  # the face as it was compared, with its surroundings


class Picture(Strict):
    """A JPEG that a report rests on. ``size`` is in bytes."""

    digest: Digest
    role: PictureRole
    size: Annotated[int, Field(ge=1, le=MAX_PICTURE)]


class UploadState(Strict):
    """How much of a picture the server has. The next piece begins at ``received``."""

    digest: Digest
    size: Annotated[int, Field(ge=1, le=MAX_PICTURE)]
    received: Annotated[int, Field(ge=0, le=MAX_PICTURE)]

    @property
    def complete(self) -> bool:
        """Whether all of it is there and was checked."""
        return self.received == self.size


def picture_digest(content: bytes) -> str:
    """Hexadecimal SHA-256 of a picture's bytes."""
    return hashlib.sha256(content).hexdigest()
