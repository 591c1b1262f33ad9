"""Session packs that wait for their stations. They are encrypted to these: nothing of a candidate can be read here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.tables.base import DIGEST, STATION, Base, UtcDateTime


class SessionPack(Base):
    """A pack that lies here whole. ``digest`` is what its signature is over, ``listing`` is a
    `wire.pack_listing.ListedPack` in JSON, which has the digest and ``expires_at`` too."""

    __tablename__ = "session_pack"

    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    listing: Mapped[str] = mapped_column(Text)


class PackReader(Base):
    """A station that a pack was encrypted to, by its header."""

    __tablename__ = "pack_reader"

    station_id: Mapped[str] = mapped_column(STATION, primary_key=True)
    digest: Mapped[str] = mapped_column(DIGEST, ForeignKey("session_pack.digest"), primary_key=True, index=True)


class PackPiece(Base):
    """Bytes of a pack, from ``number`` times `wire.pack_listing.MAX_PACK_PIECE` on; all but the last have as many."""

    __tablename__ = "pack_piece"

    digest: Mapped[str] = mapped_column(DIGEST, ForeignKey("session_pack.digest"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
