"""Takes pictures in, piece by piece, and gives them out again as a picture that is safe to look at.

A piece is appended only where the one before ended, and only to a picture that a kept report of the station names. The
finished picture must have the digest that the report gives, so what is stored is exactly what was signed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from PIL import Image
from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, sessionmaker, undefer

from server.database import WRITING
from server.errors import PictureError
from server.tables import EvidencePicture, PictureUse
from server.upserts import insert_missing
from wire.envelopes import digest_of
from wire.evidence import UploadState, picture_digest
from wire.heartbeat import MAX_PICTURES

MAX_PIXELS = 16_000_000  # of a picture that is shown
_JPEG = b"\xff\xd8\xff"


def upload_state(sessions: sessionmaker[Session], station_id: str, digest: str) -> UploadState:
    """How much of a picture has arrived. Raises PictureError when no kept report of the station names it."""
    with sessions() as session:
        size = _expected_size(session, station_id, digest)
        received = session.scalar(select(EvidencePicture.received).where(EvidencePicture.digest == digest))
    return UploadState(digest=digest, size=size, received=received or 0)


def take_piece(
    sessions: sessionmaker[Session], station_id: str, digest: str, offset: int, piece: bytes, now: datetime
) -> UploadState:
    """Append a piece.

    Two requests with the same piece at once: the second waits for the first, then its offset no longer fits, and the
    station asks how much there is.

    Raises:
        PictureError: picture_unknown, offset_conflict, too_long, or not_the_picture, after which nothing of it is kept.
    """
    with sessions() as session:
        session.connection(execution_options=WRITING)
        size = _expected_size(session, station_id, digest)
        empty = {"digest": digest, "size": size, "received": 0, "content": b""}
        insert_missing(session, EvidencePicture, [empty])
        picture = session.get_one(
            EvidencePicture, digest, with_for_update=True, options=[undefer(EvidencePicture.content)]
        )
        if picture.received == size:
            return UploadState(digest=digest, size=size, received=size)
        if offset != picture.received:
            raise PictureError(409, "offset_conflict", f"expected offset {picture.received}, got {offset}")
        content = picture.content + piece
        if len(content) > size:
            raise PictureError(422, "too_long", f"expected {size} bytes, got {len(content)}")
        fits = len(content) < size or (picture_digest(content) == digest and content.startswith(_JPEG))
        picture.content, picture.received = (content, len(content)) if fits else (b"", 0)
        picture.completed_at = now if fits and len(content) == size else None
        if picture.completed_at is not None:
            session.execute(update(PictureUse).where(PictureUse.digest == digest).values(awaited=False))
        session.commit()
    if not fits:
        raise PictureError(422, "not_the_picture", "what has arrived is not the JPEG of that digest; send it again")
    return UploadState(digest=digest, size=size, received=len(content))


def awaited_pictures(session: Session, station_id: str, now: datetime) -> Sequence[str]:
    """Digests of pictures that reports of this station name and that have not arrived whole, up to `MAX_PICTURES`.

    Where there are more, they are told by turns, from a place that differs each time: else those that the station has
    lost for good would stand before the others for ever.
    """
    # A report that was taken in while its picture was completed for another may not have seen that it was.
    is_whole = exists().where(EvidencePicture.digest == PictureUse.digest, EvidencePicture.completed_at.is_not(None))
    awaited = (
        select(PictureUse.digest)
        .distinct()
        .where(PictureUse.station_id == station_id, PictureUse.awaited, ~is_whole)
        .order_by(PictureUse.digest)
    )
    start = digest_of(now.isoformat())
    found = session.scalars(awaited.where(PictureUse.digest >= start).limit(MAX_PICTURES)).all()
    left = MAX_PICTURES - len(found)
    return [*found, *session.scalars(awaited.where(PictureUse.digest < start).limit(left))] if left else found


def shown_picture(content: bytes) -> bytes:
    """A picture decoded and encoded anew, without anything that was not pixels.

    Raises:
        PictureError: it cannot be decoded, or has too many pixels.
    """
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise PictureError(422, "too_many_pixels", f"expected at most {MAX_PIXELS} pixels")
            pixels = Image.new("RGB", image.size)
            pixels.paste(image.convert("RGB"))  # a converted image would take its comments along
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError(422, "not_the_picture", "the picture cannot be decoded") from error
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=90)
    return out.getvalue()


def _expected_size(session: Session, station_id: str, digest: str) -> int:
    size = session.scalar(
        select(PictureUse.size).where(PictureUse.digest == digest, PictureUse.station_id == station_id).limit(1)
    )
    if size is None:
        raise PictureError(404, "picture_unknown", "no report of this station that has arrived names this picture")
    return size
