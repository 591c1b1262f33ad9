"""Evidence pictures for people to look at."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from server.dashboard.errors import NotFoundError
from server.dashboard.viewers import Viewer
from server.errors import PictureError
from server.evidence import shown_picture
from server.tables import EvidencePicture, PictureUse


def find_picture(db: Session, viewer: Viewer, digest: str) -> bytes:
    """The bytes of a picture as a station sent them.

    Raises:
        NotFoundError: it has not arrived whole, or no report that this viewer may see names it.
    """
    named = exists().where(PictureUse.digest == digest, viewer.pictures())
    content = db.scalar(
        select(EvidencePicture.content).where(
            EvidencePicture.digest == digest, EvidencePicture.completed_at.is_not(None), named
        )
    )
    if content is None:
        raise NotFoundError("no such picture")
    return content


def safe_copy(content: bytes) -> bytes:
    """The picture made anew; raises NotFoundError if it is none."""
    try:
        return shown_picture(content)
    except PictureError as error:
        raise NotFoundError(str(error)) from error
